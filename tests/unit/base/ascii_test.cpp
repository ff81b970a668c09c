#include "digest/base/ascii.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("each ASCII character is of its own class, and a high byte of none", "[ascii]") {
    for (int byte = 0; byte < 256; ++byte) {
        CAPTURE(byte);
        const char c = static_cast<char>(byte);
        CHECK(is_digit(c) == (byte >= 0x30 && byte <= 0x39));
        CHECK(is_upper(c) == (byte >= 0x41 && byte <= 0x5A));
        CHECK(is_lower(c) == (byte >= 0x61 && byte <= 0x7A));
        CHECK(is_letter(c) == (is_upper(c) || is_lower(c)));
        CHECK(is_alphanumeric(c) == (is_letter(c) || is_digit(c)));
        CHECK(is_high(c) == (byte > 127));
    }
}
