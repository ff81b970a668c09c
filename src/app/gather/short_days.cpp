#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/gather/window_data.h"
#include "digest/harvest/query.h"

namespace digest {
namespace {

using std::chrono::days;

Slice wanted_slice(Day day, const std::vector<std::string>& categories) {
    Slice wanted;
    wanted.categories = join_categories(categories);
    wanted.from = day;
    wanted.until = day + days{1};
    return wanted;
}

/// Whether a record answers for the wanted categories on a part of the day; an import holds whole days whatever was
/// asked for.
bool speaks_of(const Slice& slice, const Slice& wanted) {
    const bool same_time = slice.from < wanted.until && slice.until > wanted.from;
    return same_time && (slice.categories == wanted.categories || slice.categories.empty());
}

ShortDay why_short(Day day, const std::vector<const Slice*>& slices) {
    ShortDay result{day, ShortDay::Why::not_fetched, 0};
    for (const Slice* slice : slices) {
        if (slice->source == "import") {
            result.why = ShortDay::Why::imported;
        } else if (!slice->whole) {
            result.why = ShortDay::Why::incomplete;
            result.missing += std::max<std::int64_t>(0, slice->total - slice->distinct);
        } else if (result.why == ShortDay::Why::not_fetched) {
            result.why = ShortDay::Why::provisional;
        }
    }
    return result;
}

std::string span_text(Day first, Day last) {
    return first == last ? short_day(first) : fmt::format("{} to {}", short_day(first, false), short_day(last));
}

std::string reason_text(ShortDay::Why why, std::int64_t missing, bool several) {
    switch (why) {
        case ShortDay::Why::not_fetched:
            return several ? "were not fetched" : "was not fetched";
        case ShortDay::Why::incomplete:
            if (missing == 0) {
                return several ? "are incomplete" : "is incomplete";
            }
            return fmt::format("{} short by {} papers", several ? "are" : "is", missing);
        case ShortDay::Why::provisional:
            return several ? "are still provisional (fetched less than four days after their end)"
                           : "is still provisional (fetched less than four days after its end)";
        case ShortDay::Why::imported:
            break;
    }
    return several ? "were imported and not yet confirmed by arXiv's totals"
                   : "was imported and is not yet confirmed by arXiv's totals";
}

}  // namespace

std::vector<ShortDay> short_days(const Window& window, const std::vector<std::string>& categories,
                                 const std::vector<Slice>& slices) {
    std::vector<ShortDay> result;
    for (Day day = window.from; day < window.until; day += days{1}) {
        const Slice wanted = wanted_slice(day, categories);
        std::vector<const Slice*> of_day;
        bool proved = false;
        for (const Slice& slice : slices) {
            if (speaks_of(slice, wanted)) {
                of_day.push_back(&slice);
            }
            proved = proved || (covers(slice, wanted) && is_settled(slice, wanted.until));
        }
        if (!proved) {
            result.push_back(why_short(day, of_day));
        }
    }
    return result;
}

std::string describe(const std::vector<ShortDay>& short_days) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < short_days.size();) {
        std::size_t end = i + 1;
        std::int64_t missing = short_days[i].missing;
        while (end < short_days.size() && short_days[end].why == short_days[i].why &&
               short_days[end].day == short_days[end - 1].day + days{1}) {
            missing += short_days[end++].missing;
        }
        parts.push_back(fmt::format("{} {}", span_text(short_days[i].day, short_days[end - 1].day),
                                    reason_text(short_days[i].why, missing, end - i > 1)));
        i = end;
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace digest
