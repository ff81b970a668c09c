#include "digest/base/dates.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "digest/base/ascii.h"
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
        if (rest_.size() < count) {
            return failed();
        }
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_digit(rest_[i])) {
                return failed();
            }
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }

    bool take(char expected) {
        if (rest_.empty() || rest_.front() != expected) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    void require(char expected) {
        if (!take(expected)) {
            failed();
        }
    }

    std::string_view word() {
        std::size_t end = 0;
        while (end < rest_.size() && is_letter(rest_[end])) {
            ++end;
        }
        const std::string_view result = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return result;
    }

    std::size_t leading_digits() const {
        std::size_t count = 0;
        while (count < rest_.size() && is_digit(rest_[count])) {
            ++count;
        }
        return count;
    }

    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') {
            rest_.remove_prefix(1);
        }
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
    if (!date.ok()) {
        return std::nullopt;
    }
    return Day{date};
}

std::optional<seconds> time_of(int hour, int minute, int second) {
    if (hour > 23 || minute > 59 || second > 60) {
        return std::nullopt;
    }
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
    if (!west && !reader.take('+')) {
        return std::nullopt;
    }
    const int hour = reader.digits(2);
    reader.take(':');
    const int minute = reader.digits(2);
    if (!reader.ok() || hour > 23 || minute > 59) {
        return std::nullopt;
    }
    const seconds offset = hours{hour} + minutes{minute};
    return west ? -offset : offset;
}

std::optional<int> month_number(std::string_view name) {
    if (name.size() < 3) {
        return std::nullopt;
    }
    const std::string wanted = ascii_lower(name.substr(0, 3));
    for (std::size_t i = 0; i < month_names.size(); ++i) {
        if (ascii_lower(month_names[i].substr(0, 3)) == wanted) {
            return static_cast<int>(i) + 1;
        }
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
        if (zone.name == name) {
            return hours{zone.hours};
        }
    }
    return seconds{0};
}

/// "6 Nov 1994", "06-Nov-94".
std::optional<Day> mail_day(Reader& reader) {
    const std::size_t day_digits = reader.leading_digits();
    if (day_digits < 1 || day_digits > 2) {
        return std::nullopt;
    }
    const int day = reader.digits(day_digits);
    if (!reader.take('-')) {
        reader.skip_blanks();
    }
    const auto month = month_number(reader.word());
    if (!reader.take('-')) {
        reader.skip_blanks();
    }
    const std::size_t year_digits = reader.leading_digits();
    if (!month || (year_digits != 2 && year_digits != 4)) {
        return std::nullopt;
    }
    int year = reader.digits(year_digits);
    if (year_digits == 2) {
        year += year < 50 ? 2000 : 1900;
    }
    return day_of(year, *month, day);
}

/// "08:49:37", "08:49".
std::optional<seconds> mail_time(Reader& reader) {
    const int hour = reader.digits(2);
    reader.require(':');
    const int minute = reader.digits(2);
    const int second = reader.take(':') ? reader.digits(2) : 0;
    return time_of(hour, minute, second);
}

/// "+0100", "GMT", "EST".
std::optional<seconds> mail_zone(Reader& reader) {
    const bool has_offset = reader.rest().starts_with('+') || reader.rest().starts_with('-');
    return has_offset ? numeric_offset(reader) : named_zone(reader.word());
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
    if (!reader.take('T') && !reader.take('t')) {
        reader.require(' ');
    }
    const int hour = reader.digits(2);
    reader.require(':');
    const int minute = reader.digits(2);
    reader.require(':');
    const int second = reader.digits(2);
    if (reader.take('.')) {
        if (reader.leading_digits() == 0) {
            return std::nullopt;
        }
        while (reader.leading_digits() > 0) {
            reader.digits(1);
        }
    }
    seconds offset{0};
    if (!reader.take('Z') && !reader.take('z')) {
        const auto zone = numeric_offset(reader);
        if (!zone) {
            return std::nullopt;
        }
        offset = *zone;
    }
    if (!reader.ok() || !reader.at_end()) {
        return std::nullopt;
    }
    const auto date = day_of(year, month, day);
    const auto time = time_of(hour, minute, second);
    if (!date || !time) {
        return std::nullopt;
    }
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
    if (!reader.ok() || !reader.at_end()) {
        return std::nullopt;
    }
    return day_of(year, month, day);
}

std::string format_day(Day day) {
    return fmt::format("{:04}-{:02}-{:02}", year_number(day), month_index(day), day_number(day));
}

std::optional<Timestamp> parse_mail_date(std::string_view text) {
    Reader reader{trim(text)};
    reader.word();  // the weekday, which may be missing
    reader.take(',');
    reader.skip_blanks();
    const auto date = mail_day(reader);
    reader.skip_blanks();
    const auto time = mail_time(reader);
    reader.skip_blanks();
    if (!date || !time || !reader.ok()) {
        return std::nullopt;
    }
    const auto zone = mail_zone(reader);
    return zone ? writable(*date + *time - *zone) : std::nullopt;
}

std::string long_day(Day day) {
    return fmt::format("{} {} {}", day_number(day), month_names[month_index(day) - 1], year_number(day));
}

std::string short_day(Day day, bool with_year) {
    const std::string_view name = month_names[month_index(day) - 1].substr(0, 3);
    if (!with_year) {
        return fmt::format("{} {}", day_number(day), name);
    }
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
    if (!reader.ok() || !reader.at_end() || month < 1 || month > 12 || year < 1991 || year > 2100) {
        return std::nullopt;
    }
    return Month{year, static_cast<unsigned>(month)};
}

Month month_of(Timestamp time) {
    const Day day = std::chrono::floor<days>(time);
    return Month{year_number(day), month_index(day)};
}

}  // namespace digest
