#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace digest {

/// One step of a long task, for whoever shows progress. A sink must be cheap and must not throw.
struct ProgressEvent {
    std::string task;    ///< "harvest", "observe", "import": stays the same through one task; empty: only says what the
                         ///< current one waits for
    std::string detail;  ///< "15 December, page 2"; may be empty
    std::int64_t done = 0;              ///< units of the task
    std::int64_t total = 0;             ///< 0: not known
    std::string unit;                   ///< "papers", "pages"
    std::string waiting_for;            ///< "arxiv.org: one request every 3 s"; empty: not waiting
    std::chrono::milliseconds wait{0};  ///< how long it will wait
    bool finished = false;
};

using ProgressSink = std::function<void(const ProgressEvent&)>;

}  // namespace digest
