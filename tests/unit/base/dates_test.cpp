#include "digest/base/dates.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {
std::string rfc3339_of_mail(const char* text) {
    const auto time = parse_mail_date(text);
    return time ? format_rfc3339(*time) : "refused";
}
}  // namespace

TEST_CASE("a time in RFC 3339 survives reading and writing", "[dates]") {
    CHECK(format_rfc3339(*parse_rfc3339("2022-01-10T18:59:40Z")) == "2022-01-10T18:59:40Z");
    CHECK(format_rfc3339(*parse_rfc3339("2022-01-10T01:00:00+02:00")) == "2022-01-09T23:00:00Z");
    CHECK(format_rfc3339(*parse_rfc3339("2022-01-10 18:59:40.125Z")) == "2022-01-10T18:59:40Z");
    CHECK(format_rfc3339(*parse_rfc3339("2016-12-31T23:59:60Z")) == "2016-12-31T23:59:59Z");
}

TEST_CASE("what is not a time in RFC 3339 is refused", "[dates]") {
    for (const char* text : {"", "2022-02-30T00:00:00Z", "2022-01-10", "2022-01-10T18:59:40", "2022-01-10T25:00:00Z",
                             "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00", "2022-01-10T18:59:40Zjunk",
                             "2022-1-10T18:59:40Z", "2022-01-10T18:59:40.Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_rfc3339(text));
    }
}

TEST_CASE("a day that the calendar does not have is refused", "[dates]") {
    CHECK(format_day(*parse_day("2024-02-29")) == "2024-02-29");
    CHECK_FALSE(parse_day("2023-02-29"));
    CHECK_FALSE(parse_day("2023-02-2"));
}

TEST_CASE("mail dates are read in all the forms that feeds have", "[dates]") {
    CHECK(rfc3339_of_mail("Sun, 06 Nov 1994 08:49:37 GMT") == "1994-11-06T08:49:37Z");
    CHECK(rfc3339_of_mail("6 Nov 94 08:49 GMT") == "1994-11-06T08:49:00Z");
    CHECK(rfc3339_of_mail("Fri, 02 Oct 2026 00:00:00 -0400") == "2026-10-02T04:00:00Z");
    CHECK(rfc3339_of_mail("Mon, 2 Apr 2007 19:18:42 EST") == "2007-04-03T00:18:42Z");
    CHECK(rfc3339_of_mail("Sunday, 06-Nov-94 08:49:37 GMT") == "1994-11-06T08:49:37Z");
    CHECK(rfc3339_of_mail("120") == "refused");
    CHECK(rfc3339_of_mail("Sun, 31 Feb 2022 00:00:00 GMT") == "refused");
    CHECK(rfc3339_of_mail("") == "refused");
}

TEST_CASE("months are read strictly and never as octal numbers", "[dates]") {
    CHECK(parse_month("2022-08")->month == 8);
    for (const char* text : {"2022-8", "2022-13", "2022-00", "202208", "2022-02-01", "1990-12", " 2022-02"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_month(text));
    }
    CHECK(Month{2022, 1}.plus_months(-2) == Month{2021, 11});
    CHECK(Month{2021, 12}.plus_months(1) == Month{2022, 1});
}

TEST_CASE("a window holds its first second and not its last", "[dates]") {
    const Window window{*parse_day("2021-12-15"), *parse_day("2022-02-01")};
    CHECK(window.contains(*parse_rfc3339("2021-12-15T00:00:00Z")));
    CHECK(window.contains(*parse_rfc3339("2022-01-31T23:59:59Z")));
    CHECK_FALSE(window.contains(*parse_rfc3339("2022-02-01T00:00:00Z")));
    CHECK_FALSE(window.contains(*parse_rfc3339("2021-12-14T23:59:59Z")));
    CHECK(window.days() == 48);
}

TEST_CASE("days are written as people read them", "[dates]") {
    const Day day = *parse_day("2022-01-05");
    CHECK(long_day(day) == "5 January 2022");
    CHECK(short_day(day) == "5 Jan 2022");
    CHECK(short_day(day, false) == "5 Jan");
    CHECK(chinese_day(day) == "2022 年 1 月 5 日");
}
