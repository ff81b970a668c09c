#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace digest {

/// The words of a text for hashing: runs of ASCII letters and digits and of any byte beyond ASCII, in lower case and
/// without apostrophes; hyphens part them. TeX commands and web addresses are no words. A lighter reading than
/// text/tokens.h: fitted weights keep their meaning only as long as this one does not change.
namespace feature_scan {

enum ByteClass : unsigned char { separator = 0, stop = 1, backslash = 2, apostrophe = 3, punctuation_lead = 4 };

/// A byte of a word maps to its lower case, which is greater than any class.
constexpr std::array<unsigned char, 256> make_byte_table() {
    std::array<unsigned char, 256> table{};
    for (unsigned byte = '0'; byte <= '9'; ++byte) table[byte] = static_cast<unsigned char>(byte);
    for (unsigned byte = 'a'; byte <= 'z'; ++byte) {
        table[byte] = static_cast<unsigned char>(byte);
        table[byte - 32] = static_cast<unsigned char>(byte);
    }
    for (unsigned byte = 0x80; byte < 256; ++byte) table[byte] = static_cast<unsigned char>(byte);
    for (const char byte : std::string_view(".,;:()?!")) table[static_cast<unsigned char>(byte)] = stop;
    table['\\'] = backslash;
    table['\''] = apostrophe;
    table[0xE2] = punctuation_lead;
    return table;
}
inline constexpr std::array<unsigned char, 256> byte_table = make_byte_table();

constexpr unsigned char fold(char byte) {
    return byte_table[static_cast<unsigned char>(byte)];
}
constexpr bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 32U);
}

/// Hash of a folded word, eight bytes at a time.
class WordHash {
  public:
    constexpr void add(unsigned char byte) {
        packed_ = packed_ << 8U | byte;
        if (++length_ % 8 == 0) {
            hash_ = mix(hash_, packed_);
            packed_ = 0;
        }
    }
    constexpr std::uint64_t value() const { return mix(mix(hash_, packed_), length_); }

  private:
    std::uint64_t hash_ = 0x2545F4914F6CDD1DULL;
    std::uint64_t packed_ = 0;
    std::uint64_t length_ = 0;
};

constexpr std::uint64_t hash_of(std::string_view folded) {
    WordHash hash;
    for (const char byte : folded) hash.add(static_cast<unsigned char>(byte));
    return hash.value();
}

struct Word {
    std::uint64_t hash = 0;
    std::string_view raw{};    ///< as it stands in the text, apostrophes included
    bool starts_anew = false;  ///< a full stop, comma, bracket … or the text's begin stands before it
};

inline bool starts_address(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

/// Calls on_word(Word, rest of the text) and on_address(string_view) in order.
template <class OnWord, class OnAddress>
void scan(std::string_view text, OnWord&& on_word, OnAddress&& on_address) {
    const std::size_t size = text.size();
    std::size_t at = 0;
    bool starts_anew = true;
    while (at < size) {
        const unsigned char kind = fold(text[at]);
        if (kind == separator || kind == apostrophe) {
            ++at;
        } else if (kind == stop) {
            starts_anew = true;
            ++at;
        } else if (kind == backslash) {
            for (++at; at < size && is_letter(text[at]);) ++at;
        } else if (kind == punctuation_lead && text.substr(at + 1, 1) == "\x80") {
            at += 3;  // typographic quotes and dashes
        } else if (kind == 'h' && starts_address(text.substr(at))) {
            const std::size_t end = text.find_first_of(" ,}", at);
            on_address(text.substr(at, end - at));
            at = end == std::string_view::npos ? size : end;
        } else {
            WordHash hash;
            const std::size_t begin = at;
            for (; at < size; ++at) {
                const unsigned char byte = fold(text[at]);
                if (byte > punctuation_lead) {
                    hash.add(byte);
                } else if (byte == punctuation_lead) {
                    if (text.substr(at + 1, 1) == "\x80") break;
                    hash.add(0xE2);
                } else if (byte != apostrophe || at + 1 == size || !is_letter(text[at + 1])) {
                    break;
                }
            }
            on_word(Word{hash.value(), text.substr(begin, at - begin), starts_anew}, text.substr(at));
            starts_anew = false;
        }
    }
}

}  // namespace feature_scan
}  // namespace digest
