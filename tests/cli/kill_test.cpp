// kill -9 at any moment: the next run goes on and ends with the same edition. DIGEST_KILL_RUNS and DIGEST_KILL_SEED
// choose how many runs and which; tests/kill_200 is the long version.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include <signal.h>

#include <catch2/catch.hpp>

#include "support/sample_world.h"

using namespace digest::test;

namespace {

const std::vector<std::string> build = {"build", "--month", "2022-02", "--quiet", "-o", "edition.md"};

unsigned number_of(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

struct Finished {
    std::string edition{};
    std::string snapshot_candidates{};
    std::chrono::milliseconds time{0};
};

/// Runs to the end, after a kill where `kill_after` says so.
Finished run(std::optional<std::chrono::microseconds> kill_after) {
    SampleWorld world;
    if (kill_after) {
        const int process = world.digest.start(build);
        std::this_thread::sleep_for(*kill_after);
        ::kill(process, SIGKILL);
        wait_for(process);
    }
    const auto begin = std::chrono::steady_clock::now();
    const ProgramResult result = world.digest(build);
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    Finished finished;
    finished.time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    finished.edition = file_text(world.folder / "work/edition.md");
    finished.snapshot_candidates = world.digest({"rank", "--month", "2022-02", "--format", "csv", "--limit", "0"}).out;
    return finished;
}

}  // namespace

TEST_CASE("a run that is killed at a random moment loses and doubles nothing", "[kill]") {
    const unsigned runs = number_of("DIGEST_KILL_RUNS", 6);
    const unsigned seed = number_of("DIGEST_KILL_SEED", 20220201);
    const Finished undisturbed = run(std::nullopt);
    std::mt19937 random{seed};
    std::uniform_int_distribution<long> moment{0, undisturbed.time.count() * 1000};
    unsigned equal = 0;
    for (unsigned i = 0; i < runs; ++i) {
        const auto kill_after = std::chrono::microseconds{moment(random)};
        const Finished finished = run(kill_after);
        CAPTURE(seed, i, kill_after.count());
        CHECK(finished.edition == undisturbed.edition);
        CHECK(finished.snapshot_candidates == undisturbed.snapshot_candidates);
        if (finished.edition == undisturbed.edition) {
            ++equal;
        }
    }
    std::cout << "killed " << runs << " runs at random moments (seed " << seed << ", within "
              << undisturbed.time.count() << " ms): " << equal << " equal editions\n";
}

TEST_CASE("an interrupt finishes the transaction and ends with its own code", "[kill]") {
    SampleWorld undisturbed;
    REQUIRE(undisturbed.digest({"fetch", "--month", "2022-02"}).exit_code == 0);
    const std::size_t all = undisturbed.arxiv.server().requests().size();
    for (const int signal : {SIGINT, SIGTERM}) {
        SampleWorld world;
        const int process = world.digest.start({"fetch", "--month", "2022-02"});
        while (world.arxiv.server().requests().size() < 8) {
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
        ::kill(process, signal);
        CHECK(wait_for(process) == 128 + signal);
        world.arxiv.server().forget();
        const ProgramResult rest = world.digest({"build", "--month", "2022-02", "-o", "edition.md"});
        CHECK(rest.exit_code == 0);
        CHECK(world.arxiv.server().requests().size() < all - 4);
    }
}

TEST_CASE("one writer at a time: a second one waits, then names the first", "[kill]") {
    SampleWorld world;
    world.arxiv.fail(3, silence());
    const int first = world.digest.start({"fetch", "--month", "2022-02"});
    while (world.arxiv.server().requests().size() < 4) {
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    const ProgramResult second = world.digest({"fetch", "--month", "2022-02", "--wait", "0"});
    CHECK(second.exit_code == 5);
    CHECK(second.err.find("process " + std::to_string(first)) != std::string::npos);
    CHECK(world.digest({"status", "--month", "2022-02"}).exit_code == 0);
    ::kill(first, SIGKILL);
    wait_for(first);
    CHECK(world.digest({"fetch", "--month", "2022-02", "--wait", "0"}).exit_code == 0);
}
