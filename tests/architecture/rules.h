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

/// A source includes the header of its name first, `own` as it is to be included: so the build proves that this header
/// compiles alone (the public headers without such a source are compiled by a test of their own).
Violations check_own_header_first(const SourceFile& file, const std::string& own);

/// No more lines than a reader has patience for; rows of tables are not counted.
Violations check_length(const SourceFile& file);

/// tests/unit/<layer>/<x>_test.cpp tests src/<layer>/<x>.cpp or a header <x>.h of that layer.
Violations check_unit_tests_mirror_sources(const std::filesystem::path& root);

/// The wings of src/app stand in an order, and each includes only what stands below it (docs/ARCHITECTURE.md).
Violations check_wings(const SourceFile& file);

/// A header in include/digest/<layer>/ is there for others: another layer, main or make_docs includes it, or a public
/// header of its layer does that is used so itself. The others belong beside their source, in src/<layer>/.
///
/// There a source of the layer includes it as "x.h" (a source of src/app as "app/<wing>/x.h"), and a test or a fuzz
/// target, for which src/ is a folder of includes, as "<layer>/x.h".
Violations check_public_headers(const std::vector<SourceFile>& files);

/// No two types of one name in the program, not even in two anonymous namespaces: a reader who looks for `Session`
/// finds one. Types within types have the name of the outer one before theirs, and are left out; so are aliases.
Violations check_type_names(const std::vector<SourceFile>& files);

/// Whether a character is a letter or a digit is asked of base/ascii.h, not written by hand.
Violations check_character_classes(const SourceFile& file);

/// Whether a text is a web address is asked of base/web_address.h, not written by hand.
Violations check_web_addresses(const SourceFile& file);

}  // namespace digest::architecture
