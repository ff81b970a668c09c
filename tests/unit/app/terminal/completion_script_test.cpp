#include "app/terminal/completion_script.h"

#include <catch2/catch.hpp>

#include "app/commands/verbs.h"
#include "app/terminal/options.h"
#include "digest/app/generated_documents.h"

using namespace digest;

TEST_CASE("the completion knows every verb and every option", "[completion]") {
    const std::string script = bash_completion_script();
    CHECK(script == bash_completion_script());
    for (const VerbDocumentation& verb : documentation_of(all_verbs())) {
        CAPTURE(verb.name);
        CHECK(script.find(verb.name + " ") != std::string::npos);
        for (const OptionDocumentation& option : verb.options) {
            if (option.is_argument()) {
                continue;
            }
            CAPTURE(option.names);
            CHECK(script.find(option.names.substr(option.names.find("--"))) != std::string::npos);
        }
    }
}

TEST_CASE("an option that is the same everywhere is written once, one that differs for each verb", "[completion]") {
    const std::string script = bash_completion_script();
    CHECK(script.find("    */--color | */--progress)\n        words='auto always never' ;;\n") != std::string::npos);
    CHECK(script.find("    build/--format | diff/--format)\n        words='markdown html json' ;;\n") !=
          std::string::npos);
    CHECK(script.find("eval/--picks") != std::string::npos);
    CHECK(script.find("build/--picks") != std::string::npos);
}

TEST_CASE("the completion is plain ASCII, and no word in it needs quoting", "[completion]") {
    const std::string script = bash_completion_script();
    CHECK(std::all_of(script.begin(), script.end(),
                      [](unsigned char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
    for (const VerbDocumentation& verb : documentation_of(all_verbs())) {
        for (const OptionDocumentation& option : verb.options) {
            for (const std::string& word : option.type) {
                CHECK(word.find_first_of(" '\"\\$`*?[]") == std::string::npos);
            }
        }
    }
}
