#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace digest {

/// The words of a text for hashing: runs of ASCII letters and digits and of any byte beyond ASCII, in lower case and
/// without apostrophes; hyphens part them. TeX commands and web addresses are no words. A lighter reading than
/// text/tokens.h: fitted weights keep their meaning only as long as this one does not change.
namespace feature_scan {

enum ByteClass : unsigned char { separator, stop, backslash, apostrophe, punctuation_lead, word };

constexpr std::array<unsigned char, 256> make_byte_classes() {
    std::array<unsigned char, 256> classes{};
    for (unsigned byte = '0'; byte <= '9'; ++byte) classes[byte] = word;
    for (unsigned byte = 'a'; byte <= 'z'; ++byte) classes[byte] = classes[byte - 32] = word;
    for (unsigned byte = 0x80; byte < 256; ++byte) classes[byte] = word;
    for (const char byte : std::string_view(".,;:()?!")) classes[static_cast<unsigned char>(byte)] = stop;
    classes['\\'] = backslash;
    classes['\''] = apostrophe;
    classes[0xE2] = punctuation_lead;
    return classes;
}
inline constexpr std::array<unsigned char, 256> byte_classes = make_byte_classes();

constexpr unsigned char class_of(char byte) {
    return byte_classes[static_cast<unsigned char>(byte)];
}
constexpr bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 32U);
}

constexpr std::uint64_t eight_times(unsigned char byte) {
    return 0x0101010101010101ULL * byte;
}

/// The first byte lowest on every machine.
constexpr std::uint64_t load_eight(const char* bytes) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return value;
}

/// Letters in lower case: one bit tells the cases of ASCII (and of most Latin-1) letters apart, and digits have it set.
constexpr std::uint64_t folded_eight(const char* bytes) {
    return load_eight(bytes) | eight_times(0x20);
}

/// How many of eight bytes, from the first on, are ASCII letters and digits: all eight at once, without a branch.
constexpr std::size_t leading_alphanumerics(std::uint64_t bytes) {
    const std::uint64_t low = bytes & eight_times(0x7F);
    const std::uint64_t letters = low | eight_times(0x20);
    const std::uint64_t letter = (letters + eight_times(0x80 - 'a')) & ~(letters + eight_times(0x7F - 'z'));
    const std::uint64_t digit = (low + eight_times(0x80 - '0')) & ~(low + eight_times(0x7F - '9'));
    const std::uint64_t others = ~((letter | digit) & ~bytes) & eight_times(0x80);
    return static_cast<std::size_t>(std::countr_zero(others)) / 8;
}

constexpr std::uint64_t folded_rest(const char* bytes, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value |= std::uint64_t{static_cast<unsigned char>(bytes[i]) | 0x20U} << (8 * i);
    return value;
}

inline constexpr std::uint64_t hash_seed = 0x2545F4914F6CDD1DULL;

/// The first `count` bytes of eight; fewer than eight.
constexpr std::uint64_t low_bytes(std::size_t count) {
    return (std::uint64_t{1} << (8 * count)) - 1;
}

/// Case makes no difference. The word must not hold an apostrophe.
constexpr std::uint64_t hash_of(std::string_view letters) {
    std::uint64_t hash = hash_seed ^ letters.size();
    while (letters.size() >= 8) {
        hash = mix(hash, folded_eight(letters.data()));
        letters.remove_prefix(8);
    }
    return mix(hash, folded_rest(letters.data(), letters.size()));
}

/// hash_of the word without its apostrophes.
inline std::uint64_t hash_without_apostrophes(std::string_view raw) {
    std::array<char, 64> letters{};
    std::size_t count = 0;
    for (const char byte : raw) {
        if (byte != '\'' && count < letters.size()) letters[count++] = byte;
    }
    return hash_of({letters.data(), count});
}

struct Word {
    std::uint64_t hash = 0;
    std::string_view raw{};    ///< as it stands in the text, apostrophes included
    bool starts_anew = false;  ///< a full stop, comma, bracket … or the text's begin stands before it
};

inline bool starts_address(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

/// A typographic quote or dash, of three bytes.
inline bool is_punctuation(std::string_view text, std::size_t at) {
    return at + 1 < text.size() && text[at + 1] == '\x80';
}

/// Where the word that begins at `at` ends, and whether an apostrophe stands in it.
struct WordEnd {
    std::size_t end = 0;
    bool apostrophe = false;
};

inline WordEnd end_of_word(std::string_view text, std::size_t at) {
    WordEnd found{at, false};
    for (; found.end < text.size(); ++found.end) {
        const unsigned char kind = class_of(text[found.end]);
        if (kind == word) continue;
        if (kind == punctuation_lead && !is_punctuation(text, found.end)) continue;
        if (kind != apostrophe || found.end + 1 == text.size() || !is_letter(text[found.end + 1])) break;
        found.apostrophe = true;
    }
    return found;
}

/// Of a byte that is no separator: whether a word begins there, not an address.
inline bool is_word_start(std::string_view text, std::size_t at, unsigned char kind) {
    if (kind == word) return text[at] != 'h' || !starts_address(text.substr(at));
    return kind == punctuation_lead && !is_punctuation(text, at);
}

/// Nearly every word: one to fifteen ASCII letters and digits, then a byte that surely ends it. Hashes as hash_of does;
/// a length of 0 where the word needs a closer look.
struct PlainWord {
    std::size_t length = 0;
    std::uint64_t hash = 0;
};

inline PlainWord plain_word(std::string_view text, std::size_t at) {
    if (at + 17 > text.size()) return {};
    const char* bytes = text.data() + at;
    PlainWord found;
    const std::uint64_t first = load_eight(bytes);
    const std::size_t count = leading_alphanumerics(first);
    if (count < 8) {
        found.length = count;
        found.hash = mix(hash_seed ^ count, (first | eight_times(0x20)) & low_bytes(count));
    } else {
        const std::uint64_t second = load_eight(bytes + 8);
        const std::size_t rest = leading_alphanumerics(second);
        if (rest == 8) return {};
        found.length = 8 + rest;
        found.hash = mix(mix(hash_seed ^ found.length, first | eight_times(0x20)),
                         (second | eight_times(0x20)) & low_bytes(rest));
    }
    const char next = bytes[found.length];
    if (class_of(next) > backslash || next == ':') return {};  // "https:" may begin an address
    return found;
}

/// One step where plain_word found nothing: a word, or something to pass over.
struct Step {
    std::size_t skipped = 0;  ///< bytes before the word, or instead of it
    PlainWord word{};         ///< of length 0: none
    bool stops = false;       ///< a mark that ends a clause was passed over
    bool address = false;     ///< what was passed over is a web address
};

inline Step closer_look(std::string_view text, std::size_t at) {
    const unsigned char kind = class_of(text[at]);
    if (kind < backslash) return {1, {}, kind == stop, false};
    if (is_word_start(text, at, kind)) {
        const WordEnd found = end_of_word(text, at);
        const std::string_view raw = text.substr(at, found.end - at);
        return {0, {raw.size(), found.apostrophe ? hash_without_apostrophes(raw) : hash_of(raw)}, false, false};
    }
    if (kind == word) return {std::min(text.find_first_of(" ,}", at), text.size()) - at, {}, false, true};
    if (kind == apostrophe) return {1, {}, false, false};
    if (kind == punctuation_lead) return {3, {}, false, false};
    std::size_t end = at + 1;  // of a TeX command
    while (end < text.size() && is_letter(text[end])) ++end;
    return {end - at, {}, false, false};
}

/// Calls on_word(Word, rest of the text) and on_address(string_view) in order.
template <class OnWord, class OnAddress>
void scan(std::string_view text, OnWord&& on_word, OnAddress&& on_address) {
    std::size_t at = 0;
    bool starts_anew = true;
    while (at < text.size()) {
        PlainWord found = plain_word(text, at);
        if (found.length == 0) {
            const Step step = closer_look(text, at);
            if (step.address) on_address(text.substr(at, step.skipped));
            starts_anew = starts_anew || step.stops;
            at += step.skipped;
            found = step.word;
            if (found.length == 0) continue;
        }
        const std::size_t end = at + found.length;
        on_word(Word{found.hash, text.substr(at, found.length), starts_anew}, text.substr(end));
        starts_anew = false;
        at = end < text.size() && text[end] == ' ' ? end + 1 : end;
    }
}

}  // namespace feature_scan
}  // namespace digest
