#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "metrics.h"

namespace digest {

/// The measures that have an interval, of a ranking in which the i-th paper stands `times[i]` times.
struct RepeatedRanking {
    const RankedGrades* grades = nullptr;         ///< best first
    const std::vector<double>* scores = nullptr;  ///< in the same order; equal ones are ties for the AUC
    std::size_t missed = 0;
};

struct SampledMeasures {
    std::vector<double> recall{};     ///< at recall_depths
    std::vector<double> precision{};  ///< at precision_depths
    double ndcg = 0;
    double auc = 0;
};

inline constexpr std::size_t recall_depths[] = {10, 50, 100, 200};
inline constexpr std::size_t precision_depths[] = {10, 50};
inline constexpr std::size_t ndcg_depth = 100;

SampledMeasures measure_sample(const RepeatedRanking& ranking, const std::vector<std::uint16_t>& times);

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
class Generator {
  public:
    explicit Generator(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// Even over [0, bound) to within 2^-32.
    std::size_t below(std::size_t bound);

  private:
    std::uint64_t state_;
};

/// How often each of `count` papers is drawn in `count` draws with replacement.
std::vector<std::uint16_t> draw_sample(Generator& generator, std::size_t count);

}  // namespace digest
