#include "digest/edition/freeze.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "digest/base/numbers.h"
#include "digest/compose/news.h"
#include "digest/compose/trends.h"
#include "digest/select/selector.h"

namespace digest {
namespace {

using std::chrono::days;

constexpr std::size_t max_news = 5;

/// Numbers taken this long after the window know what became of its papers.
constexpr days future_after{60};

std::map<std::string, int> count_primary_categories(const std::vector<Candidate>& candidates) {
    std::unordered_map<std::string_view, int> counts;
    for (const Candidate& candidate : candidates) {
        ++counts[candidate.paper.primary_category()];
    }
    return {counts.begin(), counts.end()};
}

/// With as many decimals as anyone reads: they halve the snapshot.
std::vector<FrozenCandidate> freeze_candidates(const std::vector<Candidate>& candidates) {
    std::vector<FrozenCandidate> frozen;
    frozen.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        FrozenCandidate& entry = frozen.emplace_back();
        entry.id = candidate.paper.id;
        entry.version = candidate.paper.version;
        entry.score = six_decimals(candidate.score);
        entry.signals.reserve(candidate.signals.size());
        for (const Signal& signal : candidate.signals) {
            entry.signals.push_back(signal.value ? std::optional(six_decimals(*signal.value)) : std::nullopt);
        }
    }
    return frozen;
}

void keep_pool(std::vector<Observation>& observations, const std::vector<Candidate>& pool) {
    std::unordered_set<std::string_view> ids;
    for (const Candidate& candidate : pool) {
        ids.insert(candidate.paper.id);
    }
    std::erase_if(observations, [&](const Observation& each) { return !ids.contains(each.paper_id); });
}

std::vector<std::string> names_of_signals(const std::vector<Candidate>& candidates) {
    std::vector<std::string> names;
    if (candidates.empty()) {
        return names;
    }
    for (const Signal& signal : candidates.front().signals) {
        names.push_back(signal.name);
    }
    return names;
}

std::vector<const Paper*> pointers_to(const std::vector<Paper>& papers) {
    std::vector<const Paper*> pointers;
    pointers.reserve(papers.size());
    for (const Paper& paper : papers) {
        pointers.push_back(&paper);
    }
    return pointers;
}

}  // namespace

std::vector<Provenance> provenance_of(const std::vector<Observation>& observations, const Window& window) {
    std::vector<Provenance> found;
    for (const Observation& observation : observations) {
        if (observation.state != ObservationState::known && observation.state != ObservationState::absent) {
            continue;
        }
        auto entry = std::find_if(found.begin(), found.end(), [&](const Provenance& each) {
            return each.what == observation.metric && each.service == observation.service;
        });
        if (entry == found.end()) {
            entry = found.insert(entry, Provenance{});
            entry->service = observation.service;
            entry->what = observation.metric;
        }
        entry->first = std::min(entry->first.value_or(observation.observed_at), observation.observed_at);
        entry->last = std::max(entry->last.value_or(observation.observed_at), observation.observed_at);
    }
    std::sort(found.begin(), found.end(), [](const Provenance& a, const Provenance& b) {
        return std::tie(a.service, a.what) < std::tie(b.service, b.what);
    });
    for (Provenance& entry : found) {
        entry.knows_future = *entry.last >= window.until + future_after;
    }
    return found;
}

std::vector<Observation> repositories_in(const std::vector<Observation>& observations) {
    std::vector<Observation> found;
    std::copy_if(observations.begin(), observations.end(), std::back_inserter(found), [](const Observation& each) {
        return each.metric == "repository" && each.state == ObservationState::known && !each.detail.empty();
    });
    return found;
}

std::vector<Trend> trends_between(const std::vector<Paper>& papers, const std::vector<Paper>& earlier) {
    return find_trends(pointers_to(papers), pointers_to(earlier));
}

Snapshot freeze(const EditionKey& key, WindowFindings&& findings, Scoring& scoring, const std::vector<Topic>& topics,
                EditionTexts texts, EditionSettings settings, const FreezingRun& run) {
    std::vector<Candidate>& candidates = scoring.candidates;
    Snapshot snapshot;
    snapshot.key = key;
    snapshot.whole = findings.whole;
    snapshot.sample = run.sample;
    snapshot.program_version = run.program_version;
    snapshot.made_at = run.made_at;
    snapshot.as_of = findings.as_of;
    snapshot.settings = std::move(settings);
    snapshot.texts = std::move(texts);
    snapshot.signal_names = names_of_signals(candidates);
    snapshot.candidates = freeze_candidates(candidates);
    snapshot.primary_categories = count_primary_categories(candidates);
    snapshot.observations = std::move(findings.repositories);
    snapshot.trends = std::move(findings.trends);
    snapshot.provenance = std::move(findings.provenance);
    snapshot.featured_before = std::move(findings.featured_before);
    if (!findings.news.empty()) {
        snapshot.news = choose_news(std::move(findings.news), topics, max_news);
    }
    snapshot.notices = std::move(findings.notices);
    const auto pool_end = candidates.begin() + static_cast<std::ptrdiff_t>(std::min(candidates.size(), selection_pool));
    snapshot.pool.assign(std::make_move_iterator(candidates.begin()), std::make_move_iterator(pool_end));
    keep_pool(snapshot.observations, snapshot.pool);
    return snapshot;
}

}  // namespace digest
