#include "app/workspace/config.h"

#include "target.h"

namespace digest::fuzz {
namespace {

constexpr std::string_view file = "digest.toml";

void read_config(std::string_view bytes) {
    const auto config = parse_config(bytes, file, "/workspace");
    if (!config) {
        require_message(config.error());
        return require(config.error().origin.starts_with(file), "a mistake has its place");
    }
    for (const std::string* path : {&config->archive_path, &config->edition.topics, &config->edition.models.taste}) {
        require(path->empty() || path->starts_with('/'), "paths are absolute");
    }
    require(!config->edition.file_name.empty() && config->edition.file_name.find('/') == std::string::npos,
            "the name of an edition's file names no folder");
    const auto frozen = read_edition_settings(edition_settings_json(config->edition));
    require(frozen.has_value(), "a frozen configuration can be read");
    require(*frozen == config->edition, "a frozen configuration says the same");
}

const Target target{"config", read_config};

}  // namespace
}  // namespace digest::fuzz
