#include "digest/select/reason.h"

#include <catch2/catch.hpp>

#include "digest/model/signal_table.h"

using namespace digest;

namespace {

std::string reason(std::string signal, double value, std::vector<Evidence> evidence) {
    Candidate candidate;
    candidate.signals = {{std::move(signal), value, 1.0, std::move(evidence)}};
    return reason_in_words(candidate, {0});
}

const Day day = *parse_day("2026-11-20");
const Evidence cited =
    CountEvidence{"citations", 41, Standing{ComparedWith::category_week, "cs.CV", 312, 98}, "semantic_scholar", day};

}  // namespace

TEST_CASE("a reason names the signals that lift a paper most, in words", "[reason]") {
    Candidate c;
    c.signals = {{"topic_match",
                  0.81,
                  1.0,
                  {TopicEvidence{"Information retrieval",
                                 {{"dense retrieval", true, 2}, {"BM25", false, 1}, {"a", false, 1}, {"b", false, 1}}},
                   TopicEvidence{"x", {}}}},
                 {"notability", 0.3, 1.0, {}},
                 {"citations", 0.98, 1.0, {cited}},
                 {"venue", std::nullopt, 0.3, {}},
                 {"openness", 0.6, 0.2, {LinkEvidence{LinkKind::code, "github.com/a/b"}}}};
    CHECK(strongest_signals(c, {0.3, 0.5, 0.5, 0, 0.1}) == std::vector<std::size_t>{0, 2, 4});
    CHECK(reason_in_words(c, {0, 2, 4}) ==
          "strong on topic (BM25F 0.81: dense retrieval, BM25, a), widely cited (41 citations, 98th percentile), with "
          "code");
    CHECK(strongest_signals(c, {1, 1, 1, 1, 1}).empty());
    CHECK(strongest_signals({}, {}).empty());
    CHECK(reason_in_words(c, {}) == "no signal stands out");
}

TEST_CASE("each signal gives its reason", "[reason]") {
    CHECK(reason("topic_match", 0.5, {TopicEvidence{"Speech", {}}}) == "on topic (BM25F 0.50: its category)");
    CHECK(reason("notability", 0.7, {OpinionEvidence{true, {"agentic", "open source", "link to code", "only"}}}) ==
          "notable by its text (0.70: agentic, open source, link to code)");
    CHECK(reason("notability", 0.7, {OpinionEvidence{false, {"survey"}}}) == "notable by its text (0.70)");
    CHECK(reason("notability", 0.7, {}) == "notable by its text (0.70)");
    CHECK(reason("taste", 0.7, {OpinionEvidence{true, {"agentic"}}}) == "like earlier picks (0.70: agentic)");
    CHECK(reason("citations", 0.8, {cited}) == "cited (41 citations, 98th percentile)");
    CHECK(reason("authorship", 0.8, {AuthorEvidence{"h_indexes", {40, 12, 7}, "openalex", day}}) ==
          "authors cited before (h-index 40, 12, 7)");
    CHECK(reason("attention", 0.8, {CountEvidence{"upvotes", 1, {}, "hugging_face", day}}) ==
          "much noticed (1 upvote)");
    CHECK(reason("venue", 0.7, {VenueEvidence{"Nature: Physics", "Accepted at it"}}) == "accepted at Nature: Physics");
    CHECK(reason("openness", 0.15, {LinkEvidence{LinkKind::page, "a.example"}}) == "with project page");
    CHECK(reason("elsewhere", 0.8, {cited}) == "elsewhere 0.80");
}

TEST_CASE("a topic's colon, comma or bracket ends nothing", "[reason]") {
    const std::vector<Evidence> evidence = {
        TopicEvidence{"Vision: images, (all)", {{"image", true, 0}, {"GAN (adversarial), any", false, 2}}}};
    CHECK(reason("topic_match", 0.7, evidence) == "strong on topic (BM25F 0.70: image, GAN (adversarial), any)");
}

TEST_CASE("every row's reasons can be filled in, whatever the evidence", "[reason]") {
    const std::vector<Evidence> kinds = {cited, VenueEvidence{"{}", "{name}"}, OpinionEvidence{true, {"{words}"}}};
    for (const SignalRow& row : signal_table) {
        for (const double value : {0.1, 1.0}) {
            for (const Evidence& evidence : kinds) {
                const std::string pattern = value >= row.strong_from && !row.strong_reason.empty()
                                                ? std::string(row.strong_reason)
                                                : std::string(row.reason);
                CAPTURE(pattern);
                CHECK(
                    reason(std::string(row.name), value, {evidence}).starts_with(pattern.substr(0, pattern.find('{'))));
            }
        }
    }
}

TEST_CASE("sentences of format 1 give the reason that they always gave", "[reason]") {
    const auto frozen = [](std::string signal, double value, std::string sentence) {
        return reason(std::move(signal), value, {SentenceEvidence{std::move(sentence)}});
    };
    CHECK(frozen("topic_match", 0.81, "Information retrieval: dense retrieval (title, 2 in abstract), BM25, a, b") ==
          "strong on topic (BM25F 0.81: dense retrieval, BM25, a)");
    CHECK(frozen("topic_match", 0.5, "Vision: images: image (title)") == "on topic (BM25F 0.50: images: image)");
    CHECK(frozen("notability", 0.7, "for: agentic, open source, link to code, only") ==
          "notable by its text (0.70: agentic, open source, link to code)");
    CHECK(frozen("taste", 0.7, "against: survey") == "like earlier picks (0.70)");
    CHECK(frozen("citations", 0.98,
                 "41 citations, 98th percentile of 312 cs.CV papers of that week, Semantic Scholar, 2026-11-20") ==
          "widely cited (41 citations, 98th percentile)");
    CHECK(frozen("authorship", 0.8, "h-index 40, 12, 7 (3 highest of the authors), OpenAlex, 2026-11-20") ==
          "authors cited before (h-index 40, 12, 7)");
    CHECK(frozen("attention", 0.8, "20 upvotes, 97th percentile of 20 papers with upvotes of that week") ==
          "much noticed (20 upvotes)");
    CHECK(frozen("venue", 0.7, "ICLR: Accepted at ICLR 2022") == "accepted at ICLR");
    CHECK(frozen("openness", 0.6, "code: github.com/a/b") == "with code");
}
