#include "digest/compose/news.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace digest;

namespace {
NewsItem item(const char* title, const char* day) {
    NewsItem news;
    news.title = title;
    news.url = std::string{"https://example.org/"} + title;
    if (*day) {
        news.date = parse_day(day);
    }
    return news;
}
Topic topic(const char* name, std::vector<std::string> terms, double weight = 1.0) {
    Topic result;
    result.name = name;
    result.terms = std::move(terms);
    result.weight = weight;
    return result;
}
}  // namespace

TEST_CASE("news that speak of the topics come first, equals newest first", "[news]") {
    const std::vector<Topic> topics = {topic("Language models", {"language model"}), topic("Robotics", {"robot"}, 0.5)};
    const auto chosen = choose_news({item("Quarterly results", "2022-01-30"), item("A robot walks", "2022-01-10"),
                                     item("Large language models in schools", "2022-01-02"),
                                     item("An older notice", "2022-01-01"), item("No date at all", "")},
                                    topics, 4);
    REQUIRE(chosen.size() == 4);
    CHECK(chosen[0].title == "Large language models in schools");
    CHECK(chosen[1].title == "A robot walks");
    CHECK(chosen[2].title == "Quarterly results");
    CHECK(chosen[3].title == "An older notice");
}

TEST_CASE("the order of the feed does not matter", "[news]") {
    std::vector<NewsItem> items = {item("b", "2022-01-01"), item("a", "2022-01-01"), item("c", "2022-01-02")};
    const auto forward = choose_news(items, {}, 5);
    std::reverse(items.begin(), items.end());
    CHECK(choose_news(items, {}, 5) == forward);
    CHECK(forward.front().title == "c");
}
