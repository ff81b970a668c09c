#pragma once

#include <string>

namespace digest {

/// "0.1.0".
std::string program_version();
/// What --version prints: "digest 0.1.0 (commit 38460d5c7f)" in its first line, then a library a line with its version.
std::string version_text();

}  // namespace digest
