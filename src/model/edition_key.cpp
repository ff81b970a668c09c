#include "digest/model/edition_key.h"

#include <fmt/format.h>

namespace digest {
namespace {

using std::chrono::days;

std::string compact(Day day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

}  // namespace

std::string EditionKey::name() const {
    switch (kind) {
        case WindowKind::edition:
            return month.text();
        case WindowKind::calendar:
            return month.text() + "-calendar";
        case WindowKind::dates:
            break;
    }
    return fmt::format("{}-{}-{}", month.text(), compact(window.from), compact(window.until));
}

std::string EditionKey::window_name() const {
    switch (kind) {
        case WindowKind::edition:
            return "edition";
        case WindowKind::calendar:
            return "calendar";
        case WindowKind::dates:
            break;
    }
    return fmt::format("{}..{}", format_day(window.from), format_day(window.until));
}

Day EditionKey::due() const {
    return window.until + days{4};
}

EditionKey edition_of(Month month) {
    const Day from = month.plus_months(-2).first_day() + days{14};
    return EditionKey{month, WindowKind::edition, Window{from, month.first_day()}};
}

EditionKey calendar_edition_of(Month month) {
    return EditionKey{month, WindowKind::calendar, Window{month.first_day(), month.plus_months(1).first_day()}};
}

EditionKey dates_edition_of(Month month, Window window) {
    return EditionKey{month, WindowKind::dates, window};
}

EditionKey newest_due(WindowKind kind, Day today) {
    Month month = month_of(today);
    const auto make = [kind](Month of) {
        return kind == WindowKind::calendar ? calendar_edition_of(of) : edition_of(of);
    };
    while (make(month).due() > today) {
        month = month.plus_months(-1);
    }
    return make(month);
}

}  // namespace digest
