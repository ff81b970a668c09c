#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/terminal/options.h"
#include "app/workspace/config.h"
#include "digest/app/terminal/environment.h"
#include "digest/base/error.h"
#include "digest/model/edition_key.h"
#include "digest/model/snapshot.h"
#include "digest/model/topic.h"

namespace digest {

/// Where things are for one call of the program.
struct Workspace {
    Config config{};
    std::filesystem::path config_file{};  ///< empty: the built-in default
    std::filesystem::path folder{};       ///< of the configuration, else the current one
    std::filesystem::path archive_file{};
    std::filesystem::path data_folder{};   ///< shipped data
    std::filesystem::path state_folder{};  ///< lock files of this user

    std::filesystem::path overlay_file(const EditionKey& key) const {
        return folder / "editions" / (key.name() + ".toml");
    }
    std::string name() const { return folder.string(); }
};

/// Finds configuration, workspace, archive and shipped data as the contract says. With `sample` only --config is
/// looked at.
Result<Workspace> open_workspace(const CommonOptions& common, bool sample, const Environment& environment);

/// A definitions file: its text as it was read, and what it says.
struct TopicsFile {
    std::string text{};
    std::vector<Topic> topics{};
};
struct VenuesFile {
    std::string text{};
    std::vector<Venue> venues{};
};

/// The workspace's own topics or venues, else the shipped ones. Mistakes are user_file errors with their place.
Result<TopicsFile> read_topics(const Workspace& workspace);
Result<VenuesFile> read_venues(const Workspace& workspace);

/// The further texts that an edition's decisions rest on (landmark works, template, role model): own files where the
/// configuration names them, else the shipped ones. Topics and venues are those that were read already.
Result<EditionTexts> read_edition_texts(const Workspace& workspace, std::string topics, std::string venues);

/// All of them, for who has read none of them.
Result<EditionTexts> read_edition_texts(const Workspace& workspace);

/// A model file of the configuration, else the shipped one; empty text where there is none.
Result<std::string> read_model_text(const Workspace& workspace, const std::string& own_file, const char* shipped_name);

/// The defined topics, venues and landmark works. Mistakes are user_file errors with their place.
Result<std::vector<Topic>> parse_topics(std::string_view text, std::string_view file);
Result<std::vector<Venue>> parse_venues(std::string_view text, std::string_view file);
Result<std::vector<Landmark>> parse_landmarks(std::string_view text, std::string_view file);

}  // namespace digest
