#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace digest {

/// Grades in the order of a ranking, best first. A grade above 0 is a chosen paper.
using RankedGrades = std::vector<int>;

/// Järvelin and Kekäläinen 2002: gain 2^grade - 1, discount log2(rank + 1), against the best order of these grades.
double ndcg_at(const RankedGrades& ranked, std::size_t k);
double average_precision(const RankedGrades& ranked);

/// Chance that a chosen paper has a higher score than another one; ties count half. 0.5 where either kind is missing.
double area_under_curve(const std::vector<double>& scores, const std::vector<int>& grades);

/// Clarke et al. 2008 with alpha = 0.5: as nDCG, but a topic counts half as much each time it comes again.
/// `topics[i]` are those of the i-th paper of the ranking; a paper that was not chosen gains nothing.
double alpha_ndcg_at(const RankedGrades& ranked, const std::vector<std::vector<std::string>>& topics, std::size_t k);

/// How alike the first k of a ranking are. Nothing where k < 2.
struct Variety {
    double mean_similarity = 0;
    double greatest_similarity = 0;
};
std::optional<Variety> variety_of(std::size_t k, const std::function<double(std::size_t, std::size_t)>& similarity);

/// How many different strongest topics the first k have.
std::size_t first_topics_of(std::size_t k, const std::vector<std::vector<std::string>>& topics);

}  // namespace digest
