#include "digest/observe/news.h"

#include <catch2/catch.hpp>

#include "digest/net/curl_client.h"
#include "support/fake_services.h"

namespace digest {
namespace {

using test::FakeServices;

const Window january{parse_day("2022-01-01").value(), parse_day("2022-02-01").value()};

std::string rss(std::initializer_list<std::pair<const char*, const char*>> items) {
    std::string body = "<?xml version='1.0'?><rss version='2.0'><channel><title>Herald</title>";
    for (const auto& [title, day] : items) {
        body += std::string("<item><title>") + title + "</title><link>/story/" + title + "</link><pubDate>" + day +
                " Jan 2022 10:00:00 GMT</pubDate></item>";
    }
    return body + "</channel></rss>";
}

NewsSettings settings() {
    NewsSettings settings;
    settings.user_agent = "digest/test";
    settings.interval = std::chrono::milliseconds{1};
    settings.timeout = std::chrono::milliseconds{2000};
    settings.now = parse_rfc3339("2022-02-05T00:00:00Z").value();
    return settings;
}

News fetch(const std::vector<Feed>& feeds, const std::vector<FeedCopy>& known = {}) {
    CurlClient client({});
    auto news = fetch_news(feeds, january, known, settings(), client, {});
    REQUIRE(news);
    return std::move(*news);
}

}  // namespace

TEST_CASE("feeds are fetched, merged and cut to the window", "[contract]") {
    FakeServices services;
    services.data.feeds["a"] = {rss({{"one", "10"}, {"two", "12"}}), "", "", "text/html"};
    services.data.feeds["b"] = {R"({"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
        {"id":"1","url":"https://j.example/x","title":"Three","date_published":"2022-01-11T00:00:00Z"},
        {"id":"2","url":"https://j.example/y","title":"ONE!","date_published":"2022-01-09T00:00:00Z"},
        {"id":"3","url":"https://j.example/z","title":"Late","date_published":"2022-02-01T00:00:00Z"},
        {"id":"4","url":"https://j.example/u","title":"Undated"}]})",
                                "", "", "application/feed+json"};
    const auto news = fetch({{services.feed("a"), "Named"}, {services.feed("b"), ""}});
    REQUIRE(news.items.size() == 3);
    CHECK(news.items[0].title == "two");
    CHECK(news.items[0].url == services.server().url("/story/two"));
    CHECK(news.items[0].source == "Named");
    CHECK(news.items[1].title == "Three");
    CHECK(news.items[1].source == "J");
    CHECK(news.items[2].title == "one");
    CHECK(news.copies.size() == 2);
    REQUIRE(news.notices.size() == 1);
    CHECK(news.notices[0].kind == NoticeKind::information);
}

TEST_CASE("an unchanged feed is not sent again, and its old copy still counts", "[contract]") {
    FakeServices services;
    services.data.feeds["a"] = {rss({{"one", "10"}}), "\"v1\"", "Mon, 10 Jan 2022 10:00:00 GMT"};
    const std::vector<Feed> feeds = {{services.feed("a"), ""}};
    const auto first = fetch(feeds);
    REQUIRE(first.copies.size() == 1);
    CHECK(first.copies[0].etag == "\"v1\"");

    services.server().forget();
    const auto second = fetch(feeds, first.copies);
    CHECK(second.items == first.items);
    CHECK(second.copies.empty());
    CHECK(second.notices.empty());
    REQUIRE(services.server().requests().size() == 1);
    CHECK(services.server().requests()[0].header("If-None-Match") == "\"v1\"");
    CHECK(services.server().requests()[0].header("If-Modified-Since") == "Mon, 10 Jan 2022 10:00:00 GMT");

    // A changed feed without validators: the old ones are forgotten.
    services.data.feeds["a"] = {rss({{"one", "10"}, {"two", "12"}}), "", ""};
    const auto third = fetch(feeds, first.copies);
    CHECK(third.items.size() == 2);
    REQUIRE(third.copies.size() == 1);
    CHECK(third.copies[0].etag.empty());
    CHECK(third.copies[0].last_modified.empty());
}

TEST_CASE("a 304 that nobody asked for is not repeated for ever", "[contract]") {
    FakeServices services;
    services.decide = [](const test::Request&) { return std::optional{test::status(304)}; };
    const auto news = fetch({{services.feed("a"), ""}});
    CHECK(services.server().requests().size() == 1);
    CHECK(news.notices.size() == 1);
}

TEST_CASE("a dead, moved or lying feed costs a notice and nothing else", "[contract]") {
    FakeServices services;
    services.data.feeds["good"] = {rss({{"one", "10"}}), "", ""};
    std::string name = "bad";
    std::size_t notices = 1;
    SECTION("404") {}
    SECTION("a web page") {
        services.data.feeds["bad"] = {"<!DOCTYPE html><html><p>Sorry</p></html>", "\"v\"", ""};
    }
    SECTION("cut short") {
        services.data.feeds["bad"] = {"<rss><channel><item><title>x", "", ""};
    }
    SECTION("server errors, tried three times") {
        services.decide = [](const test::Request& request) {
            return request.path == "/feeds/bad" ? std::optional{test::status(503)} : std::nullopt;
        };
    }
    SECTION("moved: followed, links are relative to the new place") {
        services.decide = [](const test::Request& request) {
            return request.path == "/feeds/bad" ? std::optional{test::redirect(301, "/feeds/new")} : std::nullopt;
        };
        services.data.feeds["new"] = {rss({{"two", "12"}}), "", ""};
        notices = 0;
    }
    SECTION("to a place that is not followed") {
        services.decide = [](const test::Request& request) {
            return request.path == "/feeds/bad" ? std::optional{test::redirect(302, "file:///etc/passwd")}
                                                : std::nullopt;
        };
    }
    const auto news = fetch({{services.feed("bad"), ""}, {services.feed("good"), ""}});
    CHECK(news.items.size() == 2 - notices);
    REQUIRE(news.notices.size() == notices);
    if (notices > 0) {
        CHECK(news.notices[0].kind == NoticeKind::data_doubted);
        CHECK(news.notices[0].origin == services.feed("bad"));
        CHECK(news.copies.size() == 1);
    }
}

TEST_CASE("a feed that is down is read from its old copy, with a notice", "[contract]") {
    FakeServices services;
    const FeedCopy old{services.feed("a"), "", "", services.feed("a"), rss({{"one", "10"}})};
    const auto news = fetch({{services.feed("a"), ""}}, {old});
    CHECK(news.items.size() == 1);
    REQUIRE(news.notices.size() == 1);
    CHECK_THAT(news.notices[0].message, Catch::Contains("last time"));
}

}  // namespace digest
