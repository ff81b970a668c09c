#include "clean_text.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

constexpr std::size_t longest_text = 20'000;  // arXiv itself stops at 1,920 characters of abstract

enum class ByteClass : unsigned char {
    plain,
    blank,
    white_space,
    suspicious,  ///< a control, or the first byte of a sequence that may be hidden, white space or ill-formed
};

// U+0080..00A0 begin with C2; U+1680, 2000..206F with E1, E2; U+3000 with E3; U+FEFF and FFF9 with EF; U+E0000 with
// F3. Character references can smuggle in surrogates, with ED, and numbers beyond Unicode, with F0 and from F4 on.
constexpr std::array<ByteClass, 256> byte_classes() {
    std::array<ByteClass, 256> classes{};
    for (std::size_t i = 0; i < 0x20; ++i) {
        classes[i] = ByteClass::suspicious;
    }
    for (const std::size_t i : {0x09u, 0x0Au, 0x0Bu, 0x0Cu, 0x0Du}) {
        classes[i] = ByteClass::white_space;
    }
    classes[0x20] = ByteClass::blank;
    for (const std::size_t i : {0x7Fu, 0xC2u, 0xE1u, 0xE2u, 0xE3u, 0xEDu, 0xEFu, 0xF0u, 0xF3u}) {
        classes[i] = ByteClass::suspicious;
    }
    for (std::size_t i = 0xF4; i < 256; ++i) {
        classes[i] = ByteClass::suspicious;
    }
    return classes;
}

constexpr auto classes = byte_classes();

ByteClass class_of(char c) {
    return classes[static_cast<unsigned char>(c)];
}

/// Nonzero for what is neither plain nor a blank. Without branches and on bytes alone, so that the compiler looks at
/// many of them at once.
constexpr unsigned char flaw(unsigned char c) {
    const auto in = [c](unsigned char first, unsigned char count) {
        return static_cast<unsigned char>(static_cast<unsigned char>(c - first) < count ? 1 : 0);
    };
    // 0xEE is not suspicious, but a test of bits for 0xED, 0xEF and 0xF0 would keep the loop from being vectorised.
    return static_cast<unsigned char>(in(0, 0x20) | in(0x7F, 1) | in(0xC2, 1) | in(0xE1, 3) | in(0xED, 4) |
                                      in(0xF3, 13));
}

/// Plain bytes and single blanks only.
bool is_clean(std::string_view text) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    unsigned char found = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        found |= flaw(bytes[i]);
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        found |= static_cast<unsigned char>((bytes[i] | bytes[i - 1]) == ' ' ? 1 : 0);  // no zero byte is left by now
    }
    return found == 0;
}

/// Of text that is trimmed and holds nothing suspicious.
std::string collapse_plain(std::string_view text) {
    std::string out(text.size(), ' ');
    std::size_t size = 0;
    bool after_blank = false;
    for (const char c : text) {
        const bool blank = class_of(c) != ByteClass::plain;
        out[size] = blank ? ' ' : c;
        size += blank && after_blank ? 0 : 1;
        after_blank = blank;
    }
    out.resize(size);
    return out;
}

}  // namespace

std::string clean_text(std::string_view text) {
    text = trim(utf8_prefix(trim(text), longest_text));
    if (is_clean(text)) {
        return std::string(text);
    }
    if (std::any_of(text.begin(), text.end(), [](char c) { return class_of(c) == ByteClass::suspicious; })) {
        return collapse_white_space(strip_controls(is_valid_utf8(text) ? std::string(text) : repair_utf8(text)));
    }
    return collapse_plain(text);
}

bool holds_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return is_high(c) || is_letter(c); });
}

bool is_arxiv_category(std::string_view text) {
    const auto dot = std::min(text.find('.'), text.size());
    const auto archive = text.substr(0, dot);
    const auto subject = text.substr(std::min(dot + 1, text.size()));
    return !archive.empty() && is_lower(archive.front()) && text.size() <= 32 &&
           (dot == text.size()) == subject.empty() &&
           std::all_of(archive.begin(), archive.end(), [](char c) { return is_lower(c) || c == '-'; }) &&
           std::all_of(subject.begin(), subject.end(), [](char c) { return is_letter(c) || c == '-'; });
}

}  // namespace digest
