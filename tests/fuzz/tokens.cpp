#include "digest/text/tokens.h"

#include <memory>

#include "digest/base/utf8.h"
#include "target.h"

namespace digest::fuzz {
namespace {

/// One vocabulary for many texts, as in the program; a new one before it grows large.
Vocabulary& vocabulary() {
    constexpr std::size_t most_words = 20'000;
    static auto words = std::make_unique<Vocabulary>();
    if (words->size() > most_words) {
        words = std::make_unique<Vocabulary>();
    }
    return *words;
}

void split(std::string_view bytes) {
    const std::string text = repair_utf8(bytes);
    std::vector<Token> tokens;
    Vocabulary& words = vocabulary();
    tokenise(text, words, tokens);
    std::size_t end = 0;
    for (const Token& token : tokens) {
        require(end <= token.begin && token.begin + token.length <= text.size(), "tokens stand in order");
        require(token.id < words.size() && token.base < words.size(), "a word is in the vocabulary");
        require_text(words.text(token.id));
        end = token.begin + token.length;
    }
}

const Target target{"tokens", split};

}  // namespace
}  // namespace digest::fuzz
