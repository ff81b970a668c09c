#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace digest {

bool is_valid_utf8(std::string_view text);

/// Invalid sequences become U+FFFD, one for each maximal bad part.
std::string repair_utf8(std::string_view text);

/// Without control characters (C0 but for blank, C1, DEL), bidirectional overrides and zero-width marks that can
/// hide text; tabs and line ends become blanks. The text must be valid UTF-8.
std::string strip_controls(std::string_view text);

/// White space runs (line ends, tabs, no-break blanks) become one blank; none at either end.
std::string collapse_white_space(std::string_view text);

/// The code point at `at` and how many bytes it takes; an invalid byte counts as U+FFFD of one byte.
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;
};
CodePoint code_point_at(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t value);

/// The longest prefix of at most `bytes` bytes that ends at a code point's border.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

bool is_ascii(std::string_view text);
std::string ascii_lower(std::string_view text);
std::string_view trim(std::string_view text);  ///< ASCII white space

}  // namespace digest
