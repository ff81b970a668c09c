#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace digest {

/// All times are UTC, whole seconds. A value never read stands as 1970-01-01T00:00:00Z only inside an optional.
using Timestamp = std::chrono::sys_seconds;
using Day = std::chrono::sys_days;

/// "2022-01-10T18:59:40Z", also with an offset ("+01:00"), a fraction (dropped), or a blank for the T. Nothing else.
std::optional<Timestamp> parse_rfc3339(std::string_view text);
std::string format_rfc3339(Timestamp time);

/// "2022-01-10"; 30 February is refused.
std::optional<Day> parse_day(std::string_view text);
std::string format_day(Day day);

/// An HTTP date ("Sun, 06 Nov 1994 08:49:37 GMT") or a mail date (RFC 822: 2-digit years, missing weekday, zone
/// names or offsets), as feeds and Retry-After have them.
std::optional<Timestamp> parse_mail_date(std::string_view text);

/// "10 January 2022".
std::string long_day(Day day);
/// "10 Jan 2022"; without the year where with_year is false.
std::string short_day(Day day, bool with_year = true);
/// "2022 年 1 月 10 日".
std::string chinese_day(Day day);

/// A calendar month, 1..12.
struct Month {
    int year = 1970;
    unsigned month = 1;

    auto operator<=>(const Month&) const = default;

    Day first_day() const;
    Month plus_months(int months) const;
    std::string text() const;          ///< "2022-02"
    std::string english_name() const;  ///< "February"
};

/// "2022-02", years 1991 (arXiv's first) to 2100.
std::optional<Month> parse_month(std::string_view text);
Month month_of(Timestamp time);

/// Half-open [from, until), whole days in UTC.
struct Window {
    Day from{};
    Day until{};

    bool operator==(const Window&) const = default;
    bool contains(Timestamp time) const { return time >= from && time < until; }
    int days() const { return static_cast<int>((until - from).count()); }
    Day last_day() const { return until - std::chrono::days{1}; }
};

}  // namespace digest
