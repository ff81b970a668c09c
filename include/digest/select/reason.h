#pragma once

#include <string>
#include <vector>

#include "digest/model/candidate.h"

namespace digest {

/// Mean of each signal over the candidates that know it: what a reason is measured against.
std::vector<double> signal_means(const std::vector<Candidate>& candidates);

/// Why a candidate stands where it stands, by the three signals that lift it most above the mean: "strong on topic
/// (BM25F 0.81: dense retrieval, BM25), widely cited (98th percentile), with code". Never empty.
std::string reason_in_words(const Candidate& candidate, const std::vector<double>& means);

}  // namespace digest
