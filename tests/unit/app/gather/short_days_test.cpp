#include <catch2/catch.hpp>

#include "app/gather/window_data.h"

using namespace digest;

namespace {
const std::vector<std::string> categories = {"cs.CL", "cs.AI"};
const Window window{*parse_day("2022-01-01"), *parse_day("2022-01-04")};

Slice slice(const char* from, const char* until, bool whole = true, const char* fetched = "2022-02-01") {
    Slice result;
    result.categories = "cs.AI,cs.CL";
    result.from = *parse_day(from);
    result.until = *parse_day(until);
    result.whole = whole;
    result.total = 10;
    result.distinct = whole ? 10 : 7;
    result.fetched_at = *parse_day(fetched);
    return result;
}
}  // namespace

TEST_CASE("a window is whole when settled slices cover every day", "[coverage]") {
    CHECK(short_days(
              window, categories,
              {slice("2022-01-01", "2022-01-02"), slice("2022-01-02", "2022-01-03"), slice("2022-01-03", "2022-01-04")})
              .empty());
    CHECK(short_days(window, categories, {slice("2022-01-01", "2022-01-04")}).empty());
}

TEST_CASE("each reason why a day is short is told apart", "[coverage]") {
    const auto days =
        short_days(window, categories,
                   {slice("2022-01-01", "2022-01-02", false), slice("2022-01-02", "2022-01-03", true, "2022-01-06")});
    REQUIRE(days.size() == 3);
    CHECK(days[0] == ShortDay{*parse_day("2022-01-01"), ShortDay::Why::incomplete, 3});
    CHECK(days[1].why == ShortDay::Why::provisional);
    CHECK(days[2].why == ShortDay::Why::not_fetched);
    CHECK(describe(days) ==
          "1 Jan 2022 is short by 3 papers; 2 Jan 2022 is still provisional (fetched less than four days after its "
          "end); 3 Jan 2022 was not fetched");
}

TEST_CASE("slices of other categories prove nothing", "[coverage]") {
    Slice other = slice("2022-01-01", "2022-01-04");
    other.categories = "cs.CL";
    CHECK(short_days(window, categories, {other}).size() == 3);
    CHECK(describe(short_days(window, categories, {other})) == "1 Jan to 3 Jan 2022 were not fetched");
}

TEST_CASE("an import counts only when it is trusted", "[coverage]") {
    Slice import = slice("2022-01-01", "2022-01-04");
    import.categories = "";
    import.source = "import";
    import.whole = false;
    CHECK(short_days(window, categories, {import}).front().why == ShortDay::Why::imported);
    import.source = "trusted_import";
    import.whole = true;
    CHECK(short_days(window, categories, {import}).empty());
}
