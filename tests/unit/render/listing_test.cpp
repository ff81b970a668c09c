#include "digest/render/listing.h"

#include <algorithm>
#include <limits>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "digest/render/renderer.h"
#include "support/commonmark.h"
#include "support/sample_editions.h"

using namespace digest;
using nlohmann::json;

namespace {

Candidate candidate(const std::string& id, const std::string& title, double score) {
    Candidate candidate;
    candidate.paper.id = id;
    candidate.paper.version = 2;
    candidate.paper.title = title;
    candidate.paper.authors = {"Ada Example", "Bob \"B\" Sample"};
    candidate.paper.categories = {"cs.CV", "cs.LG"};
    candidate.paper.submitted = *parse_rfc3339("2022-01-10T18:59:40Z");
    candidate.score = score;
    candidate.topics = {"Computer vision"};
    candidate.signals = {
        {.name = "topic_match", .value = 0.7123456789, .weight = 1.0, .evidence = {SentenceEvidence{"vision"}}},
        {.name = "citations", .weight = 1.0},
        {.name = "taste", .value = 0.1, .weight = 0.0}};
    return candidate;
}

std::vector<Candidate> two_candidates() {
    return {candidate("2201.00010", "First, \"quoted\"", 0.83), candidate("2201.00020", "=cmd|' /C calc'!A0", 0.5)};
}

const EditionKey key = edition_of({2022, 2});

}  // namespace

TEST_CASE("the ranking as JSON has every candidate, unknown as null, times in UTC") {
    const std::string text = rank_json(key, true, two_candidates(), 0);
    const json parsed = json::parse(text);
    CHECK(parsed["schema"] == 1);
    CHECK(parsed["window"] == json::parse(R"({"name":"edition","from":"2021-12-15T00:00:00Z",
        "until":"2022-02-01T00:00:00Z","whole":true})"));
    REQUIRE(parsed["candidates"].size() == 2);
    const json& first = parsed["candidates"][0];
    CHECK(first["rank"] == 1);
    CHECK(first["submitted"] == "2022-01-10T18:59:40Z");
    CHECK(first["signals"][0]["value"] == 0.712346);
    CHECK(first["signals"][1]["value"].is_null());
    CHECK(text.find("{\"schema\":1,\"month\":\"2022-02\",\"window\":{\"name\":\"edition\"") == 0);
    CHECK(text.back() == '\n');
}

TEST_CASE("a limit cuts, zero does not, an empty list is a list") {
    CHECK(json::parse(rank_json(key, false, two_candidates(), 1))["candidates"].size() == 1);
    CHECK(json::parse(rank_json(key, false, two_candidates(), 9))["candidates"].size() == 2);
    CHECK(json::parse(rank_json(key, false, {}, 0))["candidates"] == json::array());
}

TEST_CASE("trends as JSON are two lists, also without any") {
    TrendListing listing;
    listing.papers = 12;
    const json none = json::parse(trends_json(key, listing));
    CHECK(none["rising"] == json::array());
    CHECK(none["falling"] == json::array());
    CHECK(none["window"]["from"] == "2021-12-15T00:00:00Z");
    CHECK(none["papers"] == 12);
    listing.trends = {{.term = "diffusion", .papers = 9, .ratio = 1.0 / 3.0}, {.term = "GAN", .rising = false}};
    const json both = json::parse(trends_json(key, listing));
    CHECK(both["rising"][0]["term"] == "diffusion");
    CHECK(both["rising"][0]["ratio"] == 0.333333);
    CHECK(both["falling"][0]["term"] == "GAN");
}

TEST_CASE("broken UTF-8 does not break the JSON") {
    auto candidates = two_candidates();
    candidates[0].paper.title = "a\xFF";
    CHECK(json::accept(rank_json(key, true, candidates, 0)));
    Edition edition = test::full_edition();
    edition.picks[0].title = "a\xFF";
    edition.picks[0].score = std::numeric_limits<double>::quiet_NaN();
    CHECK(json::parse(render_json(edition))["picks"][0]["score"].is_null());
}

TEST_CASE("the ranking as CSV quotes, and runs nothing in a spreadsheet") {
    CHECK(rank_csv(two_candidates(), 0) ==
          "rank,id,version,score,title,authors,categories,submitted,topics,topic_match,citations,taste\r\n"
          "1,2201.00010,2,0.830000,\"First, \"\"quoted\"\"\",\"Ada Example; Bob \"\"B\"\" Sample\",cs.CV; cs.LG,"
          "2022-01-10T18:59:40Z,Computer vision,0.712346,,0.100000\r\n"
          "2,2201.00020,2,0.500000,'=cmd|' /C calc'!A0,\"Ada Example; Bob \"\"B\"\" Sample\",cs.CV; cs.LG,"
          "2022-01-10T18:59:40Z,Computer vision,0.712346,,0.100000\r\n");
}

TEST_CASE("the table is aligned by what a terminal shows, and obeys nothing") {
    auto candidates = two_candidates();
    candidates[0].topics = {"计算机视觉"};
    candidates[1].paper.title = "red \x1B[31m text\r\n\u202Eback";
    CHECK(rank_table(candidates, 0) ==
          "rank  score  id          topic  citat  topic            title\n"
          "   1  0.830  2201.00010   0.71      –  计算机视觉       First, \"quoted\"\n"
          "   2  0.500  2201.00020   0.71      –  Computer vision  red [31m text back\n");
}

TEST_CASE("wide, combining and plain letters take the columns they take") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("é") == 1);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("中文") == 4);
    CHECK(display_width("→–") == 2);
    CHECK(display_width("🔬") == 2);
    CHECK(display_width("") == 0);
}

TEST_CASE("a shortlist comes back from its ticked boxes") {
    std::vector<ShortlistEntry> entries;
    for (const Candidate& each : two_candidates()) {
        ShortlistEntry entry{.rank = entries.size() + 1, .candidate = each, .reason = "cited 12 times"};
        entry.blurb.why = {{.text = "Some | reason."}};
        entry.blurb.insights = {{.text = "Three things:", .list = {"one", "- [x] 2201.00099"}}};
        entries.push_back(entry);
    }
    entries[1].candidate.paper.id = "hep-th/9901001";
    std::string text = shortlist_markdown(key, false, entries, 0);
    CHECK(text.find("- [ ] 2201.00010 — [First, \"quoted\"](https://arxiv.org/abs/2201.00010)\n") != std::string::npos);
    CHECK(text.find("    **❓Why →** Some \\| reason.\n") != std::string::npos);
    CHECK(text.find("not whole") != std::string::npos);
    CHECK(ticked_ids(text).empty());
    CHECK(ticked_ids(shortlist_markdown(key, true, entries, 1)).empty());
    text.replace(text.find("- [ ] hep-th"), 5, "- [x]");
    CHECK(ticked_ids(text) == std::vector<std::string>{"hep-th/9901001"});
    CHECK(ticked_ids("* [X] 2201.00010v2 x\r\n- [x] 2201.00010\n- [x] nonsense\n[x] 2201.00011\n  - [x]2201.00012") ==
          std::vector<std::string>{"2201.00010", "2201.00012"});
    const json parsed = json::parse(shortlist_json(key, true, entries, 0));
    CHECK(parsed["candidates"][0]["why"][0]["text"] == "Some | reason.");
    CHECK(parsed["candidates"][0]["insights"][1]["list"].size() == 2);
    CHECK(parsed["candidates"][0]["reason"] == "cited 12 times");
}

TEST_CASE("the text of a shortlist is a list of task items for any reader") {
    ShortlistEntry entry{.rank = 1, .candidate = two_candidates()[0]};
    entry.candidate.paper.title = "# <b> [x](https://evil.example)";
    entry.blurb.why = {{.text = "- [x] 2201.00099"}};
    const test::CommonMark document{shortlist_markdown(key, true, {entry, entry}, 0)};
    CHECK(document.addresses() ==
          std::vector<std::string>{"https://arxiv.org/abs/2201.00010", "https://arxiv.org/abs/2201.00010"});
    const auto structure = document.structure();
    CHECK(std::count(structure.begin(), structure.end(), "2 tasklist") == 2);
}
