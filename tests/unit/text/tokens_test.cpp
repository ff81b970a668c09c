#include "digest/text/tokens.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {

/// The folded words of a text, joined by blanks.
std::string folded(std::string_view text) {
    Vocabulary vocabulary;
    std::vector<Token> tokens;
    tokenise(text, vocabulary, tokens);
    std::string result;
    for (const Token& token : tokens) {
        if (!result.empty()) result += ' ';
        result += vocabulary.text(token.id);
    }
    return result;
}

std::vector<Token> tokens_of(std::string_view text) {
    Vocabulary vocabulary;
    std::vector<Token> tokens;
    tokenise(text, vocabulary, tokens);
    return tokens;
}

}  // namespace

TEST_CASE("words are folded and parted at hyphens, dashes, slashes and quotes", "[tokens]") {
    CHECK(folded("Fine-tuning, and/or “Pre–Training”!") == "fine tuning and or pre training");
    CHECK(folded("vision\xE2\x80\x91language \xE2\x88\x92 one\xE2\x80\x94two") == "vision language one two");
    CHECK(folded("") == "");
    CHECK(folded("-- ' \" . \\ { } $") == "");
    CHECK(folded("under_score a.b") == "under score a b");
}

TEST_CASE("possessives lose their s and contractions keep together, with either apostrophe", "[tokens]") {
    CHECK(folded("the model's don't") == "the model dont");
    CHECK(folded("the model’s don’t") == "the model dont");
    CHECK(folded("models' 'quoted'") == "models quoted");
}

TEST_CASE("Unicode is folded to its compatible lower-case form and soft hyphens vanish", "[tokens]") {
    CHECK(folded("ﬁne ＡＢＣ Straße ÉCOLE") == "fine abc strasse école");
    CHECK(folded("e\xCC\x81"
                 "cole") == "école");  // a combining accent composes
    CHECK(folded("re\xC2\xADtrieval") == "retrieval");
    CHECK(folded("强化学习 learning") == "强化学习 learning");
    CHECK(folded("Ünïcödé-Test") == "ünïcödé test");
}

TEST_CASE("TeX commands are no words, braces and accents do not part one", "[tokens]") {
    CHECK(folded("\\emph{Deep} {B}ERT with $\\alpha$-decay") == "deep bert with decay");
    CHECK(folded("Schr\\\"{o}dinger and Poincar\\'e") == "schrodinger and poincare");
    CHECK(folded("95\\% of\\\\all") == "95 of all");
    CHECK(folded("ends in a backslash\\") == "ends in a backslash");
}

TEST_CASE("web addresses are no words", "[tokens]") {
    CHECK(folded("Code: https://github.com/RL/GAN-url. Done") == "code done");
    CHECK(folded("see www.example.org/rl, please") == "see please");
    CHECK(folded("(http://x.y)") == "");
    CHECK(folded("the www is old") == "the www is old");
}

TEST_CASE("the plural s of an acronym is off, names in capitals keep theirs", "[tokens]") {
    CHECK(folded("LLMs GANs LMs RL") == "llm gan lm rl");
    Vocabulary vocabulary;
    std::vector<Token> tokens;
    tokenise("VITS vits", vocabulary, tokens);
    REQUIRE(tokens.size() == 2);
    CHECK(vocabulary.text(tokens[0].base) == "vits");
    CHECK(vocabulary.text(tokens[1].base) == "vit");
}

TEST_CASE("flags tell acronyms, numbers, capitals and hyphens", "[tokens]") {
    const auto acronym = [](std::string_view text) { return tokens_of(text).at(0).is(Token::acronym); };
    for (const char* yes : {"RAG", "LoRA", "CoT", "BM25", "T5", "GANs", "3DGS", "NeRF"}) CHECK(acronym(yes));
    for (const char* no : {"Rag", "rag", "A", "Is", "ImageNet", "2024", "Transformers"}) CHECK_FALSE(acronym(no));
    CHECK(tokens_of("3.5").at(0).is(Token::number));
    CHECK(folded("GPT-3.5 in 0.95. Next") == "gpt 3.5 in 0.95 next");
    CHECK(tokens_of("Éa").at(0).is(Token::capitalised));
    CHECK_FALSE(tokens_of("éa").at(0).is(Token::capitalised));
    const auto words = tokens_of("fine-tuning re - rank a--b x-");
    REQUIRE(words.size() == 7);
    CHECK(words[1].is(Token::hyphen_before));
    for (const std::size_t i : {0U, 2U, 3U, 4U, 5U, 6U}) CHECK_FALSE(words[i].is(Token::hyphen_before));
}

TEST_CASE("a token's place is that of the text as given", "[tokens]") {
    const std::string text = "Ünder the {B}ERT’s RAGs";
    const auto tokens = tokens_of(text);
    REQUIRE(tokens.size() == 4);
    CHECK(text.substr(tokens[0].begin, tokens[0].length) == "Ünder");
    CHECK(text.substr(tokens[2].begin, tokens[2].length) == "B}ERT");
    CHECK(text.substr(tokens[3].begin, tokens[3].length) == "RAGs");
}

TEST_CASE("only light plurals are folded", "[tokens]") {
    for (const auto& [plural, one] : std::vector<std::pair<std::string, std::string>>{{"models", "model"},
                                                                                      {"studies", "study"},
                                                                                      {"classes", "class"},
                                                                                      {"approaches", "approach"},
                                                                                      {"databases", "database"},
                                                                                      {"boxes", "box"},
                                                                                      {"biases", "bias"},
                                                                                      {"sizes", "size"},
                                                                                      {"loss", "loss"},
                                                                                      {"corpus", "corpus"},
                                                                                      {"analysis", "analysis"},
                                                                                      {"gas", "gas"},
                                                                                      {"bias", "bias"},
                                                                                      {"news", "news"},
                                                                                      {"ties", "tie"},
                                                                                      {"s", "s"},
                                                                                      {"", ""}}) {
        CHECK(singular(plural) == one);
    }
}

TEST_CASE("a vocabulary keeps words apart, also when it grows, and hashes them for ever alike", "[tokens]") {
    Vocabulary vocabulary;
    std::vector<TokenId> ids;
    for (int i = 0; i < 50'000; ++i) ids.push_back(vocabulary.intern("w" + std::to_string(i) + "x").id);
    for (int i = 0; i < 50'000; i += 997) {
        const std::string word = "w" + std::to_string(i) + "x";
        CHECK(vocabulary.text(ids[static_cast<std::size_t>(i)]) == word);
        CHECK(vocabulary.intern(word).id == ids[static_cast<std::size_t>(i)]);
    }
    CHECK(vocabulary.size() == 50'000);
    // Letters beyond ASCII whose bytes differ in the bit that folds ASCII.
    CHECK(vocabulary.intern("\xD1\x80").id != vocabulary.intern("\xD1\xA0").id);
    CHECK(vocabulary.intern("BERT").id == vocabulary.intern("bert").id);
    CHECK(vocabulary.find("neverseen").id == unknown_word);
    CHECK(vocabulary.stable_hash(vocabulary.intern("retrieval").id) == 0xe8d86d0667a9989bULL);
    CHECK(vocabulary.text(vocabulary.intern("models").base) == "model");
}

TEST_CASE("a word of many thousand letters is cut and does no harm", "[tokens]") {
    const auto tokens = tokens_of(std::string(200'000, 'a') + " " + std::string(300, 'Q') + "é");
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].length == 0xffff);
    CHECK(tokens[1].begin == 200'001);
}

TEST_CASE("function words are stop words, subjects are not", "[tokens]") {
    for (const char* word : {"a", "the", "without", "we", "propose", "demonstrate", "existing", "had", "moreover"}) {
        CHECK(is_stop_word(word));
    }
    for (const char* word : {"retrieval", "model", "", "zebra", "graph"}) CHECK_FALSE(is_stop_word(word));
}
