#pragma once

#include <span>

#include "digest/base/error.h"

namespace digest {

/// The exit codes of the contract (docs/cli.md); 0 is done, written or unchanged.
int exit_code(ErrorKind kind);

inline constexpr int exit_bug = 70;

struct ExitCodeDocumentation {
    int code = 0;
    const char* meaning = "";
};
/// Every exit code there is, ascending: for the manual page and the documentation's test.
std::span<const ExitCodeDocumentation> exit_code_documentation();

}  // namespace digest
