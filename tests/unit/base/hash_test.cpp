#include "digest/base/hash.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("FNV-1a gives the published values", "[hash]") {
    CHECK(fnv1a("") == 0xcbf29ce484222325ULL);
    CHECK(fnv1a("a") == 0xaf63dc4c8601ec8cULL);
    CHECK(fnv1a("foobar") == 0x85944171f73967e8ULL);
}

TEST_CASE("a content hash has 32 hex digits and changes with one byte", "[hash]") {
    CHECK(content_hash("edition").size() == 32);
    CHECK(content_hash("edition") == content_hash("edition"));
    CHECK(content_hash("edition") != content_hash("editiom"));
    CHECK(content_hash("") != content_hash(std::string_view{"\0", 1}));
}
