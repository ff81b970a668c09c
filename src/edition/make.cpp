#include "digest/edition/make.h"

#include <algorithm>
#include <set>

#include "digest/compose/composer.h"
#include "digest/select/reason.h"

namespace digest {
namespace {

/// What is shown of a figure: without a folder to write to it is only linked.
std::optional<Figure> shown_figure(const Snapshot& snapshot, const std::string& id, FigurePlace place) {
    const auto found = snapshot.figures.find(id);
    if (found == snapshot.figures.end() || found->second.figure.url.empty()) {
        return std::nullopt;
    }
    Figure figure = found->second.figure;
    if (place == FigurePlace::linked || found->second.bytes.empty()) {
        figure.path.clear();
    }
    return figure;
}

/// The addresses of repositories that a service named for the paper.
std::vector<Link> links_beside(const Snapshot& snapshot, const std::string& id) {
    std::vector<Link> links;
    for (const Observation& observation : snapshot.observations) {
        if (observation.paper_id == id && observation.metric == "repository" && !observation.detail.empty()) {
            links.push_back({"Code", observation.detail});
        }
    }
    return links;
}

/// The papers that the overlay names beside its pins: second works of a heading, related ones.
std::vector<Paper> named_papers(const Snapshot& snapshot, const Overlay& overlay) {
    std::set<std::string> wanted;
    for (const PinnedPick& pick : overlay.picks) {
        wanted.insert(pick.ids.begin(), pick.ids.end());
        wanted.insert(pick.related.begin(), pick.related.end());
    }
    std::vector<Paper> papers;
    for (const Paper* paper : papers_of(snapshot)) {
        if (wanted.contains(paper->id)) {
            papers.push_back(*paper);
        }
    }
    return papers;
}

/// Known to the snapshot, or found for this choice.
std::vector<RelatedPaper> related_to(const std::string& id, const Snapshot& snapshot, const EditionChoice& choice) {
    for (const auto* known : {&snapshot.related, &choice.related}) {
        if (const auto found = known->find(id); found != known->end()) {
            return found->second;
        }
    }
    return {};
}

}  // namespace

Edition make(const Snapshot& snapshot, const EditionSettings& settings, const Overlay& overlay,
             const EditionChoice& choice, const EditionDefinitions& definitions, const Prose& prose,
             FigurePlace figures) {
    ComposeInput input;
    input.key = snapshot.key;
    input.whole = snapshot.whole;
    input.sample = snapshot.sample;
    input.program_version = snapshot.program_version;
    input.title_pattern = settings.title;
    input.publisher = settings.publisher;
    input.publisher_url = settings.publisher_url;
    input.closing = settings.closing;
    input.language = settings.language;
    input.math = settings.math;
    input.blocks = settings.blocks;
    input.topics = definitions.topics;
    input.landmarks = definitions.landmarks;
    input.news = snapshot.news;
    input.trends = snapshot.trends;
    input.provenance = snapshot.provenance;
    input.per_topic_max = settings.select.per_topic_max;
    input.named = named_papers(snapshot, overlay);
    input.near_misses = choice.selection.near_misses;
    input.considered = snapshot.considered();
    input.primary_categories = snapshot.primary_categories;
    input.overlay = overlay;
    input.notices = snapshot.notices;
    input.blurbs = prose.options(settings);
    for (const SelectedPick& pick : choice.selection.picks) {
        ComposePick& entry = input.picks.emplace_back();
        entry.candidate = choice.candidates[pick.candidate];
        entry.topic = pick.topic;
        entry.reason = reason_in_words(entry.candidate, pick.lifts);
        entry.pinned = pick.pinned;
        entry.related = related_to(entry.candidate.paper.id, snapshot, choice);
        entry.links = links_beside(snapshot, entry.candidate.paper.id);
        entry.figure = shown_figure(snapshot, entry.candidate.paper.id, figures);
    }
    return compose_edition(input);
}

}  // namespace digest
