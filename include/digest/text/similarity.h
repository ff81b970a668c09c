#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "digest/model/paper.h"
#include "digest/text/tokens.h"

namespace digest {

/// The words of a paper with their TF-IDF weights, ordered by word, of length 1 (or empty).
using WordVector = std::vector<std::pair<TokenId, float>>;

/// 0..1.
double cosine(const WordVector& a, const WordVector& b);

/// A paper and how near it is; nearest first, equals in the order in which the papers were given.
struct Neighbour {
    std::size_t paper = 0;
    double similarity = 0;

    bool operator==(const Neighbour&) const = default;
};

/// TF-IDF of title and abstract, each once: (1 + ln tf) · (1 + ln((1 + N) / (1 + n))), plurals folded, function words
/// and numbers out. With an inverted index, so that the nearest are found without comparing all.
class TfidfIndex {
  public:
    explicit TfidfIndex(const std::vector<const Paper*>& papers);

    std::size_t size() const { return vectors_.size(); }
    const WordVector& vector(std::size_t paper) const { return vectors_[paper]; }
    /// Another paper in the same weights; words that none of the index's papers has are passed over.
    WordVector fold_in(const Paper& paper);
    /// Those with any word in common, at most `count`.
    std::vector<Neighbour> nearest(const WordVector& vector, std::size_t count) const;
    /// Stable across runs, whatever the numbers of the words.
    std::uint64_t word_hash(TokenId word) const { return vocabulary_.stable_hash(word); }
    std::size_t words() const { return idf_.size(); }
    double idf(TokenId word) const { return word < idf_.size() ? static_cast<double>(idf_[word]) : 0.0; }
    Vocabulary& vocabulary() { return vocabulary_; }

  private:
    struct Posting {
        std::uint32_t paper = 0;
        float weight = 0;
    };
    WordVector counted_words(const Paper& paper);
    void weigh(WordVector& counts) const;

    Vocabulary vocabulary_{};
    std::vector<float> idf_{};  ///< by word; 0: in no paper
    std::vector<WordVector> vectors_{};
    std::vector<Posting> postings_{};             ///< grouped by word
    std::vector<std::uint32_t> first_posting_{};  ///< by word, and one behind the last
    TokenisedPaper tokens_{};
};

/// Latent semantic analysis: the directions in which a set of word vectors varies most. Randomised SVD (Halko,
/// Martinsson and Tropp 2011) with a fixed projection of ±1 taken from the words' own hashes and one power step; signs
/// normalised.
class LatentSpace {
  public:
    /// `index` must know the words of `vectors`; it is not kept.
    LatentSpace(const std::vector<const WordVector*>& vectors, const TfidfIndex& index, std::size_t dimensions = 64);

    /// Of length 1, or all 0 where the vector has no word of the set.
    std::vector<float> place(const WordVector& vector) const;

  private:
    std::size_t dimensions_ = 0;
    std::vector<std::uint32_t> row_of_word_{};  ///< 0: not in the set, else row + 1
    std::vector<float> directions_{};           ///< a row a word
};

inline constexpr double near_duplicate = 0.85;

/// How near papers of one set are to each other: TF-IDF and LSA-64 in equal parts, learnt from the set itself; 0..1.
/// Nearer than `near_duplicate` is the same work.
class PaperSimilarity {
  public:
    explicit PaperSimilarity(const std::vector<const Paper*>& papers);

    double between(std::size_t a, std::size_t b) const;
    /// The papers that may be near-duplicates of this one: all that are nearer than `near_duplicate`, and perhaps
    /// others. Ascending, without the paper itself.
    std::vector<std::size_t> candidates_for_duplicate(std::size_t paper) const;

  private:
    TfidfIndex index_;
    std::vector<std::vector<float>> places_{};
};

/// Equal parts; a negative LSA cosine counts as 0.
double mixed_similarity(double tfidf, const std::vector<float>& place_a, const std::vector<float>& place_b);

}  // namespace digest
