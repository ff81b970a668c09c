#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "digest/model/paper.h"

namespace digest {

/// Weeks begin on Monday; numbered from 1970 on.
std::int64_t week_of(const Paper& paper);

/// Where a value stands among others: the share below it and half of those equal to it, so that all equal share one
/// value. `sorted` ascending and not empty.
double mid_rank(const std::vector<double>& sorted, double value);

/// What papers a paper is compared with.
struct Cohort {
    enum class Kind { category_week, week, window };
    Kind kind = Kind::window;
    std::size_t size = 0;
    double percentile = 0;  ///< mid-rank, 0..1
};

/// Each paper with a value against its cell, primary category × week; a cell of fewer than `fewest` is pooled into the
/// week, then the window. Papers without a value get none.
std::vector<std::optional<Cohort>> compare_in_cells(const std::vector<Paper>& papers,
                                                    const std::vector<std::optional<double>>& values,
                                                    std::size_t fewest);

/// "98th percentile of 312 cs.CV papers of that week".
std::string cohort_words(const Cohort& cohort, const Paper& paper, std::string_view papers_word = "papers");

/// "41 citations", "1 citation", "12,800 points".
std::string counted(double number, std::string_view one, std::string_view many);

}  // namespace digest
