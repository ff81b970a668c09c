#include "digest/net/pacer.h"

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

using namespace digest;
using namespace std::chrono_literals;

namespace {

using Steady = std::chrono::steady_clock;

/// A folder that is gone afterwards.
struct Folder {
    std::filesystem::path path;

    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "digest-pacer-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr) {
            path = name;
        }
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path); }
};

Pacer::Settings paced(std::chrono::milliseconds interval, std::filesystem::path lock_file = {}) {
    Pacer::Settings settings;
    settings.interval = interval;
    settings.lock_file = std::move(lock_file);
    return settings;
}

Steady::duration time_of_turn(Pacer& pacer, Steady::time_point not_before = {}) {
    const auto begin = Steady::now();
    REQUIRE(pacer.take_turn({}, not_before));
    return Steady::now() - begin;
}

struct Span {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Takes turns in a process of its own and tells through the pipe when each began and ended.
pid_t take_turns_elsewhere(const std::filesystem::path& lock_file, int turns, int pipe) {
    const pid_t child = ::fork();
    if (child != 0) {
        return child;
    }
    Pacer pacer(paced(30ms, lock_file));
    for (int i = 0; i < turns; ++i) {
        const auto turn = pacer.take_turn({});
        if (!turn) {
            ::_exit(1);
        }
        Span span;
        span.begin = turn->started().time_since_epoch().count();
        std::this_thread::sleep_for(7ms);
        span.end = Steady::now().time_since_epoch().count();
        if (::write(pipe, &span, sizeof span) != sizeof span) {
            ::_exit(1);
        }
    }
    ::_exit(0);
}

}  // namespace

TEST_CASE("turns start an interval apart, counted from start to start", "[pacer]") {
    Pacer pacer(paced(40ms));
    bool request_within_interval = false;
    auto before = pacer.take_turn({})->started();
    for (int i = 0; i < 10 && !request_within_interval; ++i) {  // a busy machine may be late, but not every time
        std::this_thread::sleep_for(25ms);                      // the request's own time counts within the interval
        const auto turn = pacer.take_turn({});
        CHECK(turn->started() - before >= 40ms);
        request_within_interval = turn->started() - before < 60ms;
        before = turn->started();
    }
    CHECK(request_within_interval);
}

TEST_CASE("a turn does not start before the time it was given, and says once how long it waits", "[pacer]") {
    std::vector<std::chrono::milliseconds> waits;
    auto settings = paced(10ms);
    settings.on_wait = [&](std::chrono::milliseconds wait) { waits.push_back(wait); };
    Pacer pacer(settings);
    time_of_turn(pacer);
    CHECK(waits.empty());
    const auto not_before = Steady::now() + 300ms;
    CHECK(pacer.take_turn({}, not_before)->started() >= not_before);
    REQUIRE(waits.size() == 1);
    CHECK(waits[0] > 0ms);
    CHECK(waits[0] <= 300ms);
}

TEST_CASE("a wait ends at once when stopped", "[pacer]") {
    Folder folder;
    Pacer pacer(paced(60s, folder.path / "pace"));
    time_of_turn(pacer);
    std::stop_source stop;
    std::thread stopper([&] {
        std::this_thread::sleep_for(20ms);
        stop.request_stop();
    });
    const auto begin = Steady::now();
    const auto turn = pacer.take_turn(stop.get_token());
    stopper.join();
    REQUIRE_FALSE(turn);
    CHECK(turn.error().kind == ErrorKind::interrupted);
    CHECK(Steady::now() - begin < 5s);
}

TEST_CASE("two turns are never out at once", "[pacer]") {
    Folder folder;
    for (const auto& file : {std::filesystem::path{}, folder.path / "pace"}) {
        Pacer pacer(paced(1ms, file));
        std::atomic<int> out = 0;
        std::atomic<int> most = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 2; ++i) {
            threads.emplace_back([&] {
                for (int turns = 0; turns < 4; ++turns) {
                    const auto turn = pacer.take_turn({});
                    most = std::max(most.load(), ++out);
                    std::this_thread::sleep_for(3ms);
                    --out;
                }
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        CHECK(most == 1);
    }
}

TEST_CASE("two processes on one lock file keep the interval and never overlap", "[pacer]") {
    Folder folder;
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const auto file = folder.path / "state" / "pace";  // the folder is made
    const std::array<pid_t, 2> children{take_turns_elsewhere(file, 5, pipe[1]), take_turns_elsewhere(file, 5, pipe[1])};
    ::close(pipe[1]);
    std::vector<Span> spans;
    for (Span span; ::read(pipe[0], &span, sizeof span) == sizeof span;) {
        spans.push_back(span);
    }
    ::close(pipe[0]);
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    REQUIRE(spans.size() == 10);
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    for (std::size_t i = 1; i < spans.size(); ++i) {
        CHECK(spans[i].begin >= spans[i - 1].end);
        CHECK(std::chrono::nanoseconds{spans[i].begin - spans[i - 1].begin} >= 30ms);
    }
}

TEST_CASE("a process that dies in its turn leaves the lock free and its start known", "[pacer]") {
    Folder folder;
    const auto file = folder.path / "pace";
    const pid_t child = ::fork();
    if (child == 0) {
        Pacer pacer(paced(800ms, file));
        const auto turn = pacer.take_turn({});
        ::_exit(turn ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(status == 0);
    const auto gone = Steady::now();
    Pacer pacer(paced(800ms, file));
    const auto turn = pacer.take_turn({});
    REQUIRE(turn);
    CHECK(turn->started() - gone > 100ms);  // its start was read from the file
    CHECK(turn->started() - gone < 10s);    // and its lock was free
}

TEST_CASE("a damaged lock file or a clock that jumped costs one interval at most", "[pacer]") {
    Folder folder;
    const auto file = folder.path / "pace";
    for (const std::string content :
         {"9223372036854775807\n", "-5\n", "rubbish", "\n", "12", "99999999999999999999999\n",
          "9000000000000000000000000000000000000000000000000000"}) {
        INFO(content);
        std::ofstream(file, std::ios::trunc) << content;
        Pacer pacer(paced(30ms, file));
        const auto waited = time_of_turn(pacer);
        CHECK(waited >= 29ms);
        CHECK(waited < 5s);
    }
}

TEST_CASE("a lock file that cannot be used is an error of storage that names it", "[pacer]") {
    Folder folder;
    Pacer pacer(paced(1ms, folder.path));  // a folder, not a file
    const auto turn = pacer.take_turn({});
    REQUIRE_FALSE(turn);
    CHECK(turn.error().kind == ErrorKind::storage);
    CHECK(turn.error().origin == folder.path.string());
    CHECK_FALSE(turn.error().next.empty());
    CHECK_FALSE(pacer.take_turn({}));  // the failed turn is not still out
}

TEST_CASE("no configuration makes the pace of an arxiv.org host faster than its terms", "[pacer]") {
    for (const std::string url :
         {"https://export.arxiv.org/api/query", "http://ARXIV.org:8080/x", "https://arxiv.org./x"}) {
        CHECK(polite_interval(url, 1ms) == 3s);
        CHECK(polite_interval(url, 5s) == 5s);
    }
    for (const std::string url : {"http://127.0.0.1:80/", "https://notarxiv.org/", "https://arxiv.org.example.com/"}) {
        CHECK(polite_interval(url, 1ms) == 1ms);
    }
}
