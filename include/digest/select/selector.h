#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "digest/base/tasks.h"
#include "digest/model/candidate.h"
#include "digest/model/loss.h"
#include "digest/model/overlay.h"
#include "digest/model/topic.h"

// A varied ten, one of them the reader's own choice:
//
//     SelectOptions options;
//     options.pinned = {"2201.03545"};
//     const auto has_blurb = [&](std::size_t i) { return !blurbs[i].empty(); };
//     const Selection selection = select_picks(candidates, has_blurb, options);
//     for (const SelectedPick& pick : selection.picks) {
//         show(candidates[pick.candidate].paper.title);
//     }

namespace digest {

/// Select looks at so many of the best candidates only.
inline constexpr std::size_t selection_pool = 500;

struct SelectOptions {
    int picks = 10;
    std::size_t pool = selection_pool;
    int per_topic_max = 3;
    double diversity = 0.25;  ///< 0: by score alone
    std::vector<std::string> exclude_terms{};
    std::vector<std::string> exclude_authors{};
    std::vector<std::string> follow_authors{};
    std::set<std::string> featured_before{};  ///< ids in the memory of this workspace
    std::set<std::string> dropped{};          ///< by the overlay
    std::vector<std::string> pinned{};        ///< by the overlay: taken already, they fill their topics
    TaskRunner run_tasks = run_in_order;
};

/// One chosen paper: where it stands in the candidates, and why it was chosen.
struct SelectedPick {
    std::size_t candidate = 0;
    std::string topic{};
    std::vector<std::size_t> lifts{};  ///< its strongest_signals(), see select/reason.h
    bool pinned = false;
};

struct Selection {
    std::vector<SelectedPick> picks{};    ///< in the order of the edition
    std::vector<RunnerUp> near_misses{};  ///< the ten best not chosen
};

/// A varied few of `candidates` (best first). What lies beyond the pool is not looked at, pinned papers excepted.
/// `has_blurb` says whether candidate i can give both blocks; it is asked of those that could be taken, a few at a
/// time, once each. Near-duplicates are merged into the better one first. Then, one by one, the greatest of
///   (1 - diversity) · score / best score  +  diversity · (0.4 · topics not covered yet - greatest similarity to one
///   chosen)
/// that neither overfills its topic nor is nearer than 0.5 to one chosen (maximal marginal relevance, Carbonell and
/// Goldstein 1998, with xQuAD's coverage, Santos et al. 2010). Where variety would cost more than 2 % of the mean score
/// it is weighed less. Of `picks`, the pinned ones are taken off first; those among the candidates are in the result,
/// and all are in the order of the candidates. Near misses are those that could have been picked; papers that the
/// reader excluded, dropped or had before are none.
Selection select_picks(const std::vector<Candidate>& candidates, const std::function<bool(std::size_t)>& has_blurb,
                       const SelectOptions& options);

}  // namespace digest
