#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/paper.h"

namespace digest {

using TokenId = std::uint32_t;
inline constexpr TokenId unknown_word = 0xffffffffU;

/// The distinct words of some texts, each with a number from 0 on. Words are folded forms (see Token). A vocabulary
/// only grows; the same words in the same order get the same numbers, so never order anything visible by number.
class Vocabulary {
  public:
    struct Word {
        TokenId id = 0;
        TokenId base = 0;  ///< its singular: "models" → "model", by light rules only. Itself for most words
    };

    Vocabulary();

    /// Takes a folded word, or one that lacks only the folding of ASCII capitals. Words are told apart by 64 bits of
    /// hash: a month of 10^5 words has two alike once in 10^9 months.
    Word intern(std::string_view word);
    /// `unknown_word` twice where the word was never interned.
    Word find(std::string_view word) const;
    /// The same by the word's hash, which tokenise() has at hand.
    Word intern(std::string_view word, std::uint64_t hash);
    Word find(std::uint64_t hash) const;
    std::size_t size() const { return entries_.size(); }
    /// Valid until the next word is interned.
    std::string_view text(TokenId id) const;
    TokenId base(TokenId id) const { return entries_[id].base; }
    /// fnv1a of the word: stable across vocabularies, machines and releases.
    std::uint64_t stable_hash(TokenId id) const { return entries_[id].stable_hash; }

  private:
    struct Entry {
        std::uint64_t stable_hash = 0;
        std::uint32_t begin = 0;
        std::uint32_t length = 0;
        TokenId base = 0;
    };
    /// Holds all that a lookup needs: one cache miss a word.
    struct Slot {
        std::uint64_t hash = 0;  ///< 0: free
        Word word{};
    };
    Word insert(std::string_view raw, std::uint64_t hash);
    Slot* free_slot(std::uint64_t hash);
    void grow();
    /// The high bits: they depend on every letter.
    std::size_t home_slot(std::uint64_t hash) const { return hash >> (64U - slot_bits_); }

    unsigned slot_bits_ = 14;
    std::string letters_{};
    std::vector<Entry> entries_{};
    std::vector<Slot> slots_{};
};

/// One word of a text. Its folded form is NFKC in lower case without apostrophes; words end at hyphens, dashes, slashes
/// and white space; the plural s of an acronym is off ("LLMs" → "llm"). TeX commands and web addresses are no words.
struct Token {
    TokenId id = 0;            ///< of the folded form
    TokenId base = 0;          ///< of its singular
    std::uint32_t begin = 0;   ///< byte offset in the text as given
    std::uint16_t length = 0;  ///< in bytes of the text as given
    std::uint8_t flags = 0;

    enum Flag : std::uint8_t {
        hyphen_before = 1,  ///< a hyphen or dash stands between it and the token before, and nothing else
        acronym = 2,        ///< most of its letters are capitals: "RAG", "LoRA", "BM25", "GANs"; not "Rag"
        number = 4,         ///< digits only, perhaps with a decimal point
        capitalised = 8,    ///< begins with a capital
    };
    bool is(Flag flag) const { return (flags & flag) != 0; }
};

/// Appends the words of `text` (valid UTF-8) to `out`. One pass; ASCII does not pay for Unicode.
void tokenise(std::string_view text, Vocabulary& vocabulary, std::vector<Token>& out);

/// What all readers of a paper's text share: made once for each paper.
struct TokenisedPaper {
    std::vector<Token> title{};
    std::vector<Token> abstract{};
};

/// Fills `out` anew, so that one value can serve a whole month without allocating.
void tokenise(const Paper& paper, Vocabulary& vocabulary, TokenisedPaper& out);

/// The same with the words that the vocabulary has already; all others are `unknown_word`. A small vocabulary stays in
/// the cache, so that looking for the words of some topics costs half as much as numbering all words.
void tokenise_known(const Paper& paper, const Vocabulary& vocabulary, TokenisedPaper& out);

/// The light plural rule on a folded word: "studies" → "study", "classes" → "class"; nothing of three letters or fewer,
/// nothing in "ss", "us" or "is".
std::string singular(std::string_view word);

/// A word that carries no subject ("the", "we", "propose"). Takes the folded form.
bool is_stop_word(std::string_view word);

}  // namespace digest
