#pragma once

#include <string>
#include <string_view>

namespace digest {

/// What stands before a sentence in its block, as far as pronouns go.
struct PersonContext {
    bool authors_before = false;  ///< the sentence right before has the authors as its subject
    bool plural_before = false;   ///< and another plural that "they" could mean
    bool one_author = false;      ///< the authors are one person: "the author presents"
};

struct ThirdPerson {
    std::string text;
    bool who = false;         ///< "we" or "us" was replaced, or "In this paper," taken away
    bool our = false;         ///< "our" was replaced
    bool capital = false;     ///< a wrong capital within the sentence went: "First, We"
    bool complete = true;     ///< false: a first person is left outside quotation marks
    bool agrees = true;       ///< false: one author, and verbs that could not be brought into the singular
    PersonContext context{};  ///< for the sentence after this one
};

/// A sentence of an abstract in the third person (docs/prose.md, "Who" and "Our"): nothing but the pronouns and what
/// belongs to them is changed, and nothing within quotation marks. One author becomes "the author", then "they".
ThirdPerson to_third_person(std::string_view sentence, const PersonContext& before = {});

/// Whether "we", "our", "us", "I", "my", "me" or their kin stand outside quotation marks.
bool has_first_person(std::string_view sentence);

}  // namespace digest
