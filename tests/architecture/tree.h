#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "architecture/rules.h"

namespace digest::architecture {

inline const std::filesystem::path root = DIGEST_SOURCE_DIR;

/// What the program is made of: include/ and src/.
const std::vector<SourceFile>& sources();

Violations in_all_sources(Violations (*rule)(const SourceFile&));

/// Those that lie in no file or folder of `places`.
Violations outside(const std::vector<std::string>& places, Violations violations);

/// To be compared with "", so that a failure shows each.
std::string lines(const Violations& violations);

}  // namespace digest::architecture
