#pragma once

#include <string>
#include <string_view>

namespace digest {

/// The script with which bash completes verbs, options, values and file names of digest. It needs bash 4.4 and nothing
/// else.
std::string bash_completion_script();

/// The manual page digest(1) in roff (macros of man(7)), in ASCII: every verb and option as the command line knows
/// them. `date` is the one in its footer ("2022-02-05"); it may be empty.
std::string manual_page(std::string_view date);

}  // namespace digest
