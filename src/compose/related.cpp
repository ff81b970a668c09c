#include "digest/compose/related.h"

#include <algorithm>

#include "digest/model/arxiv_id.h"
#include "digest/text/similarity.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr std::size_t shown = 3;
constexpr std::size_t looked_at = 24;
constexpr std::size_t largest_space = 2000;  // papers that the latent space is learnt from
constexpr double near_enough = 0.3;
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

}  // namespace

std::vector<std::vector<RelatedPaper>> find_related(const std::vector<const Paper*>& picks,
                                                    const std::vector<const Paper*>& pool) {
    std::vector<std::vector<RelatedPaper>> related(picks.size());
    if (picks.empty() || pool.empty()) return related;
    TfidfIndex index(pool);
    std::vector<const WordVector*> learnt_from;
    for (std::size_t i = 0; i < index.size() && i < largest_space; ++i) learnt_from.push_back(&index.vector(i));
    const LatentSpace space(learnt_from, index);
    for (std::size_t p = 0; p < picks.size(); ++p) {
        const WordVector words = index.fold_in(*picks[p]);
        const std::vector<float> place = space.place(words);
        std::vector<Found> found;
        for (const Neighbour& neighbour : index.nearest(words, looked_at)) {
            const Paper& other = *pool[neighbour.paper];
            if (other.id == picks[p]->id || other.withdrawn) continue;
            const auto other_place = space.place(index.vector(neighbour.paper));
            const double similarity = mixed_similarity(neighbour.similarity, place, other_place);
            if (similarity >= near_enough && similarity < near_duplicate)
                found.push_back({neighbour.paper, similarity});
        }
        std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
            if (a.similarity != b.similarity) return a.similarity > b.similarity;
            const Paper& left = *pool[a.paper];
            const Paper& right = *pool[b.paper];
            if (left.submitted != right.submitted) return left.submitted > right.submitted;
            return left.id < right.id;
        });
        for (const Found& one : found) {
            const Paper& other = *pool[one.paper];
            const bool known = std::any_of(related[p].begin(), related[p].end(),
                                           [&](const RelatedPaper& before) { return before.id == other.id; });
            if (known || related[p].size() == shown) continue;
            related[p].push_back(related_paper(other));
            related[p].back().reason = shared(words, index.vector(one.paper), index.vocabulary());
        }
    }
    return related;
}

}  // namespace digest
