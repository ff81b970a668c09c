#pragma once

#include "app/terminal/options.h"
#include "app/workspace/session.h"

namespace digest {

/// Every verb, in the order in which help and manual list them.
Verbs all_verbs();

// A row each, in src/app/commands/<verb>.cpp.
extern const Verb build_verb;
extern const Verb fetch_verb;
extern const Verb status_verb;
extern const Verb rank_verb;
extern const Verb shortlist_verb;
extern const Verb explain_verb;
extern const Verb topics_verb;
extern const Verb trends_verb;
extern const Verb edit_verb;
extern const Verb pick_verb;
extern const Verb drop_verb;
extern const Verb diff_verb;
extern const Verb learn_verb;
extern const Verb eval_verb;
extern const Verb check_verb;
extern const Verb import_verb;
extern const Verb init_verb;
extern const Verb schedule_verb;

}  // namespace digest
