#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "digest/model/paper.h"
#include "digest/text/tokens.h"

namespace digest {

inline constexpr std::size_t plain_feature_count = 19;
inline constexpr std::size_t strongest_author = 20;  ///< places of the two features of author history
inline constexpr std::size_t all_authors = 21;

/// Plain metadata in a fixed order. Zero is the usual paper, and what is not known.
std::array<double, plain_feature_count> plain_features(const Paper& paper, const TokenisedPaper& tokens);

/// Several places may share a name ("number of authors"): they are one reason to a reader.
std::string_view plain_feature_label(std::size_t place);

}  // namespace digest
