#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "digest/model/candidate.h"

namespace digest {

/// Mean of each signal over the candidates that know it: what a reason is measured against.
std::vector<double> signal_means(const std::vector<Candidate>& candidates);

/// The signals that lift a candidate most above the mean, strongest first, at most three: places in its signals.
std::vector<std::size_t> strongest_signals(const Candidate& candidate, const std::vector<double>& means);

/// Why a candidate stands where it stands, by its strongest signals: "strong on topic (BM25F 0.81: dense retrieval,
/// BM25), widely cited (41 citations, 98th percentile), with code". Never empty.
std::string reason_in_words(const Candidate& candidate, const std::vector<std::size_t>& strongest);

}  // namespace digest
