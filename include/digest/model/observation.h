#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "digest/base/dates.h"

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
    std::string service;  ///< "semantic_scholar", "openalex", "hugging_face", "hacker_news", "github", …
    std::string metric;   ///< "citations", "influential_citations", "h_indexes", "upvotes", "points", "stars", …
    ObservationState state = ObservationState::known;
    std::optional<double> value{};
    std::string detail{};  ///< what goes with the number: the discussion's address, "12,40,7" for h_indexes
    Timestamp observed_at{};

    bool operator==(const Observation&) const = default;
};

/// A service as people know it: "Semantic Scholar" of "semantic_scholar".
std::string service_title(std::string_view service);
/// What the service asks those who show its numbers to print; empty where it asks nothing.
std::string service_attribution(std::string_view service);

}  // namespace digest
