#include "app/machine/task_threads.h"

#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

namespace digest {

TEST_CASE("every task is run once, on one thread or many") {
    for (const unsigned threads : {1U, 2U, 7U}) {
        std::vector<int> runs(100);
        Tasks tasks;
        for (int& count : runs) {
            tasks.emplace_back([&count] { ++count; });
        }
        on_threads(threads)(tasks);
        CHECK(runs == std::vector<int>(100, 1));
        on_threads(threads)({});
    }
    int ran = 0;
    run_at_once({[&ran] { ran = 1; }});
    CHECK(ran == 1);
}

TEST_CASE("the first exception by the tasks' order is thrown on, when all tasks have ended") {
    int ended = 0;
    Tasks tasks;
    tasks.emplace_back([] { throw std::runtime_error("the first"); });
    tasks.emplace_back([] { throw std::runtime_error("the second"); });
    tasks.emplace_back([&ended] { ended = 1; });
    std::string said;
    try {
        on_threads(2)(tasks);
    } catch (const std::runtime_error& error) {
        said = error.what();
    }
    CHECK(said == "the first");
    CHECK(ended == 1);
}

}  // namespace digest
