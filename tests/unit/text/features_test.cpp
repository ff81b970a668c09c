#include "digest/text/features.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <catch2/catch.hpp>

namespace digest {
namespace {

constexpr unsigned bits = 16;

Paper paper_of(std::string title, std::string abstract) {
    Paper paper;
    paper.id = "2201.00001";
    paper.title = std::move(title);
    paper.abstract = std::move(abstract);
    return paper;
}

/// The only word features of a title: a one-word title has one.
std::uint32_t bucket_of_word(const std::string& word) {
    for (const Feature& feature : extract_features(paper_of(word, ""), bits)) {
        if (feature.bucket < text_buckets(bits)) {
            return feature.bucket;
        }
    }
    FAIL("no word in " << word);
    return 0;
}

std::vector<std::uint32_t> word_buckets(const Paper& paper) {
    std::vector<std::uint32_t> buckets;
    for (const Feature& feature : extract_features(paper, bits)) {
        if (feature.bucket < text_buckets(bits)) {
            buckets.push_back(feature.bucket);
        }
    }
    return buckets;
}

double value_in(const std::vector<Feature>& features, std::uint32_t bucket) {
    for (const Feature& feature : features) {
        if (feature.bucket == bucket) {
            return feature.value;
        }
    }
    return 0;
}

double plain_value(const Paper& paper, std::string_view name) {
    double sum = 0;
    for (const Feature& feature : extract_features(paper, bits)) {
        if (plain_feature_name(feature.bucket, bits) == name) {
            sum += feature.value;
        }
    }
    return sum;
}

LinearModel empty_model() {
    LinearModel model;
    model.bucket_bits = bits;
    model.scale = 0.5;
    model.weights.assign(std::size_t{1} << bits, 0);
    return model;
}

}  // namespace

TEST_CASE("words are told apart by letters only, not by case, apostrophes or what stands around them") {
    const std::uint32_t word = bucket_of_word("retrieval");
    CHECK(bucket_of_word("Retrieval") == word);
    CHECK(bucket_of_word("(RETRIEVAL)") == word);
    CHECK(bucket_of_word("\xE2\x80\x9Cretrieval\xE2\x80\x9D") == word);
    CHECK(bucket_of_word("$retrieval$") == word);
    CHECK(bucket_of_word("model's") == bucket_of_word("model"));
    CHECK(bucket_of_word("don't") == bucket_of_word("dont"));
    CHECK(bucket_of_word("retrievals") != word);
    CHECK(bucket_of_word("internationalisation") == bucket_of_word("Internationalisation."));
    CHECK(bucket_of_word("internationalisation") != bucket_of_word("internationalisatiom"));
    CHECK(bucket_of_word("Schr\xC3\xB6"
                         "dinger") != bucket_of_word("Schr"));
}

TEST_CASE("pairs end at full stops, commas and brackets but not at hyphens") {
    // two words and their pair
    CHECK(word_buckets(paper_of("", "open source")).size() == 3);
    CHECK(word_buckets(paper_of("", "open-source")) == word_buckets(paper_of("", "open source")));
    CHECK(word_buckets(paper_of("", "open. source")).size() == 2);
    CHECK(word_buckets(paper_of("", "open (source")).size() == 2);
    CHECK(word_buckets(paper_of("", "open, source")).size() == 2);
}

TEST_CASE("TeX commands and addresses are no words") {
    CHECK(word_buckets(paper_of("", "\\textbf{open} source")) == word_buckets(paper_of("", "open source")));
    CHECK(word_buckets(paper_of("", "open source https://example.org/a-b_c?d")) ==
          word_buckets(paper_of("", "open source")));
    CHECK(word_buckets(paper_of("", "\\")).empty());
    CHECK(word_buckets(paper_of("", "'")).empty());
    CHECK(word_buckets(paper_of("", "\xE2")).empty());
    CHECK(word_buckets(paper_of("", "\xE2\x80")).empty());
}

TEST_CASE("a word that comes often counts a little more, and long texts no more than short ones") {
    const auto features = extract_features(paper_of("", "cat. dog. dog. dog."), bits);
    const double cat = value_in(features, bucket_of_word("cat"));
    CHECK(cat == Approx(1 / std::sqrt(2.0)));
    CHECK(value_in(features, bucket_of_word("dog")) == Approx((1 + std::log(3.0)) / std::sqrt(2.0)));
    std::string many = "cat.";
    for (int i = 0; i < 5000; ++i) {
        many += " dog.";
    }
    const auto long_features = extract_features(paper_of("", many), bits);
    CHECK(value_in(long_features, bucket_of_word("cat")) == Approx(cat));
    CHECK(value_in(long_features, bucket_of_word("dog")) > value_in(features, bucket_of_word("dog")));
}

TEST_CASE("the title adds to the abstract in the same buckets") {
    const double alone = value_in(extract_features(paper_of("", "cat"), bits), bucket_of_word("cat"));
    const double both = value_in(extract_features(paper_of("cat", "cat"), bits), bucket_of_word("cat"));
    CHECK(both == Approx(alone * 1.3));
}

TEST_CASE("features come ascending, each bucket once, whatever the text") {
    std::string text;
    for (int i = 0; i < 20000; ++i) {
        text += "w" + std::to_string(i * 7919 % 10007) + (i % 5 == 0 ? ". " : " ");
    }
    for (const unsigned width : {min_bucket_bits, bits, max_bucket_bits}) {
        const auto features = extract_features(paper_of("A title: of words", text), width);
        REQUIRE(!features.empty());
        CHECK(std::adjacent_find(features.begin(), features.end(), [](const Feature& a, const Feature& b) {
                  return a.bucket >= b.bucket;
              }) == features.end());
        CHECK(features.back().bucket < (1U << width));
    }
}

TEST_CASE("what is missing is the usual paper, not a feature") {
    Paper paper = paper_of("Gardens of trees", "We plant trees.");
    CHECK(plain_value(paper, "number of authors") == 0);
    paper.authors = {"Ada Example", "Bo Sample", "Cy Test", "Di Trial", "Ed Case"};
    CHECK(plain_value(paper, "number of authors") == Approx(0).margin(0.02));
    paper.authors.resize(1);
    CHECK(plain_value(paper, "number of authors") < 0);
    const auto without = extract_features(paper_of("", ""), bits);
    CHECK(without.empty());
}

TEST_CASE("links are seen with and without their scheme, in abstract and comment") {
    CHECK(plain_value(paper_of("", "Code: https://github.com/a/b."), "link to code") == 1);
    CHECK(plain_value(paper_of("", "Code is at github.com/a/b."), "link to code") == 1);
    CHECK(plain_value(paper_of("", "See \\url{https://a.github.io/b}"), "link to a project page") == 1);
    CHECK(plain_value(paper_of("", "See a.github.io"), "link to a project page") == 1);
    CHECK(plain_value(paper_of("", "We mine GitHub issues."), "link to code") == 0);
    CHECK(plain_value(paper_of("", "At https://example.org"), "another link") == 1);
    Paper paper = paper_of("", "");
    paper.comment = "12 pages, project page https://huggingface.co/x";
    CHECK(plain_value(paper, "link to Hugging Face") == 1);
    CHECK(plain_value(paper, "a project in the comment") == 1);
}

TEST_CASE("the form of a title is read") {
    CHECK(plain_value(paper_of("GARDEN: planting trees", ""), "a name before a colon in the title") == 1);
    CHECK(plain_value(paper_of("A new garden: planting", ""), "a short phrase before a colon in the title") == 1);
    CHECK(plain_value(paper_of("Do trees grow?", ""), "a question in the title") == 1);
    CHECK(plain_value(paper_of("Trees: a survey", ""), "a survey by its title") == 1);
    CHECK(plain_value(paper_of("Surveying trees", ""), "a survey by its title") == 0);
    CHECK(plain_value(paper_of("Garden 2 Technical Report", ""), "a technical report") == 1);
    CHECK(plain_value(paper_of("Technical debt, a report", ""), "a technical report") == 0);
}

TEST_CASE("a model without weights, or with the wrong number of them, knows nothing") {
    const Paper paper = paper_of("cat", "dog");
    LinearModel model;
    CHECK(linear_probability(model, paper) == 0.5);
    CHECK(explain_linear(model, paper, 5).empty());
    model = empty_model();
    model.bias = -2;
    model.weights.pop_back();
    CHECK(linear_probability(model, paper) == 0.5);
}

TEST_CASE("the score is the weighted sum of the very features that fitting sees") {
    LinearModel model = empty_model();
    model.bias = -0.25;
    for (std::size_t i = 0; i < model.weights.size(); ++i) {
        model.weights[i] = static_cast<std::int8_t>(static_cast<int>(i * 31 % 255) - 127);
    }
    Paper paper = paper_of("Cats: do they dream?", "Cats dream. Dogs dream of cats, https://github.com/c/d.");
    paper.authors = {"Ada Example"};
    double sum = 0;
    for (const Feature& feature : extract_features(paper, bits)) {
        sum += model.weights[feature.bucket] * feature.value;
    }
    CHECK(linear_score(model, paper) == Approx(sum * 0.5 - 0.25));
}

TEST_CASE("an explanation names words, pairs and metadata and sums them over the fields") {
    LinearModel model = empty_model();
    model.weights[bucket_of_word("cat")] = 10;
    model.weights[bucket_of_word("dog")] = -20;
    Paper paper = paper_of("cat", "cat. dog. https://github.com/c/d");
    for (const Feature& feature : extract_features(paper, bits)) {
        if (plain_feature_name(feature.bucket, bits) == "link to code") {
            model.weights[feature.bucket] = 1;
        }
    }
    const auto reasons = explain_linear(model, paper, 10);
    REQUIRE(reasons.size() == 3);
    CHECK(reasons[0].feature == "dog");
    CHECK(reasons[0].value == Approx(-10 / std::sqrt(2.0)));
    CHECK(reasons[1].feature == "cat");
    CHECK(reasons[1].value == Approx(5 / std::sqrt(2.0) + 5 * 0.3));
    CHECK(reasons[2].feature == "link to code");
    CHECK(reasons[2].value == 0.5);
    const auto heaviest = explain_linear(model, paper, 1);
    REQUIRE(heaviest.size() == 1);
    CHECK(heaviest[0] == reasons[0]);
}

TEST_CASE("author history counts only in a model that was fitted with it") {
    const AuthorHistory history{{"Ada Example", 2.0}, {"Bo Sample", 1.0}};
    const auto features = history_features({2.0, 1.0, 0.0, 0.0}, bits);
    REQUIRE(features.size() == 2);
    CHECK(features[0].value == 2.0);
    CHECK(features[1].value == Approx(1.5));
    CHECK(history_features({0.0, 0.0}, bits).empty());
    CHECK(history_features({}, bits).empty());

    LinearModel model = empty_model();
    model.weights[features[0].bucket] = 4;
    Paper paper = paper_of("cat", "");
    paper.authors = {"Ada Example", "Nobody Known"};
    CHECK(linear_score(model, paper, &history) == 0);
    model.author_history = true;
    CHECK(linear_score(model, paper, &history) == Approx(4.0));
    CHECK(linear_score(model, paper) == 0);
    CHECK(explain_linear(model, paper, 3, &history).front().feature == "the author chosen most often before");
}

TEST_CASE("buckets are named by the texts that fall into them") {
    BucketTexts texts;
    texts[bucket_of_word("cat")] = {};
    collect_feature_texts(paper_of("Cat", "A cat and a CAT's dog"), bits, texts);
    collect_feature_texts(paper_of("Dog", "One dog"), bits, texts);
    REQUIRE(texts.size() == 1);
    CHECK(texts.begin()->second == std::map<std::string, int>{{"cat", 1}});
}

}  // namespace digest
