// authorship: how much cited the authors' earlier work is; in a fresh month that is what citations can say.
//
//   x = mean of ln(1 + h) over the authors' three highest h-indexes (or citation counts of their earlier work)
//   value = (n·x + k·mean) / (n + k) / scale,  n of 3 authors known, k = 1
//
// On a log scale and shrunk to the window's mean, so that one famous name does not decide. The scorer caps its weight
// at 15 % of the weights in force. Never uses names or affiliations. Source: Hirsch 2005 (h-index).
#include <algorithm>
#include <charconv>
#include <cmath>

#include "cohort.h"
#include "signals.h"

namespace digest {
namespace {

constexpr std::size_t authors_counted = 3;
constexpr double shrinkage = 1;

struct Metric {
    std::string_view name;
    double highest;  ///< counts as 1
};
constexpr Metric author_metrics[] = {{"h_indexes", 100}, {"author_citations", 100'000}};

/// The numbers of "12,40,7", highest first. What is no number is passed over.
std::vector<double> highest_of(std::string_view list) {
    std::vector<double> numbers;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view part = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        while (!part.empty() && part.front() == ' ') {
            part.remove_prefix(1);
        }
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (error == std::errc{} && end == part.data() + part.size() && number >= 0) {
            numbers.push_back(static_cast<double>(number));
        }
    }
    std::sort(numbers.rbegin(), numbers.rend());
    if (numbers.size() > authors_counted) {
        numbers.resize(authors_counted);
    }
    return numbers;
}

std::vector<double> numbers_of(const Observation* observation) {
    if (observation == nullptr || observation->state != ObservationState::known) {
        return {};
    }
    if (!observation->detail.empty()) {
        return highest_of(observation->detail);
    }
    const auto value = known_value(observation);
    return value ? std::vector<double>{*value} : std::vector<double>{};
}

double mean_log(const std::vector<double>& numbers) {
    double sum = 0;
    for (const double number : numbers) {
        sum += std::log1p(number);
    }
    return sum / static_cast<double>(numbers.size());
}

void add_column(const ObservationColumn& column, const Metric& metric, SignalColumn& result) {
    std::vector<std::vector<double>> numbers(column.by_paper.size());
    double sum = 0;
    double known = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = numbers_of(column.by_paper[i]);
        if (numbers[i].empty()) {
            continue;
        }
        sum += mean_log(numbers[i]);
        known += 1;
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i].empty() || result.values[i]) {
            continue;
        }
        const auto authors = static_cast<double>(numbers[i].size());
        const double shrunk = (authors * mean_log(numbers[i]) + shrinkage * sum / known) / (authors + shrinkage);
        result.values[i] = std::min(1.0, shrunk / std::log1p(metric.highest));
    }
}

}  // namespace

SignalColumn authorship_signal(const SignalInput& input) {
    SignalColumn result;
    result.values.resize(input.papers.size());
    for (const Metric& metric : author_metrics) {
        for (const ObservationColumn* column : input.observations->of_metric(metric.name)) {
            add_column(*column, metric, result);
        }
    }
    result.evidence = [observations = input.observations](std::size_t place, const Paper&) {
        for (const Metric& metric : author_metrics) {
            for (const ObservationColumn* column : observations->of_metric(metric.name)) {
                std::vector<double> numbers = numbers_of(column->by_paper[place]);
                if (numbers.empty()) {
                    continue;
                }
                const Observation& observation = *column->by_paper[place];
                return std::vector<Evidence>{
                    AuthorEvidence{std::string(metric.name), std::move(numbers), observation.service,
                                   std::chrono::floor<std::chrono::days>(observation.observed_at)}};
            }
        }
        return std::vector<Evidence>{};
    };
    return result;
}

}  // namespace digest
