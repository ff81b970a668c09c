#include <catch2/catch.hpp>

#include "architecture/tree.h"

using namespace digest::architecture;

namespace {

Violations classes(std::string_view text) {
    return check_character_classes(parse_source("src/text/tokens.cpp", text));
}
Violations addresses(std::string_view text) {
    return check_web_addresses(parse_source("src/text/tokens.cpp", text));
}

}  // namespace

TEST_CASE("classes of characters are asked of base/ascii.h") {
    CHECK(lines(in_all_sources(check_character_classes)) == "");
}

TEST_CASE("web addresses are judged by base/web_address.h") {
    CHECK(lines(in_all_sources(check_web_addresses)) == "");
}

TEST_CASE("a class of characters by hand is found, whichever way it is written") {
    CHECK(classes("\nreturn c >= 'a' && c <= 'z';\n") ==
          Violations{"src/text/tokens.cpp:2: a class of characters by hand: base/ascii.h has it"});
    CHECK(classes("return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');\n").size() == 2);
    CHECK(classes("return 'A' <= c && c <= 'Z';\n").size() == 1);
    CHECK(classes("return text[at] >=\n    U'A' && text[at] <= U'Z';\n").size() == 1);
}

TEST_CASE("what asks for one character, another range or nothing at all is no class") {
    CHECK(classes("c == 'a' || c <= ' ' || c >= '\\x80' || n >= 10 || c != 'z'; char d = 'a'; int x = 'z';\n").empty());
    CHECK(classes("// c >= 'a' && c <= 'z'\nconst char* text = \"c >= 'a'\";\n").empty());
    CHECK(
        check_character_classes(parse_source("include/digest/base/ascii.h", "return c >= 'a' && c <= 'z';\n")).empty());
}

TEST_CASE("a web address that is judged by hand is found") {
    CHECK(addresses("bool is_web(Text t) { return t.starts_with(\"https://\") || t.starts_with(\"http://\"); }\n")
              .size() == 2);
    CHECK(addresses("\nif (!url.starts_with(\"http://\")) {\n}\n") ==
          Violations{"src/text/tokens.cpp:2: a web address judged by hand: base/web_address.h does it"});
    CHECK(
        addresses("url.starts_with(\"https://github.com/\"); url = \"https://\" + host; // starts_with(\"http://\")\n")
            .empty());
}
