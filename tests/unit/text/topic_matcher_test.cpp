#include "digest/text/topic_matcher.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {

Topic topic(std::vector<std::string> terms, std::vector<std::string> excluded = {},
            std::vector<std::string> also = {}) {
    Topic result;
    result.name = "Topic";
    result.terms = std::move(terms);
    result.also = std::move(also);
    result.excluded = std::move(excluded);
    return result;
}

/// The terms found, with their counts in title and abstract: "BM25 1/0, dense retrieval 0/2".
std::string found(const std::vector<Topic>& topics, const std::string& title, const std::string& abstract = "") {
    Vocabulary vocabulary;
    const TopicMatcher matcher(topics, vocabulary);
    Paper paper;
    paper.title = title;
    paper.abstract = abstract;
    TokenisedPaper tokens;
    tokenise(paper, vocabulary, tokens);
    std::vector<TermCount> counts;
    matcher.match(tokens, counts);
    Vocabulary known_vocabulary;
    const TopicMatcher known_matcher(topics, known_vocabulary);
    tokenise_known(paper, known_vocabulary, tokens);
    std::vector<TermCount> known_counts;
    known_matcher.match(tokens, known_counts);
    CHECK(known_counts == counts);
    std::string result;
    for (const TermCount& count : counts) {
        if (!result.empty()) {
            result += ", ";
        }
        result +=
            matcher.terms()[count.term].text + " " + std::to_string(count.title) + "/" + std::to_string(count.abstract);
    }
    return result;
}

}  // namespace

TEST_CASE("a term matches whole words only", "[topic_matcher]") {
    const std::vector<Topic> topics = {topic({"RL", "GAN", "graph"})};
    CHECK(found(topics, "The URL of an organ", "URLs, paragraph, organs, GANDALF, https://rl.gan/RL") == "");
    CHECK(found(topics, "RL with GANs", "A GAN on a graph.") == "RL 1/0, GAN 1/1, graph 0/1");
}

TEST_CASE("short acronyms match in capitals only, long ones and words in any case", "[topic_matcher]") {
    const std::vector<Topic> topics = {topic({"RAG", "LoRA", "ImageNet", "retrieval"})};
    CHECK(found(topics, "a rag and a Rag, lora, Lora") == "");
    CHECK(found(topics, "RAG, RAGs, LoRA", "imagenet IMAGENET Retrieval") ==
          "RAG 2/0, LoRA 1/0, ImageNet 0/2, retrieval 0/1");
    CHECK(found({topic({"rag"})}, "RAG and rag") == "rag 2/0");  // written small it means both
}

TEST_CASE("hyphen, blank and neither are the same, in text and in term", "[topic_matcher]") {
    for (const char* term : {"fine-tuning", "fine tuning", "finetuning", "Fine-Tuning"}) {
        CHECK(found({topic({term})}, "Fine-tuning, fine tuning, finetuning, FINE–TUNING") ==
              std::string(term) + " 4/0");
    }
    CHECK(found({topic({"persona", "inpainting"})}, "a person a day", "in painting, in-painting") == "inpainting 0/1");
    CHECK(found({topic({"overfitting"})}, "over-fitting", "over fitting") == "overfitting 1/1");
    CHECK(found({topic({"retrieval-augmented generation"})}, "Retrieval Augmented Generation",
                "retrievalaugmented generation") == "retrieval-augmented generation 1/1");
    CHECK(found({topic({"GPT-3"})}, "GPT-3, GPT3 and GPT 3", "gpt-3 GPT-4") == "GPT-3 3/0");
}

TEST_CASE("plurals match in text and in term", "[topic_matcher]") {
    CHECK(found({topic({"language models", "ablation study"})}, "A language model",
                "Language models and ablation studies") == "language models 1/1, ablation study 0/1");
    CHECK(found({topic({"LLMs"})}, "LLM and LLMs") == "LLMs 2/0");
}

TEST_CASE("the longest match of a topic counts alone, other topics keep theirs", "[topic_matcher]") {
    const std::vector<Topic> topics = {topic({"retrieval", "dense retrieval", "dense"}),
                                       topic({"dense"}, {}, {"retrieval"})};
    CHECK(found(topics, "Dense retrieval") == "dense retrieval 1/0, dense 1/0, retrieval 1/0");
    CHECK(found({topic({"search", "Search"})}, "search") == "search 1/0");
    CHECK(found({topic({"a b c", "b c d", "c"})}, "a b c d") ==
          "a b c 1/0, b c d 1/0");  // overlap, neither inside the other
}

TEST_CASE("an excluded phrase cancels only the matches inside it and only of its topic", "[topic_matcher]") {
    const std::vector<Topic> topics = {topic({"speech", "retrieval"}, {"hate speech", "part-of-speech"}),
                                       topic({"speech"})};
    CHECK(found(topics, "Hate speech", "part-of-speech and parts of speech") == "speech 1/2");
    CHECK(found(topics, "Hate speech and speech") == "speech 1/0, speech 2/0");
    CHECK(found({topic({"image retrieval system"}, {"image retrieval"})}, "An image retrieval system") ==
          "image retrieval system 1/0");
}

TEST_CASE("suffixes are found where a longer phrase breaks off", "[topic_matcher]") {
    const std::vector<Topic> topics = {topic({"large language model agent", "language model evaluation", "model"})};
    CHECK(found(topics, "large language model evaluation") == "language model evaluation 1/0");
    CHECK(found(topics, "large large language model agent") == "large language model agent 1/0");
}

TEST_CASE("a text that repeats a term tens of thousands of times is counted like a short one", "[topic_matcher]") {
    std::string text;
    for (int i = 0; i < 50'000; ++i) {
        text += "RL deep RL RL agent ";
    }
    const std::vector<Topic> topics = {topic({"RL", "deep RL", "RL agent"}, {"agent RL"}), topic({"RL"})};
    CHECK(found(topics, "deep RL RL agent", text) == "RL 0/1, deep RL 1/50000, RL agent 1/50000, RL 2/150000");
    CHECK(found({topic({"a b c d e f g h", "h", "d e"})}, "", "a b c d e f g h h d e") ==
          "a b c d e f g h 0/1, h 0/1, d e 0/1");
}

TEST_CASE("empty topics, empty terms and empty papers match nothing", "[topic_matcher]") {
    CHECK(found({}, "anything") == "");
    CHECK(found({topic({"", "—", "\\emph"})}, "anything at all", "") == "");
    CHECK(found({topic({"x"})}, "", "") == "");
    CHECK(found({topic({std::string(5000, 'a') + " b"})}, "b") == "");
}

TEST_CASE("weaker terms weigh half and terms remember their topic", "[topic_matcher]") {
    Vocabulary vocabulary;
    const TopicMatcher matcher({topic({"x"}), topic({"y"}, {}, {"z"})}, vocabulary);
    REQUIRE(matcher.terms().size() == 3);
    CHECK(matcher.terms()[2].topic == 1);
    CHECK(matcher.terms()[2].weight == 0.5);
    CHECK(matcher.terms()[1].weight == 1.0);
}
