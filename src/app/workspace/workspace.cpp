#include "app/workspace/workspace.h"

#include <fmt/format.h>

#include "app/machine/files.h"
#include "digest/base/try.h"
#include "digest/model/services.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

fs::path current_folder() {
    std::error_code error;
    fs::path path = fs::current_path(error);
    return error ? fs::path{"."} : path;
}

/// "$XDG_DATA_HOME/digest", else the home folder's usual place.
fs::path user_folder(const Environment& environment, const char* variable, const char* below_home) {
    const std::string set = environment.variable_or(variable, "");
    if (!set.empty()) {
        return fs::path{set} / "digest";
    }
    return fs::path{environment.variable_or("HOME", ".")} / below_home / "digest";
}

/// Of a program that runs from its build tree: the data folder of the source that CMake's cache names.
fs::path source_data_folder(const fs::path& program_folder) {
    const auto cache = read_file(program_folder / "CMakeCache.txt", ErrorKind::storage);
    constexpr std::string_view key = "CMAKE_HOME_DIRECTORY:INTERNAL=";
    const std::size_t at = cache ? cache->find(key) : std::string::npos;
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = at + key.size();
    return fs::path{cache->substr(begin, cache->find('\n', begin) - begin)} / "data";
}

Result<fs::path> find_data_folder(const Environment& environment) {
    const std::string set = environment.variable_or("DIGEST_DATA_DIR", "");
    const fs::path program_folder = fs::path{environment.program_path}.parent_path();
    for (const fs::path& folder : {fs::path{set}, program_folder / ".." / "share" / "digest"}) {
        if (!folder.empty() && is_there(folder / "topics.toml")) {
            return folder.lexically_normal();
        }
    }
    const fs::path source = source_data_folder(program_folder);
    if (!source.empty() && is_there(source / "topics.toml")) {
        return source;
    }
    return fail(ErrorKind::storage, "the shipped data (topics.toml and others) cannot be found",
                set.empty() ? program_folder.string() : set,
                "set DIGEST_DATA_DIR to the folder that holds topics.toml");
}

/// The configuration file in force; an empty path where there is none. Normalised: its folder is the workspace's name.
Result<fs::path> find_config(const CommonOptions& common, bool sample, const Environment& environment) {
    if (!common.config.empty()) {
        if (is_there(common.config)) {
            return fs::absolute(common.config).lexically_normal();
        }
        return fail(ErrorKind::user_file, "there is no such configuration file", common.config,
                    "check the path, or make one with: digest init");
    }
    if (sample) {
        return fs::path{};
    }
    const std::string named = environment.variable_or("DIGEST_CONFIG", "");
    if (!named.empty()) {
        if (is_there(named)) {
            return fs::absolute(named).lexically_normal();
        }
        return fail(ErrorKind::user_file, "DIGEST_CONFIG names a file that does not exist", named,
                    "correct or unset DIGEST_CONFIG");
    }
    const fs::path here = current_folder() / "digest.toml";
    if (is_there(here)) {
        return here;
    }
    const fs::path users = user_folder(environment, "XDG_CONFIG_HOME", ".config") / "digest.toml";
    return is_there(users) ? users : fs::path{};
}

/// Base addresses from DIGEST_SERVICE_<NAME>: for tests and mirrors.
void apply_service_variables(Config& config, const Environment& environment) {
    for (auto& [name, address] : config.services) {
        address = environment.variable_or(address_variable(name).c_str(), address);
    }
}

fs::path own_path_or(const std::string& own, const fs::path& shipped) {
    return own.empty() ? shipped : fs::path{own};
}

Result<std::string> own_or_shipped(const std::string& own, const fs::path& shipped) {
    if (!own.empty()) {
        return read_file(own, ErrorKind::user_file);
    }
    return read_file(shipped, ErrorKind::storage);
}

}  // namespace

Result<Workspace> open_workspace(const CommonOptions& common, bool sample, const Environment& environment) {
    Workspace workspace;
    TRY_ASSIGN(auto data_folder, find_data_folder(environment));
    workspace.data_folder = std::move(data_folder);
    TRY_ASSIGN(auto config_file, find_config(common, sample, environment));
    workspace.config_file = std::move(config_file);
    workspace.folder = workspace.config_file.empty() ? current_folder() : workspace.config_file.parent_path();
    workspace.config = default_config();
    if (!workspace.config_file.empty()) {
        TRY_ASSIGN(const auto text, read_file(workspace.config_file));
        TRY_ASSIGN(auto config, parse_config(text, workspace.config_file.string(), workspace.folder));
        workspace.config = std::move(config);
    }
    apply_service_variables(workspace.config, environment);
    if (!common.archive.empty()) {
        workspace.archive_file = fs::absolute(common.archive);
    } else if (!workspace.config.archive_path.empty()) {
        workspace.archive_file = workspace.config.archive_path;
    } else {
        workspace.archive_file = user_folder(environment, "XDG_DATA_HOME", ".local/share") / "archive.sqlite3";
    }
    workspace.state_folder = user_folder(environment, "XDG_STATE_HOME", ".local/state");
    return workspace;
}

Result<TopicsFile> read_topics(const Workspace& workspace) {
    const fs::path file = own_path_or(workspace.config.edition.topics, workspace.data_folder / "topics.toml");
    TopicsFile read;
    TRY_ASSIGN(read.text, own_or_shipped(workspace.config.edition.topics, file));
    TRY_ASSIGN(read.topics, parse_topics(read.text, file.string()));
    return read;
}

Result<VenuesFile> read_venues(const Workspace& workspace) {
    const fs::path file = own_path_or(workspace.config.edition.venues, workspace.data_folder / "venues.toml");
    VenuesFile read;
    TRY_ASSIGN(read.text, own_or_shipped(workspace.config.edition.venues, file));
    TRY_ASSIGN(read.venues, parse_venues(read.text, file.string()));
    return read;
}

Result<EditionTexts> read_edition_texts(const Workspace& workspace, std::string topics, std::string venues) {
    const EditionSettings& edition = workspace.config.edition;
    EditionTexts texts;
    texts.topics = std::move(topics);
    texts.venues = std::move(venues);
    texts.template_name = edition.template_name;
    const bool is_file = is_template_file(texts.template_name);
    const fs::path shipped_template = workspace.data_folder / "templates" / (texts.template_name + ".mustache");
    if (!is_file && !is_there(shipped_template)) {
        return fail(ErrorKind::user_file, fmt::format("there is no shipped template \"{}\"", texts.template_name),
                    "edition.template", R"(use "article", or the path of a file such as "./mine.mustache")");
    }
    TRY_ASSIGN(texts.landmarks, own_or_shipped(edition.landmarks, workspace.data_folder / "landmarks.toml"));
    TRY_ASSIGN(texts.template_text, own_or_shipped(is_file ? texts.template_name : std::string{}, shipped_template));
    TRY_ASSIGN(texts.role_model, read_model_text(workspace, edition.models.roles, "roles.txt"));
    return texts;
}

Result<EditionTexts> read_edition_texts(const Workspace& workspace) {
    const EditionSettings& edition = workspace.config.edition;
    TRY_ASSIGN(std::string topics, own_or_shipped(edition.topics, workspace.data_folder / "topics.toml"));
    TRY_ASSIGN(std::string venues, own_or_shipped(edition.venues, workspace.data_folder / "venues.toml"));
    return read_edition_texts(workspace, std::move(topics), std::move(venues));
}

Result<std::string> read_model_text(const Workspace& workspace, const std::string& own_file, const char* shipped_name) {
    const fs::path shipped = workspace.data_folder / "models" / shipped_name;
    if (own_file.empty() && !is_there(shipped)) {
        return std::string{};
    }
    return own_or_shipped(own_file, shipped);
}

}  // namespace digest
