#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "architecture/source_file.h"

namespace digest::architecture {

/// Each rule of docs/ARCHITECTURE.md says where one file breaks it: "src/score/venue.cpp:3: …". None is good.
using Violations = std::vector<std::string>;

/// Includes go downward only: no stage includes another, text and net stand beside each other.
Violations check_layers(const SourceFile& file);

/// A library outside the standard one stands only where the allow-list has it, and not in a public header.
Violations check_libraries(const SourceFile& file);

/// Pure layers do no I/O, look at no clock, no environment and no randomness, and keep no mutable globals.
Violations check_purity(const SourceFile& file);

/// What no file may use, wherever it stands: what depends on the locale, what a long input can crash.
Violations check_pitfalls(const SourceFile& file);

/// A source includes the public header of its name first: so the build proves that this header compiles alone (the
/// headers without such a source are compiled by a test of their own).
Violations check_own_header_first(const SourceFile& file, bool has_header);

/// No more lines than a reader has patience for; rows of tables are not counted.
Violations check_length(const SourceFile& file);

/// tests/unit/<layer>/<x>_test.cpp tests src/<layer>/<x>.cpp or a header <x>.h of that layer.
Violations check_unit_tests_mirror_sources(const std::filesystem::path& root);

}  // namespace digest::architecture
