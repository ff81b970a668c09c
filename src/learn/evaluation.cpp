#include "digest/learn/evaluation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "bootstrap.h"
#include "metrics.h"

namespace digest {
namespace {

constexpr std::size_t edition_size = 10;

/// One ranking of the candidates, sorted by the total order: score, then newer, then id.
struct Sorted {
    std::vector<std::size_t> order{};
    RankedGrades grades{};
    std::vector<double> scores{};
};

Sorted sort_by(const EvaluationInput& input, const NamedScores& ranking) {
    const auto& papers = input.papers;
    std::vector<double> scores(papers.size(), -std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < std::min(papers.size(), ranking.scores.size()); ++i) {
        if (ranking.scores[i]) {
            scores[i] = *ranking.scores[i];
        }
    }
    Sorted sorted;
    sorted.order.resize(papers.size());
    for (std::size_t i = 0; i < papers.size(); ++i) {
        sorted.order[i] = i;
    }
    std::sort(sorted.order.begin(), sorted.order.end(), [&](std::size_t a, std::size_t b) {
        if (scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        if (papers[a].submitted != papers[b].submitted) {
            return papers[a].submitted > papers[b].submitted;
        }
        return papers[a].id < papers[b].id;
    });
    for (const std::size_t place : sorted.order) {
        sorted.grades.push_back(papers[place].grade);
        sorted.scores.push_back(scores[place]);
    }
    return sorted;
}

/// The measures with an interval, in the order in which they are shown.
std::vector<double> in_order(const SampledMeasures& sampled) {
    std::vector<double> values = sampled.recall;
    values.insert(values.end(), sampled.precision.begin(), sampled.precision.end());
    values.push_back(sampled.ndcg);
    values.push_back(sampled.auc);
    return values;
}

std::vector<std::string> names_in_order() {
    std::vector<std::string> names;
    for (const std::size_t k : recall_depths) {
        names.push_back(fmt::format("recall@{}", k));
    }
    for (const std::size_t k : precision_depths) {
        names.push_back(fmt::format("precision@{}", k));
    }
    names.push_back(fmt::format("ndcg@{}", ndcg_depth));
    names.emplace_back("auc");
    return names;
}

double percentile(std::vector<double>& values, double share) {
    const auto place = static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place), values.end());
    return values[place];
}

/// All rankings see the same samples, so that their intervals can be compared.
void add_intervals(const EvaluationInput& input, const std::vector<Sorted>& sorted,
                   std::vector<MeasuredRanking>& rankings) {
    const std::size_t measures = names_in_order().size();
    std::vector<std::vector<std::vector<double>>> sampled(sorted.size(), std::vector<std::vector<double>>(measures));
    Generator generator(input.seed);
    for (int round = 0; round < input.resamples; ++round) {
        const auto times = draw_sample(generator, input.papers.size());
        for (std::size_t r = 0; r < sorted.size(); ++r) {
            std::vector<std::uint16_t> ranked_times;
            ranked_times.reserve(times.size());
            for (const std::size_t place : sorted[r].order) {
                ranked_times.push_back(times[place]);
            }
            const auto values =
                in_order(measure_sample({&sorted[r].grades, &sorted[r].scores, input.missed}, ranked_times));
            for (std::size_t m = 0; m < measures; ++m) {
                sampled[r][m].push_back(values[m]);
            }
        }
    }
    if (input.resamples < 1) {
        return;
    }
    for (std::size_t r = 0; r < sorted.size(); ++r) {
        for (std::size_t m = 0; m < measures; ++m) {
            rankings[r].measures[m].low = percentile(sampled[r][m], 0.025);
            rankings[r].measures[m].high = percentile(sampled[r][m], 0.975);
        }
    }
}

void add_variety(const EvaluationInput& input, const Sorted& sorted, MeasuredRanking& ranking) {
    std::vector<std::vector<std::string>> topics;
    bool topics_known = false;
    for (const std::size_t place : sorted.order) {
        topics.push_back(input.papers[place].topics);
        topics_known = topics_known || !topics.back().empty();
    }
    const std::size_t k = std::min(edition_size, sorted.order.size());
    std::optional<Variety> variety;
    if (input.similarity) {
        variety = variety_of(
            k, [&](std::size_t a, std::size_t b) { return input.similarity(sorted.order[a], sorted.order[b]); });
    }
    const auto add = [&](const char* name, bool known, double value) {
        ranking.measures.push_back(
            {fmt::format("{}@{}", name, edition_size), known ? std::optional(value) : std::nullopt, {}, {}});
    };
    add("alpha_ndcg", topics_known, alpha_ndcg_at(sorted.grades, topics, edition_size));
    add("mean_similarity", variety.has_value(), variety ? variety->mean_similarity : 0);
    add("greatest_similarity", variety.has_value(), variety ? variety->greatest_similarity : 0);
    add("topics", topics_known, static_cast<double>(first_topics_of(k, topics)));
}

/// Every place has the mean gain.
double expected_ndcg(const EvaluationInput& input) {
    RankedGrades best;
    for (const JudgedPaper& paper : input.papers) {
        best.push_back(paper.grade);
    }
    std::sort(best.begin(), best.end(), std::greater<>());
    double gains = 0;
    double discounts = 0;
    double ideal = 0;
    for (std::size_t place = 0; place < best.size(); ++place) {
        const double gain = best[place] > 0 ? std::exp2(best[place]) - 1 : 0;
        gains += gain;
        if (place >= ndcg_depth) {
            continue;
        }
        const double discount = 1 / std::log2(static_cast<double>(place) + 2);
        discounts += discount;
        ideal += gain * discount;
    }
    return ideal > 0 ? gains / static_cast<double>(best.size()) * discounts / ideal : 0;
}

/// What any order by chance would have, on average.
MeasuredRanking random_expectation(const EvaluationInput& input, std::size_t chosen) {
    const auto papers = static_cast<double>(input.papers.size());
    const double rate = papers > 0 ? static_cast<double>(chosen) / papers : 0;
    const auto wanted = static_cast<double>(chosen + input.missed);
    MeasuredRanking ranking{"random", {}};
    for (const std::size_t k : recall_depths) {
        const double found = rate * std::min(static_cast<double>(k), papers);
        ranking.measures.push_back({fmt::format("recall@{}", k), wanted > 0 ? found / wanted : 0, {}, {}});
    }
    for (const std::size_t k : precision_depths) {
        const double found = rate * std::min(static_cast<double>(k), papers);
        ranking.measures.push_back({fmt::format("precision@{}", k), found / static_cast<double>(k), {}, {}});
    }
    ranking.measures.push_back({fmt::format("ndcg@{}", ndcg_depth), expected_ndcg(input), {}, {}});
    ranking.measures.push_back({"auc", 0.5, {}, {}});
    return ranking;
}

}  // namespace

Evaluation evaluate(const EvaluationInput& input) {
    Evaluation evaluation;
    evaluation.month = input.month;
    evaluation.candidates = input.papers.size();
    evaluation.missed = input.missed;
    for (const JudgedPaper& paper : input.papers) {
        evaluation.chosen += paper.grade > 0 ? 1 : 0;
    }
    if (input.papers.empty()) {
        return evaluation;
    }

    std::vector<Sorted> sorted;
    const auto names = names_in_order();
    const std::vector<std::uint16_t> once(input.papers.size(), 1);
    for (const NamedScores& ranking : input.rankings) {
        sorted.push_back(sort_by(input, ranking));
        const Sorted& last = sorted.back();
        const auto values = in_order(measure_sample({&last.grades, &last.scores, input.missed}, once));
        MeasuredRanking measured{ranking.name, {}};
        for (std::size_t m = 0; m < names.size(); ++m) {
            measured.measures.push_back({names[m], values[m], {}, {}});
        }
        evaluation.rankings.push_back(std::move(measured));
    }
    add_intervals(input, sorted, evaluation.rankings);
    for (std::size_t r = 0; r < sorted.size(); ++r) {
        add_variety(input, sorted[r], evaluation.rankings[r]);
    }
    evaluation.rankings.push_back(random_expectation(input, evaluation.chosen));
    return evaluation;
}

}  // namespace digest
