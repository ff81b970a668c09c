#include "digest/app/files.h"

#include <filesystem>
#include <fstream>

#include <stdlib.h>

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

TEST_CASE("a missing file says which and is of the asked kind", "[files]") {
    const auto missing = read_file("/nonexistent/x.toml");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::user_file);
    CHECK(missing.error().origin == "/nonexistent/x.toml");
    CHECK_FALSE(read_file("/tmp", ErrorKind::storage));
}
