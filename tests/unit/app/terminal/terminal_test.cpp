#include "app/terminal/terminal.h"

#include <algorithm>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace digest;

namespace {

/// What a terminal writes.
struct Screen {
    std::string text{};
    Environment environment{};
    CommonOptions options{};

    Screen() {
        environment.write_err = [this](std::string_view more) { text += more; };
    }
    std::ptrdiff_t lines() const { return std::count(text.begin(), text.end(), '\n'); }
};

ProgressEvent harvest(std::int64_t done) {
    ProgressEvent event;
    event.task = "harvest";
    event.unit = "days";
    event.done = done;
    event.total = 48;
    return event;
}

ProgressEvent waiting() {
    ProgressEvent event;
    event.waiting_for = "arXiv's pace";
    event.wait = std::chrono::milliseconds{3000};
    return event;
}

}  // namespace

TEST_CASE("a task that waits between its steps is one task: a file gets a line now and then", "[terminal]") {
    Screen screen;
    Terminal terminal{screen.environment, screen.options};
    const ProgressSink progress = terminal.progress();
    for (int i = 1; i <= 20; ++i) {
        progress(harvest(i));
        progress(waiting());
    }
    CHECK(screen.text == "harvest, 1 of 48 days\n");
    ProgressEvent end = harvest(48);
    end.finished = true;
    progress(end);
    progress(harvest(1));
    CHECK(screen.lines() == 2);
}

TEST_CASE("a terminal shows what the task waits for beside the task", "[terminal]") {
    Screen screen;
    screen.environment.stderr_is_terminal = true;
    Terminal terminal{screen.environment, screen.options};
    const ProgressSink progress = terminal.progress();
    progress(harvest(3));
    progress(waiting());
    CHECK(screen.text.ends_with("harvest, 3 of 48 days (waiting 3.0 s for arXiv's pace)"));
}

TEST_CASE("each message as JSON has the time at which it was said", "[terminal]") {
    Screen screen;
    screen.options.log_format = LogFormat::json;
    screen.environment.now = *parse_rfc3339("2022-02-05T06:00:00Z");
    screen.environment.clock = [time = screen.environment.now]() mutable { return time += std::chrono::seconds{7}; };
    Terminal terminal{screen.environment, screen.options};
    terminal.say("one");
    terminal.say("two");
    const std::size_t second = screen.text.find('\n') + 1;
    CHECK(nlohmann::json::parse(screen.text.substr(0, second))["time"] == "2022-02-05T06:00:07Z");
    CHECK(nlohmann::json::parse(screen.text.substr(second))["time"] == "2022-02-05T06:00:14Z");
}
