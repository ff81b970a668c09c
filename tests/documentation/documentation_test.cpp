// What the documentation names exists, and what exists is documented.
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "app/commands/verbs.h"
#include "app/terminal/options.h"
#include "app/workspace/config.h"
#include "digest/model/signal_table.h"

using namespace digest;

namespace {

std::string document(const char* name) {
    std::ifstream file{std::string{DIGEST_SOURCE_DIR "/docs/"} + name};
    std::stringstream text;
    text << file.rdbuf();
    REQUIRE_FALSE(text.str().empty());
    return text.str();
}

/// First cells of table rows in code marks: "| `edition.title` | `"…"` | …".
std::map<std::string, std::string> documented_keys(const std::string& text) {
    std::map<std::string, std::string> keys;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `") || line.find('.') == std::string::npos) {
            continue;
        }
        const std::size_t end = line.find('`', 3);
        const std::size_t value = line.find("| `", end);
        if (value == std::string::npos) {
            continue;
        }
        keys[line.substr(3, end - 3)] = line.substr(value + 3, line.find('`', value + 3) - value - 3);
    }
    return keys;
}

}  // namespace

TEST_CASE("every configuration key is documented with its default, and no other", "[documentation]") {
    const auto documented = documented_keys(document("configuration.md"));
    std::set<std::string> known;
    for (const ConfigKey& key : config_keys()) {
        CAPTURE(key.path);
        known.insert(key.path);
        REQUIRE(documented.contains(key.path));
        if (key.default_value.find_first_not_of("0123456789.") != std::string::npos) {
            CHECK(documented.at(key.path) == key.default_value);
        } else {
            CHECK(std::stod(documented.at(key.path)) == std::stod(key.default_value));
        }
    }
    for (const auto& [path, value] : documented) {
        CAPTURE(path);
        CHECK(known.contains(path));
    }
}

TEST_CASE("every signal has its row and its paragraph in scoring.md", "[documentation]") {
    const std::string text = document("scoring.md");
    std::string headings;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("### ")) {
            headings += line + " ";
        }
    }
    for (const SignalRow& signal : signal_table) {
        const std::string name{signal.name};
        CAPTURE(name);
        CHECK(text.find("\n| `" + name + "` | ") != std::string::npos);
        CHECK(headings.find(" " + name + " ") != std::string::npos);
    }
}

TEST_CASE("every verb and every option is documented, and no other", "[documentation]") {
    const std::string text = document("cli.md");
    std::set<std::string> known;
    for (const VerbDocumentation& verb : documentation_of(all_verbs())) {
        CAPTURE(verb.name);
        CHECK(text.find("| `digest " + verb.name + "`") != std::string::npos);
        for (const OptionDocumentation& option : verb.options) {
            for (const std::string& name : option.each_name()) {
                if (name.starts_with("--")) {
                    known.insert(name);
                }
            }
        }
    }
    for (const std::string& option : known) {
        CAPTURE(option);
        CHECK(text.find("`" + option) != std::string::npos);
    }
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `-")) {
            continue;
        }
        const std::size_t at = line.find("--");
        CAPTURE(line);
        CHECK(known.contains(line.substr(at, line.find_first_of(" `", at) - at)));
    }
}

TEST_CASE("the options of single verbs are documented with just the verbs that have them", "[documentation]") {
    std::map<std::string, std::set<std::string>> documented;
    std::istringstream lines{document("cli.md")};
    bool there = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("| option |")) {
            there = line == "| option | verbs | meaning |";
        }
        if (!there || !line.starts_with("| `-")) {
            continue;
        }
        const std::size_t at = line.find("--");
        const std::string name = line.substr(at, line.find_first_of(" `", at) - at);
        // A bar that stands in a cell is written \|.
        std::size_t bar = line.find('|', 1);
        while (line[bar - 1] == '\\') {
            bar = line.find('|', bar + 1);
        }
        std::istringstream verbs{line.substr(bar + 1, line.find('|', bar + 1) - bar - 1)};
        for (std::string verb; verbs >> verb;) {
            if (verb.ends_with(',')) {
                verb.pop_back();
            }
            documented[name].insert(verb);
        }
    }
    CHECK(documented.size() > 15);
    std::map<std::string, std::set<std::string>> known;
    for (const VerbDocumentation& verb : documentation_of(all_verbs())) {
        for (const OptionDocumentation& option : verb.options) {
            if (option.scope == OptionScope::verb && !option.is_argument()) {
                known[option.names.substr(option.names.find("--"))].insert(verb.name);
            }
        }
    }
    for (const char* of_months : {"--month", "--window", "--offline"}) {
        known.erase(of_months);
    }
    CHECK(documented == known);
}
