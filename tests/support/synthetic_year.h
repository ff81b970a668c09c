#pragma once

#include <string>
#include <vector>

#include "digest/model/paper.h"

namespace digest::test {

/// Made-up papers, a few every day, whose abstracts give both blocks and have little in common. The same days give the
/// same papers.
std::vector<Paper> synthetic_papers(Day from, Day until, int papers_a_day);

/// As arXiv's metadata dump has them: a JSON object a line.
std::string metadata_dump(const std::vector<Paper>& papers);

}  // namespace digest::test
