#include "app/machine/task_threads.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace digest {

TaskRunner on_threads(unsigned threads) {
    return [threads](const Tasks& tasks) {
        std::vector<std::exception_ptr> thrown(tasks.size());
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < tasks.size(); i = next++) {
                try {
                    tasks[i]();
                } catch (...) {
                    thrown[i] = std::current_exception();
                }
            }
        };
        {
            std::vector<std::jthread> others;
            for (std::size_t i = 1; i < std::min<std::size_t>(threads, tasks.size()); ++i) {
                others.emplace_back(work);
            }
            work();
        }
        const auto first = std::find_if(thrown.begin(), thrown.end(), [](const auto& each) { return each != nullptr; });
        if (first != thrown.end()) {
            std::rethrow_exception(*first);
        }
    };
}

void run_at_once(const Tasks& tasks) {
    on_threads(std::clamp(std::thread::hardware_concurrency(), 1U, 4U))(tasks);
}

}  // namespace digest
