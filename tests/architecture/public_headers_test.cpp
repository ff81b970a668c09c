#include <catch2/catch.hpp>

#include "architecture/tree.h"

using namespace digest::architecture;

namespace {

const SourceFile user = parse_source("src/score/venue.cpp", "#include \"digest/text/tex.h\"\n");

SourceFile header(std::string name, std::string_view text = "") {
    return parse_source("include/digest/" + std::move(name), text);
}

}  // namespace

TEST_CASE("public headers are used by other layers") {
    CHECK(lines(check_public_headers(sources())) == "");
}

TEST_CASE("a public header that its own layer alone includes is found") {
    const SourceFile own = parse_source("src/text/tokens.cpp", "#include \"digest/text/tex.h\"\n");
    CHECK(check_public_headers({header("text/tex.h"), own}) ==
          Violations{"include/digest/text/tex.h: only text includes it: it belongs beside its source"});
    CHECK(check_public_headers({header("text/tex.h"), own, user}).empty());
    const SourceFile main = parse_source("src/main.cpp", "#include \"digest/app/program.h\"\n");
    CHECK(check_public_headers({header("app/program.h"), main}).empty());
}

TEST_CASE("what a used public header includes is used, what an unused one includes is not") {
    const SourceFile through = header("text/tex.h", "#include \"digest/text/symbols.h\"\n");
    CHECK(check_public_headers({through, header("text/symbols.h"), user}).empty());
    CHECK(check_public_headers({through, header("text/symbols.h")}).size() == 2);
}

TEST_CASE("a private header is nobody else's affair") {
    CHECK(check_public_headers({parse_source("src/text/word_hash.h", "")}).empty());
}
