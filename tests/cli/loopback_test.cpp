// The whole program against loopback services: what an operator sees.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "digest/harvest/atom.h"
#include "support/fake_arxiv.h"
#include "support/fake_semantic_scholar.h"
#include "support/program_run.h"

using namespace digest::test;
using digest::Paper;

namespace {

std::vector<Paper> sample_papers() {
    std::vector<Paper> papers;
    for (const char* page : {"papers-1.xml", "papers-2.xml", "papers-3.xml"}) {
        const auto parsed = digest::parse_atom(
            file_text(std::filesystem::path{DIGEST_SOURCE_DIR} / "data/sample/2022-02" / page), page);
        REQUIRE(parsed);
        papers.insert(papers.end(), parsed->papers.begin(), parsed->papers.end());
    }
    return papers;
}

std::vector<ScholarRecord> scholar_records(const std::vector<Paper>& papers) {
    std::vector<ScholarRecord> records;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (i % 7 == 0) continue;
        records.push_back({papers[i].id,
                           papers[i].title,
                           static_cast<int>(i * 3 % 50),
                           static_cast<int>(i % 5),
                           {12, 40, std::nullopt},
                           false,
                           {100, 2000}});
    }
    return records;
}

/// A workspace whose services are the loopback ones.
struct World {
    TemporaryFolder folder{};
    std::vector<Paper> papers = sample_papers();
    FakeArxiv arxiv{papers};
    FakeSemanticScholar scholar{scholar_records(papers)};
    ProgramRun digest{folder.path()};

    World() {
        digest.set("DIGEST_SERVICE_ARXIV_API", arxiv.base_url())
            .set("DIGEST_SERVICE_SEMANTIC_SCHOLAR", scholar.base_url());
        configure("");
    }
    void configure(const std::string& more) {
        write_text(folder / "work/digest.toml",
                   "[harvest]\ninterval_seconds = 0.005\npage_size = 2\n[observe.hugging_face]\nenabled = "
                   "false\n[observe.hacker_news]\nenabled = false\n"
                   "[services]\narxiv_oai = \"http://127.0.0.1:1\"\narxiv_web = \"http://127.0.0.1:1\"\nar5iv = "
                   "\"http://127.0.0.1:1\"\n" +
                       more);
    }
};

}  // namespace

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
    for (const auto& request : world.arxiv.server().requests()) CHECK(request.value("search_query").empty());
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
