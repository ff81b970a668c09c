#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/linear_model.h"
#include "digest/model/paper.h"

namespace digest {

/// How often papers of an author were featured before: author as arXiv writes the name → count.
using AuthorHistory = std::map<std::string, double>;

/// One reason of a linear model: what was seen and how it moved the score (log-odds; positive: for the paper).
struct Contribution {
    std::string feature;  ///< "agentic", "open source" (two words in a row), "title: benchmark", "link to code", …
    double value = 0;

    bool operator==(const Contribution&) const = default;
};

/// The model's probability, 0..1, that the paper is one of the chosen. `history` is looked at only by a model with
/// author_history; without one there every author counts as new. A model without weights answers 0.5.
double linear_probability(const LinearModel& model, const Paper& paper, const AuthorHistory* history = nullptr);

/// The heaviest reasons for and against, by absolute value, then by name; at most `count`.
std::vector<Contribution> explain_linear(const LinearModel& model, const Paper& paper, std::size_t count,
                                         const AuthorHistory* history = nullptr);

}  // namespace digest
