#pragma once

#include <span>
#include <string>
#include <vector>

#include "digest/base/dates.h"
#include "observe/services.h"
#include "target.h"

namespace digest::fuzz {

inline constexpr Timestamp asked_at{std::chrono::seconds{1'643'673'600}};

inline const std::vector<std::string>& asked_ids() {
    static const std::vector<std::string> ids = {"2201.03545", "2201.04288", "hep-th/9901001"};
    return ids;
}

/// A number is there exactly where it is known, and is one.
inline void require_observation(const Observation& observation) {
    require_id(observation.paper_id);
    require(!observation.service.empty() && !observation.metric.empty(), "a number says whose and what it is");
    require(observation.value.has_value() == (observation.state == ObservationState::known), "known is with a value");
    if (observation.value) {
        require(*observation.value >= 0 && *observation.value <= 1e9, "a value makes sense");
    }
    require(observation.observed_at == asked_at, "a number has its time");
    require_text(observation.detail);
}

/// Each paper that was asked for has each metric once, whatever came.
inline void require_answer(const Result<ServiceAnswer>& answer, std::size_t metrics) {
    if (!answer) {
        return require_message(answer.error());
    }
    require(answer->observations.size() == asked_ids().size() * metrics, "each metric of each paper once");
    for (const Observation& observation : answer->observations) {
        require_observation(observation);
    }
    for (const Notice& notice : answer->notices) {
        require_harmless(notice.message);
    }
}

}  // namespace digest::fuzz
