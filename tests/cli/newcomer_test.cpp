// The newcomer's path: the commands of README.md, as they stand there, against loopback services.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sstream>

#include <catch2/catch.hpp>

#include "support/loopback_world.h"
#include "support/synthetic_year.h"
#include "support/words.h"

using namespace digest::test;

namespace {

/// The papers of the window that the README's month has; the one that it names is among them.
std::vector<digest::Paper> papers_of_the_readme(int papers_a_day) {
    auto papers = synthetic_papers(*digest::parse_day("2026-09-15"), *digest::parse_day("2026-11-01"), papers_a_day);
    papers[papers.size() / 2].id = "2610.01234";
    return papers;
}

/// The lines of the block of commands below a heading of README.md, without their comments.
std::vector<std::string> commands_below(const std::string& heading) {
    std::istringstream lines{file_text(DIGEST_SOURCE_DIR "/README.md")};
    std::vector<std::string> commands;
    std::string line;
    while (std::getline(lines, line) && line != heading) {
    }
    while (std::getline(lines, line) && line != "```sh") {
    }
    while (std::getline(lines, line) && line != "```") {
        line.resize(std::min(line.find('#'), line.size()));
        line.resize(line.find_last_not_of(' ') + 1);
        if (!line.empty()) {
            commands.push_back(line);
        }
    }
    return commands;
}

struct Step {
    std::string command{};
    ProgramResult result{};
    std::chrono::duration<double> took{};
};

/// A folder without anything in it, on the sixth of November.
struct Newcomer : LoopbackWorld {
    std::vector<Step> steps{};

    explicit Newcomer(int papers_a_day) : LoopbackWorld(papers_of_the_readme(papers_a_day)) {
        digest.set("DIGEST_NOW", "2026-11-06T09:00:00Z");
    }
    const ProgramResult& types(const std::string& command) {
        std::vector<std::string> words = words_of(command);
        words.erase(words.begin());
        Step& step = steps.emplace_back();
        step.command = command;
        const auto start = Clock::now();
        step.result = digest(words);
        step.took = Clock::now() - start;
        return step.result;
    }
    void sets(const std::string& key, const std::string& value) const {
        const auto file = folder / "work/digest.toml";
        std::string config = file_text(file);
        const std::size_t at = config.find("\n" + key + " = ");
        REQUIRE(at != std::string::npos);
        config.replace(at + 1, config.find_first_of("#\n", at + 1) - at - 1, key + " = " + value + " ");
        write_text(file, config);
    }
    /// The whole path; `prepare` stands for what the README's comments say to do in digest.toml.
    template <class Prepare>
    void walk(Prepare prepare) {
        for (const std::string& command : commands_below("## A first edition of your own")) {
            CAPTURE(command);
            // The test's folder is the newsletter's.
            if (command == "cd ~/newsletter" || command.starts_with("alias digest=")) {
                continue;
            }
            if (command == "scripts/run init ~/newsletter") {
                REQUIRE(types("digest init").exit_code == 0);
                prepare();
                continue;
            }
            REQUIRE(command.starts_with("digest "));
            const ProgramResult& result = types(command);
            CAPTURE(result.out, result.err);
            REQUIRE(result.exit_code == (command.starts_with("digest diff ") ? 1 : 0));
        }
    }
    /// Of the first command that begins so.
    const ProgramResult& result_of(const std::string& command) const {
        const auto step =
            std::find_if(steps.begin(), steps.end(), [&](const Step& s) { return s.command.starts_with(command); });
        REQUIRE(step != steps.end());
        return step->result;
    }
    /// Hugging Face and Hacker News are asked for each day, a second apart.
    void asks_nobody_day_by_day() const {
        const auto file = folder / "work/digest.toml";
        std::string config = file_text(file);
        for (const char* table : {"[observe.hugging_face]\nenabled = true", "[observe.hacker_news]\nenabled = true"}) {
            const std::size_t at = config.find(table);
            REQUIRE(at != std::string::npos);
            config.replace(config.find("true", at), 4, "false");
        }
        write_text(file, config);
    }
    std::string post(const std::string& ending) const {
        return file_text(folder / ("work/posts/2026-11-best-of-arxiv" + ending));
    }
};

}  // namespace

TEST_CASE("a newcomer gets from the README to a first edition of their own, and to one with their choice", "[cli]") {
    Newcomer newcomer{4};
    newcomer.walk([&] {
        newcomer.sets("contact", "\"editor@example.org\"");
        newcomer.sets("interval_seconds", "0.002");
        newcomer.asks_nobody_day_by_day();
    });
    const std::string edition = newcomer.post(".md");
    CHECK(edition.starts_with("# Best of arXiv — November 2026\n"));
    CHECK(edition.find("**This edition selects 10 papers") != std::string::npos);
    CHECK(edition.find("https://arxiv.org/abs/2610.01234") != std::string::npos);
    CHECK(newcomer.post(".html").find("https://arxiv.org/abs/2610.01234") != std::string::npos);
    const std::string difference = newcomer.result_of("digest diff").out;
    CHECK(difference.find("\n+Source: [arxiv.org/pdf/2610.01234]") != std::string::npos);
    CHECK(newcomer.result_of("digest check").out.find("fail") == std::string::npos);
    CHECK(newcomer.result_of("digest shortlist").out.find("- [ ] ") != std::string::npos);
}

// How long it takes with as many papers as a month has, at arXiv's pace: test_cli "[.timed]".
TEST_CASE("the newcomer's path with nine thousand papers, timed", "[.timed]") {
    Newcomer newcomer{190};
    newcomer.walk([&] { newcomer.sets("contact", "\"editor@example.org\""); });
    for (const Step& step : newcomer.steps) {
        std::printf("%8.2f s  %s\n", step.took.count(), step.command.c_str());
    }
    const std::size_t requests = newcomer.arxiv.server().requests().size();
    std::printf("%zu papers in %zu requests to arXiv\n", newcomer.papers.size(), requests);
}
