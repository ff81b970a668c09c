#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "digest/model/linear_model.h"
#include "digest/model/paper.h"
#include "digest/text/tokens.h"

namespace digest {

/// Author as arXiv writes the name → how much more often than usual papers of this author were chosen: the shrunken
/// log ratio that fit() computes. An author who is not in it was never chosen.
using AuthorHistory = std::map<std::string, double>;

/// One value of the feature vector that fitting and scoring share.
struct Feature {
    std::uint32_t bucket = 0;
    double value = 0;

    bool operator==(const Feature&) const = default;
};

inline constexpr unsigned min_bucket_bits = 8;
inline constexpr unsigned max_bucket_bits = 19;

/// The feature vector of a paper, ascending by bucket, each bucket once.
///
/// Words of title and abstract count 1 + ln(how often), pairs of neighbouring words as often as they come, each field
/// divided by the square root of how many words (different ones) and pairs it has; the title's times 0.3. A word has
/// one bucket whichever field it stands in. How rare a word is, is no part of the vector: fit() folds it into the
/// weights. The last buckets are kept for plain metadata. What a source may simply not have given (authors, comment)
/// never counts as such: without authors the features that count them are those of the usual paper, which is zero.
std::vector<Feature> extract_features(const Paper& paper, unsigned bucket_bits);

/// Words and pairs only take buckets below this one.
std::uint32_t text_buckets(unsigned bucket_bits);

/// The features of the authors' histories, one value an author in the paper's order; to be added to extract_features.
std::vector<Feature> history_features(const std::vector<double>& values, unsigned bucket_bits);

/// What a plain feature is called: "number of authors", "link to code"; empty for a bucket of words.
std::string_view plain_feature_name(std::uint32_t bucket, unsigned bucket_bits);
bool is_history_feature(std::uint32_t bucket, unsigned bucket_bits);

/// For naming the heaviest buckets: counts in `texts` how many of the given papers have a word or pair in one of its
/// buckets. Only buckets that are keys of `texts` already are looked at.
using BucketTexts = std::unordered_map<std::uint32_t, std::map<std::string, int>>;
void collect_feature_texts(const Paper& paper, unsigned bucket_bits, BucketTexts& texts);

/// One reason of a linear model: what was seen and how it moved the score (log-odds; positive: for the paper).
struct Contribution {
    std::string feature;  ///< "agentic", "open source" (two words in a row), "link to code", …
    double value = 0;

    bool operator==(const Contribution&) const = default;
};

/// The model's probability, 0..1, that the paper is one of the chosen. `history` is looked at only by a model with
/// author_history; without one there every author counts as new. A model without weights answers 0.5.
double linear_probability(const LinearModel& model, const Paper& paper, const AuthorHistory* history = nullptr);
/// The same for a reader who has the paper's words already.
double linear_probability(const LinearModel& model, const Paper& paper, const TokenisedPaper& tokens,
                          const AuthorHistory* history);

/// The same before the sigmoid: log-odds.
double linear_score(const LinearModel& model, const Paper& paper, const AuthorHistory* history = nullptr);
double linear_score(const LinearModel& model, const Paper& paper, const TokenisedPaper& tokens,
                    const AuthorHistory* history);

/// The heaviest reasons for and against, by absolute value, then by name; at most `count`.
std::vector<Contribution> explain_linear(const LinearModel& model, const Paper& paper, std::size_t count,
                                         const AuthorHistory* history = nullptr);

}  // namespace digest
