#include "digest/compose/related.h"

#include <algorithm>
#include <optional>

#include "digest/model/arxiv_id.h"
#include "digest/text/similarity.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr std::size_t shown = 3;
constexpr std::size_t looked_at = 24;
constexpr std::size_t largest_space = 2000;  // papers that the latent space is learnt from
constexpr double near_enough = 0.3;
constexpr std::size_t smallest_space = 256;  // fewer papers span a space of their own: then words alone decide
constexpr double near_enough_in_words = 0.15;
constexpr std::size_t shared_words = 3;

struct Found {
    std::size_t paper = 0;
    double similarity = 0;
};

/// The words that add most to the likeness of two vectors.
std::string shared(const WordVector& a, const WordVector& b, const Vocabulary& vocabulary) {
    std::vector<std::pair<float, TokenId>> common;
    for (auto i = a.begin(), k = b.begin(); i != a.end() && k != b.end();) {
        if (i->first == k->first) {
            common.emplace_back(i->second * k->second, i->first);
            ++i;
            ++k;
        } else if (i->first < k->first) {
            ++i;
        } else {
            ++k;
        }
    }
    std::sort(common.begin(), common.end(), [&](const auto& left, const auto& right) {
        if (left.first != right.first) return left.first > right.first;
        return vocabulary.text(left.second) < vocabulary.text(right.second);
    });
    std::string words;
    for (std::size_t i = 0; i < common.size() && i < shared_words; ++i) {
        if (i > 0) words += ", ";
        words += vocabulary.text(common[i].second);
    }
    return words;
}

RelatedPaper related_paper(const Paper& paper) {
    return {paper.id, tex_to_unicode(paper.title).text, abstract_url(paper.id), {}, {}};
}

/// How near a paper is, by words alone or by words and latent space.
class Nearness {
  public:
    explicit Nearness(const TfidfIndex& index) : index_(index) {
        if (index.size() < smallest_space) return;
        std::vector<const WordVector*> learnt_from;
        for (std::size_t i = 0; i < index.size() && i < largest_space; ++i) learnt_from.push_back(&index.vector(i));
        space_.emplace(learnt_from, index);
    }

    double threshold() const { return space_ ? near_enough : near_enough_in_words; }
    std::vector<float> place(const WordVector& words) const {
        return space_ ? space_->place(words) : std::vector<float>{};
    }
    double of(const Neighbour& neighbour, const std::vector<float>& place) const {
        if (!space_) return neighbour.similarity;
        return mixed_similarity(neighbour.similarity, place, space_->place(index_.vector(neighbour.paper)));
    }

  private:
    const TfidfIndex& index_;
    std::optional<LatentSpace> space_{};
};

/// The papers near enough to `pick`, nearest first, each work once.
std::vector<Found> near_papers(const Paper& pick, const WordVector& words, const TfidfIndex& index,
                               const Nearness& nearness, const std::vector<const Paper*>& pool) {
    std::vector<Found> found;
    const std::vector<float> place = nearness.place(words);
    for (const Neighbour& neighbour : index.nearest(words, looked_at)) {
        const Paper& other = *pool[neighbour.paper];
        if (other.id == pick.id || other.withdrawn) continue;
        const double similarity = nearness.of(neighbour, place);
        if (similarity >= nearness.threshold() && similarity < near_duplicate)
            found.push_back({neighbour.paper, similarity});
    }
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
        if (a.similarity != b.similarity) return a.similarity > b.similarity;
        const Paper& left = *pool[a.paper];
        const Paper& right = *pool[b.paper];
        if (left.submitted != right.submitted) return left.submitted > right.submitted;
        return left.id < right.id;
    });
    const auto same_work = [&](const Found& a, const Found& b) { return pool[a.paper]->id == pool[b.paper]->id; };
    found.erase(std::unique(found.begin(), found.end(), same_work), found.end());
    return found;
}

}  // namespace

std::vector<std::vector<RelatedPaper>> find_related(const std::vector<const Paper*>& picks,
                                                    const std::vector<const Paper*>& pool) {
    std::vector<std::vector<RelatedPaper>> related(picks.size());
    if (picks.empty() || pool.empty()) return related;
    TfidfIndex index(pool);
    const Nearness nearness(index);
    for (std::size_t p = 0; p < picks.size(); ++p) {
        const WordVector words = index.fold_in(*picks[p]);
        for (const Found& one : near_papers(*picks[p], words, index, nearness, pool)) {
            if (related[p].size() == shown) break;
            related[p].push_back(related_paper(*pool[one.paper]));
            related[p].back().reason = shared(words, index.vector(one.paper), index.vocabulary());
        }
    }
    return related;
}

}  // namespace digest
