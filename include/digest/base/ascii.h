#pragma once

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
constexpr bool is_alphanumeric(char c) {
    return is_letter(c) || is_digit(c);
}
/// A byte of a character beyond ASCII.
constexpr bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace digest
