#include "digest/base/utf8.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"

namespace digest {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool is_continuation(std::string_view text, std::size_t at) {
    return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80;
}

struct Utf8Sequence {
    char32_t value = 0xFFFD;
    std::size_t length = 1;
    bool valid = false;
};

/// The well-formed sequences of the Unicode Standard, table 3-7: no overlong forms, no surrogates, at most U+10FFFF.
Utf8Sequence decode(std::string_view text, std::size_t at) {
    const unsigned char lead = byte_at(text, at);
    if (lead < 0x80) {
        return {lead, 1, true};
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) {
        return {};
    }
    const unsigned char second = at + 1 < text.size() ? byte_at(text, at + 1) : 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
        return {};
    }
    char32_t value = lead & (0x7Fu >> length);
    value = (value << 6) | (second & 0x3Fu);
    for (std::size_t i = 2; i < length; ++i) {
        if (!is_continuation(text, at + i)) {
            return {0xFFFD, i, false};
        }
        value = (value << 6) | (byte_at(text, at + i) & 0x3Fu);
    }
    return {value, length, true};
}

struct CodePointRange {
    char32_t first;
    char32_t last;
};

/// What a reader does not see, ascending: controls but for tabs and line ends, zero-width marks, bidirectional
/// overrides, tags.
constexpr auto hidden = std::to_array<CodePointRange>({{0x00, 0x08},
                                                       {0x0B, 0x0C},
                                                       {0x0E, 0x1F},
                                                       {0x7F, 0x9F},
                                                       {0x200B, 0x200F},
                                                       {0x202A, 0x202E},
                                                       {0x2060, 0x2069},
                                                       {0xFEFF, 0xFEFF},
                                                       {0xFFF9, 0xFFFB},
                                                       {0xE0000, 0xE007F}});

bool is_hidden(char32_t c) {
    const auto* range = std::find_if(hidden.begin(), hidden.end(),
                                     [c](const CodePointRange& candidate) { return c <= candidate.last; });
    return range != hidden.end() && c >= range->first;
}

bool is_line_end(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

bool is_white_space(char32_t c) {
    return c == ' ' || is_line_end(c) || c == 0x0B || c == 0x0C || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

bool is_clean_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Sequence decoded = decode(text, at);
        if (!decoded.valid) {
            return false;
        }
        at += decoded.length;
    }
    return true;
}

std::string repair_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Sequence decoded = decode(text, at);
        if (decoded.valid) {
            out.append(text, at, decoded.length);
        } else {
            append_utf8(out, 0xFFFD);
        }
        at += decoded.length;
    }
    return out;
}

std::string strip_controls(std::string_view text) {
    if (is_clean_ascii(text)) {
        return std::string{text};
    }
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Sequence decoded = decode(text, at);
        if (is_line_end(decoded.value)) {
            out += ' ';
        } else if (!is_hidden(decoded.value)) {
            out.append(text, at, decoded.length);
        }
        at += decoded.length;
    }
    return out;
}

std::string collapse_white_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool pending = false;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Sequence decoded = decode(text, at);
        if (is_white_space(decoded.value)) {
            pending = !out.empty();
        } else {
            if (pending) {
                out += ' ';
            }
            pending = false;
            out.append(text, at, decoded.length);
        }
        at += decoded.length;
    }
    return out;
}

CodePoint code_point_at(std::string_view text, std::size_t at) {
    const Utf8Sequence decoded = decode(text, at);
    return decoded.valid ? CodePoint{decoded.value, decoded.length} : CodePoint{0xFFFD, 1};
}

void append_utf8(std::string& out, char32_t value) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0 | (value >> 6));
        put(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        put(0xE0 | (value >> 12));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    } else {
        put(0xF0 | (value >> 18));
        put(0x80 | ((value >> 12) & 0x3F));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    }
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
    if (bytes >= text.size()) {
        return text;
    }
    while (bytes > 0 && is_continuation(text, bytes)) {
        --bytes;
    }
    return text.substr(0, bytes);
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return !is_high(c); });
}

std::string ascii_lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        c = to_lower(c);
    }
    return out;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace digest
