#include "tex_characters.h"

#include <charconv>
#include <cstdint>
#include <cstdlib>

#include <utf8proc.h>

namespace digest {

std::string composed(const std::string& text) {
    auto* mapped = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
    if (mapped == nullptr) {
        return text;
    }
    std::string result = reinterpret_cast<const char*>(mapped);
    std::free(mapped);
    return result;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    }
    return count;
}

std::optional<char32_t> code_point_of(std::string_view group) {
    if (group.size() < 4 || (group[1] != 'x' && group[1] != 'X')) {
        return std::nullopt;
    }
    const std::string_view hex = group.substr(2, group.size() - 3);
    std::uint32_t value = 0;
    const auto [end, code] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    if (code != std::errc{} || end != hex.data() + hex.size() || control || surrogate || value > 0x10FFFF) {
        return std::nullopt;
    }
    return static_cast<char32_t>(value);
}

}  // namespace digest
