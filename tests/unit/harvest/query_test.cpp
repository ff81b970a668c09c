#include "digest/harvest/query.h"

#include <catch2/catch.hpp>

#include "digest/harvest/harvester.h"

using namespace digest;
using namespace std::chrono_literals;

namespace {

Timestamp at(const char* text) {
    return *parse_rfc3339(text);
}

ArxivQuery a_day() {
    return {{"cs.AI", "cs.CL", "stat.ML"}, at("2022-01-31T00:00:00Z"), at("2022-02-01T00:00:00Z")};
}

Slice held(const char* day, const char* fetched, std::string categories = "cs.AI,cs.CL") {
    Slice slice;
    slice.categories = std::move(categories);
    slice.from = *parse_day(day);
    slice.until = slice.from + 24h;
    slice.whole = true;
    slice.fetched_at = at(fetched);
    return slice;
}

const Window three_days{*parse_day("2022-01-10"), *parse_day("2022-01-13")};

std::vector<std::string> planned(const std::vector<Slice>& known, const char* now,
                                 const std::vector<std::string>& categories = {"cs.CL", "cs.AI"}) {
    std::vector<std::string> days;
    for (const Slice& slice : plan_harvest(three_days, categories, known, at(now))) {
        days.push_back(format_day(std::chrono::floor<std::chrono::days>(slice.from)));
    }
    return days;
}

using Days = std::vector<std::string>;

}  // namespace

TEST_CASE("a query writes every parenthesis and takes the last minute of its time in", "[query]") {
    CHECK(search_query(a_day()) ==
          "(cat:cs.AI OR cat:cs.CL OR cat:stat.ML) AND submittedDate:[202201310000 TO 202201312359]");
    CHECK(search_query({{}, at("2021-12-31T00:00:00Z"), at("2022-01-01T00:00:00Z")}) ==
          "submittedDate:[202112310000 TO 202112312359]");
    CHECK(search_query({{"cs.AI"}, at("2022-01-01T11:00:00Z"), at("2022-01-01T12:00:00Z")}) ==
          "(cat:cs.AI) AND submittedDate:[202201011100 TO 202201011159]");
}

TEST_CASE("a page's address is encoded, sorted and counted", "[query]") {
    CHECK(page_url("https://export.arxiv.org/api/query", {{"cs.AI"}, a_day().from, a_day().until}, 500, 250) ==
          "https://export.arxiv.org/api/"
          "query?search_query=%28cat%3Acs.AI%29%20AND%20submittedDate%3A%5B202201310000%20TO%20"
          "202201312359%5D&start=500&max_results=250&sortBy=submittedDate&sortOrder=ascending");
    CHECK(id_list_url("http://h/q?key=1", {"2201.00001", "hep-th/9901001"}) ==
          "http://h/q?key=1&id_list=2201.00001%2Chep-th%2F9901001&start=0&max_results=2");
}

TEST_CASE("a query is split by time down to the hour, then by category", "[query]") {
    const auto halves = split_query(a_day());
    REQUIRE(halves.size() == 2);
    CHECK(format_rfc3339(halves[0].until) == "2022-01-31T12:00:00Z");
    CHECK(halves[0].until == halves[1].from);
    CHECK(halves[1].until == a_day().until);
    CHECK(halves[0].categories == a_day().categories);
    const auto parts = split_query({a_day().categories, a_day().from, a_day().from + 1h});
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].categories == std::vector<std::string>{"cs.AI"});
    CHECK(parts[1].categories == std::vector<std::string>{"cs.CL", "stat.ML"});
    CHECK(split_query({{"cs.AI"}, a_day().from, a_day().from + 1h}).empty());
    CHECK(split_query({{}, a_day().from, a_day().from + 1h}).empty());
    CHECK(split_query({{}, a_day().from, a_day().from + 3h})[0].until == a_day().from + 1h);
}

TEST_CASE("categories are joined in one order and come apart again", "[query]") {
    CHECK(join_categories({"cs.CL", "cs.AI", "cs.CL"}) == "cs.AI,cs.CL");
    CHECK(join_categories({}) == "");
    CHECK(split_categories("cs.AI,cs.CL") == std::vector<std::string>{"cs.AI", "cs.CL"});
    CHECK(split_categories("").empty());
}

TEST_CASE("a plan holds the days that are missing, not whole or fetched too early, oldest first", "[query]") {
    CHECK(planned({}, "2022-03-01T00:00:00Z") == Days{"2022-01-10", "2022-01-11", "2022-01-12"});
    auto half = held("2022-01-11", "2022-02-01T00:00:00Z");
    half.whole = false;
    CHECK(planned({held("2022-01-12", "2022-02-01T00:00:00Z"), half, held("2022-01-10", "2022-02-01T00:00:00Z")},
                  "2022-03-01T00:00:00Z") == Days{"2022-01-11"});
    const auto early = held("2022-01-10", "2022-01-14T23:59:59Z");  // four days after its end is the 15th
    CHECK(planned({early}, "2022-03-01T00:00:00Z").front() == "2022-01-10");
    CHECK(planned({held("2022-01-10", "2022-01-15T00:00:00Z")}, "2022-03-01T00:00:00Z").front() == "2022-01-11");
}

TEST_CASE("a day to come is not asked for, and an early one not twice a day", "[query]") {
    CHECK(planned({}, "2022-01-11T12:00:00Z") == Days{"2022-01-10", "2022-01-11"});
    CHECK(planned({}, "2022-01-09T00:00:00Z").empty());
    const auto early = held("2022-01-10", "2022-01-11T06:00:00Z");
    CHECK(planned({early}, "2022-01-11T20:00:00Z") == Days{"2022-01-11"});
    CHECK(planned({early}, "2022-01-12T07:00:00Z") == Days{"2022-01-10", "2022-01-11", "2022-01-12"});
}

TEST_CASE("what was fetched for more categories or a longer time answers for fewer and shorter", "[query]") {
    auto month = held("2022-01-01", "2022-03-01T00:00:00Z", "cs.AI,cs.CL,cs.LG");
    month.until = *parse_day("2022-02-01");
    CHECK(planned({month}, "2022-03-01T00:00:00Z").empty());
    CHECK(planned({month}, "2022-03-01T00:00:00Z", {"cs.AI", "cs.RO"}).size() == 3);
    CHECK(planned({month}, "2022-03-01T00:00:00Z", {}).size() == 3);  // all of arXiv is more
    month.categories.clear();
    CHECK(planned({month}, "2022-03-01T00:00:00Z", {"cs.RO"}).empty());
    auto trusted = held("2022-01-10", "2022-01-10T00:00:00Z");
    trusted.source = "trusted_import";
    CHECK(planned({trusted}, "2022-03-01T00:00:00Z") == Days{"2022-01-11", "2022-01-12"});
}
