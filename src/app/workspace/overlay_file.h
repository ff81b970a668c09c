#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"
#include "digest/model/overlay.h"

namespace digest {

/// Reads an overlay. Unknown keys, a paper pinned twice or both pinned and dropped, a rank given twice, a figure path
/// that leaves the workspace and the like are user_file errors with their place.
Result<Overlay> parse_overlay(std::string_view text, std::string_view file);

/// The overlay of that file; an empty one where there is none.
Result<Overlay> read_overlay(const std::filesystem::path& file);

}  // namespace digest
