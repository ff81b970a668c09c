#include "digest/base/dates.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "digest/base/utf8.h"

namespace digest {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

/// Reads from the front of a text; once something does not fit, everything after fails too.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        if (rest_.size() < count) return failed();
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') return failed();
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }

    bool take(char expected) {
        if (rest_.empty() || rest_.front() != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void require(char expected) {
        if (!take(expected)) failed();
    }

    std::string_view word() {
        std::size_t end = 0;
        while (end < rest_.size() && ((rest_[end] | 0x20) >= 'a' && (rest_[end] | 0x20) <= 'z')) ++end;
        const std::string_view result = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return result;
    }

    std::size_t leading_digits() const {
        std::size_t count = 0;
        while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
        return count;
    }

    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }

    int failed() {
        ok_ = false;
        return 0;
    }
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

std::optional<Day> day_of(int year, int month, int day) {
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return Day{date};
}

std::optional<seconds> time_of(int hour, int minute, int second) {
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return hours{hour} + minutes{minute} + seconds{second == 60 ? 59 : second};  // a leap second is the one before it
}

/// The time, where its year has four digits: an offset can lead out of them.
std::optional<Timestamp> writable(Timestamp time) {
    constexpr Timestamp first{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
    constexpr Timestamp end{std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1}};
    return time >= first && time < end ? std::optional{time} : std::nullopt;
}

/// "+0100", "-01:30".
std::optional<seconds> numeric_offset(Reader& reader) {
    const bool west = reader.take('-');
    if (!west && !reader.take('+')) return std::nullopt;
    const int hour = reader.digits(2);
    reader.take(':');
    const int minute = reader.digits(2);
    if (!reader.ok() || hour > 23 || minute > 59) return std::nullopt;
    const seconds offset = hours{hour} + minutes{minute};
    return west ? -offset : offset;
}

std::optional<int> month_number(std::string_view name) {
    if (name.size() < 3) return std::nullopt;
    const std::string wanted = ascii_lower(name.substr(0, 3));
    for (std::size_t i = 0; i < month_names.size(); ++i) {
        if (ascii_lower(month_names[i].substr(0, 3)) == wanted) return static_cast<int>(i) + 1;
    }
    return std::nullopt;
}

/// The zone names of RFC 822; an unknown one counts as UTC, as RFC 5322 advises.
seconds named_zone(std::string_view name) {
    struct Zone {
        std::string_view name;
        int hours;
    };
    static constexpr std::array<Zone, 8> zones = {
        {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}}};
    for (const Zone& zone : zones) {
        if (zone.name == name) return hours{zone.hours};
    }
    return seconds{0};
}

year_month_day date_of(Day day) {
    return year_month_day{day};
}
int year_number(Day day) {
    return static_cast<int>(date_of(day).year());
}
unsigned month_index(Day day) {
    return static_cast<unsigned>(date_of(day).month());
}
unsigned day_number(Day day) {
    return static_cast<unsigned>(date_of(day).day());
}

}  // namespace

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
    Reader reader{text};
    const int year = reader.digits(4);
    reader.require('-');
    const int month = reader.digits(2);
    reader.require('-');
    const int day = reader.digits(2);
    if (!reader.take('T') && !reader.take('t')) reader.require(' ');
    const int hour = reader.digits(2);
    reader.require(':');
    const int minute = reader.digits(2);
    reader.require(':');
    const int second = reader.digits(2);
    if (reader.take('.')) {
        if (reader.leading_digits() == 0) return std::nullopt;
        while (reader.leading_digits() > 0) reader.digits(1);
    }
    seconds offset{0};
    if (!reader.take('Z') && !reader.take('z')) {
        const auto zone = numeric_offset(reader);
        if (!zone) return std::nullopt;
        offset = *zone;
    }
    if (!reader.ok() || !reader.at_end()) return std::nullopt;
    const auto date = day_of(year, month, day);
    const auto time = time_of(hour, minute, second);
    if (!date || !time) return std::nullopt;
    return writable(*date + *time - offset);
}

std::string format_rfc3339(Timestamp time) {
    const Day day = std::chrono::floor<days>(time);
    const std::chrono::hh_mm_ss clock{time - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", format_day(day), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::optional<Day> parse_day(std::string_view text) {
    Reader reader{text};
    const int year = reader.digits(4);
    reader.require('-');
    const int month = reader.digits(2);
    reader.require('-');
    const int day = reader.digits(2);
    if (!reader.ok() || !reader.at_end()) return std::nullopt;
    return day_of(year, month, day);
}

std::string format_day(Day day) {
    return fmt::format("{:04}-{:02}-{:02}", year_number(day), month_index(day), day_number(day));
}

std::optional<Timestamp> parse_mail_date(std::string_view text) {
    Reader reader{trim(text)};
    const std::string_view weekday = reader.word();
    reader.take(',');
    reader.skip_blanks();
    if (weekday.empty() && reader.leading_digits() == 0) return std::nullopt;
    const std::size_t day_digits = reader.leading_digits();
    if (day_digits < 1 || day_digits > 2) return std::nullopt;
    const int day = reader.digits(day_digits);
    if (!reader.take('-')) reader.skip_blanks();
    const auto month = month_number(reader.word());
    if (!reader.take('-')) reader.skip_blanks();
    const std::size_t year_digits = reader.leading_digits();
    if (!month || (year_digits != 2 && year_digits != 4)) return std::nullopt;
    int year = reader.digits(year_digits);
    if (year_digits == 2) year += year < 50 ? 2000 : 1900;
    reader.skip_blanks();
    const int hour = reader.digits(2);
    reader.require(':');
    const int minute = reader.digits(2);
    const int second = reader.take(':') ? reader.digits(2) : 0;
    reader.skip_blanks();
    if (!reader.ok()) return std::nullopt;
    seconds offset{0};
    if (reader.rest().starts_with('+') || reader.rest().starts_with('-')) {
        const auto zone = numeric_offset(reader);
        if (!zone) return std::nullopt;
        offset = *zone;
    } else {
        offset = named_zone(reader.word());
    }
    const auto date = day_of(year, *month, day);
    const auto time = time_of(hour, minute, second);
    if (!date || !time) return std::nullopt;
    return writable(*date + *time - offset);
}

std::string long_day(Day day) {
    return fmt::format("{} {} {}", day_number(day), month_names[month_index(day) - 1], year_number(day));
}

std::string short_day(Day day, bool with_year) {
    const std::string_view name = month_names[month_index(day) - 1].substr(0, 3);
    if (!with_year) return fmt::format("{} {}", day_number(day), name);
    return fmt::format("{} {} {}", day_number(day), name, year_number(day));
}

std::string chinese_day(Day day) {
    return fmt::format("{} 年 {} 月 {} 日", year_number(day), month_index(day), day_number(day));
}

Day Month::first_day() const {
    return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{1}};
}

Month Month::plus_months(int months) const {
    const auto moved = std::chrono::year{year} / std::chrono::month{month} + std::chrono::months{months};
    return Month{static_cast<int>(moved.year()), static_cast<unsigned>(moved.month())};
}

std::string Month::text() const {
    return fmt::format("{:04}-{:02}", year, month);
}

std::string Month::english_name() const {
    return std::string{month_names[month - 1]};
}

std::optional<Month> parse_month(std::string_view text) {
    Reader reader{text};
    const int year = reader.digits(4);
    reader.require('-');
    const int month = reader.digits(2);
    if (!reader.ok() || !reader.at_end() || month < 1 || month > 12 || year < 1991 || year > 2100) return std::nullopt;
    return Month{year, static_cast<unsigned>(month)};
}

Month month_of(Timestamp time) {
    const Day day = std::chrono::floor<days>(time);
    return Month{year_number(day), month_index(day)};
}

}  // namespace digest
