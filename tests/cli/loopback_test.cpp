// The whole program against loopback services: what an operator sees.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/sample_world.h"

using namespace digest::test;
using World = SampleWorld;

TEST_CASE("an empty archive is filled slice by slice, and a second build asks for no papers", "[cli]") {
    World world;
    const ProgramResult first = world.digest({"build", "--month", "2022-02", "--refresh"});
    CAPTURE(first.err);
    REQUIRE(first.exit_code == 0);
    CHECK(world.arxiv.server().requests().size() >= 48);
    CHECK(world.arxiv.server().most_connections_at_once() == 1);
    CHECK(first.out.find("**This edition selects 10 papers") != std::string::npos);
    world.arxiv.server().forget();
    const ProgramResult again = world.digest({"build", "--month", "2022-02"});
    CHECK(again.exit_code == 0);
    CHECK(again.out == first.out);
    CHECK(world.arxiv.server().requests().empty());
    const ProgramResult refreshed = world.digest({"build", "--month", "2022-02", "--refresh"});
    CHECK(refreshed.exit_code == 0);
    for (const auto& request : world.arxiv.server().requests()) {
        CHECK(request.value("search_query").empty());
    }
}

TEST_CASE("status shows each day, what is observed, and rank works beside it", "[cli]") {
    World world;
    REQUIRE(world.digest({"fetch", "--month", "2022-02"}).exit_code == 0);
    const ProgramResult status = world.digest({"status", "--month", "2022-02"});
    REQUIRE(status.exit_code == 0);
    CHECK(status.out.find("62 papers, whole") != std::string::npos);
    CHECK(status.out.find("semantic_scholar.citations") != std::string::npos);
    const auto ranking =
        nlohmann::json::parse(world.digest({"rank", "--month", "2022-02", "--format", "json", "--limit", "0"}).out);
    CHECK(ranking["candidates"].size() == 62);
    CHECK(ranking["window"]["whole"] == true);
    CHECK(world.digest({"topics", "--month", "2022-02"}).out.find("Reinforcement learning") != std::string::npos);
}

TEST_CASE("saved pages can be imported instead, and count as whole only when trusted", "[cli]") {
    World world;
    const std::string pages = DIGEST_SOURCE_DIR "/data/sample/2022-02/papers-";
    REQUIRE(world.digest({"import", pages + "1.xml", pages + "2.xml", pages + "3.xml"}).exit_code == 0);
    CHECK(world.digest({"build", "--month", "2022-02", "--offline"}).exit_code == 6);
    const ProgramResult draft = world.digest({"build", "--month", "2022-02", "--offline", "--allow-partial"});
    CHECK(draft.exit_code == 0);
    CHECK(draft.out.starts_with("# DRAFT: Best of arXiv"));
    REQUIRE(world.digest({"import", "--trust-import", pages + "1.xml", pages + "2.xml", pages + "3.xml"}).exit_code ==
            0);
    const ProgramResult whole =
        world.digest({"build", "--month", "2022-02", "--window", "2021-12-16..2022-01-31", "--offline"});
    CAPTURE(whole.err);
    CHECK(whole.exit_code == 0);
    CHECK(whole.out.starts_with("# Best of arXiv"));
}
