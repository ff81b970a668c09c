#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "app/gather/window_data.h"
#include "app/workspace/session.h"
#include "digest/compose/blurb.h"
#include "digest/model/edition.h"
#include "digest/model/overlay.h"
#include "digest/model/snapshot.h"
#include "digest/score/scorer.h"
#include "digest/select/selector.h"

namespace digest {

/// The passes of the pipeline, each a value in and a value out; src/app/pipeline.cpp reads as the list of them.

/// Fetches what the archive lacks of the window, page by page.
Result<void> harvest_window(Session& session, const EditionKey& key);
/// Asks the services for numbers that are missing or stale. A service that fails is a notice.
Result<void> observe_window(Session& session, const EditionKey& key);
/// Harvests and observes where the network may be asked, then loads the window; the sample instead with --sample.
Result<Material> gather(Session& session, const EditionKey& key, bool ask_services = true);

/// The window that a reading verb was asked for, from the archive or the sample: says which it is, and whether days of
/// it are short.
struct LoadedWindow {
    EditionKey key{};
    Material material{};
};
Result<LoadedWindow> load_window(Session& session);

/// Tells that the window is not whole, where it is not.
void tell_if_short(Session& session, const Material& material);

/// Signals and scores; the definitions and models are those of the workspace. Of the best `with_evidence` the evidence
/// is put into words.
Result<Scoring> score_window(Session& session, const EditionKey& key, std::vector<Paper> papers,
                             std::vector<Observation> observations,
                             std::size_t with_evidence = std::numeric_limits<std::size_t>::max());

/// The terms that rise and fall between the papers of a window and those of the months before.
std::vector<Trend> trends_between(const std::vector<Paper>& papers, const std::vector<Paper>& earlier);

/// What the edition is built from, frozen. Takes the material apart; where trends are shown it leaves the papers of the
/// months before in it, for related work.
Result<Snapshot> take_snapshot(Session& session, const EditionKey& key, Material&& material);

/// What blurbs are composed with: the role model and the words that settle broken hyphens.
struct Prose {
    std::optional<RoleModel> roles{};
    KnownWords words{};

    BlurbOptions options(const Config& config) const;
};
/// A role model that cannot be used is told once; then roles go by rule.
Prose read_prose(Session& session, const std::string& role_model, const std::vector<const Paper*>& papers);

/// The same with the role model of the workspace.
Prose read_prose_of(Session& session, const std::vector<Candidate>& candidates);

/// The overlay of this edition; none for the sample.
Result<Overlay> overlay_of(const Session& session, const EditionKey& key);

SelectOptions select_options(const Config& config, const std::set<std::string>& featured_before,
                             const Overlay& overlay);

/// Asks compose which of the pool can give both blocks, then selects.
Selection select_from(const Config& config, const std::vector<Candidate>& candidates,
                      const std::set<std::string>& featured_before, const Overlay& overlay, const Prose& prose);

/// A paper that the pool does not hold, with the numbers that the snapshot has of it; none where it is no candidate.
Candidate candidate_beyond_pool(const Snapshot& snapshot, const Paper& paper);

struct ComposeMode {
    bool may_ask_network = false;
    bool with_files = false;        ///< a folder is written: figures can be stored in it
    bool may_fetch_papers = false;  ///< that the overlay names: also for an edition that is frozen
};

/// Overlay, select, enrich, compose: the edition. Adds what it had to find for new picks (pinned papers, figures,
/// related papers) to the snapshot. `earlier`: papers of the archive before the window, for related work.
Result<Edition> compose_from(Session& session, Snapshot& snapshot, const Overlay& overlay,
                             const std::vector<Paper>& earlier, ComposeMode mode);

/// "February 2022 edition: papers first submitted 15 Dec 2021 to 31 Jan 2022. For papers of February itself: …"
std::string window_line(const EditionKey& key);

}  // namespace digest
