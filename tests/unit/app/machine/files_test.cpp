#include "app/machine/files.h"

#include <filesystem>
#include <fstream>

#include <stdlib.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

using namespace digest;
namespace fs = std::filesystem;

namespace {
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (fs::temp_directory_path() / "digest-files-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    ~TemporaryFolder() { fs::remove_all(path_); }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};
}  // namespace

TEST_CASE("a file is written whole, and left untouched when it holds the bytes already", "[files]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "posts" / "edition.md";
    CHECK(*write_file_atomically(file, "first") == WriteOutcome::written);
    const auto time = fs::last_write_time(file);
    CHECK(*write_file_atomically(file, "first") == WriteOutcome::unchanged);
    CHECK(fs::last_write_time(file) == time);
    CHECK(*write_file_atomically(file, "later") == WriteOutcome::written);
    CHECK(*read_file(file) == "later");
    CHECK(std::distance(fs::directory_iterator{file.parent_path()}, fs::directory_iterator{}) == 1);
}

TEST_CASE("a place that cannot be written is a storage error and leaves the old file", "[files]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "edition.md";
    REQUIRE(write_file_atomically(file, "old"));
    const auto below_a_file = write_file_atomically(file / "x.md", "new");
    REQUIRE_FALSE(below_a_file);
    CHECK(below_a_file.error().kind == ErrorKind::storage);
    const auto onto_a_folder = write_file_atomically(folder.path(), "new");
    REQUIRE_FALSE(onto_a_folder);
    CHECK(*read_file(file) == "old");
}

TEST_CASE("a link stays a link, and the file that it leads to is replaced", "[files]") {
    const TemporaryFolder folder;
    const fs::path site = folder.path() / "site";
    const fs::path link = folder.path() / "edition.md";
    REQUIRE(write_file_atomically(site / "post.md", "old"));
    fs::create_symlink("site/post.md", link);
    CHECK(*write_file_atomically(link, "new") == WriteOutcome::written);
    CHECK(fs::is_symlink(link));
    CHECK(*read_file(site / "post.md") == "new");
    SECTION("over several links, to a file that is not there yet") {
        const fs::path further = folder.path() / "further.md";
        fs::create_symlink(link, further);
        fs::remove(site / "post.md");
        CHECK(*write_file_atomically(further, "later") == WriteOutcome::written);
        CHECK(fs::is_symlink(further));
        CHECK(fs::is_symlink(link));
        CHECK(*read_file(site / "post.md") == "later");
    }
    SECTION("a ring of links is refused") {
        fs::remove(link);
        fs::create_symlink("edition.md", link);
        const auto ring = write_file_atomically(link, "new");
        REQUIRE_FALSE(ring);
        CHECK(ring.error().kind == ErrorKind::storage);
    }
}

TEST_CASE("what is no regular file is never replaced by one", "[files]") {
    const TemporaryFolder folder;
    const fs::path pipe = folder.path() / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    fs::create_symlink("pipe", folder.path() / "link");
    for (const fs::path& path : {pipe, folder.path() / "link"}) {
        const auto written = write_file_atomically(path, "new");
        REQUIRE_FALSE(written);
        CHECK(written.error().kind == ErrorKind::storage);
        CHECK(written.error().origin == path.string());
        CHECK(written.error().next == "use -o - for stdout, or name another path");
    }
    CHECK(fs::is_fifo(pipe));
    CHECK_FALSE(replaceable_file("/dev/null"));
    CHECK(replaceable_file(folder.path() / "not there yet"));
}

TEST_CASE("a missing file says which and is of the asked kind", "[files]") {
    const auto missing = read_file("/nonexistent/x.toml");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::user_file);
    CHECK(missing.error().origin == "/nonexistent/x.toml");
    CHECK_FALSE(read_file("/tmp", ErrorKind::storage));
}
