#include "learn/metrics.h"

#include <cmath>

#include <catch2/catch.hpp>

namespace digest {

TEST_CASE("nDCG is 1 for the best order and weighs early places and high grades") {
    CHECK(ndcg_at({2, 1, 0}, 3) == 1);
    CHECK(ndcg_at({0, 1}, 2) == Approx(1 / std::log2(3.0)));
    // gains 1 and 3 at discounts 1 and 1/log2(3), against 3 and 1
    CHECK(ndcg_at({1, 2}, 2) == Approx((1 + 3 / std::log2(3.0)) / (3 + 1 / std::log2(3.0))));
    CHECK(ndcg_at({0, 1}, 1) == 0);
    CHECK(ndcg_at({0, 0}, 2) == 0);
}

TEST_CASE("average precision is the mean of the precisions where chosen papers stand") {
    CHECK(average_precision({1, 0, 1}) == Approx((1 + 2.0 / 3) / 2));
    CHECK(average_precision({0, 0}) == 0);
}

TEST_CASE("the area under the curve counts ties half") {
    CHECK(area_under_curve({3, 2, 1}, {1, 0, 0}) == 1);
    CHECK(area_under_curve({3, 2, 1}, {0, 0, 2}) == 0);
    CHECK(area_under_curve({1, 1, 1, 1}, {1, 0, 1, 0}) == 0.5);
    CHECK(area_under_curve({2, 2, 1}, {1, 0, 0}) == Approx(0.75));
    CHECK(area_under_curve({1, 2}, {1, 1}) == 0.5);
}

TEST_CASE("alpha-nDCG rewards a second topic more than the first one again") {
    const std::vector<std::vector<std::string>> varied{{"trees"}, {"grass"}, {"trees"}};
    const std::vector<std::vector<std::string>> alike{{"trees"}, {"trees"}, {"grass"}};
    CHECK(alpha_ndcg_at({1, 1, 1}, varied, 3) == Approx(1));
    CHECK(alpha_ndcg_at({1, 1, 1}, alike, 3) < 1);
    CHECK(alpha_ndcg_at({1, 1, 1}, alike, 2) == Approx((1 + 0.5 / std::log2(3.0)) / (1 + 1 / std::log2(3.0))));
    CHECK(alpha_ndcg_at({0, 0, 0}, alike, 2) == 0);
    CHECK(alpha_ndcg_at({1}, {{}}, 2) == 0);
}

TEST_CASE("variety is the mean and the greatest similarity of all pairs") {
    const auto similarity = [](std::size_t a, std::size_t b) { return a == 0 && b == 1 ? 0.9 : 0.3; };
    const auto variety = variety_of(3, similarity);
    REQUIRE(variety);
    CHECK(variety->mean_similarity == Approx(0.5));
    CHECK(variety->greatest_similarity == 0.9);
    CHECK_FALSE(variety_of(1, similarity));
    CHECK(first_topics_of(3, {{"trees", "grass"}, {"trees"}, {}, {"grass"}}) == 1);
    CHECK(first_topics_of(9, {{"trees"}, {"grass"}}) == 2);
}

}  // namespace digest
