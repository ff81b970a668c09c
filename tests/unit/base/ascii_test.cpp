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
        CHECK(is_blank(c) == (byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D));
        CHECK(is_hex_digit(c) == (hex_value(c) >= 0));
    }
}

TEST_CASE("only ASCII letters change their case", "[ascii]") {
    for (int byte = 0; byte < 256; ++byte) {
        CAPTURE(byte);
        const char c = static_cast<char>(byte);
        CHECK(to_lower(c) == (is_upper(c) ? static_cast<char>(byte + 0x20) : c));
        CHECK(to_upper(c) == (is_lower(c) ? static_cast<char>(byte - 0x20) : c));
    }
}

TEST_CASE("a hex digit of either case has its value", "[ascii]") {
    int value = 0;
    for (const char c : {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'}) {
        CHECK(hex_value(c) == value);
        CHECK(hex_value(to_upper(c)) == value);
        ++value;
    }
    for (const char c : {'g', 'G', '/', ':', '@', '`', ' ', '\xB0'}) {
        CHECK(hex_value(c) == -1);
    }
}
