#include "digest/learn/evaluation.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace digest {
namespace {

Timestamp day(int number) {
    return Timestamp{} + std::chrono::days{number};
}

/// 200 candidates, every tenth chosen; "good" ranks them by a noisy view of the truth, "flat" knows nothing.
EvaluationInput sample_input() {
    EvaluationInput input;
    input.month = "2022-02";
    NamedScores good{"good", {}};
    NamedScores flat{"flat", {}};
    std::mt19937 generator(7);
    for (int i = 0; i < 200; ++i) {
        const int grade = i % 10 == 0 ? 1 : 0;
        input.papers.push_back(
            {"2201." + std::to_string(10000 + i), day(i % 28), grade, {i % 2 == 0 ? "trees" : "grass"}});
        good.scores.emplace_back(grade + static_cast<double>(generator() % 1000) / 1000);
        flat.scores.emplace_back(std::nullopt);
    }
    input.rankings = {good, flat};
    input.resamples = 200;
    return input;
}

const Measure& find(const Evaluation& evaluation, std::size_t ranking, std::string_view name) {
    const auto& measures = evaluation.rankings.at(ranking).measures;
    const auto found = std::find_if(measures.begin(), measures.end(), [&](const Measure& m) { return m.name == name; });
    REQUIRE(found != measures.end());
    return *found;
}

}  // namespace

TEST_CASE("every figure of a ranking lies within its own interval, and a better ranking above chance") {
    const Evaluation evaluation = evaluate(sample_input());
    CHECK(evaluation.candidates == 200);
    CHECK(evaluation.chosen == 20);
    REQUIRE(evaluation.rankings.size() == 3);
    CHECK(evaluation.rankings[2].name == "random");
    for (const char* name : {"recall@10", "recall@200", "precision@10", "precision@50", "ndcg@100", "auc"}) {
        const Measure& measure = find(evaluation, 0, name);
        INFO(name);
        REQUIRE(measure.low);
        CHECK(*measure.low <= *measure.value);
        CHECK(*measure.value <= *measure.high);
        CHECK(*measure.value >= *find(evaluation, 2, name).value);
    }
    CHECK(*find(evaluation, 0, "auc").low > 0.9);
    CHECK(*find(evaluation, 2, "precision@10").value == Approx(0.1));
    CHECK(*find(evaluation, 2, "recall@100").value == Approx(0.5));
}

TEST_CASE("unknown scores are one tie and stand last by the total order") {
    EvaluationInput input = sample_input();
    const Evaluation evaluation = evaluate(input);
    CHECK(*find(evaluation, 1, "auc").value == 0.5);
    // newest first: every paper of day 27 before any other
    input.papers = {{"2201.00001", day(1), 1, {}}, {"2201.00002", day(2), 0, {}}, {"2201.00003", day(1), 0, {}}};
    input.rankings = {{"flat", {std::nullopt, std::nullopt, 0.1}}};
    CHECK(*find(evaluate(input), 0, "recall@10").value == 1);
    CHECK(*find(evaluate(input), 0, "precision@10").value == Approx(0.1));  // the places left empty count
    CHECK(*find(evaluate(input), 0, "ndcg@100").value == Approx(0.5));
    CHECK_FALSE(find(evaluate(input), 0, "topics@10").value);
    CHECK_FALSE(find(evaluate(input), 0, "mean_similarity@10").value);
}

TEST_CASE("the same input gives the same bytes, whatever the order of the papers' scores") {
    EvaluationInput input = sample_input();
    const std::string once = evaluation_json({evaluate(input)});
    CHECK(evaluation_json({evaluate(input)}) == once);
    input.seed = 1;
    CHECK(evaluation_json({evaluate(input)}) != once);
}

TEST_CASE("chosen papers that are no candidates count against recall alone") {
    EvaluationInput input = sample_input();
    const Evaluation before = evaluate(input);
    input.missed = 20;
    const Evaluation after = evaluate(input);
    CHECK(*find(after, 0, "recall@200").value == Approx(0.5));
    CHECK(*find(after, 0, "precision@10").value == *find(before, 0, "precision@10").value);
    CHECK(*find(after, 2, "recall@200").value == Approx(0.5));
    CHECK(*find(after, 0, "ndcg@100").value == *find(before, 0, "ndcg@100").value);
}

TEST_CASE("variety of the first ten is measured in ranked order") {
    EvaluationInput input = sample_input();
    input.similarity = [](std::size_t a, std::size_t b) { return a % 20 == b % 20 ? 1.0 : 0.25; };
    const Evaluation evaluation = evaluate(input);
    CHECK(*find(evaluation, 0, "greatest_similarity@10").value <= 1);
    CHECK(*find(evaluation, 0, "mean_similarity@10").value >= 0.25);
    CHECK(*find(evaluation, 0, "topics@10").value == 1);
    CHECK(*find(evaluation, 0, "alpha_ndcg@10").value > 0);
}

TEST_CASE("a month without candidates is no crash") {
    EvaluationInput input;
    input.month = "2022-02";
    input.rankings = {{"any", {}}};
    CHECK(evaluation_table({evaluate(input)}) == "2022-02: 0 candidates, 0 chosen\n\n");
    input.papers = {{"2201.00001", day(1), 0, {}}};
    CHECK(*find(evaluate(input), 0, "ndcg@100").value == 0);
}

TEST_CASE("the table has a row for each measure and a dash for what is unknown") {
    const std::string table = evaluation_table({evaluate(sample_input())});
    CHECK(table.find("2022-02: 200 candidates, 20 chosen\n") == 0);
    CHECK(table.find("good") != std::string::npos);
    CHECK(table.find("mean_similarity@10      \xE2\x80\x93") != std::string::npos);
    CHECK(table.find(" \n") == std::string::npos);
    const auto json = nlohmann::json::parse(evaluation_json({evaluate(sample_input())}));
    CHECK(json.at("schema") == 1);
    CHECK(json.at("months").at(0).at("rankings").at(0).at("measures").at(0).at("name") == "recall@10");
    CHECK(json.at("months").at(0).at("rankings").at(2).at("measures").at(0).at("low").is_null());
}

}  // namespace digest
