#include "digest/score/scorer.h"

#include <catch2/catch.hpp>

#include "digest/model/signal_table.h"

#include <algorithm>
#include <random>

using namespace digest;

namespace {

constexpr std::size_t signals = 4;

/// Candidates with some unknown values; values on a coarse grid so that there are ties.
std::vector<Candidate> random_candidates(unsigned seed, std::size_t count) {
    std::mt19937 random(seed);
    std::vector<Candidate> candidates(count);
    for (std::size_t i = 0; i < count; ++i) {
        candidates[i].paper.id = "2201." + std::to_string(10000 + i);
        candidates[i].paper.submitted = *parse_day("2022-01-10") + std::chrono::days{random() % 5};
        for (std::size_t k = 0; k < signals; ++k) {
            std::optional<double> value;
            if (random() % 4 != 0) {
                value = static_cast<double>(random() % 11) / 10;
            }
            candidates[i].signals.push_back({"s" + std::to_string(k), value, 0.3 + 0.2 * static_cast<double>(k), {}});
        }
    }
    return candidates;
}

std::vector<std::string> ranking(std::vector<Candidate> candidates) {
    combine_signals(candidates);
    std::sort(candidates.begin(), candidates.end(), ranks_before);
    std::vector<std::string> ids;
    for (const Candidate& candidate : candidates) {
        ids.push_back(candidate.paper.id);
    }
    return ids;
}

std::ptrdiff_t rank_of(const std::vector<std::string>& ranks, const std::string& id) {
    return std::find(ranks.begin(), ranks.end(), id) - ranks.begin();
}

Paper paper(int i) {
    Paper result;
    result.id = "2201." + std::to_string(10000 + i);
    result.title =
        i % 3 == 0 ? "Dense retrieval for question " + std::to_string(i) : "A study of graphs " + std::to_string(i);
    result.abstract =
        i % 2 == 0 ? "We release code at https://github.com/a/b. BM25 is strong." : "We think about graphs.";
    result.comment = i % 5 == 0 ? "Accepted at ICLR 2022" : "";
    result.categories = {i % 2 == 0 ? "cs.IR" : "cs.LG"};
    result.submitted = *parse_day("2022-01-03") + std::chrono::days{i % 20};
    return result;
}

ScoringInput input() {
    ScoringInput result;
    Topic topic;
    topic.name = "Information retrieval";
    topic.terms = {"dense retrieval", "BM25"};
    result.topics = {topic};
    result.venues = {{"ICLR", {}, 1.0}};
    for (const std::string& name : signal_names()) {
        result.weights[name] = 1.0;
    }
    for (int i = 0; i < 40; ++i) {
        if (i % 7 == 0) {
            continue;
        }
        Observation observation;
        observation.paper_id = paper(i).id;
        observation.service = "semantic_scholar";
        observation.metric = "citations";
        observation.value = i * i % 13;
        result.observations.push_back(observation);
        observation.metric = "h_indexes";
        observation.detail = std::to_string(i) + ",3";
        result.observations.push_back(observation);
    }
    return result;
}

const Signal& signal_of(const Candidate& candidate, std::string_view name) {
    for (const Signal& signal : candidate.signals) {
        if (signal.name == name) {
            return signal;
        }
    }
    throw std::logic_error("no such signal");
}

}  // namespace

TEST_CASE("a known value equal to the mean turned unknown changes no rank", "[scorer]") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        std::vector<Candidate> candidates = random_candidates(seed, 30);
        const std::size_t k = seed % signals;
        double sum = 0;
        double known = 0;
        for (std::size_t i = 1; i < candidates.size(); ++i) {
            if (const auto value = candidates[i].signals[k].value) {
                sum += *value, known += 1;
            }
        }
        candidates[0].signals[k].value = sum / known;  // so the mean with it is the mean without it
        const auto before = ranking(candidates);
        candidates[0].signals[k].value.reset();
        CHECK(ranking(candidates) == before);
    }
}

TEST_CASE("raising one signal of a paper never lowers its own rank", "[scorer]") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        std::vector<Candidate> candidates = random_candidates(seed, 25);
        Candidate& chosen = candidates[seed % candidates.size()];
        Signal& signal = chosen.signals[seed % signals];
        if (!signal.value) {
            signal.value = 0.2;
        }
        const auto before = rank_of(ranking(candidates), chosen.paper.id);
        for (const double raise : {0.05, 0.2, 0.7}) {
            signal.value = std::min(1.0, *signal.value + raise);
            CHECK(rank_of(ranking(candidates), chosen.paper.id) <= before);
        }
    }
}

TEST_CASE("an unknown counts as the window's mean; a signal that nobody knows is left out", "[scorer]") {
    std::vector<Candidate> candidates(3);
    const std::vector<std::optional<double>> first = {0.2, 0.6, std::nullopt};
    for (std::size_t i = 0; i < 3; ++i) {
        candidates[i].paper.id = std::to_string(i);
        candidates[i].signals = {{"a", first[i], 1.0, {}}, {"b", 0.5, 1.0, {}}, {"c", std::nullopt, 5.0, {}}};
    }
    combine_signals(candidates);
    CHECK(candidates[0].score == Approx(0.35));
    CHECK(candidates[1].score == Approx(0.55));
    CHECK(candidates[2].score == Approx(0.45));
    CHECK(candidates[2].signals[2].weight == 0);
    std::vector<Candidate> none;
    combine_signals(none);
    CHECK(none.empty());
}

TEST_CASE("the order of papers and observations does not matter", "[scorer]") {
    std::vector<Paper> papers;
    for (int i = 0; i < 40; ++i) {
        papers.push_back(paper(i));
    }
    ScoringInput in = input();
    const Scoring expected = score_papers(papers, in);
    CHECK(std::is_sorted(expected.candidates.begin(), expected.candidates.end(), ranks_before));
    std::mt19937 random(7);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(papers.begin(), papers.end(), random);
        std::shuffle(in.observations.begin(), in.observations.end(), random);
        CHECK(score_papers(papers, in).candidates == expected.candidates);
    }
}

TEST_CASE("withdrawn papers are no candidates and are told, a paper given twice is one", "[scorer]") {
    Paper withdrawn = paper(1);
    withdrawn.withdrawn = true;
    Paper newer = paper(2);
    newer.version = 3;
    const Scoring scoring = score_papers({withdrawn, paper(2), newer, paper(3)}, input());
    REQUIRE(scoring.candidates.size() == 2);
    CHECK(std::any_of(scoring.candidates.begin(), scoring.candidates.end(),
                      [](const Candidate& c) { return c.paper.version == 3; }));
    REQUIRE(scoring.notices.size() == 1);
    CHECK(scoring.notices[0].kind == NoticeKind::information);
    CHECK(scoring.notices[0].message == "1 withdrawn paper is left out");
}

TEST_CASE("every candidate has every signal; authorship is capped, what is off or unknown weighs nothing", "[scorer]") {
    std::vector<Paper> papers;
    for (int i = 0; i < 40; ++i) {
        papers.push_back(paper(i));
    }
    ScoringInput in = input();
    in.weights["authorship"] = 50;
    in.weights["openness"] = 0;
    const Scoring scoring = score_papers(papers, in);
    double all = 0;
    for (const Candidate& candidate : scoring.candidates) {
        REQUIRE(candidate.signals.size() == signal_names().size());
        for (std::size_t k = 0; k < candidate.signals.size(); ++k) {
            const Signal& signal = candidate.signals[k];
            CHECK(signal.name == signal_names()[k]);
            if (signal.value) {
                CHECK((*signal.value >= 0 && *signal.value <= 1));
            }
        }
    }
    for (const Signal& signal : scoring.candidates[0].signals) {
        all += signal.weight;
    }
    CHECK(signal_of(scoring.candidates[0], "authorship").weight ==
          Approx(find_signal_row("authorship")->most_share * all));
    CHECK(signal_of(scoring.candidates[0], "openness").weight == 0);
    CHECK(signal_of(scoring.candidates[0], "attention").weight == 0);
    CHECK_FALSE(signal_of(scoring.candidates[0], "notability").value);
    CHECK(signal_of(scoring.candidates[0], "topic_match").weight == 1.0);
    for (const Candidate& candidate : scoring.candidates) {
        const bool on_topic = *signal_of(candidate, "topic_match").value > 0;
        CHECK(candidate.topics ==
              (on_topic ? std::vector<std::string>{"Information retrieval"} : std::vector<std::string>{}));
    }
}

TEST_CASE("no papers, no weights and unknown weight names are no reason to fail", "[scorer]") {
    CHECK(score_papers({}, input()).candidates.empty());
    ScoringInput in;
    in.weights["nonsense"] = 3;
    in.weights["venue"] = -1;
    const Scoring scoring = score_papers({paper(1), paper(2)}, in);
    REQUIRE(scoring.candidates.size() == 2);
    CHECK(scoring.candidates[0].score == 0);
    CHECK(scoring.candidates[0].paper.id == paper(2).id);  // the newer one
}
