#pragma once

#include <optional>
#include <string>

#include "digest/base/dates.h"
#include "digest/model/services.h"

namespace digest {

/// What a service said of one number of one paper. Unknown, absent, failed and zero are four different things:
/// zero is `known` with value 0.
enum class ObservationState {
    known,    ///< value holds the number
    unknown,  ///< the service was asked and does not know the paper or the number
    absent,   ///< a list that was read in full does not hold the paper: a known zero
    failed,   ///< it was asked and no usable answer came
};

struct Observation {
    std::string paper_id;
    std::string service;  ///< its name, as in model/services.h: "semantic_scholar"
    std::string metric;   ///< "citations", "influential_citations", "h_indexes", "upvotes", "points", "stars", …
    ObservationState state = ObservationState::known;
    std::optional<double> value{};
    std::string detail{};  ///< what goes with the number: the discussion's address, "12,40,7" for h_indexes
    Timestamp observed_at{};

    bool operator==(const Observation&) const = default;
};

}  // namespace digest
