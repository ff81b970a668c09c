#pragma once

#include <string>
#include <vector>

#include "app/terminal/options.h"

namespace digest {

/// The script with which bash completes verbs, options, values and file names of digest. It needs bash 4.4 and nothing
/// else.
std::string bash_completion_script(const std::vector<VerbDocumentation>& verbs);

}  // namespace digest
