#include "digest/edition/freeze.h"

#include <catch2/catch.hpp>

#include "digest/select/selector.h"
#include "literals.h"

using namespace digest;
using namespace digest::test;

namespace {

const EditionKey february = edition_of(Month{2022, 2});

Observation observation(std::string id, std::string service, std::string metric, std::string time) {
    Observation result;
    result.paper_id = std::move(id);
    result.service = std::move(service);
    result.metric = std::move(metric);
    result.value = 1;
    result.observed_at = *parse_rfc3339(time);
    return result;
}

Snapshot frozen(std::vector<Candidate> candidates, WindowFindings findings = {}) {
    Scoring scoring;
    scoring.candidates = std::move(candidates);
    return freeze(february, std::move(findings), scoring, {}, {}, settings_of_two(), {"0.1.0", {}, false});
}

}  // namespace

TEST_CASE("numbers are kept of all candidates, and the best of them whole", "[freeze]") {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < selection_pool + 2; ++i) {
        candidates.push_back(candidate_about("2201." + std::to_string(10000 + i), 0.5, "Rivers", "rivers"));
    }
    candidates.front().score = 1.0 / 3.0;
    candidates.front().signals.front().value = std::nullopt;
    const Snapshot snapshot = frozen(candidates);
    CHECK(snapshot.considered() == static_cast<int>(selection_pool) + 2);
    CHECK(snapshot.pool.size() == selection_pool);
    CHECK(snapshot.candidates.front() == FrozenCandidate{"2201.10000", 1, 0.333333, {std::nullopt}});
    CHECK(snapshot.candidates.back().id == "2201.10501");
    CHECK(snapshot.signal_names == std::vector<std::string>{"topic_match"});
    CHECK(snapshot.primary_categories == std::map<std::string, int>{{"cs.CV", 502}});
}

TEST_CASE("texts and settings are frozen as they were handed over", "[freeze]") {
    Scoring scoring;
    scoring.candidates = four_candidates();
    EditionTexts texts;
    texts.topics = "[[topic]]\nname = \"A\"\n";
    EditionSettings settings = settings_of_two();
    settings.weights = {{"topic_match", 0.5}};
    const Snapshot snapshot = freeze(february, {}, scoring, {}, texts, settings, {"0.1.0", {}, true});
    CHECK(snapshot.texts == texts);
    CHECK(snapshot.settings == settings);
    CHECK(snapshot.sample);
}

TEST_CASE("repositories are kept of the pool's papers alone", "[freeze]") {
    Observation code = observation("2201.00001", "hugging_face", "repository", "2022-02-01T00:00:00Z");
    code.detail = "https://github.com/example/one";
    Observation unnamed = code;
    unnamed.detail.clear();
    Observation beyond = code;
    beyond.paper_id = "2201.09999";
    const Observation upvotes = observation("2201.00001", "hugging_face", "upvotes", "2022-02-01T00:00:00Z");
    WindowFindings findings;
    findings.repositories = repositories_in({code, unnamed, beyond, upvotes});
    CHECK(findings.repositories == std::vector<Observation>{code, beyond});
    CHECK(frozen(four_candidates(), findings).observations == std::vector<Observation>{code});
}

TEST_CASE("of each number it is known from when to when it was observed", "[freeze]") {
    Observation failed = observation("2201.00001", "openalex", "citations", "2022-02-01T00:00:00Z");
    failed.state = ObservationState::failed;
    const auto found = provenance_of({observation("2201.00002", "hacker_news", "points", "2022-05-01T00:00:00Z"),
                                      observation("2201.00001", "hacker_news", "points", "2022-02-03T00:00:00Z"),
                                      observation("2201.00001", "github", "stars", "2022-02-03T00:00:00Z"), failed},
                                     february.window);
    REQUIRE(found.size() == 2);
    CHECK(found[0].service == "github");
    CHECK_FALSE(found[0].knows_future);
    CHECK(found[1].service == "hacker_news");
    CHECK(found[1].first == *parse_rfc3339("2022-02-03T00:00:00Z"));
    CHECK(found[1].last == *parse_rfc3339("2022-05-01T00:00:00Z"));
    CHECK(found[1].knows_future);
}

TEST_CASE("news are chosen by the topics that were scored with", "[freeze]") {
    WindowFindings findings;
    for (const char* title : {"One", "Two", "Three", "Four", "Five", "A bridge over the delta"}) {
        NewsItem item;
        item.title = title;
        findings.news.push_back(item);
    }
    Topic rivers;
    rivers.name = "Rivers";
    rivers.terms = {"delta"};
    Scoring scoring;
    const Snapshot snapshot = freeze(february, std::move(findings), scoring, {rivers}, {}, {}, {});
    REQUIRE(snapshot.news.size() == 5);
    CHECK(snapshot.news.front().title == "A bridge over the delta");
}
