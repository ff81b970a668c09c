#pragma once

#include <string>
#include <vector>

namespace digest {

/// The libraries in this program, each with its version ("SQLite 3.40.1"): of a shared one that can tell, the version
/// that is loaded, else the one that it was compiled with.
std::vector<std::string> libraries();

}  // namespace digest
