#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "digest/app/material.h"

namespace digest {
namespace {

using std::chrono::days;

std::string joined(std::vector<std::string> categories) {
    std::sort(categories.begin(), categories.end());
    return fmt::format("{}", fmt::join(categories, ","));
}

/// Whether a record answers for all the wanted categories: an import holds whole days whatever was asked for.
bool answers_for(const Slice& slice, const std::string& wanted) {
    return slice.categories == wanted || slice.source != "harvest";
}

bool is_settled(const Slice& slice) {
    return slice.source != "harvest" || slice.fetched_at >= slice.until + days{4};
}

bool counts_as_whole(const Slice& slice) {
    if (slice.source == "import") return false;
    return slice.whole && is_settled(slice);
}

/// The first moment from `from` on that no slice of `slices` (sorted by from) covers, at most `until`.
template <class Accept>
Timestamp covered_until(Timestamp from, Timestamp until, const std::vector<const Slice*>& slices, Accept accept) {
    for (const Slice* slice : slices) {
        if (accept(*slice) && slice->from <= from && slice->until > from) from = slice->until;
    }
    return std::min(from, until);
}

ShortDay why_short(Day day, const std::vector<const Slice*>& slices) {
    ShortDay result{day, ShortDay::Why::not_fetched, 0};
    for (const Slice* slice : slices) {
        if (slice->source == "import") {
            result.why = ShortDay::Why::imported;
        } else if (!slice->whole) {
            result.why = ShortDay::Why::incomplete;
            result.missing += std::max<std::int64_t>(0, slice->total - slice->distinct);
        } else if (!is_settled(*slice) && result.why == ShortDay::Why::not_fetched) {
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
            if (missing == 0) return several ? "are incomplete" : "is incomplete";
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
    const std::string wanted = joined(categories);
    std::vector<const Slice*> relevant;
    for (const Slice& slice : slices) {
        if (answers_for(slice, wanted)) relevant.push_back(&slice);
    }
    std::sort(relevant.begin(), relevant.end(), [](const Slice* a, const Slice* b) { return a->from < b->from; });
    std::vector<ShortDay> result;
    for (Day day = window.from; day < window.until; day += days{1}) {
        const Timestamp end = day + days{1};
        if (covered_until(day, end, relevant, counts_as_whole) == end) continue;
        std::vector<const Slice*> of_day;
        std::copy_if(relevant.begin(), relevant.end(), std::back_inserter(of_day),
                     [day, end](const Slice* slice) { return slice->from < end && slice->until > day; });
        result.push_back(why_short(day, of_day));
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
