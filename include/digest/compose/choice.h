#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "digest/compose/connectors.h"
#include "digest/compose/cues.h"
#include "digest/compose/drop_rule.h"
#include "digest/compose/roles.h"
#include "digest/model/operation.h"

namespace digest {

/// A sentence of an abstract on its way into a blurb.
struct DraftSentence {
    int source = 0;
    std::string text{};
    std::vector<Operation> operations{};
    SentenceRole role = SentenceRole::other;
    double confidence = 0;
    Cues cues{};
    int words = 0;
    bool rewritable = true;             ///< false: a first person would be left
    bool flawed = false;                ///< a mistake of the authors shows ("First, We"): better another sentence
    std::optional<DropRule> dropped{};  ///< what left it out; none: it may be used
};

/// Which sentences go where, as indexes of the drafts in document order.
struct Choice {
    std::vector<std::size_t> why{};
    std::vector<std::size_t> insights{};
    std::optional<PurposeClause> purpose{};  ///< the Why is the purpose clause of the first insight
};

/// Rules 3 to 7 of docs/prose.md. What is left out gets the name of its rule in `dropped`.
Choice choose_sentences(std::vector<DraftSentence>& drafts);

}  // namespace digest
