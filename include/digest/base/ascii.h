#pragma once

#include <string_view>

namespace digest {

// Classes of ASCII characters, whatever the locale. The bytes of other characters are in none of them but is_high.

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_letter(char c) {
    return is_lower(c) || is_upper(c);
}
/// Another character than a capital stays as it is.
constexpr char to_lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
/// Another character than a small letter stays as it is.
constexpr char to_upper(char c) {
    return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr bool is_alphanumeric(char c) {
    return is_letter(c) || is_digit(c);
}
/// The value of a hex digit of either case; -1 for what is none.
constexpr int hex_value(char c) {
    if (is_digit(c)) {
        return c - '0';
    }
    const char small = to_lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}
constexpr bool is_hex_digit(char c) {
    return hex_value(c) >= 0;
}
/// What parts words on a line and ends it; neither form feed nor vertical tab.
constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
constexpr bool is_any_of(char c, std::string_view characters) {
    return characters.find(c) != std::string_view::npos;
}
/// A byte of a character beyond ASCII.
constexpr bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace digest
