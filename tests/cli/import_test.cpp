// Which days count as whole after an import.
#include <algorithm>

#include <catch2/catch.hpp>

#include "support/sample_world.h"
#include "support/synthetic_year.h"

using namespace digest::test;
using digest::Paper;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++found;
    }
    return found;
}

/// The first paper of the window and the last one: of its first day and of its last.
std::vector<Paper> first_and_last(const std::vector<Paper>& papers) {
    const auto [first, last] = std::minmax_element(
        papers.begin(), papers.end(), [](const Paper& a, const Paper& b) { return a.submitted < b.submitted; });
    return {*first, *last};
}

std::string page_of(const std::vector<Paper>& papers) {
    FeedHead head;
    head.total = static_cast<std::int64_t>(papers.size());
    return atom_feed(papers, head);
}

std::string status_of(const SampleWorld& world) {
    return world.digest({"status", "--month", "2022-02"}).out;
}

}  // namespace

TEST_CASE("a page of one day takes nothing away from the days imported before", "[cli]") {
    SampleWorld world;
    const std::string pages = DIGEST_SOURCE_DIR "/data/sample/2022-02/papers-";
    REQUIRE(world.digest({"import", "--trust-import", pages + "1.xml", pages + "2.xml", pages + "3.xml"}).exit_code ==
            0);
    CHECK(status_of(world).find("62 papers, whole") != std::string::npos);
    write_text(world.folder / "work/page.xml", page_of({first_and_last(world.papers)[1]}));
    REQUIRE(world.digest({"import", "--trust-import", "page.xml"}).exit_code == 0);
    CHECK(status_of(world).find("62 papers, whole") != std::string::npos);
    CHECK(world.digest({"build", "--month", "2022-02", "--offline"}).exit_code == 0);
}

TEST_CASE("weeks between the papers of saved pages do not count as whole, those of the metadata dump do", "[cli]") {
    SampleWorld world;
    const std::vector<Paper> papers = first_and_last(world.papers);
    write_text(world.folder / "work/page.xml", page_of(papers));
    REQUIRE(world.digest({"import", "--trust-import", "page.xml"}).exit_code == 0);
    const std::string of_pages = status_of(world);
    CHECK(of_pages.find("2 papers, not whole") != std::string::npos);
    CHECK(count(of_pages, "not fetched") == 46);
    write_text(world.folder / "work/dump.jsonl", metadata_dump(papers));
    REQUIRE(world.digest({"import", "--trust-import", "dump.jsonl"}).exit_code == 0);
    CHECK(status_of(world).find("2 papers, whole") != std::string::npos);
}
