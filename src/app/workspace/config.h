#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"
#include "digest/model/edition_settings.h"

namespace digest {

struct NewsFeed {
    std::string url{};
    std::string name{};
    bool operator==(const NewsFeed&) const = default;
};

struct ServiceSwitch {
    bool enabled = false;
    std::string api_key_env{};
    bool operator==(const ServiceSwitch&) const = default;
};

/// The effective configuration: digest.toml over the built-in default. Paths are absolute.
struct Config {
    EditionSettings edition{};  ///< [edition], [select], [models], [weights] and the categories: frozen with an edition

    struct HarvestKeys {
        std::string contact{};
        double interval_seconds = 3.0;
        int page_size = 500;
        int max_attempts = 6;
        int max_wait_seconds = 900;
        int timeout_seconds = 60;
        bool operator==(const HarvestKeys&) const = default;
    } harvest{};

    std::string archive_path{};

    struct ObserveKeys {
        int fresh_days = 14;
        std::map<std::string, ServiceSwitch> services{};  ///< by service name
        bool operator==(const ObserveKeys&) const = default;
    } observe{};

    std::vector<NewsFeed> news{};
    std::map<std::string, std::string> services{};  ///< base addresses by name: "arxiv_api", …

    bool operator==(const Config&) const = default;
};

/// A template is named by a shipped name or by a file: a file's name has a slash or a dot.
bool is_template_file(std::string_view name);

/// The built-in default: the contract's values.
Config default_config();

/// Reads a digest.toml over the default. An unknown key, a wrong type or a value out of bounds is a user_file error
/// with origin "file:line:column", what was expected and the nearest known name. Relative paths become relative to
/// `folder`.
Result<Config> parse_config(std::string_view text, std::string_view file, const std::filesystem::path& folder);

/// A key of digest.toml with its type in words: "edition.picks", "whole number, 1 to 50".
struct ConfigKey {
    std::string path;
    std::string type;
    std::string default_value;
};
std::vector<ConfigKey> config_keys();

/// The settings as JSON, one line: as a snapshot holds them. Reading back gives the same values; a key that is not
/// there has its default, and a wrong type is a user_file error.
std::string edition_settings_json(const EditionSettings& settings);
Result<EditionSettings> read_edition_settings(std::string_view text);

}  // namespace digest
