#pragma once

#include "digest/base/error.h"

namespace digest {

/// The exit codes of the contract (docs/cli.md); 0 is done, written or unchanged.
int exit_code(ErrorKind kind);

inline constexpr int exit_bug = 70;

}  // namespace digest
