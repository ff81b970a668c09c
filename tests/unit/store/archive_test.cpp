#include "digest/store/archive.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <csignal>

namespace digest {
namespace {

struct TemporaryFolder {
    std::filesystem::path path;
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "digest-store-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    std::filesystem::path archive() const { return path / "archive.sqlite3"; }
};

Day day(std::string_view text) {
    return parse_day(text).value();
}
Timestamp time_of(std::string_view text) {
    return parse_rfc3339(text).value();
}
const Window january{day("2022-01-01"), day("2022-02-01")};

Paper make_paper(std::string id, std::string_view submitted = "2022-01-10T12:00:00Z", int version = 1) {
    Paper paper;
    paper.id = std::move(id);
    paper.version = version;
    paper.title = "On the counting of sheep";
    paper.abstract = "We count sheep. However, they move.";
    paper.authors = {"Ada Example", "Bob Sample"};
    paper.categories = {"cs.LG", "stat.ML"};
    paper.submitted = time_of(submitted);
    paper.updated = paper.submitted;
    return paper;
}

Observation make_observation(std::string id, std::string_view at, std::optional<double> value,
                             ObservationState state = ObservationState::known, std::string metric = "citations") {
    return {std::move(id), "semantic_scholar", std::move(metric), state, value, "", time_of(at)};
}

Slice make_slice(std::string_view from, std::string_view until, bool whole = true) {
    Slice slice;
    slice.categories = "cs.CL,cs.LG";
    slice.from = time_of(from);
    slice.until = time_of(until);
    slice.total = 2;
    slice.distinct = 2;
    slice.whole = whole;
    slice.fetched_at = time_of("2022-02-10T00:00:00Z");
    return slice;
}

void run_sql(const std::filesystem::path& path, const char* sql) {
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    REQUIRE(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(connection);
}

std::string one_text(const std::filesystem::path& path, const char* sql) {
    sqlite3* connection = nullptr;
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    REQUIRE(sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    std::string text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(connection);
    return text;
}

}  // namespace

TEST_CASE("a paper comes back as it was stored, and again after reopening", "[archive]") {
    const TemporaryFolder folder;
    Paper paper = make_paper("hep-th/9901001");
    paper.title = "Größe, “quotes” and $\\alpha$ ’; DROP TABLE paper; --";
    paper.comment = "12 pages";
    paper.journal_ref = "J. Made Up 1 (2022)";
    paper.doi = "10.1000/xyz";
    paper.withdrawn = true;
    paper.authors = {"Ada, the First", "李雷"};
    Paper bare = make_paper("2201.00002", "2022-01-31T23:59:59Z");
    bare.authors.clear();
    bare.categories.clear();
    bare.abstract.clear();
    {
        auto archive = Archive::open(folder.archive());
        REQUIRE(archive);
        REQUIRE(archive->store_papers(std::vector{bare, paper}));
    }
    const auto archive = Archive::open(folder.archive(), Archive::Mode::read_only);
    REQUIRE(archive);
    CHECK(archive->papers(january, {}).value() == std::vector{paper, bare});
    CHECK(archive->count_papers().value() == 2);
    CHECK(archive->integrity().value() == "ok");
}

TEST_CASE("a newer version replaces the text and never makes a second paper", "[archive]") {
    auto archive = Archive::in_memory().value();
    const Paper first = make_paper("2201.00001", "2022-01-10T12:00:00Z", 1);
    Paper second = make_paper("2201.00001", "2022-01-20T12:00:00Z", 2);
    second.title = "On the counting of goats";
    Paper expected = second;
    expected.submitted = first.submitted;

    SECTION("in order") {
        REQUIRE(archive.store_papers(std::vector{first, second}));
        CHECK(archive.papers(january, {}).value() == std::vector{expected});
    }
    SECTION("an older version that comes later changes nothing") {
        REQUIRE(archive.store_papers(std::vector{first, second}));
        REQUIRE(archive.store_papers(std::vector{first}));
        CHECK(archive.papers(january, {}).value() == std::vector{expected});
    }
    SECTION("the same version with other metadata replaces it") {
        Paper corrected = first;
        corrected.journal_ref = "J. Made Up 2 (2023)";
        REQUIRE(archive.store_papers(std::vector{first, corrected}));
        CHECK(archive.papers(january, {}).value() == std::vector{corrected});
    }
    SECTION("a replacement never moves a paper into a later month") {
        second.submitted = time_of("2022-02-20T12:00:00Z");
        REQUIRE(archive.store_papers(std::vector{first, second}));
        CHECK(archive.papers(Window{day("2022-02-01"), day("2022-03-01")}, {}).value().empty());
    }
}

TEST_CASE("a window is half open, ordered by submitted then id, and filtered by whole categories", "[archive]") {
    auto archive = Archive::in_memory().value();
    std::vector<Paper> papers = {make_paper("2201.00003", "2022-01-01T00:00:00Z"), make_paper("2201.00001"),
                                 make_paper("2201.00002"), make_paper("2112.09999", "2021-12-31T23:59:59Z"),
                                 make_paper("2202.00001", "2022-02-01T00:00:00Z")};
    papers[1].categories = {"cs.L", "math.CO"};
    papers[2].categories = {"hep-th", "cs.CL"};
    REQUIRE(archive.store_papers(papers));
    const auto ids = [&](std::vector<std::string> categories) {
        std::vector<std::string> found;
        const auto stored = archive.papers(january, categories).value();
        for (const Paper& paper : stored) {
            found.push_back(paper.id);
        }
        return found;
    };
    CHECK(ids({}) == std::vector<std::string>{"2201.00003", "2201.00001", "2201.00002"});
    CHECK(ids({"cs.LG"}) == std::vector<std::string>{"2201.00003"});
    CHECK(ids({"cs.LG", "cs.CL"}) == std::vector<std::string>{"2201.00003", "2201.00002"});
    CHECK(ids({"cs"}).empty());
    CHECK(ids({"cs.%"}).empty());
}

TEST_CASE("papers by id come in the order asked for, without the unknown", "[archive]") {
    auto archive = Archive::in_memory().value();
    REQUIRE(archive.store_papers(std::vector{make_paper("2201.00001"), make_paper("2201.00002")}));
    const auto found = archive.papers_by_id(std::vector<std::string>{"2201.00002", "9999.00000", "2201.00001"}).value();
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == "2201.00002");
    CHECK(found[1].id == "2201.00001");
}

TEST_CASE("slices of the same categories never overlap", "[archive]") {
    auto archive = Archive::in_memory().value();
    const Slice whole_day = make_slice("2022-01-10T00:00:00Z", "2022-01-11T00:00:00Z");
    const Slice morning = make_slice("2022-01-10T00:00:00Z", "2022-01-10T12:00:00Z", false);
    const Slice evening = make_slice("2022-01-10T12:00:00Z", "2022-01-11T00:00:00Z", false);
    REQUIRE(archive.replace_slices(std::vector{evening, morning}));
    CHECK(archive.slices(january).value() == std::vector{morning, evening});

    SECTION("a day takes the place of its halves") {
        REQUIRE(archive.replace_slices(std::vector{whole_day}));
        CHECK(archive.slices(january).value() == std::vector{whole_day});
    }
    SECTION("other categories stay") {
        Slice other = whole_day;
        other.categories = "math.CO";
        REQUIRE(archive.replace_slices(std::vector{other}));
        CHECK(archive.slices(january).value().size() == 3);
    }
    SECTION("an import does not undo what the harvest proved, trusted or not the harvest undoes an import") {
        Slice import = whole_day;
        import.whole = false;
        import.source = "import";
        REQUIRE(archive.replace_slices(std::vector{whole_day}));
        REQUIRE(archive.replace_slices(std::vector{import}));
        CHECK(archive.slices(january).value() == std::vector{whole_day});
        import.source = "trusted_import";
        import.whole = true;
        REQUIRE(archive.replace_slices(std::vector{import}));
        CHECK(archive.slices(january).value() == std::vector{import});
        REQUIRE(archive.replace_slices(std::vector{whole_day}));
        CHECK(archive.slices(january).value() == std::vector{whole_day});
    }
    SECTION("a record that says less takes the place of its own days only") {
        Slice month = make_slice("2022-01-01T00:00:00Z", "2022-02-01T00:00:00Z");
        month.source = "trusted_import";
        Slice before = month;
        before.until = whole_day.from;
        Slice behind = month;
        behind.from = whole_day.until;
        REQUIRE(archive.replace_slices(std::vector{month}));
        REQUIRE(archive.replace_slices(std::vector{whole_day}));
        CHECK(archive.slices(january).value() == std::vector{before, whole_day, behind});
    }
    SECTION("of a harvest that is not whole nothing remains beside its part") {
        const Slice noon = make_slice("2022-01-10T06:00:00Z", "2022-01-10T18:00:00Z");
        REQUIRE(archive.replace_slices(std::vector{noon}));
        CHECK(archive.slices(january).value() == std::vector{noon});
    }
    SECTION("only slices that touch the window are told") {
        CHECK(archive.slices(Window{day("2022-01-11"), day("2022-01-12")}).value().empty());
    }
}

TEST_CASE("a page and its slice are stored together, and a restart counts anew", "[archive]") {
    auto archive = Archive::in_memory().value();
    Slice slice = make_slice("2022-01-10T00:00:00Z", "2022-01-11T00:00:00Z", false);
    slice.distinct = 2;
    REQUIRE(archive.store_page(std::vector{make_paper("2201.00001"), make_paper("2201.00002")}, slice, false));
    slice.distinct = 1;
    REQUIRE(archive.store_page(std::vector{make_paper("2201.00001")}, slice, false));
    CHECK(archive.slices(january).value().at(0).distinct == 2);
    REQUIRE(archive.store_page(std::vector{make_paper("2201.00001")}, slice, true));
    CHECK(archive.slices(january).value().at(0).distinct == 1);
    CHECK(archive.count_papers().value() == 2);
}

TEST_CASE("observations keep their history and give the newest answer up to a date", "[archive]") {
    auto archive = Archive::in_memory().value();
    REQUIRE(archive.store_papers(std::vector{make_paper("2201.00001"), make_paper("2201.00002"),
                                             make_paper("2202.00001", "2022-02-02T00:00:00Z")}));
    const auto early = make_observation("2201.00001", "2022-02-05T00:00:00Z", 3);
    const auto late = make_observation("2201.00001", "2022-06-05T00:00:00Z", 9);
    const auto none = make_observation("2201.00002", "2022-02-05T00:00:00Z", {}, ObservationState::unknown);
    const auto zero = make_observation("2201.00002", "2022-02-05T00:00:00Z", 0, ObservationState::absent, "upvotes");
    const auto other = make_observation("2202.00001", "2022-02-05T00:00:00Z", 1);
    REQUIRE(archive.store_observations(std::vector{late, other, zero, none, early}));

    CHECK(archive.observations(january, {}).value() == std::vector{late, none, zero});
    CHECK(archive.observations(january, time_of("2022-06-04T23:59:59Z")).value() == std::vector{early, none, zero});
    CHECK(archive.observations(january, time_of("2022-02-04T00:00:00Z")).value().empty());
    CHECK(archive.observations_by_id(std::vector<std::string>{"2202.00001", "2201.00001"}, {}).value() ==
          std::vector{other, late});

    SECTION("a failure hides no answer, but stands where there is none") {
        const auto failed = make_observation("2201.00001", "2022-07-01T00:00:00Z", {}, ObservationState::failed);
        const auto only_failed =
            make_observation("2201.00001", "2022-07-01T00:00:00Z", {}, ObservationState::failed, "h_indexes");
        REQUIRE(archive.store_observations(std::vector{failed, only_failed}));
        CHECK(archive.observations(january, {}).value() == std::vector{late, only_failed, none, zero});
    }
    SECTION("the same moment observed again replaces") {
        REQUIRE(archive.store_observations(std::vector{make_observation("2201.00001", "2022-06-05T00:00:00Z", 10)}));
        CHECK(archive.observations(january, {}).value().at(0).value == 10.0);
    }
}

TEST_CASE("memory is kept by workspace and edition", "[archive]") {
    auto archive = Archive::in_memory().value();
    const EditionKey february = edition_of(Month{2022, 2});
    const EditionKey calendar = calendar_edition_of(Month{2022, 1});
    const Timestamp now = time_of("2022-02-05T00:00:00Z");
    const std::vector<std::string> picks = {"2201.00002", "2201.00001"};
    REQUIRE(archive.remember_edition("/home/a", february, picks, "feb.md", now));
    REQUIRE(archive.remember_edition("/home/a", calendar, {}, "jan.md", now));
    REQUIRE(archive.remember_edition("/home/b", february, std::vector<std::string>{"2201.00009"}, "b.md", now));
    REQUIRE(archive.remember_edition("/home/a", february, picks, "feb2.md", now));

    const auto remembered = archive.remembered("/home/a").value();
    REQUIRE(remembered.size() == 2);
    CHECK(remembered[0].key == calendar);
    CHECK(remembered[1].key == february);
    CHECK(remembered[1].paper_ids == picks);
    CHECK(remembered[1].output_path == "feb2.md");
    CHECK(archive.remembered("/home/c").value().empty());
}

TEST_CASE("snapshots and figures are bytes, zero bytes included", "[archive]") {
    auto archive = Archive::in_memory().value();
    const EditionKey key = edition_of(Month{2022, 2});
    const std::string bytes{"a\0b\xff", 4};
    CHECK_FALSE(archive.snapshot("w", key).value());
    REQUIRE(archive.store_snapshot("w", key, "old", {}));
    REQUIRE(archive.store_snapshot("w", key, bytes, {}));
    CHECK(archive.snapshot("w", key).value() == bytes);
    CHECK_FALSE(archive.snapshot("w", calendar_edition_of(Month{2022, 2})).value());
    CHECK_FALSE(archive.snapshot("v", key).value());
    REQUIRE(archive.store_blob("abc", bytes));
    CHECK(archive.blob("abc").value() == bytes);
    REQUIRE(archive.store_blob("empty", ""));
    CHECK(archive.blob("empty").value() == "");
    CHECK_FALSE(archive.blob("other").value());
}

TEST_CASE("feeds are kept for the next conditional request", "[archive]") {
    auto archive = Archive::in_memory().value();
    const FeedCopy feed{"https://b.example/feed", "\"v1\"", "", "https://b.example/feed.xml", "<rss/>"};
    FeedCopy newer = feed;
    newer.etag = "\"v2\"";
    const FeedCopy other{"https://a.example/feed", "", "", "", ""};
    REQUIRE(archive.store_feeds(std::vector{feed, other}));
    REQUIRE(archive.store_feeds(std::vector{newer}));
    CHECK(archive.feeds().value() == std::vector{other, newer});
}

TEST_CASE("what cannot be an archive is refused with its path and what to do", "[archive]") {
    const TemporaryFolder folder;
    const auto path = folder.archive();
    const auto refused = [&](const std::filesystem::path& where, Archive::Mode mode, const char* words) {
        const auto archive = Archive::open(where, mode);
        REQUIRE_FALSE(archive);
        CHECK(archive.error().kind == ErrorKind::storage);
        CHECK_THAT(archive.error().message, Catch::Contains(words));
        CHECK_THAT(archive.error().origin, Catch::StartsWith(folder.path.string()));
        CHECK_FALSE(archive.error().next.empty());
    };
    SECTION("a text file") {
        std::ofstream(path) << std::string(5000, 'x');
        refused(path, Archive::Mode::read_write, "not an archive");
        refused(path, Archive::Mode::read_only, "not an archive");
        CHECK(std::filesystem::file_size(path) == 5000);
    }
    SECTION("another program's database") {
        run_sql(path, "CREATE TABLE bookmarks (url TEXT)");
        refused(path, Archive::Mode::read_write, "another program");
        refused(path, Archive::Mode::read_only, "another program");
    }
    SECTION("an archive of a newer digest") {
        REQUIRE(Archive::open(path));
        run_sql(path, "PRAGMA user_version = 999");
        refused(path, Archive::Mode::read_write, "made by a newer digest");
        refused(path, Archive::Mode::read_only, "made by a newer digest");
    }
    SECTION("no file, for a reader: nothing is created") {
        refused(path, Archive::Mode::read_only, "no archive here yet");
        CHECK_FALSE(std::filesystem::exists(path));
    }
    SECTION("a folder that cannot be created") {
        std::ofstream(folder.path / "file") << "x";
        refused(folder.path / "file" / "sub" / "a.sqlite3", Archive::Mode::read_write, "folder cannot be created");
    }
    SECTION("a folder in the file's place") {
        refused(folder.path, Archive::Mode::read_write, "cannot be opened");
    }
}

TEST_CASE("an empty file becomes an archive with the settings that survive a kill", "[archive]") {
    const TemporaryFolder folder;
    const auto path = folder.path / "deep" / "er" / "odd ?#%name.sqlite3";
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path).flush();
    REQUIRE(Archive::open(path));
    CHECK(one_text(path, "PRAGMA journal_mode") == "wal");
    CHECK(one_text(path, "PRAGMA application_id") == std::to_string(0x64677374));
    CHECK(one_text(path,
                   "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' "
                   "AND strict = 0") == "0");
}

TEST_CASE("readers work beside a writer and see what was committed", "[archive]") {
    const TemporaryFolder folder;
    auto writer = Archive::open(folder.archive()).value();
    REQUIRE(writer.store_papers(std::vector{make_paper("2201.00001")}));
    const auto reader = Archive::open(folder.archive(), Archive::Mode::read_only).value();
    CHECK(reader.count_papers().value() == 1);
    REQUIRE(writer.store_papers(std::vector{make_paper("2201.00002")}));
    CHECK(reader.count_papers().value() == 2);
}

TEST_CASE("a reader cannot write", "[archive]") {
    const TemporaryFolder folder;
    REQUIRE(Archive::open(folder.archive()));
    auto reader = Archive::open(folder.archive(), Archive::Mode::read_only).value();
    const auto stored = reader.store_papers(std::vector{make_paper("2201.00001")});
    REQUIRE_FALSE(stored);
    CHECK(stored.error().kind == ErrorKind::storage);
    CHECK_THAT(stored.error().message, Catch::Contains("cannot be written"));
}

TEST_CASE("a disk that fills up is an error and leaves the archive as it was", "[archive]") {
    const TemporaryFolder folder;
    auto archive = Archive::open(folder.archive()).value();
    REQUIRE(archive.store_papers(std::vector{make_paper("2201.00001")}));
    std::vector<Paper> many;
    for (int i = 0; i < 2000; ++i) {
        many.push_back(make_paper("2201." + std::to_string(10000 + i)));
        many.back().abstract = std::string(1500, 'a');
    }
    // The file size limit stands for the full disk: the write in the middle of the transaction fails.
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit old_limit{};
    getrlimit(RLIMIT_FSIZE, &old_limit);
    const rlimit small{1u << 20, old_limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto stored = archive.store_papers(many);
    setrlimit(RLIMIT_FSIZE, &old_limit);
    std::signal(SIGXFSZ, old_handler);

    REQUIRE_FALSE(stored);
    CHECK(stored.error().kind == ErrorKind::storage);
    CHECK_FALSE(stored.error().next.empty());
    CHECK(archive.count_papers().value() == 1);
    REQUIRE(archive.store_papers(many));
    CHECK(archive.count_papers().value() == 2001);
    CHECK(archive.integrity().value() == "ok");
}

TEST_CASE("a damaged file is told by the integrity check", "[archive]") {
    const TemporaryFolder folder;
    {
        auto archive = Archive::open(folder.archive()).value();
        std::vector<Paper> many;
        for (int i = 0; i < 500; ++i) {
            many.push_back(make_paper("2201." + std::to_string(10000 + i)));
        }
        REQUIRE(archive.store_papers(many));
    }
    {
        std::fstream file(folder.archive(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(60 * 1024);
        file << std::string(20 * 1024, '\x55');
    }
    const auto archive = Archive::open(folder.archive(), Archive::Mode::read_only);
    REQUIRE(archive);
    const auto integrity = archive->integrity();
    REQUIRE(integrity);
    CHECK(*integrity != "ok");
    const auto papers = archive->papers(january, {});
    if (!papers) {
        CHECK_THAT(papers.error().message, Catch::Contains("damaged"));
    }
}

TEST_CASE("after kill -9 at any moment nothing committed is lost, and no page is half there", "[archive]") {
    constexpr int papers_of_a_page = 7;
    std::minstd_rand random(20220201);
    for (int run = 0; run < 12; ++run) {
        const TemporaryFolder folder;
        int fds[2];
        REQUIRE(pipe(fds) == 0);
        const pid_t child = fork();
        if (child == 0) {
            auto archive = Archive::open(folder.archive());
            for (int page = 0; archive && page < 9000; ++page) {
                std::vector<Paper> papers;
                for (int i = 0; i < papers_of_a_page; ++i) {
                    papers.push_back(make_paper("2201." + std::to_string(10000 + page * papers_of_a_page + i)));
                }
                if (!archive->store_page(papers, make_slice("2022-01-10T00:00:00Z", "2022-01-11T00:00:00Z"), false)) {
                    break;
                }
                if (write(fds[1], "x", 1) != 1) {
                    break;
                }
            }
            _exit(1);
        }
        close(fds[1]);
        usleep(static_cast<useconds_t>(random() % 60'000));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        std::int64_t told = 0;
        char byte = 0;
        while (read(fds[0], &byte, 1) == 1) {
            ++told;
        }
        close(fds[0]);

        const auto archive = Archive::open(folder.archive());
        REQUIRE(archive);
        const std::int64_t stored = archive->count_papers().value();
        CHECK(stored % papers_of_a_page == 0);
        CHECK(stored / papers_of_a_page >= told);
        CHECK(stored / papers_of_a_page <= told + 1);
        CHECK(archive->integrity().value() == "ok");
    }
}

TEST_CASE("processes that create the same archive at once all succeed", "[archive]") {
    const TemporaryFolder folder;
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            auto archive = Archive::open(folder.archive());
            const bool stored =
                archive && archive->store_papers(std::vector{make_paper("2201.0000" + std::to_string(i))});
            _exit(stored ? 0 : 1);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        CHECK(WEXITSTATUS(status) == 0);
    }
    CHECK(Archive::open(folder.archive()).value().count_papers().value() == 4);
}

}  // namespace digest
