#include "app/edition/snapshot_json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "app/workspace/config.h"
#include "digest/base/hash.h"
#include "digest/base/utf8.h"

using namespace digest;

namespace {
Snapshot example() {
    Snapshot snapshot;
    snapshot.key = dates_edition_of(Month{2022, 2}, {*parse_day("2022-01-10"), *parse_day("2022-01-20")});
    snapshot.program_version = "0.1.0";
    snapshot.made_at = *parse_rfc3339("2022-02-05T06:00:00Z");
    snapshot.settings = default_config().edition;
    snapshot.settings.title = "Of \"{month}\"";
    snapshot.settings.language = Language::chinese;
    snapshot.settings.blocks = {Block::trends, Block::cover};
    snapshot.settings.weights["venue"] = 0.25;
    snapshot.texts.topics = "[[topic]]\nname = \"Ü\"\n";
    snapshot.signal_names = {"topic_match", "citations"};
    snapshot.candidates = {{"2201.03545", 2, 0.1 + 0.2, {0.7, std::nullopt}},
                           {"hep-th/9901001", 1, 1.0 / 3.0, {std::nullopt, 0.0}}};
    Candidate candidate;
    candidate.paper.id = "2201.03545";
    candidate.paper.title = "A \"title\" with \\ and ü";
    candidate.paper.authors = {"Ada Example"};
    candidate.paper.submitted = *parse_rfc3339("2022-01-11T01:02:03Z");
    candidate.signals = {
        {"topic_match",
         0.7,
         1.0,
         {TopicEvidence{"Vision: images", {{"vision", true, 2}}},
          CountEvidence{"citations", 41, Standing{ComparedWith::week, "", 312, 98}, "openalex",
                        *parse_day("2022-02-05")},
          CountEvidence{"title_words", 9}, AuthorEvidence{"h_indexes", {40.5, 7}, "openalex", *parse_day("2022-02-05")},
          OpinionEvidence{false, {"survey"}}, VenueEvidence{"ICLR", "Accepted at ICLR"},
          LinkEvidence{LinkKind::data, "zenodo.org/1"}, SentenceEvidence{"as it stands"}}},
        {"citations", std::nullopt, 0.0, {}}};
    candidate.score = 0.1 + 0.2;
    snapshot.pool = {candidate};
    snapshot.added = {candidate.paper};
    snapshot.related["2201.03545"] = {{"2201.04288", "t", "https://arxiv.org/abs/2201.04288", "vision", std::nullopt}};
    snapshot.figures["2201.03545"] = {
        {"a.png", "1", "c", "d", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/",
         "https://arxiv.org/html/2201.03545#S1.F1"},
        "hash",
        std::string{"\x89PNG\0", 5},
        "png"};
    snapshot.observations = {{"2201.03545", "semantic_scholar", "citations", ObservationState::unknown, std::nullopt,
                              "", *parse_rfc3339("2022-02-05T06:00:00Z")}};
    snapshot.news = {{"News", "https://example.org", "Example", *parse_day("2022-01-24")}};
    snapshot.provenance = {{"semantic_scholar", "citations", snapshot.made_at, snapshot.made_at, true}};
    snapshot.trends = {{"lattice tuning", 8, 2, 4.0, 3.5, true, {"2201.03545"}}};
    snapshot.featured_before = {"2112.00001"};
    snapshot.primary_categories = {{"cs.CV", 1}};
    return snapshot;
}

std::string body_of(const std::string& text) {
    const std::string mark = "\"body\":";
    const std::size_t begin = text.find(mark) + mark.size();
    return text.substr(begin, text.size() - begin - 2);
}

std::string replaced(std::string text, const std::string& part, const std::string& other) {
    REQUIRE(text.find(part) != std::string::npos);
    return text.replace(text.find(part), part.size(), other);
}

/// With the checksum that fits.
std::string file_of(int format, const std::string& body) {
    return "{\"format\":" + std::to_string(format) + ",\"checksum\":\"" +
           (format == 1 ? content_hash_of_format_1(body) : sha256_hex(body)) + "\",\"body\":" + body + "}\n";
}

/// The example with a part of its text replaced.
std::string forged(const std::string& part, const std::string& other) {
    return file_of(2, replaced(body_of(write_snapshot(example(), true)), part, other));
}
}  // namespace

TEST_CASE("a snapshot survives writing and reading to the last bit", "[snapshot]") {
    const Snapshot snapshot = example();
    const std::string text = write_snapshot(snapshot, true);
    const auto back = read_snapshot(text, "x.snapshot.json");
    REQUIRE(back);
    CHECK(*back == snapshot);
    CHECK(write_snapshot(*back, true) == text);
}

TEST_CASE("without figures a snapshot names their bytes only", "[snapshot]") {
    const auto back = read_snapshot(write_snapshot(example(), false), "x");
    REQUIRE(back);
    CHECK(back->figures.at("2201.03545").bytes.empty());
    CHECK(back->figures.at("2201.03545").hash == "hash");
}

TEST_CASE("a snapshot whose figure would leave the edition's folder is refused", "[snapshot]") {
    Snapshot snapshot = example();
    for (const char* path : {"../a.png", "/tmp/a.png", "assets/../../a.png", "assets/.."}) {
        CAPTURE(path);
        snapshot.figures.at("2201.03545").figure.path = path;
        const auto result = read_snapshot(write_snapshot(snapshot, true), "x.snapshot.json");
        REQUIRE_FALSE(result);
        CHECK(result.error().kind == ErrorKind::user_file);
    }
    for (const char* path : {"assets/2022-02/a..b.png", ""}) {
        CAPTURE(path);
        snapshot.figures.at("2201.03545").figure.path = path;
        CHECK(read_snapshot(write_snapshot(snapshot, true), "x.snapshot.json"));
    }
}

TEST_CASE("a changed, cut, foreign or newer snapshot is refused", "[snapshot]") {
    const std::string text = write_snapshot(example(), true);
    std::string changed = text;
    changed[changed.find("vision")] = 'V';
    std::string newer = text;
    newer.replace(newer.find(":2,"), 3, ":9,");
    for (const std::string& wrong : {changed, newer, text.substr(0, text.size() / 2), std::string{},
                                     std::string{"{}\n"}, std::string{"{\"format\":1,\"body\":3}\n"}}) {
        const auto result = read_snapshot(wrong, "x.snapshot.json");
        REQUIRE_FALSE(result);
        CHECK(result.error().kind == ErrorKind::user_file);
        CHECK(result.error().origin == "x.snapshot.json");
    }
}

TEST_CASE("a snapshot whose candidates have not the edition's signals, or whose dates are none, is refused",
          "[snapshot]") {
    for (const auto& [part, other] : std::vector<std::pair<std::string, std::string>>{
             {",0.7,null]", ",0.7,null,0.5]"},
             {",0.7,null]", ",0.7]"},
             {R"("signal_names":["topic_match","citations"])", R"("signal_names":["topic_match"])"},
             {R"("month":"2022-02")", R"("month":"2022-13")"},
             {R"("from":"2022-01-10")", R"("from":"the tenth")"}}) {
        CAPTURE(part, other);
        const auto refused = read_snapshot(forged(part, other), "x.snapshot.json");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::user_file);
    }
}

TEST_CASE("a snapshot of format 1 holds its evidence as sentences and its settings as a text", "[snapshot]") {
    Snapshot snapshot = example();
    snapshot.pool[0].signals[0].evidence = {SentenceEvidence{"Vision: vision (title)"}};
    const std::string body = body_of(write_snapshot(snapshot, true));
    const std::string with_sentences = replaced(body, R"j([{"kind":"sentence","sentence":"Vision: vision (title)"}])j",
                                                R"j(["Vision: vision (title)"])j");
    const std::string settings = edition_settings_json(snapshot.settings);
    const std::string old_body =
        replaced(with_sentences, "\"settings\":" + settings, "\"config\":" + nlohmann::json(settings).dump());
    const auto back = read_snapshot(file_of(1, old_body), "x");
    CAPTURE(back ? "" : back.error().message);
    REQUIRE(back);
    CHECK(*back == snapshot);
}

TEST_CASE("evidence that makes no sense is refused", "[snapshot]") {
    for (const auto& [part, other] :
         std::vector<std::pair<std::string, std::string>>{{R"("kind":"topic")", R"("kind":"dream")"},
                                                          {R"("kind":"topic")", R"("kind":7)"},
                                                          {R"("kind":"topic",)", ""},
                                                          {R"("kind":"venue")", R"("kind":"link")"},
                                                          {R"(["vision",true,2])", R"(["vision",true])"},
                                                          {R"(["vision",true,2])", R"(["vision",true,-1])"},
                                                          {R"(["vision",true,2])", R"(["vision",1,2])"},
                                                          {R"("count":41)", R"("count":99999999999999999999)"},
                                                          {R"("count":41)", R"("count":4.1)"},
                                                          {R"("percentile":98)", R"("percentile":101)"},
                                                          {R"("cohort":1)", R"("cohort":3)"},
                                                          {R"("link":1)", R"("link":-1)"},
                                                          {"[40.5,", "[-40.5,"},
                                                          {"[40.5,", "[\"40\","},
                                                          {R"("in_favour":false)", R"("in_favour":null)"},
                                                          {R"("evidence":[{)", R"("evidence":[[],{)"}}) {
        CAPTURE(part, other);
        const auto refused = read_snapshot(forged(part, other), "x.snapshot.json");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::user_file);
    }
}

TEST_CASE("a snapshot with a fitting checksum is still looked at", "[snapshot]") {
    REQUIRE(read_snapshot(forged("a.png", "b.png"), "x"));
    CHECK_FALSE(read_snapshot(forged("a.png", "../a.png"), "x"));
    CHECK_FALSE(read_snapshot(forged("a.png", "/tmp/a.png"), "x"));
    CHECK_FALSE(read_snapshot(forged("[\"2201.03545\",2,", "[\"2201\\\"\",2,"), "x"));
    CHECK_FALSE(read_snapshot(forged("[\"2201.03545\",2,", "[\"2201.03545\",1e300,"), "x"));
    CHECK_FALSE(read_snapshot(forged("\"state\":1", "\"state\":7"), "x"));
    const auto no_text = read_snapshot(forged("\"state\"", "\"st\x80\x1b\""), "x");
    REQUIRE_FALSE(no_text);
    CHECK(is_valid_utf8(no_text.error().message));
    CHECK_FALSE(read_snapshot(forged("{\"cs.CV\":1}", "{\"cs.CV\":99999999999}"), "x"));
    CHECK_FALSE(read_snapshot(forged("\"made_at\":16", "\"made_at\":9999916"), "x"));
}
