#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digest/compose/cleaning.h"
#include "digest/compose/drop_rule.h"
#include "digest/compose/roles.h"
#include "digest/model/edition.h"
#include "digest/model/paper.h"

namespace digest {

/// What the composer of blurbs goes by. Nothing is owned.
struct BlurbOptions {
    bool keep_math = false;                   ///< math = "mathjax": $…$ stays
    const RoleModel* roles = nullptr;         ///< null: roles by rule
    const KnownWords* known_words = nullptr;  ///< null: the abstract's own words settle its broken hyphens
};

/// "Why" and "Key insights" from the abstract's own sentences, in the third person; the rules are in docs/prose.md.
/// Both blocks, or an empty one where the abstract cannot give both: withdrawn, empty, not English, shouted, or
/// nothing left to say. Pure.
Blurb compose_blurb(const Paper& paper, const BlurbOptions& options = {});

inline bool is_complete(const Blurb& blurb) {
    return !blurb.why.empty() && !blurb.insights.empty();
}

/// What became of one sentence of the abstract.
struct ExplainedSentence {
    std::string text;  ///< made readable, not rewritten
    SentenceRole role = SentenceRole::other;
    double confidence = 0;
    SentenceOutcome outcome = SentenceOutcome::dropped;
    std::optional<DropRule> rule{};  ///< of a dropped one

    bool operator==(const ExplainedSentence&) const = default;
};

/// The sentences of the abstract in order, for whoever asks why a blurb reads as it does.
std::vector<ExplainedSentence> explain_abstract(const Paper& paper, const BlurbOptions& options = {});

}  // namespace digest
