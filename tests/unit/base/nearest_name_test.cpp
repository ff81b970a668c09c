#include "digest/base/nearest_name.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("a misspelt name is known by its edit distance", "[nearest]") {
    const std::vector<std::string> known = {"build", "rank", "shortlist", "status"};
    CHECK(nearest_name("biuld", known) == "build");
    CHECK(nearest_name("shrtlst", known) == "shortlist");
    CHECK(nearest_name("stats", known) == "status");
    CHECK(nearest_name("rank", known) == "rank");
}

TEST_CASE("a name that is far from all means none, the first of two that are as near is meant", "[nearest]") {
    CHECK(nearest_name("publish", {"build", "rank"}) == "");
    CHECK(nearest_name("xyz", {}) == "");
    CHECK(nearest_name("cat", {"bat", "rat"}) == "bat");
    CHECK(nearest_name("", {"ab", "abc"}) == "ab");
}
