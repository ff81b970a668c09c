#include "app/terminal/line_diff.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {

std::string numbered(int from, int to) {
    std::string text;
    for (int i = from; i <= to; ++i) {
        text += std::to_string(i) + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("equal texts have no diff", "[diff]") {
    CHECK(unified_diff("", "", "a", "b").empty());
    CHECK(unified_diff("x\n", "x\n", "a", "b").empty());
}

TEST_CASE("a new file, an emptied one, and a missing last line end", "[diff]") {
    CHECK(unified_diff("", "x\ny\n", "/dev/null", "b") == "--- /dev/null\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n");
    CHECK(unified_diff("x\n", "", "a", "b") == "--- a\n+++ b\n@@ -1 +0,0 @@\n-x\n");
    CHECK(unified_diff("x", "x\n", "a", "b") == "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
}

TEST_CASE("changes far apart are hunks of their own, near ones stand together", "[diff]") {
    std::string far = numbered(1, 20);
    far.replace(far.find("2\n"), 2, "two\n");
    far.replace(far.find("19\n"), 3, "");
    CHECK(unified_diff(numbered(1, 20), far, "a", "b") ==
          "--- a\n+++ b\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -16,5 +16,4 @@\n 16\n 17\n 18\n-19\n 20\n");
    std::string near = numbered(1, 9);
    near.replace(near.find("2\n"), 2, "two\n");
    near.replace(near.find("9\n"), 2, "nine\n");
    CHECK(unified_diff(numbered(1, 9), near, "a", "b") ==
          "--- a\n+++ b\n@@ -1,9 +1,9 @@\n 1\n-2\n+two\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n+nine\n");
}

TEST_CASE("very long texts with nothing in common are replaced as a whole", "[diff]") {
    const std::string diff = unified_diff(numbered(1, 70'000), numbered(100'000, 170'000), "a", "b");
    CHECK(diff.starts_with("--- a\n+++ b\n@@ -1,70000 +1,70001 @@\n-1\n"));
    CHECK(diff.ends_with("+170000\n"));
}
