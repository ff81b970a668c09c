#pragma once

#include <cstdint>
#include <string_view>

#include "digest/compose/words.h"

namespace digest {

/// What the words of a sentence tell about it.
enum class Cue : unsigned {
    own_work,           ///< the authors' own: "we propose", "our method", "this paper", "is proposed"
    generic_we,         ///< people in general: "as we move toward", "our society"
    contribution,       ///< names what the paper gives: "we propose", "this paper introduces"
    aim,                ///< "aims to", "we address the problem"
    gap,                ///< what is missing: "however", "remains", "lack", "struggle", "little attention"
    limit,              ///< a limit or a negative result of the work itself: "lags behind", "fails to", "no single"
    result,             ///< reports a finding
    number,             ///< its point is a number
    empty_claim,        ///< "extensive experiments demonstrate the effectiveness of our method"
    availability,       ///< "Code: URL", "we release …", "is publicly available"
    status,             ///< "under review", "accepted at"
    layout,             ///< "is organised as follows", "can be read from any section"
    hope,               ///< hopes and future work
    leans,              ///< cannot stand without the sentence right before: "such", "these", "they", "it"
    leans_on_block,     ///< wants some sentence before it: "these results"
    enumerates,         ///< "Second, …", "Third, …", "(ii)": part of a chain
    opens_enumeration,  ///< "First, …"
};

/// A set of cues.
class Cues {
  public:
    bool has(Cue cue) const { return ((bits_ >> static_cast<unsigned>(cue)) & 1U) != 0; }
    void add(Cue cue) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(cue); }

  private:
    std::uint64_t bits_ = 0;
};

Cues find_cues(std::string_view sentence);
Cues find_cues(std::string_view sentence, const Words& words);

}  // namespace digest
