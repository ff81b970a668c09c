#pragma once

#include <vector>

#include "digest/model/edition.h"
#include "digest/model/paper.h"

namespace digest {

/// For each of `picks` up to three papers of `pool` on the same thing, nearest first: the 24 nearest by TF-IDF over the
/// pool, ordered anew by TF-IDF and LSA in equal parts, above a threshold; over fewer than 256 papers, which
/// span no space worth learning, by TF-IDF alone. Never the paper itself, a work that is
/// nearly the same, or one withdrawn. `reason` names the words they share most. Pure.
std::vector<std::vector<RelatedPaper>> find_related(const std::vector<const Paper*>& picks,
                                                    const std::vector<const Paper*>& pool);

}  // namespace digest
