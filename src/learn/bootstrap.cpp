#include "bootstrap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace digest {
namespace {

constexpr std::size_t deepest = 200;
constexpr int highest_counted_grade = 10;

double gain_of_grade(int grade) {
    return grade > 0 ? std::exp2(grade) - 1 : 0;
}

const std::array<double, deepest>& discounts() {
    static const std::array<double, deepest> values = [] {
        std::array<double, deepest> made{};
        for (std::size_t place = 0; place < made.size(); ++place) {
            made[place] = 1 / std::log2(static_cast<double>(place) + 2);
        }
        return made;
    }();
    return values;
}

/// How many papers of each grade a sample holds.
using GradeCounts = std::array<std::size_t, highest_counted_grade + 1>;

GradeCounts count_grades(const RankedGrades& grades, const std::vector<std::uint16_t>& times) {
    GradeCounts counts{};
    for (std::size_t i = 0; i < grades.size(); ++i) {
        counts[static_cast<std::size_t>(std::clamp(grades[i], 0, highest_counted_grade))] += times[i];
    }
    return counts;
}

double best_dcg(const GradeCounts& counts) {
    double sum = 0;
    std::size_t place = 0;
    for (int grade = highest_counted_grade; grade > 0; --grade) {
        for (std::size_t n = counts[static_cast<std::size_t>(grade)]; n > 0 && place < ndcg_depth; --n, ++place) {
            sum += gain_of_grade(grade) * discounts()[place];
        }
    }
    return sum;
}

double auc_of_sample(const RepeatedRanking& ranking, const std::vector<std::uint16_t>& times) {
    const RankedGrades& grades = *ranking.grades;
    const std::vector<double>& scores = *ranking.scores;
    double chosen = 0;
    double others = 0;
    double pairs_won = 0;
    for (std::size_t begin = 0; begin < grades.size();) {
        double chosen_here = 0;
        double others_here = 0;
        std::size_t end = begin;
        for (; end < grades.size() && scores[end] == scores[begin]; ++end) {
            (grades[end] > 0 ? chosen_here : others_here) += times[end];
        }
        pairs_won += others_here * (chosen + chosen_here / 2);
        chosen += chosen_here;
        others += others_here;
        begin = end;
    }
    return chosen > 0 && others > 0 ? pairs_won / (chosen * others) : 0.5;
}

}  // namespace

SampledMeasures measure_sample(const RepeatedRanking& ranking, const std::vector<std::uint16_t>& times) {
    const RankedGrades& grades = *ranking.grades;
    const GradeCounts counts = count_grades(grades, times);
    std::size_t chosen = 0;
    for (std::size_t grade = 1; grade < counts.size(); ++grade) {
        chosen += counts[grade];
    }

    std::array<std::size_t, deepest + 1> found{};  // chosen among the first n
    double dcg = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i < grades.size() && place < deepest; ++i) {
        for (int n = times[i]; n > 0 && place < deepest; --n, ++place) {
            found[place + 1] = found[place] + (grades[i] > 0 ? 1 : 0);
            if (place < ndcg_depth) {
                dcg += gain_of_grade(grades[i]) * discounts()[place];
            }
        }
    }
    for (; place < deepest; ++place) {
        found[place + 1] = found[place];
    }

    SampledMeasures measures;
    const auto wanted = static_cast<double>(chosen + ranking.missed);
    for (const std::size_t k : recall_depths) {
        measures.recall.push_back(wanted > 0 ? static_cast<double>(found[k]) / wanted : 0);
    }
    for (const std::size_t k : precision_depths) {
        measures.precision.push_back(static_cast<double>(found[k]) / static_cast<double>(k));
    }
    const double best = best_dcg(counts);
    measures.ndcg = best > 0 ? dcg / best : 0;
    measures.auc = auc_of_sample(ranking, times);
    return measures;
}

std::uint64_t Generator::next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

std::size_t Generator::below(std::size_t bound) {
    return static_cast<std::size_t>(((next() >> 32U) * bound) >> 32U);
}

std::vector<std::uint16_t> draw_sample(Generator& generator, std::size_t count) {
    std::vector<std::uint16_t> times(count, 0);
    for (std::size_t draw = 0; draw < count; ++draw) {
        ++times[generator.below(count)];
    }
    return times;
}

}  // namespace digest
