#include "digest/compose/trends.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace digest;

namespace {

/// `with` of `all` papers hold the phrase, each by authors of its own.
std::vector<Paper> month(const std::string& id, int all, int with, const std::string& phrase) {
    std::vector<Paper> papers;
    for (int i = 0; i < all; ++i) {
        Paper paper;
        paper.id = id + "." + std::to_string(10000 + i);
        paper.title = "On widget number" + std::to_string(i % 50);
        paper.abstract = i < with ? "We study " + phrase + ". It is here." : "We study plain widgets.";
        paper.authors = {id + " author " + std::to_string(i)};
        paper.submitted = *parse_day("2022-01-10") + std::chrono::days{i % 20};
        papers.push_back(paper);
    }
    return papers;
}

std::vector<Trend> trends(const std::vector<Paper>& now, const std::vector<Paper>& before,
                          const TrendOptions& options = {}) {
    std::vector<const Paper*> a;
    std::vector<const Paper*> b;
    for (const Paper& paper : now) {
        a.push_back(&paper);
    }
    for (const Paper& paper : before) {
        b.push_back(&paper);
    }
    return find_trends(a, b, options);
}

}  // namespace

TEST_CASE("a phrase that many more papers hold is a trend, once, with its papers", "[trends]") {
    const auto result =
        trends(month("2202", 200, 40, "Gaussian splatting"), month("2201", 400, 4, "gaussian splatting"));
    REQUIRE(std::count_if(result.begin(), result.end(), [](const Trend& t) { return t.rising; }) == 1);
    const Trend& trend = result[0];
    CHECK(trend.term == "Gaussian splatting");
    CHECK(trend.papers == 40);
    CHECK(trend.papers_before == 2);
    CHECK(trend.z > 3);
    CHECK(trend.ratio == Approx((40.5 / 201) / (4.5 / 401)));
    CHECK(trend.examples.size() == 3);
    CHECK(trend.examples.front() == "2202.10019");  // the newest
}

TEST_CASE("what falls stands behind what rises", "[trends]") {
    const auto result = trends(month("2202", 200, 2, "word vectors"), month("2201", 200, 40, "word vectors"));
    REQUIRE_FALSE(result.empty());
    CHECK(std::is_sorted(result.begin(), result.end(),
                         [](const Trend& a, const Trend& b) { return a.rising > b.rising; }));
    const auto falling = std::find_if(result.begin(), result.end(), [](const Trend& t) { return !t.rising; });
    REQUIRE(falling != result.end());
    CHECK(falling->term == "word vectors");
    CHECK(falling->papers_before == 40);
    CHECK(falling->z < -3);
}

TEST_CASE("without months before there are no trends", "[trends]") {
    CHECK(trends(month("2202", 200, 40, "gaussian splatting"), {}).empty());
    CHECK(trends({}, month("2201", 200, 40, "gaussian splatting")).empty());
}

TEST_CASE("a larger month is no trend, and few papers are none", "[trends]") {
    CHECK(trends(month("2202", 400, 80, "gaussian splatting"), month("2201", 100, 20, "gaussian splatting")).empty());
    for (const Trend& trend : trends(month("2202", 200, 7, "gaussian splatting"), month("2201", 200, 0, ""))) {
        CHECK(trend.term != "gaussian splatting");
    }
}

TEST_CASE("one paper that repeats a phrase, or one group of authors, is no trend", "[trends]") {
    auto now = month("2202", 200, 1, "gaussian splatting");
    for (int i = 0; i < 60; ++i) {
        now[0].abstract += " Again gaussian splatting.";
    }
    CHECK(trends(now, month("2201", 200, 0, "")).empty());
    now = month("2202", 200, 20, "gaussian splatting");
    for (std::size_t i = 0; i < 20; ++i) {
        now[i].authors = {"One Lab " + std::to_string(i % 2), "Head " + std::to_string(i % 2)};
    }
    CHECK(trends(now, month("2201", 200, 0, "")).empty());
}

TEST_CASE("phrases do not cross marks, function words or numbers", "[trends]") {
    const auto result =
        trends(month("2202", 200, 40, "frogs, toads and the newts in 7 ponds"), month("2201", 200, 0, ""));
    CHECK(result.empty());
    CHECK_FALSE(trends(month("2202", 200, 40, "ITER and the newts"), month("2201", 200, 0, ""))
                    .empty());  // a name stands alone
}

TEST_CASE("an address, or the words that stand for one, is no trend", "[trends]") {
    for (const char* address : {"https://github.com/moss/mossnet", "this https URL", "the URL"}) {
        CAPTURE(address);
        CHECK(trends(month("2202", 200, 60, address), month("2201", 200, 2, address)).empty());
    }
}

TEST_CASE("the order of papers does not matter", "[trends]") {
    auto now = month("2202", 200, 40, "gaussian splatting of LLMs");
    auto before = month("2201", 300, 30, "word vectors");
    const auto expected = trends(now, before);
    std::mt19937 random(5);
    for (int i = 0; i < 3; ++i) {
        std::shuffle(now.begin(), now.end(), random);
        std::shuffle(before.begin(), before.end(), random);
        CHECK(trends(now, before) == expected);
    }
    TrendOptions options;
    options.shown = 1;
    CHECK(trends(now, before, options).size() <= 2);
}
