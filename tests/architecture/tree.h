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

/// To be compared with "", so that a failure shows each.
std::string lines(const Violations& violations);

}  // namespace digest::architecture
