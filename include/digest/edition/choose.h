#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "digest/base/tasks.h"
#include "digest/edition/prose.h"
#include "digest/model/candidate.h"
#include "digest/model/edition_settings.h"
#include "digest/model/overlay.h"
#include "digest/model/paper.h"
#include "digest/model/snapshot.h"
#include "digest/select/selector.h"

namespace digest {

/// The papers that the overlay names (pins, second works of a heading, related ones) and that the snapshot does not
/// hold, each once. They join `Snapshot::added` before choose() is asked.
std::vector<std::string> papers_lacking(const Snapshot& snapshot, const Overlay& overlay);

/// A paper that the pool does not hold, with the numbers that the snapshot has of it; none where it is no candidate.
Candidate candidate_beyond_pool(const Snapshot& snapshot, const Paper& paper);

/// The pool, and behind it the papers that were added for the editor.
std::vector<Candidate> candidates_of(const Snapshot& snapshot);

/// The papers of the pool and those that were added: whose words Prose knows.
std::vector<const Paper*> papers_of(const Snapshot& snapshot);

/// What the settings, the memory and the overlay ask of select.
SelectOptions select_options(const EditionSettings& settings, const std::set<std::string>& featured_before,
                             const Overlay& overlay, const TaskRunner& run_tasks);

/// Asks compose which of the candidates can give both blocks, then selects.
Selection select_from(const std::vector<Candidate>& candidates, const EditionSettings& settings,
                      const std::set<std::string>& featured_before, const Overlay& overlay, const Prose& prose,
                      const TaskRunner& run_tasks);

/// The picks of an edition, and what the snapshot lacks for them.
struct EditionChoice {
    std::vector<Candidate> candidates{};  ///< candidates_of() the snapshot: what `selection` points into
    Selection selection{};
    /// Related work of the picks that the snapshot knows none of yet.
    std::map<std::string, std::vector<RelatedPaper>> related{};
    /// Places in `candidates` of the picks whose figure nobody looked for yet.
    std::vector<std::size_t> without_figure{};
};

/// Papers from before the window, among which related work is sought beside the pool; nothing: it is not sought.
using RelatedSearch = std::optional<std::span<const Paper>>;

/// Overlay and select, and related work for the picks: at once, where `run_tasks` can.
EditionChoice choose(const Snapshot& snapshot, const EditionSettings& settings, const Overlay& overlay,
                     const Prose& prose, const RelatedSearch& earlier, const TaskRunner& run_tasks);

}  // namespace digest
