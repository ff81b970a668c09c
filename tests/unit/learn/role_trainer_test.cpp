#include "digest/learn/role_trainer.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "learn/owlqn.h"

using namespace digest;

namespace {

std::vector<LabelledAbstract> little_corpus() {
    std::vector<LabelledAbstract> corpus;
    for (const char* thing : {"songs", "boats", "clocks", "maps", "stoves", "kites"}) {
        const std::string name = thing;
        corpus.push_back(
            {{"Many people use " + name + " every day of the year.", "However, they remain dear.",
              "We propose a cheaper kind of " + name + " for all.", "Results show 30% lower prices."},
             {SentenceRole::background, SentenceRole::background, SentenceRole::method, SentenceRole::result}});
    }
    return corpus;
}

}  // namespace

TEST_CASE("the minimiser finds the minimum of a parabola with an L1 penalty", "[owlqn]") {
    // (x - 3)² + (y + 0.2)² + |x| + |y|: x = 2.5, and y stays at 0
    const auto loss = [](std::span<const double> x, std::span<double> gradient) {
        gradient[0] = 2 * (x[0] - 3);
        gradient[1] = 2 * (x[1] + 0.2);
        return (x[0] - 3) * (x[0] - 3) + (x[1] + 0.2) * (x[1] + 0.2);
    };
    const auto x = minimise_l1(loss, 2, 1.0, 100);
    CHECK(std::abs(x[0] - 2.5) < 1e-2);
    CHECK(x[1] == 0.0);
}

TEST_CASE("training is deterministic, and a stronger penalty keeps fewer features", "[role_trainer]") {
    RoleTraining training;
    training.fewest = 1;
    training.l1 = 0.2;
    const std::string text = train_roles(little_corpus(), training);
    CHECK(text == train_roles(little_corpus(), training));
    CHECK(text.substr(0, 15) == "digest-roles 1\n");
    CHECK(text.find("\nafter background ") != std::string::npos);
    CHECK(text.find("\nchecksum ") != std::string::npos);
    training.l1 = 2.0;
    CHECK(train_roles(little_corpus(), training).size() < text.size());
    CHECK_NOTHROW(train_roles({}, training));
    CHECK_NOTHROW(train_roles({{{"One sentence."}, {}}}, training));
}

TEST_CASE("abstracts that repeat a long sentence are left out", "[role_trainer]") {
    auto corpus = little_corpus();
    corpus.push_back(corpus.front());
    CHECK(without_repeated(corpus, {}).size() == 6);
    CHECK(without_repeated(corpus, {corpus[1]}).size() == 5);
}

TEST_CASE("figures of roles", "[role_trainer]") {
    const std::vector<LabelledAbstract> truth{
        {{"a", "b", "c", "d"},
         {SentenceRole::background, SentenceRole::method, SentenceRole::result, SentenceRole::other}}};
    const auto perfect = measure_roles(truth, {truth[0].roles});
    CHECK(perfect.sentences == 4);
    CHECK(perfect.accuracy == 1.0);
    CHECK(perfect.macro_f1 == 1.0);
    // method taken for result is wrong as a role but on the right side
    const auto mixed = measure_roles(
        truth, {{SentenceRole::background, SentenceRole::result, SentenceRole::result, SentenceRole::other}});
    CHECK(mixed.accuracy == 0.75);
    CHECK(mixed.why_insight == 1.0);
    CHECK(std::abs(mixed.macro_f1 - (1.0 + 0.0 + 2.0 / 3.0 + 1.0) / 4) < 1e-9);
    CHECK(measure_roles({}, {}).sentences == 0);
}

TEST_CASE("clear are the sentences on which more than three of five annotators agree", "[role_trainer]") {
    using enum SentenceRole;
    std::vector<LabelledAbstract> truth{{{"a", "b", "c"}, {background, method, result}, {0.6, 0.61, 1.0}},
                                        {{"d"}, {background}}};
    const std::vector<std::vector<SentenceRole>> predicted{{other, method, objective}, {other}};
    const auto clear = measure_clear_roles(truth, predicted);
    CHECK(clear.sentences == 2);
    CHECK(clear.accuracy == 0.5);
    CHECK(clear.why_insight == 1.0);
    truth[0].agreement.clear();
    CHECK(measure_clear_roles(truth, predicted).sentences == 0);
}
