// Figures and news from loopback services to the published file.
#include <algorithm>

#include <catch2/catch.hpp>

#include "support/fake_arxiv_web.h"
#include "support/sample_world.h"

using namespace digest::test;

namespace {

/// Every paper of the sample at ar5iv; every second one under a licence that lets its figure be shown.
std::vector<WebPaper> web_papers(const std::vector<digest::Paper>& papers) {
    std::vector<WebPaper> result;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        WebPaper& paper = result.emplace_back();
        paper.id = papers[i].id;
        paper.on_ar5iv = true;
        if (i % 2 == 1) paper.licence = "http://arxiv.org/licenses/nonexclusive-distrib/1.0/";
    }
    return result;
}

constexpr const char* feed =
    "<?xml version='1.0'?><rss version='2.0'><channel><title>A "
    "feed</title><link>https://example.org</link><description>d</description>"
    "<item><title>In the window: large language models</title><link>https://example.org/in</link><pubDate>Mon, 10 Jan "
    "2022 10:00:00 GMT</pubDate></item>"
    "<item><title>After the window</title><link>https://example.org/out</link><pubDate>Mon, 14 Feb 2022 10:00:00 "
    "GMT</pubDate></item>"
    "</channel></rss>";

std::size_t pictures_in(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".png") ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("figures are stored with credit where the licence allows it, else linked, and frozen with the edition",
          "[cli]") {
    SampleWorld world;
    FakeArxivWeb web{web_papers(world.papers)};
    LoopbackServer news{[](const Request&) { return ok(feed, "application/rss+xml"); }};
    world.digest.set("DIGEST_SERVICE_ARXIV_OAI", web.oai_url())
        .set("DIGEST_SERVICE_ARXIV_WEB", web.web_url())
        .set("DIGEST_SERVICE_AR5IV", web.ar5iv_url());
    write_text(world.folder / "work/digest.toml",
               "[harvest]\ninterval_seconds = 0.002\n[observe.hugging_face]\nenabled = "
               "false\n[observe.hacker_news]\nenabled = false\n"
               "[[news.feed]]\nurl = \"" +
                   news.url("/feed.xml") + "\"\nname = \"Example\"\n");
    const ProgramResult built = world.digest({"build", "--month", "2022-02", "-o", "posts/"});
    CAPTURE(built.err);
    REQUIRE(built.exit_code == 0);
    const auto posts = world.folder / "work/posts";
    const std::string edition = file_text(posts / "2022-02-best-of-arxiv.md");
    const std::size_t stored = pictures_in(posts / "assets/2022-02");
    CHECK(stored > 0);
    CHECK(stored < 10);
    CHECK(edition.find("](assets/2022-02/") != std::string::npos);
    CHECK(edition.find("CC BY 4.0") != std::string::npos);
    CHECK(edition.find("https://ar5iv.labs.arxiv.org/html/") != std::string::npos);
    CHECK(edition.find("[In the window: large language models](https://example.org/in)") != std::string::npos);
    CHECK(edition.find("After the window") == std::string::npos);

    web.server().stop();
    news.stop();
    std::filesystem::remove_all(posts / "assets");
    REQUIRE(world.digest({"build", "--month", "2022-02", "-o", "posts/"}).exit_code == 0);
    CHECK(file_text(posts / "2022-02-best-of-arxiv.md") == edition);
    CHECK(pictures_in(posts / "assets/2022-02") == stored);

    const std::string to_stdout = world.digest({"build", "--month", "2022-02"}).out;
    CHECK(to_stdout.find("](assets/") == std::string::npos);
}
