// The program as a newcomer runs it: the sample month, without network, archive or configuration.
#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/commonmark.h"
#include "support/golden_file.h"
#include "support/program_run.h"

using namespace digest::test;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> build_sample = {"build", "--month", "2022-02", "--sample"};

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++found;
    }
    return found;
}

/// The words in docs/json.md that stand as code.
std::set<std::string> documented_fields() {
    const std::string page = file_text(std::filesystem::path{DIGEST_SOURCE_DIR} / "docs/json.md");
    std::set<std::string> fields;
    std::string word;
    bool is_code = false;
    for (const char c : page) {
        if ((c >= 'a' && c <= 'z') || c == '_') {
            word += c;
            continue;
        }
        if (is_code) {
            fields.insert(word);
        }
        word.clear();
        if (c == '`') {
            is_code = !is_code;
        }
    }
    return fields;
}

/// Calls `visit(name, value)` for all fields at any depth. Below terms and overlaps the names are data.
template <class Visit>
void for_each_field(const Json& json, const Visit& visit) {
    if (json.is_array()) {
        for (const Json& item : json) {
            for_each_field(item, visit);
        }
    } else if (json.is_object()) {
        for (const auto& [name, value] : json.items()) {
            visit(name, value);
            if (name != "terms" && name != "overlaps") {
                for_each_field(value, visit);
            }
        }
    }
}

}  // namespace

TEST_CASE("the sample edition is whole, goes to stdout alone, and twice gives the same bytes", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const ProgramResult first = digest(build_sample);
    REQUIRE(first.exit_code == 0);
    CHECK(digest(build_sample).out == first.out);
    CHECK(first.err.find("papers first submitted 15 Dec 2021 to 31 Jan 2022") != std::string::npos);
    CHECK(digest(with(build_sample, {"--quiet"})).err.empty());
    CHECK_FALSE(std::filesystem::exists(folder / "home"));
    CHECK(std::filesystem::is_empty(folder / "work"));
    CHECK(first.out.starts_with("# Best of arXiv — February 2022\n\n## "));
    CHECK(first.out.ends_with("\n"));
    CHECK_FALSE(first.out.ends_with("\n\n"));
    CHECK(first.out.find("\n# 🔬 Research\n") != std::string::npos);
    CHECK(first.out.find("**This edition selects 10 papers") != std::string::npos);
    CHECK(count(first.out, "\n**❓Why →** ") == 10);
    CHECK(count(first.out, "\n**💡Key insights →** ") == 10);
    CHECK(count(first.out, "\nSource: [arxiv.org/pdf/") == 10);
    CHECK(count(first.out, "\n*By ") == 10);
    for (int number = 1; number <= 10; ++number) {
        CHECK(count(first.out, "\n## [" + std::to_string(number) + "\\. ") +
                  count(first.out, "\n## [" + std::to_string(number) + ". ") ==
              1);
    }
    CHECK(first.out.find("Thank you to arXiv for use of its open access interoperability.") != std::string::npos);
}

TEST_CASE("data adds no raw HTML, heading, link or table to the sample edition", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const std::string markdown = digest(build_sample).out;
    const Json edition = Json::parse(digest(with(build_sample, {"--format", "json"})).out);
    const CommonMark document{markdown};
    std::vector<std::string> headings;
    for (const std::string& node : document.structure()) {
        CHECK(node.find("html") == std::string::npos);
        CHECK(node.find("table") == std::string::npos);
        if (node.find("heading") != std::string::npos) {
            headings.push_back(node.substr(node.size() - 1));
        }
    }
    std::vector<std::string> expected = {"1", "2", "1"};
    expected.insert(expected.end(), 10, "2");
    CHECK(headings == expected);
    std::set<std::string> known;
    for (const Json& item : edition["news"]) {
        known.insert(item["url"].get<std::string>());
    }
    for (const Json& pick : edition["picks"]) {
        known.insert(pick["url"].get<std::string>());
        known.insert(pick["pdf_url"].get<std::string>());
        for (const Json& extra : pick["extras"]) {
            known.insert(extra["url"].get<std::string>());
        }
        for (const Json& related : pick["related"]) {
            known.insert(related["url"].get<std::string>());
        }
    }
    for (const std::string& address : document.addresses()) {
        CAPTURE(address);
        CHECK(known.contains(address));
    }
}

TEST_CASE("every pick of the sample can be traced, and its blocks share no words", "[cli]") {
    const TemporaryFolder folder;
    const Json edition = Json::parse(ProgramRun{folder.path()}(with(build_sample, {"--format", "json"})).out);
    CHECK(edition["schema"] == 1);
    CHECK(edition["draft"] == false);
    CHECK(edition["considered"] == 62);
    REQUIRE(edition["picks"].size() == 10);
    for (const Json& pick : edition["picks"]) {
        CAPTURE(pick["id"].get<std::string>());
        CHECK_FALSE(pick["why"].empty());
        CHECK_FALSE(pick["insights"].empty());
        CHECK_FALSE(pick["reason"].get<std::string>().empty());
        std::set<std::string> texts;
        for (const char* block : {"why", "insights"}) {
            for (const Json& sentence : pick[block]) {
                if (sentence.contains("list")) {
                    CHECK(sentence["list"].size() >= 3);
                    continue;
                }
                CHECK_FALSE(sentence["sources"].empty());
                CHECK(texts.insert(sentence["text"].get<std::string>()).second);
            }
        }
    }
}

TEST_CASE("rank lists every candidate of the sample by the schema", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const ProgramResult result = digest({"rank", "--month", "2022-02", "--sample", "--format", "json", "--limit", "0"});
    REQUIRE(result.exit_code == 0);
    const Json ranking = Json::parse(result.out);
    CHECK(ranking["schema"] == 1);
    CHECK(ranking["window"]["from"] == "2021-12-15T00:00:00Z");
    CHECK(ranking["window"]["until"] == "2022-02-01T00:00:00Z");
    CHECK(ranking["window"]["whole"] == true);
    REQUIRE(ranking["candidates"].size() == 62);
    double last = 1.0;
    int rank = 0;
    for (const Json& candidate : ranking["candidates"]) {
        CHECK(candidate["rank"] == ++rank);
        CHECK(candidate["score"].get<double>() <= last);
        last = candidate["score"].get<double>();
        for (const Json& signal : candidate["signals"]) {
            if (signal["value"].is_null()) {
                continue;
            }
            CHECK(signal["value"].get<double>() >= 0.0);
            CHECK(signal["value"].get<double>() <= 1.0);
        }
    }
    CHECK(digest({"rank", "--sample", "--month", "2022-02", "--limit", "5", "--format", "csv"}).out.find("2201.") !=
          std::string::npos);
}

TEST_CASE("explain names every signal with weight and evidence", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const ProgramResult result = digest({"explain", "2201.03545", "--month", "2022-02", "--sample"});
    REQUIRE(result.exit_code == 0);
    for (const char* signal :
         {"topic_match", "notability", "citations", "authorship", "attention", "venue", "openness"}) {
        CAPTURE(signal);
        CHECK(result.out.find(signal) != std::string::npos);
    }
    CHECK(result.out == golden_text(DIGEST_SOURCE_DIR "/tests/cli/golden/explain-2201.03545.txt", result.out));
    CHECK(digest({"explain", "2201.99999", "--month", "2022-02", "--sample"}).exit_code == 2);
    CHECK(digest({"explain", "nonsense", "--month", "2022-02", "--sample"}).exit_code == 2);
}

TEST_CASE("bad input ends with the right code, a next step, and no half-written file", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const auto work = folder / "work";
    write_text(work / "bad.toml", "[edition]\npickz = 1\n");
    write_text(work / "bad-topics.toml", "[edition]\ntopics = \"topics.toml\"\n");
    write_text(work / "topics.toml", "[[topic]]\nname = \"x\"\nterms = \"y\"\n");
    write_text(work / "bad.mustache", "# {{titel}}\n");
    struct Case {
        std::vector<std::string> arguments;
        int exit_code;
        const char* says;
    };
    const std::vector<Case> cases = {
        {{"build", "--month", "2022-13", "--sample"}, 2, "2022-13"},
        {{"build", "--month", "2022-03", "--sample"}, 2, "--sample"},
        {{"build", "--month", "2022-02", "--window", "weekly", "--sample"}, 2, "weekly"},
        {{"build", "--mnth", "2022-02"}, 2, "--mnth"},
        {{"bild"}, 2, "build"},
        {{"build", "--sample", "--month", "2022-02", "--config", "bad.toml"}, 3, "bad.toml:2:1"},
        {{"build", "--sample", "--month", "2022-02", "--config", "bad-topics.toml"}, 3, "topics.toml:3:"},
        {{"build", "--sample", "--month", "2022-02", "--config", "nowhere.toml"}, 3, "nowhere.toml"},
        {{"build", "--sample", "--month", "2022-02", "--template", "nowhere"}, 3, "nowhere"},
        {{"build", "--sample", "--month", "2022-02", "--template", "./bad.mustache"}, 3, "title"},
        {{"build", "--sample", "--month", "2022-02", "--template", "bad.mustache"}, 3, "title"},
        {{"rank", "--month", "2022-03", "--sample"}, 2, "next: digest rank --month 2022-02 --sample"},
        {{"explain", "2201.03545", "--month", "2022-03", "--sample"},
         2,
         "next: digest explain 2201.03545 --month 2022-02 --sample"},
        {{"build", "--month", "2022-01", "--window", "calendar", "--offline"},
         6,
         "next: digest fetch --month 2022-01 --window calendar"},
        {{"build", "--month", "2022-02"}, 4, "127.0.0.1"},
        {{"build", "--month", "2022-02", "--offline"}, 6, "digest fetch --month 2022-02"},
        {{"rank", "--sample", "--month", "2022-02", "--limit", "-1"}, 2, "--limit"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.arguments);
        std::vector<std::string> arguments = c.arguments;
        if (arguments.front() == "build") {
            arguments.insert(arguments.end(), {"-o", "edition.md"});
        }
        const ProgramResult result = digest(arguments);
        CAPTURE(result.err);
        CHECK(result.exit_code == c.exit_code);
        CHECK(result.out.empty());
        CHECK(result.err.find(c.says) != std::string::npos);
        CHECK(result.err.find("next: ") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(work / "edition.md"));
    }
}

TEST_CASE("what could not be written to stdout is told, a closed pipe is not", "[cli]") {
    const auto code_of = [](const std::string& command) {
        return WEXITSTATUS(std::system(("HOME=/nonexistent " DIGEST_BINARY " " + command).c_str()));
    };
    CHECK(code_of("--help 2>/dev/null >/dev/full") == 5);
    CHECK(code_of("build --month 2022-02 --sample 2>/dev/null >/dev/full") == 5);
    CHECK(code_of("build --month 2022-02 --sample 2>/dev/null | true") == 0);
    const TemporaryFolder folder;
    const std::string errors = (folder / "errors").string();
    CHECK(code_of("rank --month 2022-02 --sample 2>" + errors + " >/dev/full") == 5);
    CHECK(file_text(errors).find("standard output cannot be written: No space left on device") != std::string::npos);
}

TEST_CASE("picks and references also come as BibTeX, beside the edition", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    REQUIRE(digest(with(build_sample, {"--bibtex", "edition.bib"})).exit_code == 0);
    const std::string entries = file_text(folder / "work/edition.bib");
    const Json edition = Json::parse(digest(with(build_sample, {"--format", "json"})).out);
    CHECK(count(entries, "@misc{") == edition["picks"].size() + edition["references"].size());
    CHECK(entries.find("eprint = {2201.03545}") != std::string::npos);
}

TEST_CASE("a pipe is not replaced by an edition, and BibTeX needs a file", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const auto pipe = folder / "work/pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    for (const char* option : {"-o", "--bibtex"}) {
        const ProgramResult result = digest(with(build_sample, {option, "pipe"}));
        CHECK(result.exit_code == 5);
        CHECK(result.err.find("use -o - for stdout") != std::string::npos);
        CHECK(result.out.empty());
    }
    CHECK(std::filesystem::is_fifo(pipe));
    const ProgramResult dash = digest(with(build_sample, {"--bibtex", "-"}));
    CHECK(dash.exit_code == 2);
    CHECK(dash.err.find("--bibtex edition.bib") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "work/-"));
}

TEST_CASE("a Chinese edition has the article's own labels", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    write_text(folder / "work/zh.toml", "[edition]\nlanguage = \"zh\"\n");
    const ProgramResult result = digest(with(build_sample, {"--config", "zh.toml"}));
    REQUIRE(result.exit_code == 0);
    for (const char* label : {"\n# 🔬 研究\n", "\n**❓为什么 →** ", "\n**💡关键见解 →** ", "\n*作者：", "\n来源："}) {
        CAPTURE(label);
        CHECK(result.out.find(label) != std::string::npos);
    }
    CHECK(result.out.find("Key insights →") == std::string::npos);
    const CommonMark document{result.out};
    for (const std::string& node : document.structure()) {
        CHECK(node.find("html") == std::string::npos);
    }
}

TEST_CASE("a starter workspace serves at once", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    REQUIRE(digest({"init", "news"}).exit_code == 0);
    CHECK(digest({"init", "news"}).exit_code == 5);
    CHECK(digest({"build", "--month", "2022-02", "--sample", "--config", "news/digest.toml"}).exit_code == 0);
}

TEST_CASE("what the README shows of the sample is what digest prints today", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    std::istringstream readme{file_text(std::filesystem::path{DIGEST_SOURCE_DIR} / "README.md")};
    std::vector<std::string> paragraphs(1);
    std::vector<std::string> explained;
    bool explains = false;
    for (std::string line; std::getline(readme, line);) {
        if (line == ">") {
            paragraphs.emplace_back();
        }
        if (line.starts_with("> ")) {
            paragraphs.back() += (paragraphs.back().empty() ? "" : " ") + line.substr(2);
        }
        if (line.starts_with("```")) {
            explains = false;
        }
        if (explains && line != "…") {
            explained.push_back(line);
        }
        if (line == "$ digest explain 2112.10741 --month 2022-02 --sample") {
            explains = true;
        }
    }
    const std::string edition = digest(build_sample).out;
    CHECK(paragraphs.size() == 5);
    CHECK(edition.find(paragraphs.front()) == edition.find("## [1. "));
    for (const std::string& paragraph : paragraphs) {
        CAPTURE(paragraph);
        CHECK(edition.find("\n" + paragraph + "\n") != std::string::npos);
    }
    const std::string explanation = digest({"explain", "2112.10741", "--month", "2022-02", "--sample"}).out;
    CHECK_FALSE(explained.empty());
    for (const std::string& line : explained) {
        CAPTURE(line);
        CHECK(explanation.find("\n" + line + "\n") != std::string::npos);
    }
}

TEST_CASE("every field of the JSON is documented, and its numbers have six decimals at the most", "[cli]") {
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const std::set<std::string> documented = documented_fields();
    for (const std::vector<std::string>& verb : std::vector<std::vector<std::string>>{{"build"},
                                                                                      {"rank"},
                                                                                      {"shortlist"},
                                                                                      {"explain", "2112.10741"},
                                                                                      {"explain", "2112.10668"},
                                                                                      {"topics"},
                                                                                      {"status"},
                                                                                      {"trends"}}) {
        const ProgramResult result = digest(with(verb, {"--month", "2022-02", "--sample", "--format", "json"}));
        REQUIRE(result.exit_code == 0);
        const Json json = Json::parse(result.out);
        CHECK(json["schema"] == 1);
        for_each_field(json, [&](const std::string& name, const Json& value) {
            CAPTURE(verb.front(), name);
            CHECK(documented.contains(name));
            if (value.is_number_float()) {
                const double scaled = value.get<double>() * 1e6;
                CHECK(std::abs(scaled - std::round(scaled)) < 1e-6);
            }
        });
    }
}
