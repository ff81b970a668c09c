#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/paper.h"
#include "digest/text/vocabulary.h"

// The words of a text:
//
//     Vocabulary vocabulary;
//     std::vector<Token> words;
//     tokenise("We fine-tune LLMs", vocabulary, words);  // we, fine, tune, llm
//     words[2].is(Token::hyphen_before);                 // true
//     words[3].is(Token::acronym);                       // true

namespace digest {

/// One word of a text. Its folded form is NFKC in lower case without apostrophes; words end at hyphens, dashes, slashes
/// and white space; the plural s of an acronym is off ("LLMs" → "llm"). TeX commands and web addresses are no words.
struct Token {
    std::uint64_t hash = 0;    ///< of the folded form; the same in all texts, releases and machines
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
        clause_start = 16,  ///< the text's begin, a full stop, comma, colon, bracket … stands before it
    };
    bool is(Flag flag) const { return (flags & flag) != 0; }
};

/// Appends the words of `text` (valid UTF-8) to `out`. One pass; ASCII does not pay for Unicode.
void tokenise(std::string_view text, Vocabulary& vocabulary, std::vector<Token>& out);

/// The same for readers who go by the hashes: all words are `unknown_word`.
void tokenise(std::string_view text, std::vector<Token>& out);

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

/// A word that carries no subject ("the", "we", "propose"). Takes the folded form.
bool is_stop_word(std::string_view word);

}  // namespace digest
