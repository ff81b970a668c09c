#pragma once

#include "digest/base/tasks.h"

namespace digest {

/// Up to as many threads as the machine runs at once, and no more than four: months are small. This thread takes part.
unsigned useful_threads();

/// Runs tasks on `threads` threads; whichever is free takes the next one.
TaskRunner on_threads(unsigned threads);

}  // namespace digest
