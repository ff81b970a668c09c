#pragma once

#include "digest/app/terminal/environment.h"

namespace digest {

/// Runs one call of the program and gives its exit code. Whatever goes wrong ends as a message on stderr.
int run_program(int argc, const char* const* argv, const Environment& environment);

}  // namespace digest
