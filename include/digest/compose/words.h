#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace digest {

/// The words of a sentence with their places; hyphens and apostrophes inside a word belong to it.
struct Words {
    struct Place {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    std::string lower{};          ///< the sentence in ASCII lower case, byte for byte
    std::vector<Place> places{};  ///< of each word

    std::size_t size() const { return places.size(); }
    bool empty() const { return places.empty(); }
    /// In lower case; empty beyond the end.
    std::string_view operator[](std::size_t i) const {
        if (i >= places.size()) {
            return {};
        }
        return std::string_view(lower).substr(places[i].begin, places[i].end - places[i].begin);
    }
};

Words words_of(std::string_view sentence);

/// Words as a reader counts them: what stands between blanks and holds a letter or digit.
int count_words(std::string_view text);

/// Whether any of the words, or runs of words ("to this end"), begins at word `at`; the number of words it takes.
std::size_t phrase_at(const Words& words, std::size_t at, const std::vector<std::string_view>& phrases);

/// Whether it may stand between a subject and its verb: "also", "only", "simply"; but "apply" and "rely" are verbs.
bool is_adverb(std::string_view word);

/// The sentence with its first letter in upper case, unless its first word has a case of its own (mBERT).
std::string with_capital(std::string sentence);

/// Which bytes of the text stand within quotation marks (“…” or "…").
std::vector<bool> quoted_bytes(std::string_view text);

}  // namespace digest
