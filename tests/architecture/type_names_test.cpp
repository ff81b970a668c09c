#include <catch2/catch.hpp>

#include "architecture/tree.h"

using namespace digest::architecture;

namespace {

Violations names(std::string_view one, std::string_view other) {
    return check_type_names({parse_source("src/text/one.cpp", one), parse_source("src/net/other.cpp", other)});
}

}  // namespace

TEST_CASE("a type is alone with its name in the program") {
    CHECK(lines(check_type_names(sources())) == "");
}

TEST_CASE("two types of one name are found, wherever they hide") {
    CHECK(names("namespace digest {\nstruct Session {};\n}\n",
                "namespace digest::services {\nnamespace {\n\nclass Session final : public Base {\n};\n}\n}\n") ==
          Violations{"src/net/other.cpp:4: there is another Session, src/text/one.cpp:2"});
    CHECK(
        names("enum class Choice { a };\n", "template <class T, class U = Of<T>>\nstruct Choice { T t; };\n").size() ==
        1);
    CHECK(names("int f() { return 0; }\nunion Bits { int i; };\n", "int g{1};\nenum Bits : int { b };\n").size() == 1);
    CHECK(names("inline namespace words {\nstruct Word {};\n}\n", "struct Word {};\n").size() == 1);
}

TEST_CASE("types within types or functions, announcements, specialisations and aliases share names") {
    CHECK(names("struct Outer { struct Place { int at; }; };\n", "class Other { enum class Place { here }; };\n")
              .empty());
    CHECK(names("void f() { struct Local {}; }\n", "void g() { struct Local {}; }\n").empty());
    CHECK(names("struct Paper;\n", "struct Paper {};\n").empty());
    CHECK(names("template <>\nstruct hash<Paper> {};\n", "template <>\nstruct hash<Topic> {};\n").empty());
    CHECK(names("using Names = Set<int>;\n", "struct Names {};\n").empty());
    CHECK(names("struct Reader read(int i) { return {}; }\n", "struct Reader {};\n").empty());
}
