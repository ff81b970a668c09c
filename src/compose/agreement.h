#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "digest/compose/words.h"

namespace digest {

/// Words of a sentence, and what they become.
using Inflections = std::vector<std::pair<std::size_t, std::string>>;

/// "we present X and evaluate it" behind one person: the verbs of the subject at word `we`, in the third person
/// singular. Nothing where it cannot be told which words they are, and then the sentence is better left in the plural.
std::optional<Inflections> singular_verbs(std::string_view sentence, const Words& words, std::size_t we);

/// Whether these are the names of one person, not of a team or a collaboration.
bool names_one_person(const std::vector<std::string>& authors);

}  // namespace digest
