#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/learn/model_file.h"
#include "digest/model/paper.h"

// A model of what editors chose, as the text of its file:
//
//     FitOptions options;
//     options.name = "taste";
//     TRY_ASSIGN(const FitResult result, fit({{.name = "2025-03", .papers = papers, .grades = grades}}, options));
//     return format_model(result.file);

namespace digest {

/// The candidates of one month and what became of them.
struct LabelledMonth {
    std::string name{};  ///< "2025-03", or a file's name
    std::vector<Paper> papers{};
    std::vector<int> grades{};  ///< one a paper; above 0: chosen
};

struct FitOptions {
    std::string name = "notability";
    bool author_history = false;
    unsigned bucket_bits = 18;
    /// Costs (inverse strength of the regularisation) that cross-validation tries, ascending.
    std::vector<double> costs = {0.1, 0.2, 0.4, 0.8, 1.6};
    std::optional<double> cost{};  ///< given: no cross-validation
};

/// How a model that never saw `month` ranks it.
struct HeldOutFigures {
    std::string month;
    double ndcg_100 = 0;
    double average_precision = 0;
    double auc = 0;
};

struct CostTrial {
    double cost = 0;
    std::vector<HeldOutFigures> months{};
    double mean_average_precision = 0;
};

struct MonthSummary {
    std::string name;
    std::size_t papers = 0;
    std::size_t chosen = 0;
    std::size_t with_authors = 0;
};

/// How often a group of papers ("cs.CL", "1 or 2 authors") was chosen, and what the model expects of it.
struct GroupShare {
    std::string group;
    std::size_t papers = 0;
    std::size_t chosen = 0;
    double mean_probability = 0;
};

struct FeatureWeight {
    std::string feature;
    double weight = 0;
};

/// A fitted model with all that its card says of it.
struct FitResult {
    ModelFile file{};
    bool author_history = false;
    double cost = 0;
    std::vector<CostTrial> trials{};
    std::vector<MonthSummary> months{};
    std::vector<GroupShare> groups{};
    std::vector<FeatureWeight> plain{};    ///< of the plain metadata
    std::vector<FeatureWeight> lifting{};  ///< the fifty heaviest words and pairs for a paper, heaviest first
    std::vector<FeatureWeight> lowering{};
    Notices notices{};
};

/// L2-regularised logistic regression over extract_features, weighted by how rare a bucket is (the square root of its
/// inverse document frequency), quantised to 8 bits. The cost is the one with the best mean average precision over the
/// months, each ranked by a model fitted on the others; within 0.002 of the best the strongest regularisation wins.
/// (nDCG@100 of a few months moves by 0.03 with the hash function alone; average precision looks at the whole list.)
/// With one month there is nothing to hold out: cost 0.4, and a notice. The order of months and papers does not matter.
/// An error where no paper, or every paper, is chosen.
Result<FitResult> fit(std::vector<LabelledMonth> months, const FitOptions& options);

/// The author histories alone, over all papers that have authors; see fit.
AuthorHistory author_history_of(const std::vector<LabelledMonth>& months);

}  // namespace digest
