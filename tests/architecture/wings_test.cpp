#include <catch2/catch.hpp>

#include "architecture/tree.h"

using namespace digest::architecture;

namespace {

Violations wings(std::string path, std::string_view text) {
    return check_wings(parse_source(std::move(path), text));
}

}  // namespace

TEST_CASE("the wings of app keep to their order") {
    CHECK(lines(in_all_sources(check_wings)) == "");
}

TEST_CASE("a wing that includes one above it is found") {
    CHECK(wings("src/app/gather/role_file.cpp", "#include <map>\n#include \"app/edition/build.h\"\n") ==
          Violations{"src/app/gather/role_file.cpp:2: gather may not include app/edition/build.h (gather: fetches into "
                     "the archive and loads from it; what for is not its affair)"});
    CHECK(wings("src/app/terminal/options.cpp", "#include \"app/machine/files.h\"\n").size() == 1);
    CHECK(wings("src/app/machine/files.cpp", "#include \"digest/app/program.h\"\n").size() == 1);
    CHECK(wings("include/digest/app/machine/heap.h", "#include \"app/workspace/session.h\"\n").size() == 1);
}

TEST_CASE("a wing includes itself and all below it") {
    CHECK(wings("src/app/edition/build.cpp",
                "#include \"app/edition/build.h\"\n#include \"app/gather/role_file.h\"\n"
                "#include \"digest/app/terminal/exit_code.h\"\n")
              .empty());
    CHECK(wings("src/app/program.cpp", "#include \"digest/app/program.h\"\n#include \"app/commands/commands.h\"\n")
              .empty());
    CHECK(wings("src/app/commands/build.cpp", "#include \"digest/score/scorer.h\"\n").empty());
}

TEST_CASE("a wing that nobody knows is found, and other layers have none") {
    CHECK(wings("src/app/misc/things.cpp", "") == Violations{"src/app/misc/things.cpp:1: src/app has no wing misc"});
    CHECK(wings("src/text/tex.cpp", "#include \"tex_symbols.h\"\n").empty());
}
