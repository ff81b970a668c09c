// citations: how often a paper is cited, for its field and age.
//
//   ratio = (c + α) / (E + α)      value = mid-rank percentile of the ratio in the paper's cell
//
// E is what a paper of the same primary category and week of submission is expected to have: the mean of that cell,
// smoothed with the weight of 20 papers to the product of its parents' means (week and category). Gamma-Poisson: the
// α of a negative binomial with mean E and variance E + E²/α, fitted by moments over the window. Cells of fewer than 50
// papers are pooled into the week, then the window. Influential citations (Valenzuela et al. 2015) can only lift: they
// count half where their percentile is the higher one. The weight fades where hardly anything is cited yet: min(1,
// share cited / 0.3). ServiceCounts of two services are never mixed: each is compared within itself, and the first
// service that knows the paper counts. Sources: Waltman and van Eck 2013 (percentiles with ties); Gelman et al.,
// Bayesian Data Analysis, 2.6 (Gamma-Poisson).
#include <algorithm>
#include <map>

#include "cohort.h"
#include "signals.h"

namespace digest {
namespace {

constexpr double smoothing = 20;
constexpr std::size_t fewest_in_cell = 50;
constexpr double full_information = 0.3;

using Values = std::vector<std::optional<double>>;

struct Sum {
    double total = 0;
    double count = 0;
    void add(double value) { total += value, count += 1; }
    double smoothed(double prior) const { return (total + smoothing * prior) / (count + smoothing); }
};

/// What each paper with a count is expected to have.
std::vector<double> expected_counts(const std::vector<Paper>& papers, const Values& counts) {
    Sum all;
    std::map<std::int64_t, Sum> weeks;
    std::map<std::string_view, Sum> categories;
    std::map<std::pair<std::int64_t, std::string_view>, Sum> cells;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (!counts[i]) {
            continue;
        }
        all.add(*counts[i]);
        weeks[week_of(papers[i])].add(*counts[i]);
        categories[papers[i].primary_category()].add(*counts[i]);
        cells[{week_of(papers[i]), papers[i].primary_category()}].add(*counts[i]);
    }
    std::vector<double> expected(papers.size(), 0.0);
    if (all.total <= 0) {
        return expected;
    }
    const double mean = all.total / all.count;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (!counts[i]) {
            continue;
        }
        const std::int64_t week = week_of(papers[i]);
        const std::string_view category = papers[i].primary_category();
        const double parents = weeks[week].smoothed(mean) * categories[category].smoothed(mean) / mean;
        expected[i] = cells[{week, category}].smoothed(parents);
    }
    return expected;
}

double fitted_alpha(const Values& counts, const std::vector<double>& expected) {
    double squares = 0;
    double surplus = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!counts[i]) {
            continue;
        }
        const double difference = *counts[i] - expected[i];
        squares += expected[i] * expected[i];
        surplus += difference * difference - expected[i];
    }
    return surplus <= 0 || squares <= 0 ? 50.0 : std::clamp(squares / surplus, 0.05, 50.0);
}

Values values_of(const ObservationColumn& column) {
    Values values(column.by_paper.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = known_value(column.by_paper[i]);
    }
    return values;
}

std::vector<std::optional<Cohort>> compare(const std::vector<Paper>& papers, const Values& counts) {
    const std::vector<double> expected = expected_counts(papers, counts);
    const double alpha = fitted_alpha(counts, expected);
    Values ratios(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i]) {
            ratios[i] = (*counts[i] + alpha) / (expected[i] + alpha);
        }
    }
    return compare_in_cells(papers, ratios, fewest_in_cell);
}

/// One service's counts.
struct ServiceCounts {
    const ObservationColumn* column = nullptr;
    Values counts{};
    std::vector<std::optional<Cohort>> cohorts{};
    Values influential_counts{};
    std::vector<std::optional<Cohort>> influential_cohorts{};

    bool is_influential(std::size_t i) const { return influential_cohorts[i] && *influential_counts[i] > 0; }

    double value(std::size_t i) const {
        const double percentile = cohorts[i]->percentile;
        if (!is_influential(i)) {
            return percentile;
        }
        return std::max(percentile, (percentile + influential_cohorts[i]->percentile) / 2);
    }

    std::vector<Evidence> evidence(std::size_t i, const Paper& paper) const {
        const Observation& observation = *column->by_paper[i];
        std::vector<Evidence> found = {CountEvidence{"citations", whole_count(*counts[i]),
                                                     standing_of(*cohorts[i], paper), observation.service,
                                                     std::chrono::floor<std::chrono::days>(observation.observed_at)}};
        if (is_influential(i)) {
            found.emplace_back(CountEvidence{"influential_citations",
                                             whole_count(*influential_counts[i]),
                                             standing_of(*influential_cohorts[i], paper),
                                             {},
                                             {}});
        }
        return found;
    }
};

ServiceCounts counts_of(const std::vector<Paper>& papers, const ObservationColumn& column,
                        const ObservationColumn* influential) {
    ServiceCounts result;
    result.column = &column;
    result.counts = values_of(column);
    result.cohorts = compare(papers, result.counts);
    result.influential_counts = influential != nullptr ? values_of(*influential) : Values(papers.size());
    result.influential_cohorts = compare(papers, result.influential_counts);
    return result;
}

/// The share of papers cited at least once, of those that any service counts.
double cited_share(const std::vector<const ObservationColumn*>& columns, std::size_t papers) {
    double known = 0;
    double cited = 0;
    for (std::size_t i = 0; i < papers; ++i) {
        for (const ObservationColumn* column : columns) {
            const auto count = known_value(column->by_paper[i]);
            if (!count) {
                continue;
            }
            known += 1;
            if (*count > 0) {
                cited += 1;
            }
            break;
        }
    }
    return known > 0 ? cited / known : 0.0;
}

}  // namespace

SignalColumn citations_signal(const SignalInput& input) {
    SignalColumn result;
    result.values.resize(input.papers.size());
    const auto columns = input.observations->of_metric("citations");
    std::vector<ServiceCounts> services;
    for (const ObservationColumn* column : columns) {
        const ObservationColumn* influential = input.observations->find(column->service, "influential_citations");
        services.push_back(counts_of(input.papers, *column, influential));
        for (std::size_t i = 0; i < input.papers.size(); ++i) {
            if (!result.values[i] && services.back().cohorts[i]) {
                result.values[i] = services.back().value(i);
            }
        }
    }
    result.information = std::min(1.0, cited_share(columns, input.papers.size()) / full_information);
    result.evidence = [observations = input.observations, services = std::move(services)](std::size_t place,
                                                                                          const Paper& paper) {
        for (const ServiceCounts& service : services) {
            if (service.cohorts[place]) {
                return service.evidence(place, paper);
            }
        }
        return std::vector<Evidence>{};
    };
    return result;
}

}  // namespace digest
