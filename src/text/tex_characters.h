#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace digest {

/// Letters and their combining marks as one character each, where there is one (Unicode's NFC).
std::string composed(const std::string& text);

/// How many characters the UTF-8 text has.
std::size_t code_points(std::string_view text);

/// Of "{x2013}"; nothing where it is no character that may be shown.
std::optional<char32_t> code_point_of(std::string_view group);

}  // namespace digest
