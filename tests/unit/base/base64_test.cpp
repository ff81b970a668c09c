#include "digest/base/base64.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("base64 gives the vectors of RFC 4648 and takes them back", "[base64]") {
    struct Case {
        const char* plain;
        const char* coded;
    };
    for (const Case& c : {Case{"", ""}, Case{"f", "Zg=="}, Case{"fo", "Zm8="}, Case{"foo", "Zm9v"},
                          Case{"foob", "Zm9vYg=="}, Case{"foobar", "Zm9vYmFy"}}) {
        CHECK(to_base64(c.plain) == c.coded);
        CHECK(from_base64(c.coded) == std::string{c.plain});
    }
    const std::string bytes{"\x00\xff\x10\x80", 4};
    CHECK(from_base64(to_base64(bytes)) == bytes);
}

TEST_CASE("what is not base64 in full is refused", "[base64]") {
    for (const char* text : {"A", "AA=", "A===", "Zm9v\n", "Zm 9", "====", "Zg==Zg=="}) {
        CAPTURE(text);
        CHECK_FALSE(from_base64(text));
    }
}
