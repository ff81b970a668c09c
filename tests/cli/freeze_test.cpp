// Frozen editions: the same bytes whatever the services, the archive or the calendar say, until --refresh.
#include <algorithm>
#include <chrono>
#include <regex>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/loopback_world.h"
#include "support/sample_world.h"

using namespace digest::test;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> build = {"build", "--month", "2022-02", "-o", "edition.md"};

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

/// Every paper of the sample with counts of their own.
std::vector<ScholarRecord> other_counts(const std::vector<digest::Paper>& papers) {
    std::vector<ScholarRecord> records;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        ScholarRecord& record = records.emplace_back();
        record.arxiv_id = papers[i].id;
        record.citations = static_cast<int>((papers.size() - i) * 11);
        record.h_indexes = {5};
        record.author_citations = {50};
    }
    return records;
}

/// A page on which the sample's first papers come as newer versions with other titles, and one more paper of the
/// window.
std::string newer_page(std::vector<digest::Paper> papers) {
    papers.resize(20);
    for (digest::Paper& paper : papers) {
        paper.version = 2;
        paper.title = "Changed: " + paper.title;
        paper.updated = *digest::parse_rfc3339("2022-03-01T00:00:00Z");
    }
    digest::Paper more = papers.front();
    more.id = "2201.09999";
    more.title = "Language Models, Vision, Agents and Retrieval: a Late Arrival";
    papers.push_back(more);
    FeedHead head;
    head.total = static_cast<std::int64_t>(papers.size());
    return atom_feed(papers, head);
}

/// The picks' sections, without their numbers and those of the references in them.
std::vector<std::string> sections_of(const std::string& edition) {
    std::vector<std::string> sections;
    for (std::size_t at = edition.find("\n## ["); at != std::string::npos;) {
        const std::size_t next = edition.find("\n## [", at + 1);
        const std::size_t source = edition.find("\n\n", edition.find("\nSource: ", at) + 1);
        const std::string section = edition.substr(at, std::min(next, source) - at);
        sections.push_back(std::regex_replace(section, std::regex{R"((## \[)\d+\\?\. | \[\d+\])"}, "$1"));
        at = next;
    }
    return sections;
}

/// What a writer of the archive holds.
std::filesystem::path archive_lock(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.path().filename() == "archive.sqlite3.lock") {
            return entry.path();
        }
    }
    FAIL("the archive has no lock");
    return {};
}

/// Everything that lies below a folder, in one text.
std::string all_files(const std::filesystem::path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            all += file_text(entry.path());
        }
    }
    return all;
}

}  // namespace

TEST_CASE("a frozen edition is rebuilt to the same bytes whatever has changed since", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest(build).exit_code == 0);
    const std::string edition = file_text(world.folder / "work/edition.md");
    const std::string snapshot = file_text(world.folder / "work/edition.md.snapshot.json");

    const FakeSemanticScholar changed{other_counts(world.papers)};
    world.digest.set("DIGEST_SERVICE_SEMANTIC_SCHOLAR", changed.base_url());
    write_text(world.folder / "work/newer.xml", newer_page(world.papers));
    REQUIRE(world.digest({"import", "newer.xml"}).exit_code == 0);
    world.arxiv.server().stop();
    world.configure("[weights]\ntopic_match = 0.1\n");

    const ProgramResult again = world.digest(build);
    CHECK(again.exit_code == 0);
    CHECK(again.err.find("unchanged") != std::string::npos);
    CHECK(again.err.find("--refresh") != std::string::npos);
    CHECK(file_text(world.folder / "work/edition.md") == edition);
    CHECK(file_text(world.folder / "work/edition.md.snapshot.json") == snapshot);
    CHECK(world.digest({"build", "--month", "2022-02", "--offline"}).out == edition);

    const TemporaryFolder elsewhere;
    const ProgramRun other_machine{elsewhere.path()};
    write_text(elsewhere / "work/frozen.json", snapshot);
    const ProgramResult rebuilt = other_machine({"build", "--from-snapshot", "frozen.json"});
    CAPTURE(rebuilt.err);
    CHECK(rebuilt.exit_code == 0);
    CHECK(rebuilt.out == edition);
    CHECK_FALSE(std::filesystem::exists(elsewhere / "home"));
}

TEST_CASE("front matter is frozen with the edition, until one is typed", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest(with(build, {"--front-matter", "hugo"})).exit_code == 0);
    const auto post = world.folder / "work/edition.md";
    const std::string edition = file_text(post);
    CHECK(edition.starts_with("---\n"));
    REQUIRE(world.digest(build).exit_code == 0);
    CHECK(file_text(post) == edition);
    CHECK(world.digest({"build", "--month", "2022-02", "--front-matter", "none"}).out.starts_with("# Best of arXiv"));

    const TemporaryFolder elsewhere;
    const ProgramRun other_machine{elsewhere.path()};
    write_text(elsewhere / "work/frozen.json", file_text(world.folder / "work/edition.md.snapshot.json"));
    CHECK(other_machine({"build", "--from-snapshot", "frozen.json"}).out == edition);
}

TEST_CASE("a workspace is the same one however its path is typed", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest(build).exit_code == 0);
    std::filesystem::create_directories(world.folder / "work/editions");
    for (const char* config : {"./digest.toml", ".//digest.toml", "editions/../digest.toml"}) {
        const ProgramResult again = world.digest(with(build, {"--config", config, "--offline"}));
        CAPTURE(config, again.err);
        CHECK(again.exit_code == 0);
        CHECK(again.err.find("unchanged") != std::string::npos);
        CHECK(world.digest({"diff", "--month", "2022-02", "--config", config}).out.empty());
    }
}

TEST_CASE("a post that cannot be frozen is not published", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest({"fetch", "--month", "2022-02"}).exit_code == 0);
    const int writer = ::open(archive_lock(world.folder.path()).c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(::flock(writer, LOCK_EX | LOCK_NB) == 0);
    const ProgramResult refused = world.digest(with(build, {"--offline", "--wait", "0"}));
    CHECK(refused.exit_code == 5);
    CHECK_FALSE(std::filesystem::exists(world.folder / "work/edition.md"));
    CHECK_FALSE(std::filesystem::exists(world.folder / "work/edition.md.snapshot.json"));
    ::close(writer);
    CHECK(world.digest(with(build, {"--offline"})).exit_code == 0);
}

TEST_CASE("a pin that the archive lacks is fetched alone into the frozen edition", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest(build).exit_code == 0);
    const auto post = world.folder / "work/edition.md";
    const auto overlay = world.folder / "work/editions/2022-02.toml";
    const std::string before = file_text(post);
    const Json frozen = Json::parse(file_text(world.folder / "work/edition.md.snapshot.json"))["body"];
    digest::Paper late = world.papers.front();
    late.id = "2104.00042";
    late.title = "Sorting Postcards by their Stamps";
    late.abstract =
        "Postcards are sorted by hand in most museums. However, the hands of a museum are few. We describe a machine "
        "that sorts postcards by their stamps. It sorts a thousand postcards in an hour.";
    late.submitted = late.updated = *digest::parse_rfc3339("2021-04-01T00:00:00Z");
    auto papers = world.papers;
    papers.push_back(late);
    world.arxiv.set_papers(papers);
    world.arxiv.server().forget();
    world.scholar.server().forget();
    write_text(overlay, "[[pick]]\nid = \"2104.00042\"\nrank = 10\n");
    CHECK(world.digest(with(build, {"--offline"})).exit_code == 3);

    const ProgramResult pinned = world.digest(build);
    CAPTURE(pinned.err);
    REQUIRE(pinned.exit_code == 0);
    REQUIRE(world.arxiv.server().requests().size() == 1);
    CHECK(world.arxiv.server().requests().front().value("id_list") == "2104.00042");
    CHECK(world.scholar.server().requests().empty());
    const std::string after = file_text(post);
    const auto sections = sections_of(after);
    const auto sections_before = sections_of(before);
    REQUIRE(sections.size() == sections_before.size());
    for (std::size_t i = 0; i < 9; ++i) {
        CAPTURE(sections[i]);
        CHECK(std::count(sections_before.begin(), sections_before.end(), sections[i]) == 1);
    }
    CHECK(sections[9].find("Sorting Postcards by their Stamps") != std::string::npos);
    Json added = Json::parse(file_text(world.folder / "work/edition.md.snapshot.json"))["body"];
    CHECK(added["rest"]["added"].size() == 1);
    for (const char* part : {"added", "related"}) {
        added["rest"][part] = frozen["rest"][part];
    }
    CHECK(added["rest"] == frozen["rest"]);
    CHECK(added["candidates"] == frozen["candidates"]);

    world.arxiv.server().stop();
    CHECK(world.digest(build).err.find("unchanged") != std::string::npos);
    CHECK(file_text(post) == after);
    std::filesystem::remove(overlay);
    REQUIRE(world.digest(build).exit_code == 0);
    CHECK(file_text(post) == before);
}

TEST_CASE("a pin that the archive has needs no network, and explain tells why it is no candidate", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest(build).exit_code == 0);
    digest::Paper early = world.papers.front();
    early.id = "2104.00042";
    early.title = "Sorting Postcards by their Stamps";
    early.submitted = early.updated = *digest::parse_rfc3339("2021-04-01T00:00:00Z");
    digest::Paper withdrawn = world.papers.front();
    withdrawn.id = "2201.09998";
    withdrawn.withdrawn = true;
    withdrawn.comment = "This paper has been withdrawn by the authors";
    FeedHead head;
    head.total = 2;
    write_text(world.folder / "work/more.xml", atom_feed(std::vector<digest::Paper>{early, withdrawn}, head));
    REQUIRE(world.digest({"import", "more.xml"}).exit_code == 0);

    const auto refusal = [&](const std::string& id) {
        const ProgramResult refused = world.digest({"explain", id, "--month", "2022-02"});
        CHECK(refused.exit_code == 2);
        return refused.err;
    };
    CHECK(refusal("2104.00042").find("submitted on 1 April 2021") != std::string::npos);
    CHECK(refusal("2104.00042").find("2021-12-15 to 2022-01-31") != std::string::npos);
    CHECK(refusal("2201.09998").find("it was withdrawn") != std::string::npos);
    CHECK(refusal("2104.00043").find("no paper 2104.00043 is known") != std::string::npos);

    write_text(world.folder / "work/editions/2022-02.toml", "[[pick]]\nid = \"2104.00042\"\nrank = 1\n");
    world.arxiv.server().forget();
    const ProgramResult pinned = world.digest(with(build, {"--offline"}));
    CAPTURE(pinned.err);
    REQUIRE(pinned.exit_code == 0);
    CHECK(world.arxiv.server().requests().empty());
    CHECK(file_text(world.folder / "work/edition.md").find("[1. Sorting Postcards by their Stamps]") !=
          std::string::npos);
}

TEST_CASE("explain agrees with the frozen edition whatever has changed since, and rank says that it does not",
          "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest(with(build, {"--format", "json"})).exit_code == 0);
    const Json edition = Json::parse(file_text(world.folder / "work/edition.md"));
    const auto explained = [&](const std::string& id) {
        const ProgramResult result = world.digest({"explain", id, "--month", "2022-02", "--format", "json"});
        CAPTURE(result.err);
        REQUIRE(result.exit_code == 0);
        CHECK(result.err.find("as frozen on ") != std::string::npos);
        return Json::parse(result.out);
    };
    world.configure("[observe]\nfresh_days = 0\n[weights]\ntopic_match = 0.0\n");
    const FakeSemanticScholar changed{other_counts(world.papers)};
    world.digest.set("DIGEST_SERVICE_SEMANTIC_SCHOLAR", changed.base_url());
    REQUIRE(world.digest({"fetch", "--month", "2022-02"}).exit_code == 0);
    for (const Json& pick : edition["picks"]) {
        const Json place = explained(pick["id"].get<std::string>());
        CHECK(place["pick"] == pick["number"]);
        CHECK(place["score"] == pick["score"]);
        CHECK(place["of"] == edition["considered"]);
    }
    for (const char* verb : {"rank", "shortlist"}) {
        CHECK(world.digest({verb, "--month", "2022-02"}).err.find("this edition is frozen") != std::string::npos);
    }
    CHECK(world.digest({"rank", "--month", "2022-02", "--sample"}).err.find("frozen") == std::string::npos);
}

TEST_CASE("a pin from outside the window is explained as the editor's pick, before and after the build", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest({"fetch", "--month", "2022-02"}).exit_code == 0);
    digest::Paper early = world.papers.front();
    early.id = "2104.00042";
    early.submitted = early.updated = *digest::parse_rfc3339("2021-04-01T00:00:00Z");
    FeedHead head;
    head.total = 1;
    write_text(world.folder / "work/more.xml", atom_feed(std::vector<digest::Paper>{early}, head));
    REQUIRE(world.digest({"import", "more.xml"}).exit_code == 0);
    write_text(world.folder / "work/editions/2022-02.toml", "[[pick]]\nid = \"2104.00042\"\nrank = 3\n");
    const auto explain = [&] {
        const ProgramResult result = world.digest({"explain", "2104.00042", "--month", "2022-02"});
        CAPTURE(result.err);
        CHECK(result.exit_code == 0);
        CHECK(result.out.find("picked by the editor, no. 3 of the edition") != std::string::npos);
        CHECK(result.out.find("submitted on 1 April 2021, no candidate of the window") != std::string::npos);
    };
    explain();
    REQUIRE(world.digest(build).exit_code == 0);
    explain();
}

TEST_CASE("a refresh uses the new numbers and says what changed", "[freeze]") {
    SampleWorld world;
    world.configure("[observe]\nfresh_days = 0\n");
    REQUIRE(world.digest(build).exit_code == 0);
    const std::string edition = file_text(world.folder / "work/edition.md");
    const FakeSemanticScholar changed{other_counts(world.papers)};
    world.digest.set("DIGEST_SERVICE_SEMANTIC_SCHOLAR", changed.base_url());
    const ProgramResult refreshed = world.digest(with(build, {"--refresh"}));
    CAPTURE(refreshed.err);
    REQUIRE(refreshed.exit_code == 0);
    CHECK(file_text(world.folder / "work/edition.md") != edition);
    CHECK(refreshed.err.find("refreshed:") != std::string::npos);
    CHECK(refreshed.err.find("  in: ") != std::string::npos);
    CHECK(refreshed.err.find("  out: ") != std::string::npos);
}

TEST_CASE("fresh numbers are not asked for twice", "[freeze]") {
    SampleWorld world;
    REQUIRE(world.digest(build).exit_code == 0);
    world.scholar.server().forget();
    REQUIRE(world.digest(with(build, {"--refresh"})).exit_code == 0);
    CHECK(world.scholar.server().requests().empty());
}

TEST_CASE("a build with --as-of uses the numbers of then and asks no service, not even for days that are missing",
          "[freeze]") {
    LoopbackWorld world{sample_papers()};
    // the other two are asked once a day of the window, a second apart
    write_text(world.folder / "work/digest.toml",
               "[harvest]\ninterval_seconds = 0.002\n[observe.hugging_face]\nenabled = "
               "false\n[observe.hacker_news]\nenabled = "
               "false\n[[news.feed]]\nurl = \"" +
                   world.others.feed("news") + "\"\nname = \"Example\"\n");
    const ProgramResult first = world.digest({"build", "--month", "2022-02", "-o", "posts/"});
    CAPTURE(first.err);
    REQUIRE(first.exit_code == 0);
    const std::vector<LoopbackServer*> servers = {&world.arxiv.server(), &world.scholar.server(), &world.web.server(),
                                                  &world.others.server()};
    for (LoopbackServer* server : servers) {
        CHECK_FALSE(server->requests().empty());
        server->forget();
    }
    const ProgramResult early =
        world.digest({"build", "--month", "2022-02", "--as-of", "2022-02-05", "--format", "json", "-o", "posts/"});
    CAPTURE(early.err);
    REQUIRE(early.exit_code == 0);
    const ProgramResult short_of_days = world.digest({"build", "--month", "2022-03", "--as-of", "2022-03-05"});
    CHECK(short_of_days.exit_code == 6);
    CHECK(short_of_days.err.find("next: digest fetch --month 2022-03") != std::string::npos);
    for (LoopbackServer* server : servers) {
        CHECK(server->requests().empty());
    }
    const Json edition = Json::parse(file_text(world.folder / "work/posts/2022-02-best-of-arxiv.json"));
    CHECK(edition["picks"].size() == 10);
    for (const Json& pick : edition["picks"]) {
        for (const Json& signal : pick["signals"]) {
            if (signal["name"] == "citations") {
                CHECK(signal["value"].is_null());
            }
        }
    }
    CHECK(world.digest({"build", "--month", "2022-02", "--as-of", "soon"}).exit_code == 2);
}

TEST_CASE("the repository that a service names is linked as code, and frozen with its date", "[freeze]") {
    LoopbackWorld world{sample_papers()};
    for (const digest::Paper& paper : world.papers) {
        if (paper.submitted < *digest::parse_rfc3339("2022-01-10T00:00:00Z") ||
            paper.submitted >= *digest::parse_rfc3339("2022-01-13T00:00:00Z")) {
            continue;
        }
        const std::string day = digest::format_day(std::chrono::floor<std::chrono::days>(paper.submitted));
        world.others.data.daily.push_back({day, paper.id, 3, 1, "https://code.example/of/" + paper.id, std::nullopt});
    }
    write_text(
        world.folder / "work/digest.toml",
        "[edition]\nfigures = false\n[harvest]\ninterval_seconds = 0.002\n[observe.hacker_news]\nenabled = false\n");
    // three days: Hugging Face is asked for each, a second apart
    const std::vector<std::string> three_days = {"build", "--month", "2022-02", "--window", "2022-01-10..2022-01-13"};
    const ProgramResult first = world.digest(with(three_days, {"-o", "edition.md"}));
    CAPTURE(first.err);
    REQUIRE(first.exit_code == 0);
    const std::string edition = file_text(world.folder / "work/edition.md");
    CHECK(edition.find("[Code](https://code.example/of/2") != std::string::npos);
    const std::string snapshot = file_text(world.folder / "work/edition.md.snapshot.json");
    const Json frozen = Json::parse(snapshot)["body"]["rest"]["observations"];
    CHECK(frozen.size() == world.others.data.daily.size());

    world.others.server().stop();
    CHECK(world.digest(three_days).out == edition);
    const TemporaryFolder elsewhere;
    const ProgramRun other_machine{elsewhere.path()};
    write_text(elsewhere / "work/frozen.json", snapshot);
    CHECK(other_machine({"build", "--from-snapshot", "frozen.json"}).out == edition);
}

TEST_CASE("a dead or lying service never stops an edition, unless --strict", "[freeze]") {
    for (const Reply& reply : {status(500), ok("<html>sorry</html>", "text/html"),
                               ok("[{\"citationCount\": ", "application/json"), scholar_throttled()}) {
        SampleWorld world;
        write_text(world.folder / "work/digest.toml",
                   "[edition]\nfigures = false\n[harvest]\ninterval_seconds = 0.005\nmax_attempts = "
                   "1\n[observe.hugging_face]\nenabled = false\n[observe.hacker_news]\nenabled = false\n");
        world.scholar.fail_when([&](const Request&) { return std::optional<Reply>{reply}; });
        const ProgramResult result = world.digest({"build", "--month", "2022-02"});
        CAPTURE(result.err);
        CHECK(result.exit_code == 0);
        CHECK(result.err.find("notice") != std::string::npos);
        CHECK(world.digest({"build", "--month", "2022-02", "--refresh", "--strict"}).exit_code == 1);
    }
}

TEST_CASE("keys are found nowhere: not in the archive, the snapshot, the messages or the edition", "[freeze]") {
    const std::string key = "s3cret-Key-0815";
    SampleWorld world;
    world.configure("[observe.github]\nenabled = false\n");
    world.digest.set("S2_API_KEY", key);
    world.scholar.require_key(key);
    const ProgramResult good = world.digest(with(build, {"-vv"}));
    CHECK(good.exit_code == 0);
    CHECK_FALSE(world.scholar.server().requests().empty());
    CHECK(world.scholar.server().requests().front().header("x-api-key") == key);
    world.scholar.fail_when([&](const Request&) {
        return std::optional<Reply>{status(403, "{\"message\":\"bad key " + key + "\"}", "application/json")};
    });
    const ProgramResult bad = world.digest(with(build, {"--refresh", "-vv"}));
    world.digest.set("S2_API_KEY", "with a blank " + key);
    const ProgramResult blank = world.digest(with(build, {"--refresh", "-vv"}));
    for (const ProgramResult& result : {good, bad, blank}) {
        CHECK(result.out.find(key) == std::string::npos);
        CHECK(result.err.find(key) == std::string::npos);
    }
    CHECK(all_files(world.folder.path()).find(key) == std::string::npos);
}

TEST_CASE("a snapshot of format 1 gives the post that it gave when it was written", "[freeze]") {
    const std::filesystem::path frozen = std::filesystem::path{DIGEST_SOURCE_DIR} / "tests/cli/frozen";
    const TemporaryFolder folder;
    const ProgramRun digest{folder.path()};
    const std::string snapshot = (frozen / "format-1.snapshot.json").string();
    const ProgramResult built = digest({"build", "--from-snapshot", snapshot, "-o", "post.md"});
    CAPTURE(built.err);
    REQUIRE(built.exit_code == 0);
    CHECK(file_text(folder / "work/post.md") == file_text(frozen / "format-1.md"));
    CHECK(digest({"build", "--from-snapshot", snapshot, "--format", "json"}).out ==
          file_text(frozen / "format-1.json"));
    // and so does the snapshot of today's format that the build left
    const ProgramResult again = digest({"build", "--from-snapshot", "post.md.snapshot.json", "-o", "again.md"});
    CAPTURE(again.err);
    CHECK(again.exit_code == 0);
    CHECK(file_text(folder / "work/again.md") == file_text(frozen / "format-1.md"));
}

namespace {

/// Writes the texts into a FIFO, one to each reader that opens it, until it is gone.
class FifoWriter {
  public:
    FifoWriter(const std::filesystem::path& fifo, const std::vector<std::string>& texts) {
        REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
        process_ = ::fork();
        REQUIRE(process_ >= 0);
        if (process_ != 0) {
            return;
        }
        for (const std::string& text : texts) {
            const int file = ::open(fifo.c_str(), O_WRONLY);  // waits for a reader
            const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
            ::close(file);
            if (!written) {
                ::_exit(1);
            }
            ::usleep(200'000);  // the reader is to see the end before the next text begins
        }
        ::_exit(0);
    }
    FifoWriter(const FifoWriter&) = delete;
    FifoWriter& operator=(const FifoWriter&) = delete;
    ~FifoWriter() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }

  private:
    pid_t process_ = -1;
};

}  // namespace

TEST_CASE("the topics that are scored with are those that are frozen, whatever the file says a moment later",
          "[freeze]") {
    SampleWorld world;
    std::string config = file_text(world.folder / "work/digest.toml");
    REQUIRE(config.find("[edition]\n") != std::string::npos);
    config.insert(config.find("[edition]\n") + 10, "topics = \"topics.fifo\"\n");
    write_text(world.folder / "work/digest.toml", config);
    const std::string first = "[[topic]]\nname = \"First\"\nterms = [\"the\", \"language\"]\n";
    const std::string second = "[[topic]]\nname = \"Second\"\nterms = [\"the\", \"language\"]\n";
    const FifoWriter writer{world.folder / "work/topics.fifo", {first, second, second, second}};
    const ProgramResult built = world.digest(with(build, {"--format", "json"}));
    CAPTURE(built.err);
    REQUIRE(built.exit_code == 0);
    const std::string edition = file_text(world.folder / "work/edition.md");
    CHECK(edition.find("\"topic\": \"First\"") != std::string::npos);
    CHECK(edition.find("Second") == std::string::npos);
    const std::string snapshot = file_text(world.folder / "work/edition.md.snapshot.json");
    CHECK(Json::parse(snapshot)["body"]["rest"]["texts"]["topics"] == first);
}
