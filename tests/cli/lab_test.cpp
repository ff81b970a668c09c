// learn, eval and trends as an operator uses them, on two small months of made-up papers.
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/program_run.h"

using namespace digest::test;
using Json = nlohmann::json;

namespace {

constexpr int papers_a_month = 60;

/// Every fifth paper is one that this editor chooses: it speaks of tools that agents use.
bool is_chosen(int number) {
    return number % 5 == 0;
}

std::string id_of(const std::string& month, int number) {
    const std::string digits = std::to_string(10000 + number);
    return month.substr(2, 2) + month.substr(5, 2) + "." + digits;
}

std::string paper_line(const std::string& month, int number) {
    static const char* subjects[] = {"image segmentation",  "speech recognition", "graph matching",
                                     "machine translation", "traffic forecasts",  "protein folding",
                                     "robot grasping"};
    const std::string subject = subjects[number % 7];
    const std::string topic = is_chosen(number) ? "agents with tools for " + subject : "a baseline for " + subject;
    const std::string rare =
        number % 3 == 0 && month == "2025-04" ? "Here the lattice tuning of weights is central. " : "";
    const int day = 1 + number % 28;
    const Json line = {
        {"id", id_of(month, number)},
        {"authors", is_chosen(number) ? "Ada Example, Bob Sample" : "Writer " + std::to_string(number)},
        {"title", "Study " + std::to_string(number) + ": " + topic},
        {"comments", nullptr},
        {"journal-ref", nullptr},
        {"doi", nullptr},
        {"categories", "cs.LG"},
        {"abstract", "Progress in " + subject + " has been slow. We study " + topic + ". " + rare +
                         "We measure it on public data and report what it costs. It is " + std::to_string(number + 3) +
                         " % better than the best earlier one."},
        {"versions", Json::array({{{"version", "v1"},
                                   {"created", std::to_string(day) + (month == "2025-03" ? " Mar" : " Apr") +
                                                   " 2025 00:00:00 GMT"}}})},
        {"update_date", month + "-28"},
        {"authors_parsed", is_chosen(number) ? Json::array({{"Example", "Ada", ""}, {"Sample", "Bob", ""}})
                                             : Json::array({{std::to_string(number), "Writer", ""}})}};
    return line.dump() + "\n";
}

/// A folder whose archive holds both months, with a graded picks file each.
struct Laboratory {
    TemporaryFolder folder{};
    ProgramRun digest{folder.path()};
    std::filesystem::path work = folder / "work";

    Laboratory() {
        for (const std::string month : {"2025-03", "2025-04"}) {
            std::string dump;
            std::string picks;
            for (int number = 0; number < papers_a_month; ++number) {
                dump += paper_line(month, number);
                picks += Json{{"id", id_of(month, number)}, {"grade", is_chosen(number) ? 1 : 0}}.dump() + "\n";
            }
            write_text(work / ("dump-" + month + ".jsonl"), dump);
            write_text(work / ("picks-" + month + ".jsonl"), picks);
            REQUIRE(digest({"import", "--trust-import", "dump-" + month + ".jsonl"}).exit_code == 0);
        }
    }
};

const Json& ranking_of(const Json& month, const char* name) {
    for (const Json& ranking : month["rankings"]) {
        if (ranking["name"] == name) {
            return ranking;
        }
    }
    FAIL("no ranking " << name);
    return month;
}

Json value_of(const Json& ranking, const std::string& measure) {
    for (const Json& each : ranking["measures"]) {
        if (each["name"] == measure) {
            return each["value"];
        }
    }
    return "no such measure";
}

}  // namespace

TEST_CASE("the same picks give the same model, whatever the order of the files, with a card beside it", "[cli]") {
    const Laboratory lab;
    const ProgramResult first =
        lab.digest({"learn", "--picks", "picks-2025-03.jsonl", "--picks", "picks-2025-04.jsonl", "-o", "one.model"});
    CAPTURE(first.err);
    REQUIRE(first.exit_code == 0);
    CHECK(first.out.empty());
    REQUIRE(lab.digest({"learn", "--picks", "picks-2025-04.jsonl", "--picks", "picks-2025-03.jsonl", "-o", "two.model"})
                .exit_code == 0);
    CHECK(file_text(lab.work / "one.model") == file_text(lab.work / "two.model"));
    const std::string card = file_text(lab.work / "one.md");
    CHECK(card.find("`digest learn --picks picks-2025-03.jsonl --picks picks-2025-04.jsonl -o one.model`") !=
          std::string::npos);
    CHECK(card.find("agents") != std::string::npos);
    CHECK(card.find("| 2025-03 | 60 | 12 |") != std::string::npos);
    CHECK(file_text(lab.work / "one.model").find("Ada Example") == std::string::npos);

    // with author history, and used as taste
    REQUIRE(
        lab.digest({"learn", "--picks", "picks-2025-03.jsonl", "--author-history", "-o", "taste.model"}).exit_code ==
        0);
    CHECK(file_text(lab.work / "taste.model").find("Ada Example") != std::string::npos);
    write_text(lab.work / "digest.toml",
               "[models]\nnotability = \"one.model\"\ntaste = \"taste.model\"\n[weights]\ntaste = 1.0\n");
    const ProgramResult measured = lab.digest({"eval", "--picks", "picks-2025-04.jsonl", "--format", "json"});
    CAPTURE(measured.err);
    REQUIRE(measured.exit_code == 0);
    const Json month = Json::parse(measured.out)["months"][0];
    CHECK(value_of(ranking_of(month, "notability"), "auc") == 1.0);
    CHECK(value_of(ranking_of(month, "taste"), "auc") == 1.0);
    const ProgramResult explained = lab.digest({"explain", id_of("2025-04", 5), "--month", "2025-05"});
    CHECK(explained.out.find("agents") != std::string::npos);
}

TEST_CASE("eval gives every measure of every ranking by its schema, and chance beside them", "[cli]") {
    const Laboratory lab;
    const ProgramResult result =
        lab.digest({"eval", "--picks", "picks-2025-03.jsonl", "--picks", "picks-2025-04.jsonl", "--format", "json"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    const Json document = Json::parse(result.out);
    CHECK(document["schema"] == 1);
    REQUIRE(document["months"].size() == 2);
    const Json& month = document["months"][1];
    CHECK(month["month"] == "2025-04");
    CHECK(month["candidates"] == 60);
    CHECK(month["chosen"] == 12);
    CHECK(month["missed"] == 0);
    CHECK(month["rankings"].back()["name"] == "random");
    CHECK(value_of(ranking_of(month, "random"), "precision@10") == Approx(0.2));
    for (const char* name : {"digest", "selected", "notability", "keywords"}) {
        const Json& ranking = ranking_of(month, name);
        for (const char* measure :
             {"recall@10", "recall@50", "recall@100", "recall@200", "precision@10", "precision@50", "ndcg@100", "auc",
              "mean_similarity@10", "greatest_similarity@10"}) {
            CAPTURE(name, measure);
            const Json value = value_of(ranking, measure);
            if (name == std::string{"notability"} && value.is_null()) {
                continue;  // no model is shipped with this build
            }
            REQUIRE(value.is_number());
            CHECK(value.get<double>() >= 0.0);
            CHECK(value.get<double>() <= 1.0 + 1e-9);
        }
    }
    // nobody counted citations: unknown is null, not nought
    CHECK(value_of(ranking_of(month, "citations"), "auc").is_null());
    CHECK(result.err.find("\"citations\" is unknown") != std::string::npos);
    CHECK(lab.digest({"eval", "--picks", "picks-2025-03.jsonl"}).out.find("ndcg@100") != std::string::npos);
    CHECK(lab.digest({"eval", "--picks", "picks-2025-03.jsonl", "--picks", "picks-2025-04.jsonl", "--format", "json"})
              .out == result.out);
}

TEST_CASE("a picks file without grades is measured among the papers of its edition", "[cli]") {
    const Laboratory lab;
    std::string ids = "# chosen in April\n";
    for (int number = 0; number < papers_a_month; number += 5) {
        ids += id_of("2025-03", number) + "\n";
    }
    write_text(lab.work / "ids.txt", ids + "2504.99999\nhttps://arxiv.org/abs/2504.99998v2\n");
    const ProgramResult result = lab.digest({"eval", "--picks", "ids.txt", "--format", "json"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    const Json month = Json::parse(result.out)["months"][0];
    CHECK(month["month"] == "2025-04");  // 15 February to 31 March
    CHECK(month["candidates"] == 60);
    CHECK(month["chosen"] == 12);
    CHECK(month["missed"] == 2);
    CHECK(result.err.find("2 of its 14 papers: 2504.99998, 2504.99999") != std::string::npos);
    const Json calendar =
        Json::parse(lab.digest({"eval", "--picks", "ids.txt", "--window", "calendar", "--format", "json"}).out);
    CHECK(calendar["months"][0]["month"] == "2025-03-calendar");
    const Json later =
        Json::parse(lab.digest({"eval", "--picks", "ids.txt", "--month", "2025-05", "--format", "json"}).out);
    CHECK(later["months"][0]["month"] == "2025-05");
    CHECK(later["months"][0]["missed"].get<int>() > 2);
}

TEST_CASE("picks that teach nothing are refused with what to do instead", "[cli]") {
    const Laboratory lab;
    std::string all;
    for (int number = 0; number < papers_a_month; ++number) {
        all += id_of("2025-03", number) + "\n";
    }
    write_text(lab.work / "all.txt", all);
    write_text(lab.work / "none.csv", "id,grade\n2503.10001,0\n2503.10002,0\n");
    write_text(lab.work / "unknown.txt", "2401.00001\n2401.00002\n");
    write_text(lab.work / "prose.txt", "these are no ids\n");
    struct Case {
        std::vector<std::string> arguments;
        int exit_code;
        const char* says;
    };
    const std::vector<Case> cases = {
        {{"learn", "--picks", "all.txt", "-o", "x.model"}, 3, "every paper is chosen"},
        {{"learn", "--picks", "none.csv", "-o", "x.model"}, 3, "none of the 2 papers is chosen"},
        {{"learn", "--picks", "unknown.txt", "-o", "x.model"},
         3,
         "holds none of its 2 papers (2401.00001, 2401.00002)"},
        {{"learn", "--picks", "prose.txt", "-o", "x.model"}, 3, "prose.txt:1"},
        {{"learn", "--picks", "nowhere.txt", "-o", "x.model"}, 3, "nowhere.txt"},
        {{"learn", "--picks", "picks-2025-03.jsonl", "-o", "x.md"}, 2, "card"},
        {{"learn", "--picks", "picks-2025-03.jsonl", "-o", "-"}, 2, "stdout"},
        {{"learn", "--picks", "picks-2025-03.jsonl", "--roles", "r.jsonl"}, 2, "--roles"},
        {{"learn"}, 2, "has not published an edition"},
        {{"eval"}, 2, "has not published an edition"},
        {{"eval", "--picks", "all.txt", "--month", "2025-13"}, 2, "2025-13"},
        {{"eval", "--picks", "all.txt", "--month", "2025-04", "--month", "2025-05"}, 2, "--month"},
    };
    for (const Case& c : cases) {
        const ProgramResult result = lab.digest(c.arguments);
        CAPTURE(c.arguments, result.err);
        CHECK(result.exit_code == c.exit_code);
        CHECK(result.out.empty());
        CHECK(result.err.find(c.says) != std::string::npos);
        CHECK(result.err.find("next: ") != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(lab.work / "x.model"));
    const ProgramResult one = lab.digest({"learn", "--picks", "picks-2025-03.jsonl", "-o", "x.model"});
    CHECK(one.exit_code == 0);
    CHECK(one.err.find("no second month to hold out") != std::string::npos);
}

TEST_CASE("a damaged model, or one of another version, is told and its signal unknown", "[cli]") {
    const Laboratory lab;
    REQUIRE(lab.digest({"learn", "--picks", "picks-2025-03.jsonl", "-o", "good.model"}).exit_code == 0);
    const std::string good = file_text(lab.work / "good.model");
    std::string damaged = good;
    const std::size_t middle = damaged.size() / 2;
    damaged[middle] = damaged[middle] == 'A' ? 'B' : 'A';
    const std::string version = "digest linear model 2";
    REQUIRE(good.starts_with(version));
    const std::vector<std::pair<std::string, const char*>> cases = {
        {damaged, "its checksum is wrong"},
        {good.substr(0, middle), "is cut"},
        {"digest linear model 9" + good.substr(version.size()), "has format 9"},
        {"not a model\n", "not a model file"},
    };
    write_text(lab.work / "digest.toml", "[models]\nnotability = \"own.model\"\n");
    for (const auto& [text, says] : cases) {
        write_text(lab.work / "own.model", text);
        const ProgramResult result = lab.digest({"rank", "--month", "2025-05", "--limit", "1", "--format", "json"});
        CAPTURE(says, result.err);
        CHECK(result.exit_code == 0);
        CHECK(result.err.find(says) != std::string::npos);
        CHECK(result.err.find("the signal is unknown") != std::string::npos);
        const Json ranking = Json::parse(result.out);
        for (const Json& signal : ranking["candidates"][0]["signals"]) {
            if (signal["name"] == "notability") {
                CHECK(signal["value"].is_null());
            }
        }
        CHECK(lab.digest({"rank", "--month", "2025-05", "--strict"}).exit_code == 1);
    }
}

TEST_CASE("a workspace's own editions teach its taste", "[cli]") {
    const Laboratory lab;
    for (const std::string window : {"2025-03-02..2025-03-28", "2025-04-02..2025-04-28"}) {
        const std::string month = window.substr(0, 7);
        const ProgramResult built = lab.digest(
            {"build", "--offline", "--window", window, "--month", month, "--picks", "5", "-o", month + ".md"});
        CAPTURE(built.err);
        REQUIRE(built.exit_code == 0);
    }
    const ProgramResult result = lab.digest({"learn"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    CHECK(file_text(lab.work / "taste.model").find("author_history yes") != std::string::npos);
    CHECK(file_text(lab.work / "taste.md").find("# Model card: taste") != std::string::npos);
    const Json own = Json::parse(lab.digest({"eval", "--month", "2025-04", "--format", "json"}).out);
    REQUIRE(own["months"].size() == 1);
    CHECK(own["months"][0]["chosen"] == 5);
    CHECK(value_of(ranking_of(own["months"][0], "selected"), "precision@10") == 0.5);
}

TEST_CASE("trends need months before, and say so", "[cli]") {
    const Laboratory lab;
    const ProgramResult none = lab.digest({"trends", "--month", "2025-03", "--window", "calendar"});
    CHECK(none.exit_code == 0);
    CHECK(none.out.empty());
    CHECK(none.err.find("no paper of 2024-12-01 to 2025-02-28") != std::string::npos);
    const Json empty =
        Json::parse(lab.digest({"trends", "--month", "2025-03", "--window", "calendar", "--format", "json"}).out);
    CHECK(empty["schema"] == 1);
    CHECK(empty["papers_before"] == 0);
    CHECK(empty["rising"].empty());

    const std::vector<std::string> april = {"trends", "--month", "2025-04", "--window", "calendar", "--format"};
    const auto with_format = [&](const char* format) {
        std::vector<std::string> arguments = april;
        arguments.emplace_back(format);
        return lab.digest(arguments).out;
    };
    const Json trends = Json::parse(with_format("json"));
    CHECK(trends["papers"] == 60);
    CHECK(trends["papers_before"] == 60);
    REQUIRE_FALSE(trends["rising"].empty());
    std::set<std::string> terms;
    for (const Json& trend : trends["rising"]) {
        terms.insert(trend["term"].get<std::string>());
    }
    CHECK(terms.contains("lattice tuning"));
    CHECK(with_format("table").find("lattice tuning") != std::string::npos);
    CHECK(with_format("svg").starts_with("<svg"));
}

TEST_CASE("a block of trends is frozen with the edition, and its chart lies beside it", "[cli]") {
    const Laboratory lab;
    write_text(lab.work / "digest.toml", "[edition]\nblocks = [\"opening\", \"trends\", \"research\"]\n");
    const std::vector<std::string> build = {"build",     "--month", "2025-04", "--window", "2025-04-01..2025-04-29",
                                            "--offline", "-o",      "posts/"};
    const ProgramResult built = lab.digest(build);
    CAPTURE(built.err);
    REQUIRE(built.exit_code == 0);
    const std::string name = "2025-04-20250401-20250429";
    const auto post = lab.work / ("posts/" + name + "-best-of-arxiv.md");
    const auto chart = lab.work / ("posts/assets/" + name + "/trends.svg");
    const std::string edition = file_text(post);
    const std::string drawn = file_text(chart);
    CHECK(edition.find("lattice tuning") != std::string::npos);
    CHECK(edition.find("](assets/" + name + "/trends.svg)") != std::string::npos);
    CHECK(drawn.starts_with("<svg"));

    std::filesystem::remove_all(lab.work / "posts/assets");
    REQUIRE(lab.digest(build).exit_code == 0);
    CHECK(file_text(post) == edition);
    CHECK(file_text(chart) == drawn);
}

TEST_CASE("sentence roles are learnt alike each time and measured beside the rule", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const auto work = folder / "work";
    std::string corpus;
    for (int number = 0; number < 80; ++number) {
        const std::string n = std::to_string(number);
        corpus += Json{{"id", "a" + n},
                       {"sentences",
                        {"Earlier systems of kind " + n + " are slow on long inputs and costly to run.",
                         "We propose a layer of size " + n + " that reads long inputs in one pass.",
                         "It improves accuracy by " + n + " points on five public data sets of this kind."}},
                       {"labels", {"background", "method", "result"}}}
                      .dump() +
                  "\n";
    }
    const std::string first_line = corpus.substr(0, corpus.find('\n') + 1);
    write_text(work / "roles.jsonl", corpus);
    write_text(work / "twice.jsonl", corpus + first_line);
    REQUIRE(digest({"learn", "--roles", "roles.jsonl", "-o", "one.txt"}).exit_code == 0);
    REQUIRE(digest({"learn", "--roles", "twice.jsonl", "-o", "two.txt"}).exit_code == 0);
    CHECK(file_text(work / "one.txt") == file_text(work / "two.txt"));
    CHECK(file_text(work / "two.md").find("1 abstracts that repeat a sentence") != std::string::npos);
    write_text(work / "digest.toml", "[models]\nroles = \"one.txt\"\n");
    const ProgramResult result = digest({"eval", "--roles", "roles.jsonl", "--format", "json"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    const Json measured = Json::parse(result.out);
    CHECK(measured["schema"] == 1);
    REQUIRE(measured["roles"].size() == 2);
    CHECK(measured["roles"][0]["roles_by"] == "model");
    CHECK(measured["roles"][0]["abstracts"] == 80);
    CHECK(measured["roles"][0]["sentences"] == 240);
    CHECK(measured["roles"][0]["accuracy"] == 1.0);
    CHECK(measured["roles"][1]["roles_by"] == "rule");
    CHECK(measured["roles"][0]["clear"].is_null());
    CHECK(digest({"eval", "--roles", "roles.jsonl"}).out.find("agree") == std::string::npos);

    const std::string sentences =
        R"("sentences":["It is slow.","We propose a layer."],"labels":["background","method"])";
    write_text(work / "confs.jsonl", "{" + sentences + R"(,"confs":[0.4,0.8]})");
    const Json clear = Json::parse(digest({"eval", "--roles", "confs.jsonl", "--format", "json"}).out);
    CHECK(clear["roles"][0]["sentences"] == 2);
    CHECK(clear["roles"][0]["clear"]["sentences"] == 1);
    const std::string table = digest({"eval", "--roles", "confs.jsonl"}).out;
    CHECK(table.find("of the 1 sentences on which more than 60 % of the annotators agree") != std::string::npos);
    for (const char* confs : {R"("high")", R"([0.9])", R"([0.9,"high"])"}) {
        write_text(work / "confs.jsonl", "{" + sentences + R"(,"confs":)" + confs + "}");
        CAPTURE(confs);
        CHECK(Json::parse(digest({"eval", "--roles", "confs.jsonl", "--format", "json"}).out)["roles"][0]["clear"]
                  .is_null());
    }

    const std::vector<std::pair<std::string, const char*>> bad = {
        {first_line + "no json\n", "bad.jsonl:2"},
        {R"({"sentences":["One.","Two."],"labels":["method"]})", "2 sentences but 1 labels"},
        {R"({"sentences":["One."],"labels":["verdict"]})", "\"verdict\" is no role"},
        {R"({"sentences":"One.","labels":["method"]})", "bad.jsonl:1"},
        {"\n\n", "no labelled abstract"},
    };
    for (const auto& [text, says] : bad) {
        write_text(work / "bad.jsonl", text);
        for (const char* verb : {"learn", "eval"}) {
            const ProgramResult refused = digest({verb, "--roles", "bad.jsonl"});
            CAPTURE(verb, says, refused.err);
            CHECK(refused.exit_code == 3);
            CHECK(refused.err.find(says) != std::string::npos);
        }
    }
}
