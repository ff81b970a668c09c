#pragma once

#include <string>

#include "digest/model/candidate.h"

namespace digest {

/// What a signal of a snapshot of format 1 is worth saying. Its evidence is English prose (SentenceEvidence), so this
/// takes the sentences apart; an edition that was frozen so is told in the same words as ever.
std::string reason_of_format_1(const Signal& signal);

}  // namespace digest
