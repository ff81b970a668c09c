#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"

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
    struct EditionSettings {
        std::string title = "Best of arXiv — {month} {year}";
        std::string publisher{};
        std::string publisher_url{};
        std::string closing{};
        int picks = 10;
        std::string window = "edition";
        std::string language = "en";
        std::string template_name = "article";
        std::vector<std::string> blocks = {"opening", "news", "research", "closing", "references", "colophon"};
        std::string front_matter = "none";
        std::string math = "unicode";
        bool figures = true;
        std::string file_name = "{year}-{month_number}-best-of-arxiv.md";
        std::string topics{};
        std::string venues{};
        std::string landmarks{};
        bool operator==(const EditionSettings&) const = default;
    } edition{};

    struct HarvestKeys {
        std::vector<std::string> categories = {"cs.AI", "cs.CL", "cs.CV", "cs.LG",
                                               "cs.IR", "cs.NE", "cs.RO", "stat.ML"};
        std::string contact{};
        double interval_seconds = 3.0;
        int page_size = 500;
        int max_attempts = 6;
        int max_wait_seconds = 900;
        int timeout_seconds = 60;
        bool operator==(const HarvestKeys&) const = default;
    } harvest{};

    std::string archive_path{};

    struct ModelFiles {
        std::string notability{};
        std::string taste{};
        std::string roles{};
        bool operator==(const ModelFiles&) const = default;
    } models{};

    std::map<std::string, double> weights{};  ///< by signal name

    struct SelectKeys {
        int per_topic_max = 3;
        double diversity = 0.25;
        bool memory = true;
        std::vector<std::string> exclude_terms{};
        std::vector<std::string> exclude_authors{};
        std::vector<std::string> follow_authors{};
        bool operator==(const SelectKeys&) const = default;
    } select{};

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

/// The part that decides what an edition shows, as JSON: frozen in the snapshot. Reading back gives the same values.
std::string edition_config_json(const Config& config);
Result<Config> with_edition_config(Config config, std::string_view text);

}  // namespace digest
