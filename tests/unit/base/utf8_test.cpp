#include "digest/base/utf8.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("overlong forms, surrogates and cut sequences are not UTF-8", "[utf8]") {
    CHECK(
        is_valid_utf8("M\xC3\xB6"
                      "bius \xF0\x9F\x94\xAC"));
    for (const char* text : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "ab\xC3", "\x80", "\xE2\x82", "\xFF"}) {
        CAPTURE(text);
        CHECK_FALSE(is_valid_utf8(text));
        CHECK(is_valid_utf8(repair_utf8(text)));
    }
    CHECK(repair_utf8("a\xE2\x82z") == "a\xEF\xBF\xBDz");
}

TEST_CASE("terminal escapes, bidirectional overrides and hidden marks are stripped", "[utf8]") {
    CHECK(strip_controls("a\x1b[31mb\x7f") == "a[31mb");
    CHECK(strip_controls("a\xE2\x80\xAE"
                         "b\xE2\x80\x8B"
                         "c") == "abc");
    CHECK(strip_controls("a\tb\nc\xE2\x80\xA8"
                         "d") == "a b c d");
    CHECK(strip_controls("na\xC3\xAFve") == "na\xC3\xAFve");
}

TEST_CASE("white space collapses to single blanks, also no-break ones", "[utf8]") {
    CHECK(collapse_white_space("  a \n\t b\xC2\xA0\xC2\xA0"
                               "c  ") == "a b c");
    CHECK(collapse_white_space(" \n ").empty());
}

TEST_CASE("a prefix never cuts a character in two", "[utf8]") {
    CHECK(utf8_prefix("a\xC3\xB6z", 2) == "a");
    CHECK(utf8_prefix("a\xC3\xB6z", 3) == "a\xC3\xB6");
    CHECK(utf8_prefix("abc", 10) == "abc");
    CHECK(utf8_prefix("\xF0\x9F\x94\xAC", 3).empty());
}

TEST_CASE("code points survive encoding and decoding", "[utf8]") {
    for (const char32_t value : {U'a', U'\u00F6', U'\u20AC', U'\U0001F52C'}) {
        std::string text;
        append_utf8(text, value);
        const CodePoint point = code_point_at(text, 0);
        CHECK(point.value == value);
        CHECK(point.length == text.size());
    }
}
