// Figures and news from loopback services to the published file.
#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "support/loopback_world.h"
#include "support/sample_world.h"

using namespace digest::test;

namespace {

constexpr const char* feed =
    "<?xml version='1.0'?><rss version='2.0'><channel><title>A "
    "feed</title><link>https://example.org</link><description>d</description>"
    "<item><title>In the window: large language models</title><link>https://example.org/in</link><pubDate>Mon, 10 Jan "
    "2022 10:00:00 GMT</pubDate></item>"
    "<item><title>After the window</title><link>https://example.org/out</link><pubDate>Mon, 14 Feb 2022 10:00:00 "
    "GMT</pubDate></item>"
    "</channel></rss>";

/// The sample's papers with figures, and news.
struct Newsstand : LoopbackWorld {
    explicit Newsstand(std::vector<WebPaper> pages = {}) : LoopbackWorld(sample_papers(), std::move(pages)) {
        others.data.feeds["news"].body = feed;
        configure("");
    }
    void configure(const std::string& edition) {
        write_text(folder / "work/digest.toml",
                   "[edition]\n" + edition +
                       "[harvest]\ninterval_seconds = 0.002\n[observe.hugging_face]\nenabled = "
                       "false\n[observe.hacker_news]\nenabled = false\n"
                       "[[news.feed]]\nurl = \"" +
                       others.feed("news") + "\"\nname = \"Example\"\n");
    }
};

/// Figures of all shapes, with captions short and long.
std::vector<WebPaper> varied_pages() {
    std::vector<WebPaper> pages = web_papers(sample_papers());
    const std::vector<WebFigure> figures = {
        {.number = "1",
         .caption = "Overview of the method. (a) The encoder reads the prompt; (b) the decoder, whose weights stay "
                    "frozen (dashed), writes the answer.",
         .image = png_image(960, 540)},
        {.number = "2", .caption = "Accuracy against size, for R&amp;D &lt; 1B.", .image = png_image(1600, 320)},
        {.number = "3",
         .caption = "Every row shows one prompt and four samples. The first two were drawn with guidance, the others "
                    "without. All samples were chosen at random and none was left out; more of them, with the prompts "
                    "in full and the scores that the judges gave, are in the appendix. Best seen in colour, and at a "
                    "size at which the small print under each of the samples can be read.",
         .image = png_image(700, 700)},
        {.number = "4", .caption = "", .image = png_image(240, 640)}};
    for (std::size_t i = 0; i < pages.size(); ++i) {
        pages[i].figure = figures[i / 2 % figures.size()];
        if (i % 2 == 1 && i % 3 == 0) {
            pages[i].licence = "http://creativecommons.org/licenses/by-sa/4.0/";
        }
    }
    return pages;
}

std::size_t pictures_in(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".png") {
            ++count;
        }
    }
    return count;
}

}  // namespace

TEST_CASE("figures are stored with credit where the licence allows it, else linked, and frozen with the edition",
          "[cli]") {
    Newsstand world;
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

    world.web.server().stop();
    world.others.server().stop();
    std::filesystem::remove_all(posts / "assets");
    REQUIRE(world.digest({"build", "--month", "2022-02", "-o", "posts/"}).exit_code == 0);
    CHECK(file_text(posts / "2022-02-best-of-arxiv.md") == edition);
    CHECK(pictures_in(posts / "assets/2022-02") == stored);

    const std::string to_stdout = world.digest({"build", "--month", "2022-02"}).out;
    CHECK(to_stdout.find("](assets/") == std::string::npos);

    REQUIRE(world.digest({"build", "--month", "2022-02", "--format", "json", "-o", "json/"}).exit_code == 0);
    CHECK(pictures_in(world.folder / "work/json/assets/2022-02") == stored);
}

TEST_CASE("a refresh without the network takes the news from what was read before", "[cli]") {
    Newsstand world;
    const ProgramResult first = world.digest({"build", "--month", "2022-02"});
    CAPTURE(first.err);
    REQUIRE(first.exit_code == 0);
    world.others.server().forget();
    const ProgramResult again = world.digest({"build", "--month", "2022-02", "--refresh", "--offline"});
    CAPTURE(again.err);
    REQUIRE(again.exit_code == 0);
    CHECK(world.others.server().requests().empty());
    CHECK(again.out.find("[In the window: large language models](https://example.org/in)") != std::string::npos);
    CHECK(again.out.find("After the window") == std::string::npos);
}

TEST_CASE("a draft from the archive, with arXiv out of reach, keeps the news that were read before", "[cli]") {
    Newsstand world;
    const ProgramResult some_days =
        world.digest({"build", "--month", "2022-02", "--window", "2022-01-01..2022-01-20", "--allow-partial"});
    CAPTURE(some_days.err);
    REQUIRE(some_days.exit_code == 0);
    world.arxiv.server().stop();
    const ProgramResult draft = world.digest({"build", "--month", "2022-02", "--allow-partial"});
    CAPTURE(draft.err);
    REQUIRE(draft.exit_code == 0);
    CHECK(draft.out.starts_with("# DRAFT: "));
    CHECK(draft.out.find("[In the window: large language models](https://example.org/in)") != std::string::npos);
}

// For an eye: DIGEST_PICTURE_FOLDER=FOLDER test_cli "[.picture]" leaves the edition with everything in it there, in
// both languages, as Markdown and as a page of HTML.
TEST_CASE("an edition with everything in it is left to be looked at", "[.picture]") {
    const char* folder = std::getenv("DIGEST_PICTURE_FOLDER");
    if (folder == nullptr) {
        FAIL("set DIGEST_PICTURE_FOLDER to the folder that shall hold the editions");
    }
    for (const std::string language : {"en", "zh"}) {
        Newsstand world{varied_pages()};
        world.configure("language = \"" + language +
                        "\"\npicks = 12\npublisher = \"The Weekly\"\npublisher_url = \"https://example.org\"\n"
                        "blocks = [\"cover\", \"opening\", \"news\", \"research\", \"near_misses\", \"closing\", "
                        "\"references\", \"colophon\"]\n");
        write_text(world.folder / "work/pictures/own.png", png_image(640, 360));
        write_text(world.folder / "work/pictures/cover.png", png_image(1280, 400));
        write_text(world.folder / "work/editions/2022-02.toml",
                   "cover = { image = \"pictures/cover.png\", alt = \"A beach at low tide\", credit = \"Photograph: "
                   "[Ada Example](https://example.org/ada)\" }\n"
                   "[[news]]\ntext = \"[The museum opens](https://example.org/museum), *at last*\"\n"
                   "[[pick]]\nids = [\"2201.03545\", \"2201.03514\"]\nrelated = [\"2112.10741\", \"2201.08239\"]\n"
                   "figure = { path = \"pictures/own.png\", caption = \"*Own* figure of the editor\", credit = \"Bob "
                   "Sample\", licence = \"CC BY 4.0\" }\n"
                   "[[pick]]\nheading = \"New data sets\"\nitems = [\"[Bells](https://example.org/bells), two "
                   "hundred of them\", \"Postcards, *sorted*\"]\nrank = 4\n");
        for (const char* format : {"markdown", "html"}) {
            const ProgramResult built =
                world.digest({"build", "--month", "2022-02", "--format", format, "-o", "posts/"});
            CAPTURE(built.err);
            REQUIRE(built.exit_code == 0);
        }
        const auto target = std::filesystem::path{folder} / language;
        std::filesystem::create_directories(target);
        std::filesystem::copy(
            world.folder / "work/posts", target,
            std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    }
}
