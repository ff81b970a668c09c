// What is generated from the program's tables, as those programs read it that it is for.
#include <cstdio>
#include <sstream>

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "app/terminal/completion_script.h"
#include "app/terminal/manual_page.h"
#include "digest/app/generated_documents.h"
#include "support/program_run.h"

using namespace digest;
using namespace digest::test;

namespace {

struct ShellResult {
    int exit_code = -1;
    std::string output{};
};

ShellResult shell(const std::string& command) {
    ShellResult result;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char buffer[4096];
    for (std::size_t count = 0; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
        result.output.append(buffer, count);
    }
    const int status = pclose(pipe);
    if (WIFEXITED(status)) {
        result.exit_code = WEXITSTATUS(status);
    }
    return result;
}

bool is_installed(const std::string& program) {
    if (shell("command -v " + program + " 2>&1").exit_code == 0) {
        return true;
    }
    WARN(program << " is not installed: left out");
    return false;
}

/// What bash offers where `typed` stands before the cursor, one word a line; then, behind "compopt", the completion of
/// its own that it was told to use.
std::string offered(const std::string& typed) {
    const TemporaryFolder folder;
    write_text(folder / "digest.bash", bash_completion_script());
    // Bash parts the words of a line at = too.
    std::string words;
    for (const char c : typed) {
        words += c == '=' ? " = " : std::string{c};
    }
    if (typed.ends_with('=')) {
        words.pop_back();
    }
    std::istringstream stream{words};
    std::string list;
    for (std::string word; stream >> word;) {
        list += "'" + word + "' ";
    }
    if (typed.ends_with(' ')) {
        list += "''";
    }
    write_text(folder / "ask.bash",
               "set -u\nasked=\ncompopt() { asked=\"compopt $2\"; }\n. " + (folder / "digest.bash").string() +
                   "\nCOMP_WORDS=(" + list +
                   ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_digest\nprintf '%s\\n' \"${COMPREPLY[@]}\" $asked\n");
    const ShellResult result = shell("bash --norc " + (folder / "ask.bash").string() + " 2>&1");
    CHECK(result.exit_code == 0);
    return result.output;
}

bool offers(const std::string& typed, const std::string& word) {
    return ("\n" + offered(typed)).find("\n" + word + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("man has nothing to complain of in the manual page", "[documentation]") {
    if (!is_installed("groff")) {
        return;
    }
    const TemporaryFolder folder;
    write_text(folder / "digest.1", manual_page("2022-02-05"));
    const std::string file = (folder / "digest.1").string();
    const ShellResult check = shell("groff -man -ww -z " + file + " 2>&1");
    CHECK(check.exit_code == 0);
    CHECK(check.output == "");
    const std::string text = shell("groff -man -Tascii -P-cbou " + file + " 2>&1").output;
    CHECK(text.find("-o, --output PATH|DIR|-\n") != std::string::npos);
    CHECK(text.find("$XDG_STATE_HOME/digest/") != std::string::npos);
    CHECK(text.find("digest init ~/newsletter\n") != std::string::npos);
    CHECK(text.find("the abstract's own sentences") != std::string::npos);
    if (is_installed("mandoc")) {
        CHECK(shell("mandoc -T lint -W warning " + file + " 2>&1").output == "");
    }
}

TEST_CASE("bash completes verbs, options and values", "[documentation]") {
    if (!is_installed("bash")) {
        return;
    }
    CHECK(offered("digest bu") == "build\n");
    CHECK(offers("digest ", "schedule"));
    CHECK(offered("digest --v") == "--version\n");
    CHECK(offered("digest build --mon") == "--month\n");
    CHECK(offered("digest build --from") == "--from-snapshot\n");
    CHECK(offered("digest pick --from") == "--from\n");
    CHECK(offered("digest build --format ") == "markdown\nhtml\njson\n");
    CHECK(offered("digest rank --format ") == "table\ncsv\njson\n");
    CHECK(offered("digest rank --format=c") == "csv\n");
    CHECK(offered("digest trends --format=") == "table\njson\nsvg\n");
    CHECK(offered("digest build --window ") == "edition\ncalendar\n");
    CHECK(offered("digest fetch --color a") == "auto\nalways\n");
    CHECK(offers("digest check --quiet --", "--offline"));
    CHECK_FALSE(offers("digest check --", "--month"));
    CHECK(offers("digest explain 2201.03545 ", "--month"));
}

TEST_CASE("bash completes files and folders, and nothing where it knows nothing", "[documentation]") {
    if (!is_installed("bash")) {
        return;
    }
    for (const char* typed : {"digest build -o ", "digest build --output=po", "digest build --config ",
                              "digest import ", "digest import a.xml ", "digest learn --picks ",
                              "digest learn --picks a.csv ", "digest build --template art"}) {
        CAPTURE(typed);
        CHECK(offered(typed) == "compopt\ndefault\n");
    }
    CHECK(offered("digest init ") == "compopt\ndirnames\n");
    CHECK(offered("digest build --month ") == "\n");
    CHECK(offered("digest build --picks ") == "\n");
    CHECK(offered("digest nothing --mon") == "\n");
}
