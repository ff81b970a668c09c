// The editor's desk as its editor meets it: a year from cron, overlays, and what goes wrong.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <set>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/program_run.h"
#include "support/synthetic_year.h"

using namespace digest::test;
using digest::Day;
using digest::Month;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++found;
    }
    return found;
}

/// A workspace whose archive holds made-up papers, all of it without a network.
struct Newsroom {
    TemporaryFolder folder{};
    ProgramRun digest{folder.path()};
    fs::path work = folder / "work";

    explicit Newsroom(const std::vector<digest::Paper>& papers) {
        write_text(work / "digest.toml", "[edition]\npicks = 5\n");
        import(papers, "2021-12-01T00:00:00Z");
    }
    void import(const std::vector<digest::Paper>& papers, const std::string& now) {
        write_text(work / "dump.jsonl", metadata_dump(papers));
        digest.set("DIGEST_NOW", now);
        REQUIRE(digest({"import", "--trust-import", "dump.jsonl"}).exit_code == 0);
    }
    ProgramResult at(const std::string& now, std::vector<std::string> arguments) {
        digest.set("DIGEST_NOW", now);
        return digest(arguments);
    }
    std::string post(const std::string& month) const {
        return file_text(work / "posts" / (month + "-best-of-arxiv.md"));
    }
};

std::string sixth_of(Month month) {
    return month.text() + "-06T06:00:00Z";
}

const std::vector<std::string> catch_up = {"build", "--catch-up", "--offline", "--quiet", "-o", "posts/"};

std::vector<digest::Paper> papers_between(const char* from, const char* until, int a_day) {
    return synthetic_papers(*digest::parse_day(from), *digest::parse_day(until), a_day);
}

std::vector<digest::Paper> two_months() {
    return papers_between("2021-12-15", "2022-03-01", 2);
}

/// The ids that the edition's JSON picks.
std::vector<std::string> picked_ids(Newsroom& room, const std::string& month) {
    const Json edition = Json::parse(room.digest({"build", "--month", month, "--offline", "--format", "json"}).out);
    std::vector<std::string> ids;
    for (const Json& pick : edition["picks"]) {
        ids.push_back(pick["id"].get<std::string>());
    }
    return ids;
}

}  // namespace

TEST_CASE("a year of editions by catch-up: no paper comes twice, and each is rebuilt unchanged", "[cli]") {
    Newsroom room{papers_between("2021-11-15", "2023-01-01", 2)};
    std::vector<std::string> posts;
    for (Month month{2022, 1}; month <= Month{2022, 12}; month = month.plus_months(1)) {
        // Two months at once in the summer: the machine was off in July.
        if (month == Month{2022, 7}) {
            continue;
        }
        const ProgramResult run = room.at(sixth_of(month), catch_up);
        CAPTURE(month.text(), run.err);
        REQUIRE(run.exit_code == 0);
        CHECK(run.err.empty());
        CHECK(run.out.empty());
    }
    std::set<std::string> featured;
    for (Month month{2022, 1}; month <= Month{2022, 12}; month = month.plus_months(1)) {
        CAPTURE(month.text());
        posts.push_back(room.post(month.text()));
        CHECK(count(posts.back(), "\nSource: [arxiv.org/pdf/") == 5);
        for (const std::string& id : picked_ids(room, month.text())) {
            CHECK(featured.insert(id).second);
        }
    }
    CHECK(featured.size() == 60);
    const std::string later = "2023-06-01T00:00:00Z";
    const ProgramResult none_due = room.at(sixth_of({2022, 12}), catch_up);
    CHECK(none_due.exit_code == 0);
    CHECK(none_due.err.empty());
    for (std::size_t i = 0; i < posts.size(); ++i) {
        const std::string month = Month{2022, 1}.plus_months(static_cast<int>(i)).text();
        const ProgramResult again = room.at(later, {"build", "--month", month, "--offline", "-o", "posts/"});
        CHECK(again.err.find("unchanged: posts/") != std::string::npos);
        CHECK(room.post(month) == posts[i]);
    }
    CHECK(room.at(later, {"diff", "--month", "2022-05", "--offline"}).exit_code == 0);
}

TEST_CASE("an edition that was killed at any moment is repaired by the next run", "[cli]") {
    const auto papers = two_months();
    Newsroom whole{papers};
    REQUIRE(whole.at("2022-02-06T06:00:00Z", catch_up).exit_code == 0);
    Newsroom room{papers};
    room.digest.set("DIGEST_NOW", "2022-02-06T06:00:00Z");
    for (const int milliseconds : {2, 10, 25, 50, 75, 100, 150}) {
        const int process = room.digest.start(catch_up);
        std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
        ::kill(process, SIGKILL);
        wait_for(process);
        const std::string post = room.post("2022-02");
        CHECK((post.empty() || post == whole.post("2022-02")));
    }
    REQUIRE(room.digest(catch_up).exit_code == 0);
    CHECK(room.post("2022-02") == whole.post("2022-02"));
    CHECK(room.at("2022-03-06T06:00:00Z", catch_up).exit_code == 0);
    CHECK(room.digest({"check", "--offline"}).exit_code == 0);
    CHECK(picked_ids(room, "2022-03").size() == 5);
}

TEST_CASE("a new version of a featured paper is not featured again", "[cli]") {
    auto papers = two_months();
    Newsroom room{papers};
    REQUIRE(room.at("2022-02-06T06:00:00Z", catch_up).exit_code == 0);
    const auto featured = picked_ids(room, "2022-02");
    for (digest::Paper& paper : papers) {
        if (std::find(featured.begin(), featured.end(), paper.id) == featured.end()) {
            continue;
        }
        paper.version = 2;
        paper.updated = *digest::parse_rfc3339("2022-02-20T00:00:00Z");
        paper.comment = "Accepted at NeurIPS 2022";
        paper.journal_ref = "Proceedings of Everything 7";
    }
    room.import(papers, "2022-03-06T05:00:00Z");
    REQUIRE(room.at("2022-03-06T06:00:00Z", catch_up).exit_code == 0);
    for (const std::string& id : picked_ids(room, "2022-03")) {
        CHECK(std::find(featured.begin(), featured.end(), id) == featured.end());
    }
    const ProgramResult check = room.digest({"check", "--offline"});
    CHECK(check.exit_code == 0);
    CHECK(check.out.find("notice  editions       2022-02: " + featured.front() +
                         " replaced: version 2 since; published: Proceedings of Everything 7") != std::string::npos);
}

TEST_CASE("catch-up says what it needs and stops at the first failure", "[cli]") {
    Newsroom room{papers_between("2021-12-15", "2022-02-01", 2)};
    CHECK(room.at("2022-02-06T06:00:00Z", {"build", "--catch-up", "--offline"}).exit_code == 2);
    CHECK(room.digest({"build", "--catch-up", "--offline", "-o", "one.md"}).exit_code == 2);
    CHECK(room.digest({"build", "--catch-up", "--month", "2022-02", "-o", "posts/"}).exit_code == 2);
    CHECK(room.digest({"build", "--catch-up", "--window", "2022-01-10..2022-01-20", "-o", "posts/"}).exit_code == 2);
    CHECK(room.digest({"build", "--catch-up", "--refresh", "-o", "posts/"}).exit_code == 2);
    REQUIRE(room.digest(catch_up).exit_code == 0);
    const ProgramResult failed = room.at("2022-04-06T06:00:00Z", catch_up);
    CHECK(failed.exit_code == 6);
    CHECK(failed.err.find("edition 2022-03: ") != std::string::npos);
    CHECK(failed.err.find("\n  next: ") != std::string::npos);
    CHECK(count(failed.err, "\n") <= 10);
    CHECK(failed.out.empty());
    CHECK_FALSE(room.post("2022-02").empty());
    CHECK(room.post("2022-04").empty());
    write_text(room.work / "digest.toml", "[edition]\nfile_name = \"best.md\"\n");
    const ProgramResult one_name = room.digest(catch_up);
    CHECK(one_name.exit_code == 3);
    CHECK(one_name.err.find("edition.file_name") != std::string::npos);
}

TEST_CASE("every field of an overlay survives build, refresh and rebuild", "[cli]") {
    const auto papers = two_months();
    Newsroom room{papers};
    write_text(room.work / "pictures/own.png", "no real picture");
    write_text(room.work / "pictures/cover.png", "no real cover");
    const std::string overlay =
        "# by hand\ntitle = \"Our own title\"\nopening = \"Own opening words.\"\n"
        "closing = \"Own closing words.\"\n"
        "cover = { image = \"pictures/cover.png\", alt = \"Own alt\", credit = \"Own cover credit\" }\n"
        "[[news]]\ntext = \"[Own news](https://example.org/news)\"\n"
        "[[pick]]\nid = \"" +
        papers[3].id +
        "\"\nrank = 2\nwhy = \"Own why.\"\ninsights = \"Own insights.\"\n"
        "links = [{ label = \"Own label\", url = \"https://example.org/code\" }]\n"
        "figure = { path = \"pictures/own.png\", caption = \"Own caption\", credit = \"Own credit\", licence = \"Own "
        "licence\" }\n"
        "related = [\"" +
        papers[4].id +
        "\"]\n"
        "[[pick]]\nids = [\"" +
        papers[5].id + "\", \"" + papers[6].id +
        "\"]\n"
        "[[pick]]\ntitle = \"Own work\"\nurl = \"https://example.org/work\"\nauthors = [\"Own Author\"]\n"
        "why = \"Own work why.\"\ninsights = \"Own work insights.\"\n"
        "[[pick]]\nheading = \"Own group\"\nitems = [\"[Own item](https://example.org/item)\"]\n"
        "[[drop]]\nid = \"" +
        papers[7].id + "\"\nreason = \"Own reason\"\n";
    write_text(room.work / "editions/2022-02.toml", overlay);
    write_text(room.work / "digest.toml",
               "[edition]\npicks = 5\nblocks = [\"cover\", \"opening\", \"news\", \"research\", \"closing\"]\n");
    const std::vector<std::string> build = {"build", "--month", "2022-02", "--offline", "-o", "posts/"};
    const ProgramResult first = room.at("2022-02-06T06:00:00Z", build);
    CAPTURE(first.err);
    REQUIRE(first.exit_code == 0);
    const std::string post = room.post("2022-02");
    for (const char* words :
         {"# Our own title\n", "Own opening words.", "Own closing words.", "Own alt", "Own cover credit",
          "[Own news](https://example.org/news)", "**❓Why →** Own why.\n", "Own insights.\n",
          "[Own label](https://example.org/code)", "Own caption", "Own credit", "Own licence", "Own work", "Own Author",
          "Own work why.", "Own group", "[Own item](https://example.org/item)", "(assets/2022-02/own.png)",
          "(assets/2022-02/cover.png)"}) {
        CAPTURE(words);
        CHECK(post.find(words) != std::string::npos);
    }
    CHECK(file_text(room.work / "posts/assets/2022-02/own.png") == "no real picture");
    CHECK(post.find(papers[7].id) == std::string::npos);
    const Json edition = Json::parse(room.digest({"build", "--month", "2022-02", "--offline", "--format", "json"}).out);
    CHECK(edition["picks"][1]["id"] == papers[3].id);
    CHECK(edition["picks"][1]["why"][0]["by"] == "editor");
    CHECK(edition["picks"][1]["related"][0]["id"] == papers[4].id);
    CHECK(edition["news"][0]["by"] == "editor");
    std::vector<std::string> refresh = build;
    refresh.push_back("--refresh");
    REQUIRE(room.at("2022-02-06T06:00:00Z", refresh).exit_code == 0);
    CHECK(room.post("2022-02") == post);
    REQUIRE(room.at("2023-02-06T06:00:00Z", build).exit_code == 0);
    CHECK(room.post("2022-02") == post);
    CHECK(file_text(room.work / "editions/2022-02.toml") == overlay);
    CHECK(room.digest({"check", "--offline"}).exit_code == 0);
    fs::remove(room.work / "pictures/own.png");
    const ProgramResult gone = room.digest(build);
    CHECK(gone.exit_code == 3);
    CHECK(gone.err.find("pictures/own.png") != std::string::npos);
    CHECK(room.digest({"check", "--offline"}).exit_code == 1);
}

TEST_CASE("pins and drops are typed, ticked, compared and built", "[cli]") {
    const auto papers = two_months();
    Newsroom room{papers};
    REQUIRE(room.at("2022-02-06T06:00:00Z", catch_up).exit_code == 0);
    const auto before = picked_ids(room, "2022-02");
    const std::string kept =
        std::find(before.begin(), before.end(), papers[3].id) == before.end() ? papers[3].id : papers[4].id;
    CHECK(room.digest({"diff", "--month", "2022-02"}).exit_code == 0);
    REQUIRE(room.digest({"pick", kept + "v3", "--month", "2022-02"}).exit_code == 0);
    const ProgramResult again = room.digest({"pick", kept, "--month", "2022-02"});
    CHECK(again.err.find("pinned already") != std::string::npos);
    CHECK(again.err.find("unchanged: ") != std::string::npos);
    REQUIRE(room.digest({"drop", before[0], before[1], "--month", "2022-02", "--reason", "no \"fit\""}).exit_code == 0);
    const ProgramResult diff = room.digest({"diff", "--month", "2022-02"});
    CHECK(diff.exit_code == 1);
    CHECK(diff.out.starts_with("--- "));
    CHECK(diff.out.find("\n-Source: [arxiv.org/pdf/" + before[0]) != std::string::npos);
    CHECK(diff.out.find("\n+Source: [arxiv.org/pdf/" + kept) != std::string::npos);
    REQUIRE(room.digest({"build", "--month", "2022-02", "--offline", "-o", "posts/"}).exit_code == 0);
    CHECK(room.digest({"diff", "--month", "2022-02"}).exit_code == 0);
    const auto after = picked_ids(room, "2022-02");
    CHECK(std::find(after.begin(), after.end(), kept) != after.end());
    CHECK(std::find(after.begin(), after.end(), before[0]) == after.end());
    std::string shortlist = room.digest({"shortlist", "--month", "2022-02"}).out;
    const std::size_t box = shortlist.find("- [ ] ");
    REQUIRE(box != std::string::npos);
    write_text(room.work / "none.md", shortlist);
    shortlist.replace(box + 3, 1, "x");
    write_text(room.work / "ticked.md", shortlist);
    CHECK(room.digest({"pick", "--from", "none.md", "--month", "2022-02"}).exit_code == 3);
    CHECK(room.digest({"pick", "--from", "ticked.md", "--month", "2022-02"}).exit_code == 0);
    CHECK(file_text(room.work / "editions/2022-02.toml").find(shortlist.substr(box + 6, 10)) != std::string::npos);
    CHECK(room.digest({"pick", "--month", "2022-02"}).exit_code == 2);
    CHECK(room.digest({"pick", "nonsense", "--month", "2022-02"}).exit_code == 2);
    CHECK(room.digest({"pick", kept, "--month", "2022-02", "--sample"}).exit_code == 2);
    CHECK(room.digest({"diff", "--month", "2022-03", "--offline"}).exit_code == 2);
}

TEST_CASE("the editor opens a starter, and what is saved is checked", "[cli]") {
    Newsroom room{two_months()};
    const fs::path overlay = room.work / "editions/2022-02.toml";
    const std::vector<std::string> edit = {"edit", "--month", "2022-02"};
    room.digest.set("DIGEST_NOW", "2022-02-06T06:00:00Z");
    const ProgramResult no_editor = room.digest(edit);
    CHECK(no_editor.exit_code == 2);
    CHECK(no_editor.err.find("EDITOR=nano digest edit") != std::string::npos);
    CHECK(room.digest.set("EDITOR", "false")(edit).exit_code == 2);
    CHECK(room.digest.set("EDITOR", "/no/such/editor")(edit).exit_code == 2);
    CHECK(room.digest.set("EDITOR", "true")(edit).err.find("unchanged: nothing was written") != std::string::npos);
    CHECK_FALSE(fs::exists(overlay));
    // The first pick and the opening are switched on.
    write_text(room.work / "editor",
               "#!/bin/sh\nsed -i -e '0,/^#\\[\\[pick\\]\\]/{s/^#\\[\\[pick/[[pick/;}' -e "
               "'0,/^#id/{s/^#id/id/;}' -e 's/^#opening = \"\"/opening = \"Hello\"/' \"$2\"\n");
    REQUIRE(room.digest.set("EDITOR", "sh ./editor --flag")(edit).exit_code == 0);
    const std::string text = file_text(overlay);
    CHECK(text.find("\nopening = \"Hello\"\n") != std::string::npos);
    CHECK(text.find("\n[[pick]]\nid = \"2") != std::string::npos);
    CHECK(text.find("# ---- The near misses.") != std::string::npos);
    CHECK(room.digest({"build", "--month", "2022-02", "--offline"}).out.find("Hello") != std::string::npos);
    // A mistake, and nobody to ask.
    write_text(room.work / "spoil", "echo 'whyy = \"x\"' >> \"$1\"\n");
    const ProgramResult spoilt = room.digest.set("EDITOR", "sh ./spoil")(edit);
    CHECK(spoilt.exit_code == 3);
    CHECK(spoilt.err.find("did you mean \"why\"?") != std::string::npos);
    CHECK(spoilt.err.find(".toml.rejected") != std::string::npos);
    CHECK(file_text(overlay) == text);
    CHECK(file_text(overlay.string() + ".rejected").find("whyy") != std::string::npos);
    // At a terminal: back to the editor, undo, or keep.
    const ProgramResult undone = room.digest.at_terminal(edit, "x\ne\nu\n");
    CHECK(undone.exit_code == 0);
    CHECK(count(undone.out, "[e]dit again") == 3);
    CHECK(undone.out.find("undone") != std::string::npos);
    CHECK(file_text(overlay) == text);
    const ProgramResult kept = room.digest.at_terminal(edit, "k\n");
    CHECK(kept.exit_code == 3);
    CHECK(file_text(overlay) == text + "whyy = \"x\"\n");
    CHECK(room.digest({"build", "--month", "2022-02", "--offline"}).exit_code == 3);
    CHECK(room.digest({"check", "--offline"}).exit_code == 1);
}

TEST_CASE("a text with a mistake is kept where the editor's question gets no answer", "[cli]") {
    Newsroom room{two_months()};
    const fs::path overlay = room.work / "editions/2022-02.toml";
    const fs::path rejected = room.work / "editions/2022-02.toml.rejected";
    const std::vector<std::string> edit = {"edit", "--month", "2022-02"};
    room.digest.set("DIGEST_NOW", "2022-02-06T06:00:00Z");
    const std::string spoil = "echo 'whyy = \"x\"' >> \"$1\"\n";
    // $p becomes digest, whatever shells lie between.
    const std::string find_digest =
        "p=$PPID\nwhile [ \"$(cat /proc/$p/comm)\" != digest ]; do p=$(sed -n 's/^PPid:[^0-9]*//p' /proc/$p/status); "
        "done\n";
    const std::string after_the_editor = "while kill -0 $$; do sleep 0.05; done; sleep 0.2; ";
    struct Case {
        std::string editor;
        std::string typed;
        int exit_code;
    };
    const Case cases[] = {{spoil, "\x04", 3},
                          {spoil + find_digest + "kill -TERM $p\n", "", 143},
                          {spoil + find_digest + "(" + after_the_editor + "kill -TERM $p) 2>&- &\n", "", 143}};
    for (const Case& c : cases) {
        CAPTURE(c.editor);
        write_text(room.work / "editor", c.editor);
        fs::remove(rejected);
        const ProgramResult result = room.digest.set("EDITOR", "sh ./editor").at_terminal(edit, c.typed);
        CAPTURE(result.out);
        CHECK(result.exit_code == c.exit_code);
        CHECK(result.out.find("your text is kept in ") != std::string::npos);
        CHECK(file_text(rejected).find("whyy") != std::string::npos);
        CHECK_FALSE(fs::exists(overlay));
    }
}

TEST_CASE("two editors at once do not overwrite each other", "[cli]") {
    Newsroom room{two_months()};
    room.digest.set("DIGEST_NOW", "2022-02-06T06:00:00Z");
    write_text(room.work / "editor",
               "touch open\nwhile [ ! -e close ]; do sleep 0.02; done\necho 'title = \"T\"' > \"$1\"\n");
    room.digest.set("EDITOR", "sh ./editor");
    const int first = room.digest.start({"edit", "--month", "2022-02"});
    while (!fs::exists(room.work / "open")) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    const ProgramResult second = room.digest({"edit", "--month", "2022-02", "--wait", "0"});
    CHECK(second.exit_code == 5);
    CHECK(second.err.find("in use by process " + std::to_string(first)) != std::string::npos);
    CHECK(room.digest({"pick", "2201.00001", "--month", "2022-02", "--wait", "0"}).exit_code == 5);
    CHECK(room.digest({"pick", "2201.00001", "--month", "2022-03", "--wait", "0"}).exit_code == 0);
    write_text(room.work / "editions/2022-02.toml", "title = \"by hand\"\n");
    write_text(room.work / "close", "");
    CHECK(wait_for(first) == 3);
    CHECK(file_text(room.work / "editions/2022-02.toml") == "title = \"by hand\"\n");
    CHECK(file_text(room.work / "editions/2022-02.toml.rejected") == "title = \"T\"\n");
}

TEST_CASE("a window without a paper is no edition", "[cli]") {
    Newsroom room{two_months()};
    write_text(room.work / "digest.toml", "[harvest]\ncategories = [\"cs.ZZ\"]\n");
    const ProgramResult empty = room.at("2022-02-06T06:00:00Z", catch_up);
    CHECK(empty.exit_code == 6);
    CHECK(empty.err.find("has no papers of cs.ZZ") != std::string::npos);
    CHECK(empty.err.find("next: check [harvest] categories") != std::string::npos);
    CHECK_FALSE(fs::exists(room.work / "posts"));
    const ProgramResult draft = room.digest({"build", "--month", "2022-02", "--offline", "--allow-partial"});
    CHECK(draft.exit_code == 0);
    CHECK(draft.out.starts_with("# DRAFT"));
}

TEST_CASE("what an editor can get wrong ends with a place and the next thing to type", "[cli]") {
    const auto papers = two_months();
    Newsroom room{papers};
    room.digest.set("DIGEST_NOW", "2022-02-06T06:00:00Z");
    const std::string id = "id = \"" + papers[3].id + "\"\n";
    struct Case {
        std::string overlay;
        std::string config;
        std::string output;
        int exit_code;
        std::string says;
    };
    write_text(room.work / "file", "");
    write_text(room.work / "unknown.mustache", "{{nonsense}}\n");
    const std::vector<Case> cases = {
        {"[[pick]]\n" + id + "whyy = \"x\"\n", "", "posts/", 3, "2022-02.toml:3:1"},
        {"[[pick]]\n" + id + "[[pick]]\n" + id, "", "posts/", 3, "pinned twice"},
        {"[[pick]]\n" + id + "[[drop]]\n" + id, "", "posts/", 3, "both pinned and dropped"},
        {"[[pick]]\n" + id + "figure = { path = \"../x.png\" }\n", "", "posts/", 3, "outside the workspace"},
        {"[[pick]]\nid = \"2201.99999\"\n", "", "posts/", 3, "2201.99999"},
        {"", "template = \"./unknown.mustache\"\n", "posts/", 3, "nonsense"},
        {"", "file_name = \"../{year}-{month_number}.md\"\n", "posts/", 3, "edition.file_name"},
        {"", "", "file/posts/", 5, "file/posts"},
        {"", "", "/proc/posts/", 5, "/proc/posts"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.overlay, c.config, c.output);
        write_text(room.work / "editions/2022-02.toml", c.overlay);
        write_text(room.work / "digest.toml", "[edition]\npicks = 5\n" + c.config);
        const ProgramResult result =
            room.digest({"build", "--month", "2022-02", "--offline", "--quiet", "-o", c.output});
        CAPTURE(result.err);
        CHECK(result.exit_code == c.exit_code);
        CHECK(result.err.find(c.says) != std::string::npos);
        CHECK(result.err.find("\n  next: ") != std::string::npos);
        CHECK(count(result.err, "\n") <= 10);
        CHECK(result.out.empty());
        CHECK_FALSE(fs::exists(room.work / "posts"));
    }
}

TEST_CASE("a fresh workspace passes its check, and a damaged one fails it", "[cli]") {
    const TemporaryFolder folder;
    ProgramRun digest{folder.path()};
    REQUIRE(digest({"init"}).exit_code == 0);
    const ProgramResult fresh = digest({"check", "--offline"});
    CHECK(fresh.exit_code == 0);
    CHECK(fresh.err.empty());
    CHECK(fresh.out.find("fail") == std::string::npos);
    CHECK(fresh.out.find("S2_API_KEY") != std::string::npos);
    const ProgramResult keyed = digest.set("S2_API_KEY", "very-secret")({"check", "--offline"});
    CHECK(keyed.out.find("ok      keys           S2_API_KEY is set") != std::string::npos);
    CHECK((keyed.out + keyed.err).find("very-secret") == std::string::npos);
    std::string config = file_text(folder / "work/digest.toml");
    config.replace(config.find("interval_seconds = 3.0"), 22, "interval_seconds = 0.0");
    write_text(folder / "work/digest.toml", config);
    const ProgramResult unreachable = digest({"check"});
    CHECK(unreachable.exit_code == 1);
    CHECK(unreachable.out.find("fail    services       arxiv_api (127.0.0.1:1) cannot be reached") !=
          std::string::npos);
    CHECK(unreachable.out.find("notice  services       semantic_scholar") != std::string::npos);
    write_text(folder / "home/.local/share/digest/archive.sqlite3", "this is no archive, and long enough to be read");
    const ProgramResult damaged = digest({"check", "--offline"});
    CHECK(damaged.exit_code == 1);
    CHECK(damaged.out.find("fail    archive") != std::string::npos);
}

TEST_CASE("an archive from the future, and a wrong DIGEST_NOW, are noticed", "[cli]") {
    Newsroom room{two_months()};
    const ProgramResult check = room.at("2021-01-01T00:00:00Z", {"check", "--offline"});
    CHECK(check.exit_code == 1);
    CHECK(check.out.find("submitted after now") != std::string::npos);
    CHECK(check.out.find("DIGEST_NOW stands for the clock") != std::string::npos);
    const ProgramResult nonsense = room.at("yesterday", {"status"});
    CHECK(nonsense.exit_code == 2);
    CHECK(nonsense.err.find("next: ") != std::string::npos);
}

TEST_CASE("the schedule names this workspace, and its crontab line runs", "[cli]") {
    Newsroom room{two_months()};
    const ProgramResult schedule = room.at("2022-02-06T06:00:00Z", {"schedule", "-o", "my posts"});
    REQUIRE(schedule.exit_code == 0);
    CHECK(schedule.err.empty());
    const std::size_t begin = schedule.out.find("\n0 6 5-8 * * ") + 13;
    const std::string line = schedule.out.substr(begin, schedule.out.find('\n', begin) - begin);
    CHECK(line.find("--config " + (room.work / "digest.toml").string()) != std::string::npos);
    write_text(room.work / "run",
               "cd / && env -i HOME=/nonexistent DIGEST_NOW=2022-02-06T06:00:00Z sh -c \"" + line + " --offline\"\n");
    CHECK(std::system(("sh " + (room.work / "run").string()).c_str()) == 0);
    CHECK(fs::exists(room.work / "my posts/2022-02-best-of-arxiv.md"));
    CHECK(room.digest({"schedule"}).out.find((room.work / "my posts").string()) != std::string::npos);
    fs::remove(room.work / "digest.toml");
    CHECK(room.digest({"schedule"}).exit_code == 2);
}
