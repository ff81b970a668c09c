#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/workspace/session.h"
#include "digest/model/edition.h"
#include "digest/model/overlay.h"
#include "digest/model/snapshot.h"

namespace digest {

/// What a build works with once the options are understood.
struct BuildPlan {
    EditionKey key{};
    OutputFormat format = OutputFormat::markdown;
    std::filesystem::path output{};  ///< empty: stdout
    Overlay overlay{};
    bool sample = false;
    bool dry_run = false;

    /// The folder that pictures are stored below: beside the edition, but for Jekyll's `_posts`, from which it
    /// publishes posts only: there the site's own folder.
    std::filesystem::path picture_folder() const;
};

/// What the edition is composed from, and whether it was frozen before.
struct Source {
    Snapshot snapshot{};
    std::vector<Paper> earlier{};
    bool frozen = false;
    std::optional<Snapshot> before{};  ///< what a refresh replaces
};

/// What is to be written, before anything is.
struct Built {
    Source source{};
    Edition edition{};
    std::map<std::string, std::string> pictures{};
    std::string bytes{};
};

/// Options that are told on the command line count over the configuration.
void apply_look_options(Config& config, const Options& options);

/// Where the options send it, and the overlay.
Result<BuildPlan> make_plan(Session& session, const EditionKey& key);

/// The edition of the plan: from its frozen snapshot, else from archive and services. Writes no file, freezes and
/// remembers nothing.
Result<Built> make_edition(Session& session, const BuildPlan& plan);

}  // namespace digest
