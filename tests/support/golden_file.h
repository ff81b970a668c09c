#pragma once

#include <filesystem>
#include <string>

namespace digest::test {

/// What a golden file says `actual` should be. DIGEST_UPDATE_GOLDEN=1 writes it anew first; the diff is then for a
/// reader.
std::string golden_text(const std::filesystem::path& file, const std::string& actual);

}  // namespace digest::test
