#include "digest/learn/picks.h"

#include <catch2/catch.hpp>

namespace digest {

TEST_CASE("one id a line is a list of chosen papers") {
    const auto picks = parse_picks(
        "# February\n2201.00002\n\n  https://arxiv.org/abs/2201.00001v3  \r\nhep-th/9901001\n", "picks.txt");
    REQUIRE(picks);
    CHECK(picks->entries == std::vector<PickEntry>{{"2201.00001", 1}, {"2201.00002", 1}, {"hep-th/9901001", 1}});
    CHECK_FALSE(picks->lists_candidates);
    CHECK(picks->unread_lines.empty());
    CHECK(picks->name == "picks.txt");
}

TEST_CASE("JSON Lines carry grades, and a grade of 0 makes the file a list of candidates") {
    const auto picks = parse_picks(
        "{\"id\":\"2201.00001\",\"grade\":2}\n{\"id\":\"2201.00002\",\"grade\":0}\n"
        "{\"id\":\"2201.00003\"}\n{\"id\":\"2201.00004v2\",\"grade\":false}\n",
        "p");
    REQUIRE(picks);
    CHECK(picks->lists_candidates);
    CHECK(picks->entries ==
          std::vector<PickEntry>{{"2201.00001", 2}, {"2201.00002", 0}, {"2201.00003", 1}, {"2201.00004", 0}});
    CHECK(picks->chosen() == 2);
}

TEST_CASE("CSV is read by its header, with quotes and in any order of columns") {
    const auto picks =
        parse_picks("\xEF\xBB\xBFTitle,Grade,ID\n\"Trees, and \"\"grass\"\"\",1,2201.00001\n,0,2201.00002\n", "p.csv");
    REQUIRE(picks);
    CHECK(picks->entries == std::vector<PickEntry>{{"2201.00001", 1}, {"2201.00002", 0}});
    const auto bare = parse_picks("2201.00001,0\n2201.00002,1\n", "p.csv");
    REQUIRE(bare);
    CHECK(bare->entries == std::vector<PickEntry>{{"2201.00001", 0}, {"2201.00002", 1}});
}

TEST_CASE("lines that cannot be read are told by their numbers and are not fatal") {
    const auto picks =
        parse_picks("id,grade\nnonsense,1\n2201.00001,1\n2201.00002,many\n2201.00003\n2201.00004,-1\n", "p.csv");
    REQUIRE(picks);
    CHECK(picks->entries == std::vector<PickEntry>{{"2201.00001", 1}});
    CHECK(picks->unread_lines == std::vector<int>{2, 4, 5, 6});
    const auto json = parse_picks(
        "{\"id\":\"2201.00001\"}\n{\"id\":7}\n{broken\n{\"id\":\"2201.00002\",\"grade\":1.5}\n"
        "{\"id\":\"2201.00003\",\"grade\":null}\n",
        "p.jsonl");
    REQUIRE(json);
    CHECK(json->entries.size() == 1);
    CHECK(json->unread_lines == std::vector<int>{2, 3, 4, 5});
}

TEST_CASE("an id that comes twice keeps its highest grade") {
    const auto picks = parse_picks("2201.00001,0\n2201.00001v2,1\n2201.00002,0\n", "p");
    REQUIRE(picks);
    CHECK(picks->entries == std::vector<PickEntry>{{"2201.00001", 1}, {"2201.00002", 0}});
    CHECK(picks->repeated == 1);
}

TEST_CASE("a picks file without an id or without a chosen paper is refused") {
    for (const char* text : {"", "\n\n", "# only a remark\n", "id,grade\n", "../etc/passwd\n"}) {
        const auto picks = parse_picks(text, "p.txt");
        REQUIRE_FALSE(picks);
        CHECK(picks.error().kind == ErrorKind::user_file);
        CHECK(picks.error().message == "the picks file holds no arXiv id");
        CHECK_FALSE(picks.error().next.empty());
    }
    CHECK(parse_picks("words\n", "p.txt").error().origin == "p.txt:1");
    const auto none = parse_picks("2201.00001,0\n2201.00002,0\n", "p.txt");
    REQUIRE_FALSE(none);
    CHECK(none.error().message == "none of the 2 papers is chosen");
}

}  // namespace digest
