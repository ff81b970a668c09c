// attention: how many people pointed at the paper: Hugging Face upvotes, Hacker News points, GitHub stars.
//
//   value = highest over the sources of: 0 for none, else (1 + mid-rank percentile among the noticed papers of its
//   week) / 2
//
// Being noticed at all is the rarer and the surer fact (some 5 % of a month), so it counts half; how much, the other
// half. Weeks with fewer than 20 noticed papers are pooled into the window. A list read in full that does not hold the
// paper is a known zero. Source: own choice; percentiles within the week because votes grow with age and with the size
// of the day's list.
#include <algorithm>
#include <array>
#include <map>

#include "cohort.h"
#include "signals.h"

namespace digest {
namespace {

constexpr std::size_t fewest_in_week = 20;

constexpr std::array<std::string_view, 3> attention_metrics = {"upvotes", "points", "stars"};

struct Noticed {
    std::map<std::int64_t, std::vector<double>> weeks{};
    std::vector<double> window{};
};

Noticed noticed_papers(const std::vector<Paper>& papers, const ObservationColumn& column) {
    Noticed noticed;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        const auto value = known_value(column.by_paper[i]);
        if (!value || *value <= 0) {
            continue;
        }
        noticed.weeks[week_of(papers[i])].push_back(*value);
        noticed.window.push_back(*value);
    }
    for (auto& [week, values] : noticed.weeks) {
        std::sort(values.begin(), values.end());
    }
    std::sort(noticed.window.begin(), noticed.window.end());
    return noticed;
}

Cohort cohort_of(const Noticed& noticed, const Paper& paper, double value) {
    const std::vector<double>& week = noticed.weeks.at(week_of(paper));
    if (week.size() >= fewest_in_week) {
        return {ComparedWith::week, week.size(), mid_rank(week, value)};
    }
    return {ComparedWith::window, noticed.window.size(), mid_rank(noticed.window, value)};
}

/// One source's list.
struct List {
    const ObservationColumn* column = nullptr;
    Noticed noticed{};

    Evidence evidence(std::size_t i, const Paper& paper, double value) const {
        return CountEvidence{column->metric, whole_count(value), standing_of(cohort_of(noticed, paper, value), paper),
                             column->service, std::chrono::floor<std::chrono::days>(column->by_paper[i]->observed_at)};
    }
};

void add_list(const std::vector<Paper>& papers, const List& list, SignalColumn& result, std::vector<bool>& doubtful) {
    for (std::size_t i = 0; i < papers.size(); ++i) {
        const Observation* observation = list.column->by_paper[i];
        const auto value = known_value(observation);
        if (!value) {
            if (observation != nullptr) {
                doubtful[i] = true;
            }
            continue;
        }
        const double share = *value > 0 ? (1 + cohort_of(list.noticed, papers[i], *value).percentile) / 2 : 0.0;
        result.values[i] = std::max(result.values[i].value_or(0), share);
    }
}

}  // namespace

SignalColumn attention_signal(const SignalInput& input) {
    const std::vector<Paper>& papers = input.papers;
    SignalColumn result;
    result.values.resize(papers.size());
    std::vector<bool> doubtful(papers.size());
    std::vector<List> lists;
    for (const std::string_view metric : attention_metrics) {
        for (const ObservationColumn* column : input.observations->of_metric(metric)) {
            lists.push_back({column, noticed_papers(papers, *column)});
            add_list(papers, lists.back(), result, doubtful);
        }
    }
    // A zero here says nothing while another source was asked in vain.
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (doubtful[i] && result.values[i] == 0.0) {
            result.values[i].reset();
        }
    }
    result.evidence = [observations = input.observations, lists = std::move(lists)](std::size_t place,
                                                                                    const Paper& paper) {
        std::vector<Evidence> found;
        for (const List& list : lists) {
            const auto value = known_value(list.column->by_paper[place]);
            if (value && *value > 0) {
                found.push_back(list.evidence(place, paper, *value));
            }
        }
        return found;
    };
    return result;
}

}  // namespace digest
