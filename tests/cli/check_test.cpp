// `digest check` where services answer, and where one does not.
#include <chrono>
#include <thread>

#include <signal.h>

#include <catch2/catch.hpp>

#include "digest/model/services.h"
#include "support/loopback_world.h"
#include "support/sample_world.h"

using namespace digest::test;

namespace {

/// A workspace that uses every service.
struct Neighbourhood : LoopbackWorld {
    Neighbourhood() : LoopbackWorld(sample_papers()) {
        for (const digest::Service& service : digest::known_services()) {
            if (!service.key_variable.empty()) {
                digest.set(std::string{service.key_variable}, "a-key");
            }
        }
        configure(true);
    }
    /// Those that are asked one by one, a second apart, are left out of a build here.
    void configure(bool one_by_one) {
        const std::string enabled = one_by_one ? "]\nenabled = true\n" : "]\nenabled = false\n";
        std::string config =
            "[harvest]\ninterval_seconds = 0.005\npage_size = 500\ncontact = \"editor@example.org\"\n"
            "[observe.openalex]\nenabled = true\n";
        for (const char* service : {"hugging_face", "hacker_news", "github"}) {
            config += std::string{"[observe."} + service + enabled;
        }
        config += "[[news.feed]]\nurl = \"" + others.feed("news") + "\"\n";
        write_text(folder / "work/digest.toml", config);
    }
    ProgramResult check() const { return digest({"check"}); }
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++found;
    }
    return found;
}

/// The line of a service, without the port that it has in this run.
std::string line_of(const std::string& report, const std::string& service) {
    const std::size_t at = report.find(" " + service + " (");
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = report.rfind('\n', at) + 1;
    std::string line = report.substr(begin, report.find('\n', at) - begin);
    const std::size_t port = line.find(':');
    return port == std::string::npos ? line : line.erase(port, line.find(')', port) - port);
}

/// As the report names them, the news feed's included.
std::vector<std::string> asked_services() {
    std::vector<std::string> names;
    for (const digest::Service& service : digest::known_services()) {
        if (service.use != digest::ServiceUse::imported) {
            names.emplace_back(service.name);
        }
    }
    names.emplace_back("news");
    return names;
}

}  // namespace

TEST_CASE("a check finds nothing to say where every service is well", "[cli]") {
    Neighbourhood all;
    const ProgramResult before = all.check();
    CAPTURE(before.out);
    CHECK(before.exit_code == 0);
    CHECK(before.err == "");
    for (const std::string& service : asked_services()) {
        CAPTURE(service);
        CHECK(line_of(before.out, service).starts_with("ok      services "));
    }
    CHECK(count(before.out, "\n") == count(before.out, "ok      "));
    // And once an edition is published.
    all.configure(false);
    REQUIRE(all.digest({"build", "--month", "2022-02", "-o", "posts/"}).exit_code == 0);
    all.configure(true);
    const ProgramResult after = all.check();
    CAPTURE(after.out);
    CHECK(after.exit_code == 0);
    CHECK(after.out.find("undamaged, 62 papers") != std::string::npos);
    CHECK(after.out.find("ok      editions       2022-02: 10 papers, as published") != std::string::npos);
    CHECK(count(after.out, "\n") == count(after.out, "ok      "));
}

TEST_CASE("a service that is down is named, and fails the check only where no edition can be built without it",
          "[cli]") {
    Neighbourhood all;
    all.scholar.server().stop();
    all.others.decide = [](const Request& request) {
        std::optional<Reply> reply;
        if (request.path.rfind("/hn/", 0) == 0) {
            reply = status(503);
        }
        if (request.path.rfind("/github/", 0) == 0) {
            reply = status(401);
        }
        return reply;
    };
    const ProgramResult optional = all.check();
    CAPTURE(optional.out);
    CHECK(optional.exit_code == 0);
    CHECK(line_of(optional.out, "semantic_scholar")
              .starts_with("notice  services       semantic_scholar (127.0.0.1) cannot be reached: "));
    CHECK(line_of(optional.out, "hacker_news") == "notice  services       hacker_news (127.0.0.1) answers HTTP 503");
    CHECK(line_of(optional.out, "github") == "notice  services       github (127.0.0.1) refuses (HTTP 401)");
    CHECK(count(optional.out, "ok      services") == asked_services().size() - 3);
    all.arxiv.server().stop();
    const ProgramResult needed = all.check();
    CAPTURE(needed.out);
    CHECK(needed.exit_code == 1);
    CHECK(line_of(needed.out, "arxiv_api")
              .starts_with("fail    services       arxiv_api (127.0.0.1) cannot be reached: "));
    CHECK(count(needed.out, "fail    ") == 1);
}

TEST_CASE("a check that is stopped is interrupted, and calls no service dead", "[cli]") {
    for (const int signal : {SIGINT, SIGTERM}) {
        Neighbourhood all;
        all.arxiv.fail(0, silence());
        const int process = all.digest.start({"check"});
        while (all.arxiv.server().requests().empty()) {
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
        ::kill(process, signal);
        CHECK(wait_for(process) == 128 + signal);
        const std::string report = file_text(all.folder / "stdout");
        CHECK(report.find("fail    ") == std::string::npos);
        CHECK(report.find(" services ") == std::string::npos);
    }
}

TEST_CASE("a check that is stopped while it asks for newer versions is interrupted", "[cli]") {
    Neighbourhood all;
    all.configure(false);
    REQUIRE(all.digest({"build", "--month", "2022-02", "-o", "posts/"}).exit_code == 0);
    all.arxiv.server().forget();
    all.arxiv.fail_when([](const Request& request) {
        return request.value("id_list").empty() ? std::nullopt : std::optional{silence()};
    });
    const int process = all.digest.start({"check"});
    while (all.arxiv.server().requests().size() < 2) {
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    ::kill(process, SIGTERM);
    CHECK(wait_for(process) == 143);
    CHECK(file_text(all.folder / "stdout").find("ok      services       arxiv_api") != std::string::npos);
}
