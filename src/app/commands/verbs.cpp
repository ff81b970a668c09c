#include "app/commands/verbs.h"

#include <array>

namespace digest {

Verbs all_verbs() {
    static constexpr std::array verbs = {&build_verb,   &fetch_verb,  &status_verb,  &rank_verb, &shortlist_verb,
                                         &explain_verb, &topics_verb, &trends_verb,  &edit_verb, &pick_verb,
                                         &drop_verb,    &diff_verb,   &learn_verb,   &eval_verb, &check_verb,
                                         &import_verb,  &init_verb,   &schedule_verb};
    return verbs;
}

}  // namespace digest
