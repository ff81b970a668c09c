// What the pages show can be typed, and where they point there is something.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "app/commands/verbs.h"
#include "app/terminal/manual_page.h"
#include "app/terminal/options.h"
#include "digest/app/generated_documents.h"
#include "digest/app/terminal/exit_code.h"
#include "support/words.h"

using namespace digest;
using digest::test::words_of;
namespace fs = std::filesystem;

namespace {

const fs::path root = DIGEST_SOURCE_DIR;

/// The lines of a page, with what stands between ``` apart from the text, and what is C++ or a patch left out.
struct Page {
    fs::path file{};
    std::vector<std::string> text{};
    std::vector<std::string> code{};
};

Page read_page(const fs::path& file) {
    Page page{file, {}, {}};
    std::ifstream stream{file};
    bool fenced = false;
    bool typed = false;  // by a person, not read by a compiler
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("```")) {
            fenced = !fenced;
            typed = line != "```cpp" && line != "```diff";
        } else if (!fenced) {
            page.text.push_back(line);
        } else if (typed) {
            page.code.push_back(line);
        }
    }
    REQUIRE_FALSE(fenced);
    return page;
}

std::vector<Page> all_pages() {
    std::vector<Page> pages;
    for (const char* name : {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}) {
        pages.push_back(read_page(root / name));
    }
    for (const char* folder : {"docs", "bench", "data", ".github"}) {
        for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
            if (entry.path().extension() == ".md") {
                pages.push_back(read_page(entry.path()));
            }
        }
    }
    return pages;
}

/// What stands between single code marks.
std::vector<std::string> code_spans(const std::string& line) {
    std::vector<std::string> spans;
    for (std::size_t at = line.find('`'); at != std::string::npos; at = line.find('`', at)) {
        const std::size_t end = line.find('`', at + 1);
        if (end == std::string::npos) {
            break;
        }
        spans.push_back(line.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return spans;
}

/// The first cells of the table below a heading.
std::vector<std::string> first_cells(const char* file, const std::string& heading) {
    std::vector<std::string> cells;
    bool there = false;
    int rows = 0;
    for (const std::string& line : read_page(root / file).text) {
        if (line.starts_with("#")) {
            there = line == heading;
        }
        // The first two rows are the table's own.
        if (there && line.starts_with("|") && ++rows > 2) {
            cells.push_back(line.substr(1, line.find('|', 1) - 1));
        }
    }
    return cells;
}

/// Literals such as "XDG_DATA_HOME".
std::set<std::string> variables_in_sources() {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator{root / "src"}) {
        std::ifstream stream{entry.path()};
        for (std::string line; std::getline(stream, line);) {
            for (std::size_t at = line.find('"'); at != std::string::npos; at = line.find('"', at + 1)) {
                const std::size_t end = line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", at + 1);
                if (end == std::string::npos || line[end] != '"' || end < at + 3) {
                    continue;
                }
                const std::string name = line.substr(at + 1, end - at - 1);
                if (name.front() != '_' && name.find('_') != std::string::npos) {
                    names.insert(name);
                }
            }
        }
    }
    return names;
}

bool is_digest(const std::string& word) {
    return word == "digest" || word.ends_with("scripts/run") || word.ends_with("release/digest");
}

/// The arguments of each call of digest in a line of shell, without redirections and what follows.
std::vector<std::vector<std::string>> calls_in(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    std::vector<std::vector<std::string>> calls;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_digest(words[i])) {
            continue;
        }
        std::vector<std::string> call;
        for (++i; i < words.size() && words[i].find_first_of("#>|&;\\") == std::string::npos; ++i) {
            call.push_back(words[i]);
        }
        if (!call.empty()) {
            calls.push_back(std::move(call));
        }
    }
    return calls;
}

std::string why_refused(const std::vector<std::string>& call) {
    std::vector<const char*> arguments = {"digest"};
    for (const std::string& word : call) {
        arguments.push_back(word.c_str());
    }
    const auto parsed = parse_options(all_verbs(), static_cast<int>(arguments.size()), arguments.data());
    return parsed ? "" : parsed.error().message;
}

/// {"--month", "--output", "-o", …}
std::set<std::string> option_names(const VerbDocumentation& verb) {
    std::set<std::string> names;
    for (const OptionDocumentation& option : verb.options) {
        std::istringstream stream{option.names};
        for (std::string name; std::getline(stream, name, ',');) {
            names.insert(name);
        }
    }
    return names;
}

std::string anchor_of(const std::string& heading) {
    std::string anchor;
    for (const char c : heading) {
        if (c >= 'A' && c <= 'Z') {
            anchor += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
            anchor += c;
        } else if (c == ' ') {
            anchor += '-';
        }
    }
    return anchor;
}

std::set<std::string> anchors_of(const fs::path& file) {
    std::set<std::string> anchors;
    for (const std::string& line : read_page(file).text) {
        if (line.starts_with('#')) {
            anchors.insert(anchor_of(line.substr(line.find_first_not_of("# "))));
        }
    }
    return anchors;
}

/// The targets of a line's links and images.
std::vector<std::string> link_targets(std::string line) {
    for (const std::string& span : code_spans(line)) {
        line.erase(line.find('`' + span + '`'), span.size() + 2);
    }
    std::vector<std::string> targets;
    for (std::size_t at = line.find("]("); at != std::string::npos; at = line.find("](", at + 2)) {
        const std::size_t end = line.find_first_of(") ", at + 2);
        if (end != std::string::npos) {
            targets.push_back(line.substr(at + 2, end - at - 2));
        }
    }
    return targets;
}

/// Whether a code span names a file or folder of this repository in full.
bool names_a_file(const std::string& span) {
    if (span.find_first_of(" *<>{}$…()|") != std::string::npos || span.find("YYYY") != std::string::npos) {
        return false;
    }
    for (const char* folder : {"src/", "include/", "docs/", "data/", "bench/", "tests/", "scripts/", "cmake/"}) {
        if (span.starts_with(folder)) {
            return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("every call of digest that a page shows as code is one that digest takes", "[documentation]") {
    std::size_t count = 0;
    for (const Page& page : all_pages()) {
        CAPTURE(page.file.filename().string());
        for (const std::string& line : page.code) {
            CAPTURE(line);
            for (const auto& call : calls_in(line)) {
                CHECK(why_refused(call) == "");
                ++count;
            }
        }
    }
    CHECK(count > 15);
}

TEST_CASE("every example of --help is one that digest takes", "[documentation]") {
    for (const VerbDocumentation& verb : documentation_of(all_verbs())) {
        std::istringstream lines{verb.examples};
        std::size_t count = 0;
        for (std::string line; std::getline(lines, line); ++count) {
            CAPTURE(line);
            REQUIRE(calls_in(line).size() == 1);
            CHECK(calls_in(line).front().front() == verb.name);
            CHECK(why_refused(calls_in(line).front()) == "");
        }
        CHECK(count == 2);
    }
}

TEST_CASE("the verbs and options that a page names in its text exist", "[documentation]") {
    std::map<std::string, std::set<std::string>> known;
    std::set<std::string> of_any = {"--version", "--help"};
    for (const VerbDocumentation& verb : documentation_of(all_verbs())) {
        known[verb.name] = option_names(verb);
        of_any.insert(known[verb.name].begin(), known[verb.name].end());
    }
    for (const Page& page : all_pages()) {
        CAPTURE(page.file.filename().string());
        for (const std::string& line : page.text) {
            CAPTURE(line);
            for (const std::string& span : code_spans(line)) {
                CAPTURE(span);
                const std::vector<std::string> words = words_of(span);
                if (words.size() < 2 || words.front() != "digest") {
                    continue;
                }
                const bool is_any = is_placeholder(words[1]) || words[1].starts_with('-');
                if (!is_any) {
                    REQUIRE(known.contains(words[1]));
                }
                for (const std::string& word : words) {
                    if (word.starts_with('-')) {
                        CHECK((is_any ? of_any : known[words[1]]).contains(word));
                    }
                }
            }
        }
    }
}

TEST_CASE("every exit code is documented, and no other", "[documentation]") {
    std::set<int> exist = {0, exit_bug};
    for (const ErrorKind kind :
         {ErrorKind::check_failed, ErrorKind::usage, ErrorKind::user_file, ErrorKind::network, ErrorKind::storage,
          ErrorKind::data, ErrorKind::incomplete, ErrorKind::interrupted, ErrorKind::terminated}) {
        exist.insert(exit_code(kind));
    }
    std::set<int> of_manual;
    for (const ExitCodeDocumentation& code : exit_code_documentation()) {
        of_manual.insert(code.code);
    }
    CHECK(of_manual == exist);

    std::set<int> of_page;
    for (std::string codes : first_cells("docs/cli.md", "## Exit codes")) {
        std::replace(codes.begin(), codes.end(), ',', ' ');
        for (const std::string& code : words_of(codes)) {
            of_page.insert(std::stoi(code));
        }
    }
    CHECK(of_page == exist);

    for (const Page& page : all_pages()) {
        for (const std::string& line : page.text) {
            CAPTURE(page.file.filename().string(), line);
            for (std::size_t at = line.find("exit "); at != std::string::npos; at = line.find("exit ", at + 1)) {
                const std::size_t digit = at + std::string_view{"exit "}.size();
                if (digit < line.size() && line[digit] >= '0' && line[digit] <= '9') {
                    CHECK(exist.contains(std::stoi(line.substr(digit))));
                }
            }
        }
    }
}

TEST_CASE("every environment variable is documented in page and manual, and no other", "[documentation]") {
    std::set<std::string> of_page;
    for (const std::string& name : first_cells("docs/cli.md", "## Environment")) {
        for (const std::string& span : code_spans(name)) {
            of_page.insert(span);
        }
    }
    CHECK(of_page.size() > 10);

    const std::string manual = manual_page("");
    const std::size_t begin = manual.find("\n.SH ENVIRONMENT\n");
    const std::string section = manual.substr(begin, manual.find("\n.SH ", begin + 1) - begin);
    std::set<std::string> of_manual;
    std::istringstream lines{section};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("\\fB")) {
            continue;
        }
        std::string names = line.substr(3, line.find("\\fR") - 3);
        std::replace(names.begin(), names.end(), ',', ' ');
        for (const std::string& name : words_of(names)) {
            of_manual.insert(name);
        }
    }
    CHECK(of_manual == of_page);

    for (const std::string& name : variables_in_sources()) {
        CAPTURE(name);
        CHECK(std::any_of(of_page.begin(), of_page.end(),
                          [&](const std::string& known) { return known.starts_with(name); }));
    }
}

TEST_CASE("every link into this repository points to something that exists", "[documentation]") {
    std::size_t count = 0;
    for (const Page& page : all_pages()) {
        for (const std::string& line : page.text) {
            for (const std::string& target : link_targets(line)) {
                if (target.find(':') != std::string::npos) {
                    continue;
                }
                CAPTURE(page.file.filename().string(), target);
                const std::size_t hash = target.find('#');
                const std::string name = target.substr(0, hash);
                const fs::path file = name.empty() ? page.file : page.file.parent_path() / name;
                CHECK(fs::exists(file));
                if (hash != std::string::npos && fs::exists(file)) {
                    CHECK(anchors_of(file).contains(target.substr(hash + 1)));
                }
                ++count;
            }
        }
    }
    CHECK(count > 20);
}

TEST_CASE("every file that a page names in full exists", "[documentation]") {
    for (const Page& page : all_pages()) {
        for (const std::string& line : page.text) {
            for (const std::string& span : code_spans(line)) {
                if (!names_a_file(span)) {
                    continue;
                }
                CAPTURE(page.file.filename().string(), span);
                CHECK(fs::exists(root / span));
            }
        }
    }
}

TEST_CASE("the README opens with the two commands", "[documentation]") {
    const Page readme = read_page(root / "README.md");
    REQUIRE(readme.code.size() > 2);
    CHECK(readme.code[0].starts_with("scripts/run build --month 2022-02 --sample "));
    CHECK(readme.code[1].starts_with("scripts/test "));
}

TEST_CASE("the scripts, layers, files of tests and presets that CONTRIBUTING.md names exist", "[documentation]") {
    const Page page = read_page(root / "CONTRIBUTING.md");
    std::vector<std::string> commands = page.code;
    for (const std::string& line : page.text) {
        for (const std::string& span : code_spans(line)) {
            commands.push_back(span);
        }
    }
    const std::string presets = [] {
        std::ifstream stream{root / "CMakePresets.json"};
        return std::string{std::istreambuf_iterator<char>{stream}, {}};
    }();
    int scripts = 0;
    int tests = 0;
    int builds = 0;
    for (const std::string& command : commands) {
        CAPTURE(command);
        const std::vector<std::string> words = words_of(command.substr(0, command.find(" #")));
        if (words.empty()) {
            continue;
        }
        if (words[0].starts_with("scripts/") || words[0] == ".ci/run") {
            REQUIRE(fs::exists(root / words[0]));
            ++scripts;
        }
        if (words[0] == "scripts/test" && words.size() > 1) {
            const bool is_layer = fs::exists(root / "tests" / "unit" / words[1]);
            CHECK((is_layer || fs::exists(root / "tests" / words[1])));
            // A name without blanks is a file's.
            if (words.size() == 3) {
                CHECK(
                    fs::exists(root / "tests" / (is_layer ? "unit/" + words[1] : words[1]) / (words[2] + "_test.cpp")));
            }
            ++tests;
        }
        const auto preset = std::find(words.begin(), words.end(), "--preset");
        if (preset != words.end()) {
            REQUIRE(preset + 1 != words.end());
            CHECK(presets.find("\"name\": \"" + *(preset + 1) + "\"") != std::string::npos);
            ++builds;
        }
    }
    CHECK(scripts > 6);
    CHECK(tests > 2);
    CHECK(builds > 2);
}
