#include "app/terminal/manual_page.h"

#include <catch2/catch.hpp>

#include "app/commands/verbs.h"
#include "app/terminal/options.h"
#include "app/terminal/version.h"
#include "digest/app/generated_documents.h"
#include "digest/app/terminal/exit_code.h"

using namespace digest;

namespace {

/// The part of the page from one heading to the next of its kind.
std::string part(const std::string& page, const std::string& heading) {
    const std::size_t begin = page.find("\n" + heading + "\n");
    if (begin == std::string::npos) {
        return {};
    }
    const std::size_t end = page.find("\n" + heading.substr(0, 3), begin + 1);
    return page.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("roff prints a text letter for letter", "[manual]") {
    CHECK(roff_escaped("--dry-run") == "\\-\\-dry\\-run");
    CHECK(roff_escaped(".toml and a.b") == "\\&.toml and a.b");
    CHECK(roff_escaped("one\n.two\n'three") == "one\n\\&.two\n\\(aqthree");
    CHECK(roff_escaped("C:\\n \"x\" `y` ^z ~/w") == "C:\\en \\(dqx\\(dq \\(gay\\(ga \\(haz \\(ti/w");
    CHECK(roff_escaped("so …") == "so \\[u2026]");
    CHECK(roff_escaped("\xff") == "\\[uFFFD]");
    CHECK(roff_escaped("") == "");
}

TEST_CASE("the manual page has the sections of a manual page in their order", "[manual]") {
    const std::string page = manual_page("2022-02-05");
    CHECK(page.find("\n.TH DIGEST 1 \"2022\\-02\\-05\" \"digest " + program_version() + "\" \"User Commands\"\n") !=
          std::string::npos);
    std::size_t at = 0;
    for (const char* title : {"NAME", "SYNOPSIS", "DESCRIPTION", "VERBS", "WHICH PAPERS", "COMMON OPTIONS",
                              "EXIT STATUS", "FILES", "ENVIRONMENT", "EXAMPLES", "SEE ALSO"}) {
        CAPTURE(title);
        const std::size_t found = page.find("\n.SH " + std::string{title} + "\n", at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
    CHECK(page.find("\ndigest \\- write") != std::string::npos);
}

TEST_CASE("the manual page is plain ASCII without empty lines, and the same each time", "[manual]") {
    const std::string page = manual_page("");
    CHECK(page == manual_page(""));
    CHECK(std::all_of(page.begin(), page.end(), [](unsigned char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
    CHECK(page.find("\n\n") == std::string::npos);
    CHECK(page.ends_with("\n"));
}

TEST_CASE("every verb has its part of the manual page, with each of its options and examples", "[manual]") {
    const std::string page = manual_page("");
    for (const VerbDocumentation& verb : documentation_of(all_verbs())) {
        CAPTURE(verb.name);
        const std::size_t heading = page.find("\n.SS digest " + verb.name + " [OPTIONS]");
        REQUIRE(heading != std::string::npos);
        const std::string own = page.substr(heading, page.find("\n.S", heading + 1) - heading);
        CHECK(own.find(roff_escaped(verb.purpose)) != std::string::npos);
        CHECK(page.find(roff_escaped(verb.examples)) != std::string::npos);
        for (const OptionDocumentation& option : verb.options) {
            CAPTURE(option.names);
            const std::string place = option.scope == OptionScope::verb    ? own
                                      : option.scope == OptionScope::month ? part(page, ".SH WHICH PAPERS")
                                                                           : part(page, ".SH COMMON OPTIONS");
            const std::string name = option.each_name().back();
            CHECK(place.find((option.is_argument() ? "\\fI" : "\\fB") + roff_escaped(name) + "\\fR") !=
                  std::string::npos);
            CHECK(place.find(roff_escaped(option.description)) != std::string::npos);
        }
    }
}

TEST_CASE("values stand in bold, what is to be replaced in italics, and defaults in words", "[manual]") {
    const std::string page = manual_page("");
    CHECK(page.find("\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIPATH\\fR|\\fIDIR\\fR|\\fB\\-\\fR\n") !=
          std::string::npos);
    CHECK(page.find("\n\\fB\\-\\-window\\fR \\fBedition\\fR|\\fBcalendar\\fR|\\fIFROM..TO\\fR\n") != std::string::npos);
    CHECK(page.find("(default: 60).\n") != std::string::npos);
    CHECK(page.find("\n.SS digest import [OPTIONS] FILE...\n") != std::string::npos);
    CHECK(page.find("\n.SS digest init [OPTIONS] [DIR]\n") != std::string::npos);
}

TEST_CASE("the manual page names every exit code", "[manual]") {
    const std::string status = part(manual_page(""), ".SH EXIT STATUS");
    for (const ExitCodeDocumentation& code : exit_code_documentation()) {
        CAPTURE(code.code);
        CHECK(status.find("\n\\fB" + std::to_string(code.code) + "\\fR\n") != std::string::npos);
    }
}
