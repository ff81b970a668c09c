#include "digest/text/vocabulary.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("only light plurals are folded", "[vocabulary]") {
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

TEST_CASE("a vocabulary keeps words apart, also when it grows, and hashes them for ever alike", "[vocabulary]") {
    Vocabulary vocabulary;
    std::vector<TokenId> ids;
    for (int i = 0; i < 50'000; ++i) {
        ids.push_back(vocabulary.intern("w" + std::to_string(i) + "x").id);
    }
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
