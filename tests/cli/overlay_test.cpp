// Every field of the overlay: what it changes in an edition, and that a refresh and a rebuild leave it so. A case is
// tests/cli/overlay/<field>.toml; its golden, <field>.diff, holds the lines that differ from the edition without it.
#include <algorithm>
#include <filesystem>
#include <set>

#include <catch2/catch.hpp>

#include "app/terminal/line_diff.h"
#include "app/workspace/overlay_file.h"
#include "support/golden_file.h"
#include "support/program_run.h"

using namespace digest::test;
namespace fs = std::filesystem;

namespace {

const fs::path cases = DIGEST_SOURCE_DIR "/tests/cli/overlay";

/// What the overlay's reader says to a key that it does not know.
digest::Error complaint_about(const std::string& overlay) {
    const auto read = digest::parse_overlay(overlay, "overlay.toml");
    REQUIRE_FALSE(read);
    return read.error();
}

/// The keys that it knows in a table; none where `begin` and `end` do not enclose a table.
std::vector<std::string> known_keys(const std::string& begin, const std::string& end) {
    const digest::Error error = complaint_about(begin + "zzzzzzzzzzzzzzzz = 1" + end);
    const std::string lead = "known here: ";
    std::vector<std::string> keys;
    if (!error.message.ends_with("zzzzzzzzzzzzzzzz") || !error.next.starts_with(lead)) {
        return keys;
    }
    for (std::size_t at = lead.size(); at < error.next.size();) {
        const std::size_t comma = std::min(error.next.find(", ", at), error.next.size());
        keys.push_back(error.next.substr(at, comma - at));
        at = comma + 2;
    }
    return keys;
}

/// Every field as its reader knows it: "title", "pick.links.url".
void collect_fields(const std::string& path, const std::string& begin, const std::string& end,
                    std::set<std::string>& fields) {
    for (const std::string& key : known_keys(begin, end)) {
        const std::string name = path.empty() ? key : path + "." + key;
        const std::string table = begin + key + " = { ";
        const std::string tables = begin + key + " = [{ ";
        if (!known_keys(table, " }" + end).empty()) {
            collect_fields(name, table, " }" + end, fields);
        } else if (!known_keys(tables, " }]" + end).empty()) {
            collect_fields(name, tables, " }]" + end, fields);
        } else {
            fields.insert(name);
        }
    }
}

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{cases}) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// Six papers, three of them picked, and an editor.
struct Desk {
    TemporaryFolder folder{};
    ProgramRun digest{folder.path()};
    fs::path work = folder / "work";

    Desk() {
        write_text(work / "digest.toml",
                   "[edition]\npicks = 3\nfigures = false\nblocks = [\"cover\", \"opening\", \"news\", \"research\", "
                   "\"closing\", \"references\", \"colophon\"]\n");
        write_text(work / "pictures/own.png", "no real picture");
        write_text(work / "pictures/cover.png", "no real cover");
        digest.set("DIGEST_NOW", "2022-02-06T06:00:00Z");
        REQUIRE(digest({"import", "--trust-import", (cases / "papers.jsonl").string()}).exit_code == 0);
    }
    /// The edition after a build, without the number of the program's version.
    std::string build(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> arguments = {"build",     "--month", "2022-02", "--window", "2022-01-10..2022-01-16",
                                              "--offline", "-o",      "posts/"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const ProgramResult result = digest(arguments);
        CAPTURE(result.err);
        REQUIRE(result.exit_code == 0);
        std::string text = file_text(work / "posts/2022-02-20220110-20220116-best-of-arxiv.md");
        const std::size_t made = text.find("Made with digest ");
        REQUIRE(made != std::string::npos);
        return text.replace(made, text.find(". ", made) - made, "Made with digest");
    }
    fs::path overlay() const { return work / "editions/2022-02-20220110-20220116.toml"; }
};

/// Builds, refreshes and rebuilds each of the cases that are `wanted`.
template <class Wanted>
void check_cases(Wanted wanted) {
    const Desk desk;
    const std::string plain = desk.build();
    for (const std::string& name : case_names()) {
        if (!wanted(name)) {
            continue;
        }
        CAPTURE(name);
        const std::string overlay = file_text(cases / (name + ".toml"));
        write_text(desk.overlay(), overlay);
        const std::string edition = desk.build();
        const std::string difference = digest::unified_diff(plain, edition, "without", name);
        CHECK(difference == golden_text(cases / (name + ".diff"), difference));
        CHECK(desk.build({"--refresh"}) == edition);
        CHECK(desk.build() == edition);
        CHECK(file_text(desk.overlay()) == overlay);
        fs::remove(desk.overlay());
    }
    CHECK(desk.build() == plain);
}

}  // namespace

TEST_CASE("every field that the overlay's reader knows has a case with a golden", "[cli][overlay]") {
    std::set<std::string> fields;
    collect_fields("", "", "", fields);
    CHECK(fields.size() >= 26);
    for (const std::string& field : fields) {
        CAPTURE(field);
        const std::string overlay = file_text(cases / (field + ".toml"));
        CHECK(overlay.find(field.substr(field.rfind('.') + 1) + " = ") != std::string::npos);
        CHECK_FALSE(file_text(cases / (field + ".diff")).empty());
    }
}

TEST_CASE("a field of the overlay changes its lines and no others, and survives refresh and rebuild",
          "[cli][overlay]") {
    check_cases([](const std::string& name) { return !name.starts_with("pick."); });
}

TEST_CASE("a field of a pick changes its lines and no others, and survives refresh and rebuild", "[cli][overlay]") {
    check_cases([](const std::string& name) { return name.starts_with("pick."); });
}
