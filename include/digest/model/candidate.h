#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digest/model/evidence.h"
#include "digest/model/paper.h"

namespace digest {

/// One named reason to rank. Bounded 0..1, or unknown.
struct Signal {
    std::string name;
    std::optional<double> value{};
    double weight = 0;                 ///< as it counted: configured, faded or capped
    std::vector<Evidence> evidence{};  ///< what caused it

    bool operator==(const Signal&) const = default;
};

/// A paper of the window with its signals and score.
struct Candidate {
    Paper paper{};
    std::vector<Signal> signals{};
    double score = 0;
    std::vector<std::string> topics{};  ///< names of the topics that matched, strongest first

    bool operator==(const Candidate&) const = default;
};

/// The total order of every list: score, then newer, then id.
bool ranks_before(const Candidate& a, const Candidate& b);

}  // namespace digest
