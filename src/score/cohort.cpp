#include "cohort.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace digest {
namespace {

using Cell = std::pair<std::int64_t, std::string_view>;

}  // namespace

std::int64_t week_of(const Paper& paper) {
    const auto days = std::chrono::floor<std::chrono::days>(paper.submitted).time_since_epoch().count() + 3;
    return days >= 0 ? days / 7 : (days - 6) / 7;  // 1 January 1970 was a Thursday
}

double mid_rank(const std::vector<double>& sorted, double value) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    const auto below = static_cast<double>(first - sorted.begin());
    const auto equal = static_cast<double>(last - first);
    return (below + equal / 2) / static_cast<double>(sorted.size());
}

std::vector<std::optional<Cohort>> compare_in_cells(const std::vector<Paper>& papers,
                                                    const std::vector<std::optional<double>>& values,
                                                    std::size_t fewest) {
    std::map<Cell, std::vector<double>> cells;
    std::map<std::int64_t, std::vector<double>> weeks;
    std::vector<double> window;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (!values[i]) {
            continue;
        }
        const std::int64_t week = week_of(papers[i]);
        cells[{week, papers[i].primary_category()}].push_back(*values[i]);
        weeks[week].push_back(*values[i]);
        window.push_back(*values[i]);
    }
    for (auto& [cell, members] : cells) {
        std::sort(members.begin(), members.end());
    }
    for (auto& [week, members] : weeks) {
        std::sort(members.begin(), members.end());
    }
    std::sort(window.begin(), window.end());

    std::vector<std::optional<Cohort>> result(papers.size());
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (!values[i]) {
            continue;
        }
        const std::int64_t week = week_of(papers[i]);
        const std::vector<double>* members = &cells[{week, papers[i].primary_category()}];
        ComparedWith kind = ComparedWith::category_week;
        if (members->size() < fewest) {
            members = &weeks[week], kind = ComparedWith::week;
        }
        if (members->size() < fewest) {
            members = &window, kind = ComparedWith::window;
        }
        result[i] = Cohort{kind, members->size(), mid_rank(*members, *values[i])};
    }
    return result;
}

Standing standing_of(const Cohort& cohort, const Paper& paper) {
    return {cohort.kind, cohort.kind == ComparedWith::category_week ? paper.primary_category() : std::string{},
            static_cast<std::int64_t>(cohort.size),
            std::clamp(static_cast<int>(std::floor(cohort.percentile * 100)), 0, 100)};
}

std::int64_t whole_count(double number) {
    return std::llround(std::min(number, 1e15));
}

}  // namespace digest
