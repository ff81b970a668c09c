#pragma once

#include <string>

namespace digest {

/// The script with which bash completes verbs, options, values and file names of digest. It needs bash 4.4 and nothing
/// else.
std::string bash_completion_script();

}  // namespace digest
