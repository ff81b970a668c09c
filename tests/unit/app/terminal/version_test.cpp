#include "app/terminal/version.h"

#include <set>
#include <sstream>

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("the version's first line is the program, its version and the commit", "[version]") {
    const std::string text = version_text();
    CHECK(text.starts_with("digest " + program_version() + " (commit "));
    const std::string line = text.substr(0, text.find('\n'));
    CHECK(line.ends_with(")"));
    CHECK(std::count(line.begin(), line.end(), ' ') == 3);
}

TEST_CASE("every library that digest is made of stands in the version, each with its own", "[version]") {
    std::istringstream lines{version_text()};
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    CHECK(line == "");
    std::set<std::string> names;
    while (std::getline(lines, line)) {
        CAPTURE(line);
        const std::size_t blank = line.find(' ');
        REQUIRE(blank != std::string::npos);
        CHECK(names.insert(line.substr(0, blank)).second);
        if (!line.starts_with("Mustache") && !line.starts_with("libLBFGS")) {
            CHECK(line.find_first_of("123456789", blank) == blank + 1);
        }
    }
    CHECK(names == std::set<std::string>{"CLI11", "Eigen", "LIBLINEAR", "Mustache", "SQLite", "expected", "fmt",
                                         "libLBFGS", "libcurl", "libxml2", "nettle", "nlohmann/json", "pugixml",
                                         "simdjson", "toml++", "utf8proc", "zlib"});
}
