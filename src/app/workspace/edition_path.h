#pragma once

#include <filesystem>
#include <string>

#include "app/workspace/config.h"
#include "digest/base/error.h"
#include "digest/model/edition_key.h"

namespace digest {

/// The configured file name for an edition: "{year}", "{month_number}" and "{month}" filled in, a calendar or dates
/// edition told apart after the month's number. A name that would leave its folder is a user_file error.
Result<std::string> edition_file_name(const Config& config, const EditionKey& key, OutputFormat format);

/// Where `-o` puts the edition: an existing folder, or a path with a trailing slash, gets the configured file name;
/// in Jekyll's `_posts` with a whole date. Empty: stdout.
Result<std::filesystem::path> output_path(const std::string& option, const Config& config, const EditionKey& key,
                                          OutputFormat format);

}  // namespace digest
