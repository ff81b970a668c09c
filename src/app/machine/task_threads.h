#pragma once

#include "digest/base/tasks.h"

namespace digest {

/// Runs tasks on `threads` threads, this one among them; whichever is free takes the next one.
TaskRunner on_threads(unsigned threads);

/// The same on as many threads as the machine runs at once, and no more than four: months are small.
void run_at_once(const Tasks& tasks);

}  // namespace digest
