#include "digest/score/cohort.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace digest {
namespace {

using Cell = std::pair<std::int64_t, std::string_view>;

std::string with_thousands(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string ordinal(int number) {
    const bool teen = number % 100 / 10 == 1;
    const char* ending = "th";
    if (!teen && number % 10 == 1) ending = "st";
    if (!teen && number % 10 == 2) ending = "nd";
    if (!teen && number % 10 == 3) ending = "rd";
    return std::to_string(number) + ending;
}

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
        if (!values[i]) continue;
        const std::int64_t week = week_of(papers[i]);
        cells[{week, papers[i].primary_category()}].push_back(*values[i]);
        weeks[week].push_back(*values[i]);
        window.push_back(*values[i]);
    }
    for (auto& [cell, members] : cells) std::sort(members.begin(), members.end());
    for (auto& [week, members] : weeks) std::sort(members.begin(), members.end());
    std::sort(window.begin(), window.end());

    std::vector<std::optional<Cohort>> result(papers.size());
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (!values[i]) continue;
        const std::int64_t week = week_of(papers[i]);
        const std::vector<double>* members = &cells[{week, papers[i].primary_category()}];
        Cohort::Kind kind = Cohort::Kind::category_week;
        if (members->size() < fewest) members = &weeks[week], kind = Cohort::Kind::week;
        if (members->size() < fewest) members = &window, kind = Cohort::Kind::window;
        result[i] = Cohort{kind, members->size(), mid_rank(*members, *values[i])};
    }
    return result;
}

std::string cohort_words(const Cohort& cohort, const Paper& paper, std::string_view papers_word) {
    const int percentile = std::clamp(static_cast<int>(std::floor(cohort.percentile * 100)), 0, 100);
    std::string words =
        ordinal(percentile) + " percentile of " + with_thousands(static_cast<std::int64_t>(cohort.size)) + " ";
    if (cohort.kind == Cohort::Kind::category_week) words += paper.primary_category() + " ";
    words += papers_word;
    words += cohort.kind == Cohort::Kind::window ? " of the window" : " of that week";
    return words;
}

std::string counted(double number, std::string_view one, std::string_view many) {
    const auto whole = static_cast<std::int64_t>(std::llround(std::min(number, 1e15)));
    return fmt::format("{} {}", with_thousands(whole), whole == 1 ? one : many);
}

}  // namespace digest
