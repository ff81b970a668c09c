#include "app/terminal/options.h"
#include "app/commands/verbs.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {
Result<ParsedOptions> parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "digest");
    return parse_options(all_verbs(), static_cast<int>(arguments.size()), arguments.data());
}
Error usage_error(std::vector<const char*> arguments) {
    const auto parsed = parse(std::move(arguments));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == ErrorKind::usage);
    CHECK_FALSE(parsed.error().next.empty());
    return parsed.error();
}
}  // namespace

TEST_CASE("build takes its options", "[options]") {
    const auto parsed = parse({"build", "--month", "2022-02", "-o", "posts/", "--picks", "08", "--sample", "-q"});
    REQUIRE(parsed);
    REQUIRE(parsed->options);
    CHECK(parsed->options->verb == "build");
    CHECK(parsed->options->window.month == "2022-02");
    CHECK(parsed->options->output == "posts/");
    CHECK(parsed->options->picks == 8);
    CHECK(parsed->options->window.sample);
    CHECK(parsed->options->common.quiet);
}

TEST_CASE("numbers are decimal: 010 is ten, 0x10 is a mistake", "[options]") {
    CHECK(parse({"build", "--picks", "010"})->options->picks == 10);
    CHECK(usage_error({"build", "--picks", "0x10"}).message.find("0x10") != std::string::npos);
    CHECK(usage_error({"build", "--picks", "0"}).message.find("1 to 50") != std::string::npos);
}

TEST_CASE("a misspelt verb, option or choice says what was meant", "[options]") {
    CHECK(usage_error({"biuld"}).next == "did you mean \"digest build\"?");
    CHECK(usage_error({}).next == "digest --help lists the verbs");
    CHECK(usage_error({"build", "--mnth", "2022-02"}).next == "digest build --help shows the options");
    CHECK(usage_error({"build", "--format", "markdwn"}).message.find("did you mean \"markdown\"") != std::string::npos);
    CHECK(usage_error({"rank", "--front-matter", "hugo"}).next == "digest rank --help shows the options");
}

TEST_CASE("every verb explains itself with two examples", "[options]") {
    for (const char* verb : {"build", "fetch", "status", "rank", "shortlist", "explain", "topics", "import", "init"}) {
        CAPTURE(verb);
        const auto parsed = parse({verb, "--help"});
        REQUIRE(parsed);
        CHECK_FALSE(parsed->options);
        CHECK(parsed->text.find("Examples:") != std::string::npos);
        CHECK(parsed->text.find("--archive") != std::string::npos);
    }
    CHECK(parse({"--version"})->text.find("digest 0.") == 0);
    CHECK(parse({"rank", "-v", "--version"})->text == parse({"--version"})->text);
    CHECK(parse({"--help"})->text.find("build") != std::string::npos);
}
