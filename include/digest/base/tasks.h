#pragma once

#include <functional>
#include <vector>

namespace digest {

/// Independent pieces of work: each writes to a place of its own, so that neither their order nor the number of threads
/// shows in the result.
using Tasks = std::vector<std::function<void()>>;

/// Runs all tasks and returns when the last one has ended. How, is for the caller of a pure function to say: the pure
/// layers know no threads. The exception of the first task that threw, in the order of the tasks, is thrown on.
using TaskRunner = std::function<void(const Tasks&)>;

/// One after another, on this thread.
inline void run_in_order(const Tasks& tasks) {
    for (const auto& task : tasks) {
        task();
    }
}

}  // namespace digest
