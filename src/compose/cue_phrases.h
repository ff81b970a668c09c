#pragma once

#include <cstdint>

#include "digest/compose/words.h"

namespace digest {

/// What single phrases say; cues come from their combinations.
enum Sign : std::uint32_t {
    announces = 1U << 0,  // a verb that gives something: "propose"
    reports = 1U << 1,    // results: "outperforms", "experiments show"
    aims = 1U << 2,
    lacks = 1U << 3,  // the gap
    limits = 1U << 4,
    available = 1U << 5,
    releases = 1U << 6,
    artefact = 1U << 7,  // code, data set, weights
    hopes = 1U << 8,
    states = 1U << 9,  // status
    lays_out = 1U << 10,
    evidence = 1U << 11,  // experiments, results, evaluations
    shows = 1U << 12,
    virtue = 1U << 13,  // effectiveness, superiority
    this_work = 1U << 14,
    passive = 1U << 15,  // "is proposed"
};

/// The signs that any phrase of the sentence gives.
std::uint32_t signs_of(const Words& words);

}  // namespace digest
