#include "digest/learn/trainer.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "digest/learn/card.h"

namespace digest {
namespace {

const std::vector<std::string> filler = {"method", "result",  "data",   "study", "model",  "paper", "value",
                                         "system", "process", "theory", "field", "sample", "test",  "measure"};

/// A month in which papers on moss are chosen, those on sand are not, and so are a few others by chance. Papers of
/// "Mo Green" are chosen whatever they say.
LabelledMonth made_month(const std::string& name, unsigned seed, int size = 150) {
    std::mt19937 generator(seed);
    LabelledMonth month;
    month.name = name;
    for (int i = 0; i < size; ++i) {
        Paper paper;
        paper.id = name.substr(2, 2) + name.substr(5, 2) + "." + std::to_string(10000 + i);
        const bool moss = generator() % 8 == 0;
        const bool green = generator() % 12 == 0;
        paper.title = std::string("On ") + (moss ? "glowing moss" : "drifting sand");
        for (int word = 0; word < 40; ++word) {
            paper.abstract += filler[generator() % filler.size()] + " ";
        }
        paper.authors = {green ? "Mo Green" : "Author " + std::to_string(generator() % 400), "Bo Sample"};
        paper.categories = {"cs.XX"};
        const bool chosen = (moss && generator() % 10 != 0) || green;
        month.papers.push_back(std::move(paper));
        month.grades.push_back(chosen ? 1 : 0);
    }
    return month;
}

FitOptions small_options() {
    FitOptions options;
    options.bucket_bits = 12;
    options.costs = {0.1, 1.0};
    return options;
}

double probability(const FitResult& fit, const std::string& title, const std::string& author = "") {
    Paper paper;
    paper.title = title;
    paper.abstract = "A study of data.";
    if (!author.empty()) {
        paper.authors = {author, "Bo Sample"};
    }
    return linear_probability(fit.file.model, paper, &fit.file.authors);
}

}  // namespace

TEST_CASE("a fitted model prefers what was chosen and says by which words") {
    const auto fitted = fit({made_month("2022-01", 1), made_month("2022-02", 2)}, small_options());
    REQUIRE(fitted);
    CHECK(probability(*fitted, "On glowing moss") > 1.5 * probability(*fitted, "On drifting sand"));
    REQUIRE_FALSE(fitted->lifting.empty());
    CHECK(std::any_of(fitted->lifting.begin(), fitted->lifting.begin() + 4,
                      [](const FeatureWeight& word) { return word.feature.find("moss") != std::string::npos; }));
    CHECK(std::any_of(fitted->lowering.begin(), fitted->lowering.begin() + 4,
                      [](const FeatureWeight& word) { return word.feature.find("sand") != std::string::npos; }));
    CHECK(fitted->file.authors.empty());
    REQUIRE(fitted->trials.size() == 2);
    REQUIRE(fitted->trials[0].months.size() == 2);
    CHECK(fitted->trials[0].months[0].month == "2022-01");
    CHECK(fitted->trials[0].months[0].auc > 0.6);
    CHECK((fitted->cost == 0.1 || fitted->cost == 1.0));
}

TEST_CASE("the order of months and papers changes no byte") {
    auto first = made_month("2022-01", 1);
    const auto second = made_month("2022-02", 2);
    const auto once = fit({first, second}, small_options());
    std::reverse(first.papers.begin(), first.papers.end());
    std::reverse(first.grades.begin(), first.grades.end());
    const auto again = fit({second, first}, small_options());
    REQUIRE(once);
    REQUIRE(again);
    CHECK(format_model(once->file) == format_model(again->file));
    const Day today = *parse_day("2022-03-01");
    CHECK(model_card(*once, today, "digest learn") == model_card(*again, today, "digest learn"));
}

TEST_CASE("author history lifts a new paper of an author who was chosen often, and only with the option") {
    FitOptions options = small_options();
    const auto without = fit({made_month("2022-01", 1), made_month("2022-02", 2)}, options);
    options.author_history = true;
    const auto with = fit({made_month("2022-01", 1), made_month("2022-02", 2)}, options);
    REQUIRE(without);
    REQUIRE(with);
    CHECK(with->file.model.author_history);
    CHECK(with->file.authors.at("Mo Green") > 1);
    CHECK(with->file.authors.at("Bo Sample") == Approx(0).margin(0.05));
    CHECK(probability(*with, "On drifting sand", "Mo Green") > 2 * probability(*with, "On drifting sand", "New Name"));
    CHECK(probability(*without, "On drifting sand", "Mo Green") ==
          probability(*without, "On drifting sand", "New Name"));
}

TEST_CASE("a paper's own choice is left out of its authors' history when fitting") {
    // Every chosen paper has an author of its own: without leaving it out, history would tell everything.
    LabelledMonth month = made_month("2022-01", 3);
    for (std::size_t i = 0; i < month.papers.size(); ++i) {
        month.papers[i].authors = {"Author " + std::to_string(i)};
    }
    FitOptions options = small_options();
    options.author_history = true;
    options.cost = 10.0;
    const auto fitted = fit({month}, options);
    REQUIRE(fitted);
    for (const FeatureWeight& feature : fitted->plain) {
        if (feature.feature.find("chosen") != std::string::npos) {
            CHECK(feature.weight == 0);
        }
    }
}

TEST_CASE("one month is fitted without figures and says so") {
    const auto fitted = fit({made_month("2022-01", 1)}, small_options());
    REQUIRE(fitted);
    CHECK(fitted->cost == 0.4);
    CHECK(fitted->trials.empty());
    REQUIRE(fitted->notices.size() == 1);
    CHECK(fitted->notices[0].message.find("no second month") == 0);
    CHECK(model_card(*fitted, *parse_day("2022-03-01"), "digest learn").find("no second month to hold out") !=
          std::string::npos);
}

TEST_CASE("a month without a chosen paper is fitted on but not measured") {
    LabelledMonth barren = made_month("2022-03", 4);
    std::fill(barren.grades.begin(), barren.grades.end(), 0);
    const auto fitted = fit({made_month("2022-01", 1), made_month("2022-02", 2), barren}, small_options());
    REQUIRE(fitted);
    CHECK(fitted->trials[0].months.size() == 2);
    CHECK(fitted->months.size() == 3);
}

TEST_CASE("no chosen paper, every paper chosen and no paper at all are errors with a way out") {
    LabelledMonth month = made_month("2022-01", 1);
    std::fill(month.grades.begin(), month.grades.end(), 0);
    const auto none = fit({month}, small_options());
    REQUIRE_FALSE(none);
    CHECK(none.error().message == "no paper is chosen: there is nothing to learn from");
    std::fill(month.grades.begin(), month.grades.end(), 1);
    const auto all = fit({month}, small_options());
    REQUIRE_FALSE(all);
    CHECK(all.error().message == "every paper is chosen: there is nothing to tell them apart from");
    CHECK_FALSE(all.error().next.empty());
    CHECK_FALSE(fit({}, small_options()));
}

TEST_CASE("the card names data, figures, biases and the heaviest words") {
    FitOptions options = small_options();
    options.author_history = true;
    const auto fitted = fit({made_month("2022-01", 1), made_month("2022-02", 2)}, options);
    REQUIRE(fitted);
    const std::string card = model_card(*fitted, *parse_day("2022-03-01"), "digest learn --picks a.jsonl");
    for (const char* part :
         {"# Model card: notability", "Fitted on 2022-03-01 by `digest learn --picks a.jsonl`", "| 2022-01 | 150 |",
          "## Biases", "| cs.XX | 300 |", "## Heaviest words", "moss", "keep it to yourself"}) {
        INFO(part);
        CHECK(card.find(part) != std::string::npos);
    }
    CHECK(card.find("Mo Green") == std::string::npos);
}

}  // namespace digest
