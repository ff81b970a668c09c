#include "digest/compose/words.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/one_of.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

constexpr std::size_t longest_quoted_word = 60;

constexpr auto word_bytes = []() {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        const char c = static_cast<char>(byte);
        table[byte] = is_lower(c) || is_digit(c) || is_high(c);
    }
    return table;
}();

bool is_word_byte(char c) {
    return word_bytes[static_cast<unsigned char>(c)];
}

/// General punctuation (dashes, quotation marks, ellipsis) separates words although its bytes are high.
bool is_punctuation(std::string_view text, std::size_t at) {
    return text[at] == '\xE2' && at + 2 < text.size() && text[at + 1] == '\x80';
}

/// A mark that belongs to the word around it: a hyphen or apostrophe between letters, a point between digits.
bool joins(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size()) {
        return false;
    }
    const char c = text[at];
    if (c == '-' || c == '\'') {
        return is_word_byte(text[at + 1]);
    }
    return (c == '.' || c == ',') && is_digit(text[at - 1]) && is_digit(text[at + 1]);
}

}  // namespace

Words words_of(std::string_view sentence) {
    Words words;
    words.lower = ascii_lower(sentence);
    const std::string_view text = words.lower;
    words.places.reserve(text.size() / 5 + 1);
    for (std::size_t i = 0; i < text.size();) {
        if (is_punctuation(text, i)) {
            i += 3;
            continue;
        }
        if (!is_word_byte(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && (is_word_byte(text[end]) ? !is_punctuation(text, end) : joins(text, end))) {
            ++end;
        }
        words.places.push_back({i, end});
        i = end;
    }
    return words;
}

int count_words(std::string_view text) {
    int count = 0;
    bool inside = false;
    for (const char c : text) {
        const bool letter = is_word_byte(c) || is_upper(c);
        if (c == ' ') {
            inside = false;
        } else if (letter && !inside) {
            inside = true;
            ++count;
        }
    }
    return count;
}

std::size_t phrase_at(const Words& words, std::size_t at, const std::vector<std::string_view>& phrases) {
    std::size_t longest = 0;
    for (const std::string_view phrase : phrases) {
        std::size_t word = at;
        std::size_t begin = 0;
        bool matches = true;
        while (matches && begin < phrase.size()) {
            const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
            matches = words[word] == phrase.substr(begin, end - begin);
            ++word;
            begin = end + 1;
        }
        if (matches) {
            longest = std::max(longest, word - at);
        }
    }
    return longest;
}

bool is_adverb(std::string_view word) {
    static constexpr auto adverbs =
        std::to_array<std::string_view>({"also", "both", "first", "further", "hence", "here", "instead", "next", "not",
                                         "now", "often", "only", "still", "then", "thereby", "therefore", "thus"});
    static constexpr auto verbs = std::to_array<std::string_view>({"apply", "imply", "multiply", "rely", "supply"});
    if (word.size() > 4 && word.ends_with("ly")) {
        return !is_one_of(verbs, word);
    }
    return is_one_of(adverbs, word);
}

std::string with_capital(std::string sentence) {
    std::size_t first = 0;
    while (first < sentence.size() && (sentence[first] == '"' || sentence[first] == '(')) {
        ++first;
    }
    if (first >= sentence.size() || !is_lower(sentence[first])) {
        return sentence;
    }
    for (std::size_t i = first; i < sentence.size() && sentence[i] != ' '; ++i) {
        const char c = sentence[i];
        if (is_upper(c) || is_digit(c) || c == '_' || c == '$' || c == '=') {
            return sentence;
        }
        if (c == '-' && i == first + 1) {
            return sentence;  // k-means, t-SNE
        }
    }
    sentence[first] = static_cast<char>(sentence[first] - 'a' + 'A');
    return sentence;
}

std::vector<bool> quoted_bytes(std::string_view text) {
    std::vector<bool> quoted(text.size(), false);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t close = std::string_view::npos;
        if (text[i] == '"') {
            close = text.find('"', i + 1);
        } else if (text.substr(i, 3) == "“") {
            close = text.find("”", i + 3);
        } else if (text.substr(i, 3) == "‘") {
            close = text.substr(0, i + longest_quoted_word).find("’", i + 3);  // else it may be an apostrophe
        }
        if (close == std::string_view::npos) {
            continue;
        }
        std::fill(quoted.begin() + static_cast<std::ptrdiff_t>(i), quoted.begin() + static_cast<std::ptrdiff_t>(close),
                  true);
        i = close;
    }
    return quoted;
}

}  // namespace digest
