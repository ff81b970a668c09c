#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/terminal/options.h"

namespace digest {

/// The manual page digest(1) in roff (macros of man(7)), in ASCII: every verb and option as the command line knows
/// them. `date` is the one in its footer ("2022-02-05"); it may be empty.
std::string manual_page(const std::vector<VerbDocumentation>& verbs, std::string_view date);

/// A text as roff prints it, letter for letter.
std::string roff_escaped(std::string_view text);

}  // namespace digest
