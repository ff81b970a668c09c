#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "digest/model/evidence.h"
#include "digest/model/paper.h"

namespace digest {

/// Weeks begin on Monday; numbered from 1970 on.
std::int64_t week_of(const Paper& paper);

/// Where a value stands among others: the share below it and half of those equal to it, so that all equal share one
/// value. `sorted` ascending and not empty.
double mid_rank(const std::vector<double>& sorted, double value);

/// What papers a paper is compared with.
struct Cohort {
    ComparedWith kind = ComparedWith::window;
    std::size_t size = 0;
    double percentile = 0;  ///< mid-rank, 0..1
};

/// Each paper with a value against its cell, primary category × week; a cell of fewer than `fewest` is pooled into the
/// week, then the window. Papers without a value get none.
std::vector<std::optional<Cohort>> compare_in_cells(const std::vector<Paper>& papers,
                                                    const std::vector<std::optional<double>>& values,
                                                    std::size_t fewest);

/// A paper's place among them, as evidence.
Standing standing_of(const Cohort& cohort, const Paper& paper);

/// A number that a service gave, as a count: whole, and no larger than anything is counted.
std::int64_t whole_count(double number);

}  // namespace digest
