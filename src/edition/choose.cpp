#include "digest/edition/choose.h"

#include <algorithm>
#include <optional>

#include "digest/compose/related.h"

namespace digest {
namespace {

/// Pins that take the place of a pick although they are no paper of the archive.
int pins_without_id(const Overlay& overlay) {
    return static_cast<int>(std::count_if(overlay.picks.begin(), overlay.picks.end(),
                                          [](const PinnedPick& pick) { return pick.ids.empty(); }));
}

bool is_held(const Snapshot& snapshot, const std::string& id) {
    const std::vector<const Paper*> papers = papers_of(snapshot);
    return std::any_of(papers.begin(), papers.end(), [&id](const Paper* paper) { return paper->id == id; });
}

RelatedFinder related_finder(const Snapshot& snapshot, std::span<const Paper> earlier) {
    std::vector<const Paper*> pool;
    pool.reserve(snapshot.pool.size() + earlier.size());
    for (const Candidate& candidate : snapshot.pool) {
        pool.push_back(&candidate.paper);
    }
    for (const Paper& paper : earlier) {
        pool.push_back(&paper);
    }
    return RelatedFinder(std::move(pool));
}

}  // namespace

std::vector<std::string> papers_lacking(const Snapshot& snapshot, const Overlay& overlay) {
    std::vector<std::string> lacking;
    for (const PinnedPick& pick : overlay.picks) {
        for (const auto* ids : {&pick.ids, &pick.related}) {
            for (const std::string& id : *ids) {
                if (!is_held(snapshot, id) && std::find(lacking.begin(), lacking.end(), id) == lacking.end()) {
                    lacking.push_back(id);
                }
            }
        }
    }
    return lacking;
}

Candidate candidate_beyond_pool(const Snapshot& snapshot, const Paper& paper) {
    Candidate candidate;
    candidate.paper = paper;
    const auto frozen = std::find_if(snapshot.candidates.begin(), snapshot.candidates.end(),
                                     [&](const FrozenCandidate& each) { return each.id == paper.id; });
    if (frozen == snapshot.candidates.end()) {
        return candidate;
    }
    candidate.score = frozen->score;
    for (std::size_t i = 0; i < frozen->signals.size(); ++i) {
        const double weight = snapshot.pool.empty() ? 0.0 : snapshot.pool.front().signals[i].weight;
        candidate.signals.push_back({snapshot.signal_names[i], frozen->signals[i], weight, {}});
    }
    return candidate;
}

std::vector<Candidate> candidates_of(const Snapshot& snapshot) {
    std::vector<Candidate> candidates = snapshot.pool;
    for (const Paper& paper : snapshot.added) {
        candidates.push_back(candidate_beyond_pool(snapshot, paper));
    }
    return candidates;
}

std::vector<const Paper*> papers_of(const Snapshot& snapshot) {
    std::vector<const Paper*> papers;
    papers.reserve(snapshot.pool.size() + snapshot.added.size());
    for (const Candidate& candidate : snapshot.pool) {
        papers.push_back(&candidate.paper);
    }
    for (const Paper& paper : snapshot.added) {
        papers.push_back(&paper);
    }
    return papers;
}

SelectOptions select_options(const EditionSettings& settings, const std::set<std::string>& featured_before,
                             const Overlay& overlay, const TaskRunner& run_tasks) {
    SelectOptions options;
    options.run_tasks = run_tasks;
    options.picks = std::max(0, settings.picks - pins_without_id(overlay));
    options.per_topic_max = settings.select.per_topic_max;
    options.diversity = settings.select.diversity;
    options.exclude_terms = settings.select.exclude_terms;
    options.exclude_authors = settings.select.exclude_authors;
    options.follow_authors = settings.select.follow_authors;
    if (settings.select.memory) {
        options.featured_before = featured_before;
    }
    for (const DroppedPaper& drop : overlay.drops) {
        options.dropped.insert(drop.id);
    }
    for (const PinnedPick& pick : overlay.picks) {
        if (pick.ids.empty()) {
            continue;
        }
        options.pinned.push_back(pick.ids.front());
        // the further works of a heading are in the edition with it, and no picks of their own
        options.dropped.insert(pick.ids.begin() + 1, pick.ids.end());
    }
    return options;
}

Selection select_from(const std::vector<Candidate>& candidates, const EditionSettings& settings,
                      const std::set<std::string>& featured_before, const Overlay& overlay, const Prose& prose,
                      const TaskRunner& run_tasks) {
    const BlurbOptions options = prose.options(settings);
    const auto has_blurb = [&](std::size_t i) { return is_complete(compose_blurb(candidates[i].paper, options)); };
    return select_picks(candidates, has_blurb, select_options(settings, featured_before, overlay, run_tasks));
}

EditionChoice choose(const Snapshot& snapshot, const EditionSettings& settings, const Overlay& overlay,
                     const Prose& prose, const RelatedSearch& earlier, const TaskRunner& run_tasks) {
    EditionChoice choice;
    choice.candidates = candidates_of(snapshot);
    std::optional<RelatedFinder> finder;
    Tasks tasks{[&] {
        choice.selection =
            select_from(choice.candidates, settings, snapshot.featured_before, overlay, prose, run_tasks);
    }};
    if (earlier && snapshot.related.empty()) {
        tasks.emplace_back([&] { finder.emplace(related_finder(snapshot, *earlier)); });
    }
    run_tasks(tasks);
    for (const SelectedPick& pick : choice.selection.picks) {
        const Paper& paper = choice.candidates[pick.candidate].paper;
        if (earlier && !snapshot.related.contains(paper.id)) {
            if (!finder) {
                finder.emplace(related_finder(snapshot, *earlier));
            }
            choice.related[paper.id] = finder->related_to(paper);
        }
        if (!snapshot.figures.contains(paper.id)) {
            choice.without_figure.push_back(pick.candidate);
        }
    }
    return choice;
}

}  // namespace digest
