#pragma once

#include <optional>
#include <vector>

#include "digest/model/edition.h"
#include "digest/model/paper.h"
#include "digest/text/similarity.h"

namespace digest {

/// Finds papers on the same thing in a pool, which must outlive it. To read the pool takes nearly all of the time.
class RelatedFinder {
  public:
    explicit RelatedFinder(std::vector<const Paper*> pool);

    /// Up to three papers of the pool, nearest first: the 24 nearest by TF-IDF over the pool, ordered anew by TF-IDF
    /// and LSA in equal parts, above a threshold; over fewer than 256 papers, which span no space worth learning, by
    /// TF-IDF alone. Never the paper itself, a work that is nearly the same, or one withdrawn. `reason` names the words
    /// they share most.
    std::vector<RelatedPaper> related_to(const Paper& pick);

  private:
    struct Found {
        std::size_t paper = 0;
        double similarity = 0;
    };
    std::vector<Found> near_papers(const Paper& pick, const WordVector& words) const;
    double nearness(const Neighbour& neighbour, const std::vector<float>& place) const;

    std::vector<const Paper*> pool_;
    TfidfIndex index_;
    std::optional<LatentSpace> space_{};
};

}  // namespace digest
