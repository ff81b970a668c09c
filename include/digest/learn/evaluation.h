#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "digest/base/dates.h"

namespace digest {

/// A candidate with the grade that a picks file gives it.
struct JudgedPaper {
    std::string id;
    Timestamp submitted{};
    int grade = 0;                      ///< above 0: chosen
    std::vector<std::string> topics{};  ///< strongest first
};

/// One way to order the candidates: "digest", "keywords", "citations". A paper without a score (unknown) stands last.
struct NamedScores {
    std::string name;
    std::vector<std::optional<double>> scores{};  ///< one a candidate, in their order
};

struct EvaluationInput {
    std::string month{};
    std::vector<JudgedPaper> papers{};
    std::size_t missed = 0;  ///< chosen papers that are no candidates: they count against recall, nothing else
    std::vector<NamedScores> rankings{};
    /// Similarity 0..1 of two candidates by their places in `papers`; empty: not measured.
    std::function<double(std::size_t, std::size_t)> similarity{};
    int resamples = 1000;
    std::uint64_t seed = 20220201;
};

struct Measure {
    std::string name;  ///< "recall@10", "precision@50", "ndcg@100", "auc", "alpha_ndcg@10", …
    std::optional<double> value{};
    std::optional<double> low{};  ///< 95 % interval: percentiles over resampled candidates
    std::optional<double> high{};
};

struct MeasuredRanking {
    std::string name;
    std::vector<Measure> measures{};
};

struct Evaluation {
    std::string month{};
    std::size_t candidates = 0;
    std::size_t chosen = 0;
    std::size_t missed = 0;
    std::vector<MeasuredRanking> rankings{};  ///< "random" (its expectation) last
};

/// All measures of all rankings. The same input gives the same figures: resampling has its own generator and seed.
Evaluation evaluate(const EvaluationInput& input);

/// Measures as rows, rankings as columns, intervals in brackets.
std::string evaluation_table(const std::vector<Evaluation>& evaluations);
/// {"schema":1,"months":[{"month","candidates","chosen","missed","rankings":[{"name","measures":[{"name","value","low","high"}]}]}]}
std::string evaluation_json(const std::vector<Evaluation>& evaluations);

}  // namespace digest
