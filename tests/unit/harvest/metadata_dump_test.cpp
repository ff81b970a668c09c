#include "digest/harvest/metadata_dump.h"

#include <catch2/catch.hpp>

#include <unistd.h>
#include <zlib.h>

#include <cstdlib>
#include <fstream>

using namespace digest;

namespace {

struct TemporaryFile {
    std::filesystem::path path;

    explicit TemporaryFile(std::string_view content) {
        std::string name = (std::filesystem::temp_directory_path() / "digest-dump-XXXXXX").string();
        const int file = ::mkstemp(name.data());
        if (file >= 0) {
            ::close(file);
        }
        path = name;
        std::ofstream(path, std::ios::binary) << content;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { std::filesystem::remove(path); }

    void compress() const {
        std::ifstream in(path, std::ios::binary);
        const std::string content(std::istreambuf_iterator<char>(in), {});
        gzFile out = ::gzopen(path.c_str(), "wb");
        ::gzwrite(out, content.data(), static_cast<unsigned>(content.size()));
        ::gzclose(out);
    }
};

std::string line_of(int number) {
    return R"({"id":"2201.)" + std::to_string(10000 + number) + R"(","title":"Title )" + std::to_string(number) +
           R"(","abstract":"  Words.\n","categories":"cs.LG","versions":[{"version":"v1","created":"Mon, 3 Jan 2022 19:18:42 GMT"}]})";
}

DumpReport read(const TemporaryFile& file, std::vector<Paper>& papers, std::size_t batch = 3) {
    const auto report = read_metadata_dump(
        file.path,
        [&](std::span<const Paper> some) -> Result<void> {
            CHECK(some.size() <= batch);
            papers.insert(papers.end(), some.begin(), some.end());
            return {};
        },
        {}, {}, batch);
    if (!report) {
        FAIL(report.error().message);
    }
    return *report;
}

}  // namespace

TEST_CASE("a line of the dump is a paper", "[dump]") {
    const auto paper = parse_metadata_line(
        R"({"id":"0704.0001","submitter":"A. Bee","authors":"A. B\\'ee and others","title":"Folding\n  maps","comments":"7 pages",)"
        R"("journal-ref":"J. Folds 1","doi":"10.1000/1","report-no":null,"categories":"hep-ph hep-ex","license":null,)"
        R"("abstract":"  We fold a map\nand keep it \u003c 3.\n","versions":[{"version":"v1","created":"Mon, 2 Apr 2007 19:18:42 GMT"},)"
        R"({"version":"v2","created":"Tue, 24 Jul 2007 20:10:27 GMT"}],"update_date":"2008-11-26",)"
        R"("authors_parsed":[["B\u00e9e","A.",""],["Dee","Cy","Jr","Somewhere"],["","",""]]})");
    REQUIRE(paper);
    CHECK(paper->id == "0704.0001");
    CHECK(paper->version == 2);
    CHECK(paper->title == "Folding maps");
    CHECK(paper->abstract == "We fold a map and keep it < 3.");
    CHECK(paper->authors == std::vector<std::string>{"A. B\xC3\xA9"
                                                     "e",
                                                     "Cy Dee Jr"});
    CHECK(paper->categories == std::vector<std::string>{"hep-ph", "hep-ex"});
    CHECK(paper->comment == "7 pages");
    CHECK(paper->journal_ref == "J. Folds 1");
    CHECK(paper->doi == "10.1000/1");
    CHECK(format_rfc3339(paper->submitted) == "2007-04-02T19:18:42Z");
    CHECK(format_rfc3339(paper->updated) == "2007-07-24T20:10:27Z");
}

TEST_CASE("keys may be missing or null, and authors come from their line then", "[dump]") {
    const auto paper = parse_metadata_line(
        R"({"versions":[{"created":"Mon, 3 Jan 2022 19:18:42 GMT"}],"abstract":null,"comments":null,"authors_parsed":null,)"
        R"x("authors":"A. Bee (1, 2), C. Dee (Anders and Co), E. Eff and G. Gee ((1) There)","title":"T","id":"math.CA/0611800"})x");
    REQUIRE(paper);
    CHECK(paper->id == "math/0611800");
    CHECK(paper->authors == std::vector<std::string>{"A. Bee", "C. Dee", "E. Eff", "G. Gee"});
    CHECK(paper->abstract.empty());
    CHECK(paper->categories.empty());
    CHECK(paper->updated == paper->submitted);
}

TEST_CASE("a line without id, title or first date is an error that says which", "[dump]") {
    const std::vector<std::pair<std::string, std::string>> lines{
        {"", "JSON"},
        {"{", "JSON"},
        {"[1,2]", "object"},
        {R"({"id":704.0001,"title":"T"})", "id"},
        {R"({"id":"../../etc","title":"T"})", "identifier"},
        {R"({"id":"0704.0001","title":null})", "title"},
        {R"({"id":"0704.0001","title":"T","versions":[]})", "version 1"},
        {R"({"id":"0704.0001","title":"T","versions":[{"created":"soon"}]})", "version 1"},
        {"{\"id\":\"0704.0001\",\"title\":\"\xff\"}", "JSON"},
    };
    for (const auto& [line, word] : lines) {
        INFO(line);
        const auto paper = parse_metadata_line(line);
        REQUIRE_FALSE(paper);
        CHECK(paper.error().kind == ErrorKind::data);
        CHECK(paper.error().message.find(word) != std::string::npos);
    }
    CHECK_FALSE(parse_metadata_line({}));
}

TEST_CASE("a file is read in batches, plain or gzip, and bad lines are told by number", "[dump]") {
    std::string content;
    for (int i = 0; i < 10; ++i) {
        content += line_of(i) + (i % 2 == 0 ? "\n" : "\r\n\n");
    }
    content += "{broken\n" + line_of(10);  // no line end at the end
    for (const bool compressed : {false, true}) {
        TemporaryFile file(content);
        if (compressed) {
            file.compress();
        }
        std::vector<Paper> papers;
        const auto report = read(file, papers);
        CHECK(report.lines == 12);
        CHECK(report.papers == 11);
        CHECK(report.bad_lines == 1);
        REQUIRE(report.notices.size() == 1);
        CHECK(report.notices[0].origin == file.path.string() + ":16");
        REQUIRE(papers.size() == 11);
        CHECK(papers.front().id == "2201.10000");
        CHECK(papers.back().id == "2201.10010");
    }
}

TEST_CASE("lines longer than the buffer are read, absurd ones are skipped", "[dump]") {
    std::string content = line_of(1) + "\n";
    std::string wide = line_of(2);
    wide.replace(wide.find("Words"), 5, std::string(3u << 20, 'w'));
    content += wide + "\n" + std::string(20u << 20, 'x') + "\n" + line_of(3) + "\n";
    TemporaryFile file(content);
    std::vector<Paper> papers;
    const auto report = read(file, papers);
    CHECK(report.bad_lines == 1);
    REQUIRE(papers.size() == 3);
    CHECK(papers[1].abstract.size() == 20'000);
}

TEST_CASE("a cut gzip file, a missing file and a failing sink end the reading", "[dump]") {
    std::string content;
    for (int i = 0; i < 500; ++i) {
        content += line_of(i) + "\n";
    }
    TemporaryFile file(content);
    file.compress();
    std::filesystem::resize_file(file.path, std::filesystem::file_size(file.path) / 2);
    const auto keep = [](std::span<const Paper>) -> Result<void> { return {}; };
    const auto cut = read_metadata_dump(file.path, keep, {}, {});
    REQUIRE_FALSE(cut);
    CHECK(cut.error().kind == ErrorKind::data);
    const auto missing = read_metadata_dump(file.path / "none", keep, {}, {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::storage);
    TemporaryFile whole(content);
    const auto full = read_metadata_dump(
        whole.path, [](std::span<const Paper>) -> Result<void> { return fail(ErrorKind::storage, "disk full"); }, {},
        {});
    REQUIRE_FALSE(full);
    CHECK(full.error().message == "disk full");
    std::stop_source stop;
    stop.request_stop();
    CHECK(read_metadata_dump(whole.path, keep, {}, stop.get_token(), 10).error().kind == ErrorKind::interrupted);
}

TEST_CASE("reading tells how far it is", "[dump]") {
    std::string content;
    for (int i = 0; i < 100; ++i) {
        content += line_of(i) + "\n";
    }
    TemporaryFile file(content);
    std::vector<ProgressEvent> events;
    const auto keep = [](std::span<const Paper>) -> Result<void> { return {}; };
    REQUIRE(read_metadata_dump(
        file.path, keep, [&](const ProgressEvent& event) { events.push_back(event); }, {}, 10));
    REQUIRE(events.size() == 11);
    CHECK(events.back().finished);
    CHECK(events.back().done == static_cast<std::int64_t>(content.size()));
    CHECK(events.back().total == static_cast<std::int64_t>(content.size()));
}
