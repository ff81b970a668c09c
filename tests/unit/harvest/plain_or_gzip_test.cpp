#include "digest/harvest/plain_or_gzip.h"

#include <cstdlib>
#include <fstream>

#include <zlib.h>
#include <catch2/catch.hpp>

using namespace digest;

namespace {
struct Folder {
    std::filesystem::path path;
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "digest-gzip-XXXXXX").string();
        path = mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

void write_gzip(const std::filesystem::path& path, const std::string& text) {
    const gzFile file = gzopen(path.c_str(), "wb");
    REQUIRE(gzwrite(file, text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size()));
    gzclose(file);
}
}  // namespace

TEST_CASE("a file reads alike whether it is plain or gzip, and no further than asked", "[plain_or_gzip]") {
    const Folder folder;
    const std::string text = "<feed>" + std::string(200'000, 'x') + "</feed>";
    std::ofstream(folder.path / "page.xml") << text;
    write_gzip(folder.path / "page.xml.gz", text);
    for (const char* name : {"page.xml", "page.xml.gz"}) {
        CHECK(*read_plain_or_gzip(folder.path / name, 1U << 30) == text);
        CHECK(*read_plain_or_gzip(folder.path / name, 6) == "<feed>");
    }
}

TEST_CASE("a missing file and a damaged gzip are errors of their own", "[plain_or_gzip]") {
    const Folder folder;
    CHECK(read_plain_or_gzip(folder.path / "none.gz", 10).error().kind == ErrorKind::user_file);
    write_gzip(folder.path / "cut.gz", std::string(100'000, 'y') + "end");
    std::filesystem::resize_file(folder.path / "cut.gz", std::filesystem::file_size(folder.path / "cut.gz") - 12);
    CHECK(read_plain_or_gzip(folder.path / "cut.gz", 1U << 30).error().kind == ErrorKind::data);
}
