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
        if (left.first != right.first) {
            return left.first > right.first;
        }
        return vocabulary.text(left.second) < vocabulary.text(right.second);
    });
    std::string words;
    for (std::size_t i = 0; i < common.size() && i < shared_words; ++i) {
        if (i > 0) {
            words += ", ";
        }
        words += vocabulary.text(common[i].second);
    }
    return words;
}

RelatedPaper related_paper(const Paper& paper) {
    return {paper.id, tex_to_unicode(paper.title).text, abstract_url(paper.id), {}, {}};
}

}  // namespace

RelatedFinder::RelatedFinder(std::vector<const Paper*> pool) : pool_(std::move(pool)), index_(pool_) {
    if (index_.size() < smallest_space) {
        return;
    }
    std::vector<const WordVector*> learnt_from;
    for (std::size_t i = 0; i < index_.size() && i < largest_space; ++i) {
        learnt_from.push_back(&index_.vector(i));
    }
    space_.emplace(learnt_from, index_);
}

double RelatedFinder::nearness(const Neighbour& neighbour, const std::vector<float>& place) const {
    if (!space_) {
        return neighbour.similarity;
    }
    return mixed_similarity(neighbour.similarity, place, space_->place(index_.vector(neighbour.paper)));
}

/// Those near enough, nearest first, each work once.
std::vector<RelatedFinder::Found> RelatedFinder::near_papers(const Paper& pick, const WordVector& words) const {
    std::vector<Found> found;
    const std::vector<float> place = space_ ? space_->place(words) : std::vector<float>{};
    const double threshold = space_ ? near_enough : near_enough_in_words;
    for (const Neighbour& neighbour : index_.nearest(words, looked_at)) {
        const Paper& other = *pool_[neighbour.paper];
        if (other.id == pick.id || other.withdrawn) {
            continue;
        }
        const double similarity = nearness(neighbour, place);
        if (similarity >= threshold && similarity < near_duplicate) {
            found.push_back({neighbour.paper, similarity});
        }
    }
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
        if (a.similarity != b.similarity) {
            return a.similarity > b.similarity;
        }
        const Paper& left = *pool_[a.paper];
        const Paper& right = *pool_[b.paper];
        if (left.submitted != right.submitted) {
            return left.submitted > right.submitted;
        }
        return left.id < right.id;
    });
    const auto same_work = [&](const Found& a, const Found& b) { return pool_[a.paper]->id == pool_[b.paper]->id; };
    found.erase(std::unique(found.begin(), found.end(), same_work), found.end());
    return found;
}

std::vector<RelatedPaper> RelatedFinder::related_to(const Paper& pick) {
    std::vector<RelatedPaper> related;
    const WordVector words = index_.fold_in(pick);
    for (const Found& one : near_papers(pick, words)) {
        if (related.size() == shown) {
            break;
        }
        related.push_back(related_paper(*pool_[one.paper]));
        related.back().reason = shared(words, index_.vector(one.paper), index_.vocabulary());
    }
    return related;
}

}  // namespace digest
