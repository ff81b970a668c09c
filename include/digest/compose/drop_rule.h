#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace digest {

/// The rule that left a sentence of an abstract out of the blurb; docs/prose.md has them all.
enum class DropRule {
    label,         ///< nothing but the label of what follows
    tex,           ///< could not be made readable
    fragment,      ///< no whole sentence
    availability,  ///< says where code or data are
    status,        ///< "under review"
    layout,        ///< how the paper is organised
    hope,
    first_person,  ///< cannot be told in the third person
    duplicate,     ///< says the same as another
    background,    ///< that the Why has no room for
    length,        ///< that the insights have no room for
    leans,         ///< cannot stand without a sentence that is not there
    empty_claim,
    third_number,  ///< two sentences of numbers are enough
};

/// As `explain` tells them.
constexpr std::string_view drop_rule_name(DropRule rule) {
    constexpr auto names = std::to_array<std::string_view>({"label", "tex", "fragment", "availability", "status",
                                                            "layout", "hope", "first_person", "duplicate", "background",
                                                            "length", "leans", "empty_claim", "third_number"});
    static_assert(names.size() == static_cast<std::size_t>(DropRule::third_number) + 1);
    return names[static_cast<std::size_t>(rule)];
}

/// Where a sentence of an abstract went.
enum class SentenceOutcome { why, insight, dropped };

constexpr std::string_view outcome_name(SentenceOutcome outcome) {
    constexpr auto names = std::to_array<std::string_view>({"why", "insight", "dropped"});
    static_assert(names.size() == static_cast<std::size_t>(SentenceOutcome::dropped) + 1);
    return names[static_cast<std::size_t>(outcome)];
}

}  // namespace digest
