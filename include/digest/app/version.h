#pragma once

#include <string>

namespace digest {

/// "0.1.0".
std::string program_version();
/// What --version prints: version, commit, libraries.
std::string version_text();

}  // namespace digest
