#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "digest/base/dates.h"
#include "digest/model/paper.h"

namespace digest::bench {

/// Made-up papers in the shape of real ones: lengths, authors, categories, TeX and accents as arXiv's pages have them
/// on average. The same seed and index give the same paper, whatever was made before.
struct Corpus {
    std::uint64_t seed = 1;
    Day first_day = std::chrono::sys_days{std::chrono::year{2022} / 1 / 1};
    int papers_a_day = 400;

    Paper paper(std::uint64_t index) const;
    std::vector<Paper> papers(std::uint64_t count) const;
    std::string atom_page(std::uint64_t count) const;      ///< as the query API sends it
    std::string metadata_line(std::uint64_t index) const;  ///< of arXiv's metadata dump, with its line end
};

}  // namespace digest::bench
