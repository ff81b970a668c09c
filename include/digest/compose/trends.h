#pragma once

#include <cstddef>
#include <vector>

#include "digest/model/edition.h"
#include "digest/model/paper.h"

namespace digest {

struct TrendOptions {
    double least_z = 3;
    double least_ratio = 1.5;
    std::size_t least_papers = 8;  ///< this month for what rises; in the months before, scaled, for what falls
    std::size_t least_groups = 3;  ///< papers with an author in common are one group
    std::size_t shown = 10;        ///< of each direction
};

/// Phrases of two or three words, and names in capitals ("RAG"), in title and abstract that more (or fewer) papers hold
/// than in the months before: log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008),
/// counted in papers, so that one paper cannot make a trend. Phrases that share more than 70 % of their papers are one.
/// Rising ones first, each side by |z|, then papers, then term. Without papers of months before there are no trends.
/// Pure; the order of papers does not matter.
std::vector<Trend> find_trends(const std::vector<const Paper*>& month, const std::vector<const Paper*>& before,
                               const TrendOptions& options = {});

}  // namespace digest
