#include "app/workspace/session.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {
const Day today = *parse_day("2026-11-24");
WindowOptions window(const char* month, const char* window) {
    WindowOptions options;
    options.month = month;
    options.window = window;
    return options;
}
}  // namespace

TEST_CASE("month and window name the edition", "[session]") {
    CHECK(resolve_edition(window("2022-02", ""), WindowKind::edition, today)->name() == "2022-02");
    CHECK(resolve_edition(window("2022-02", ""), WindowKind::calendar, today)->name() == "2022-02-calendar");
    CHECK(resolve_edition(window("2022-02", "edition"), WindowKind::calendar, today)->name() == "2022-02");
    CHECK(resolve_edition(window("", ""), WindowKind::edition, today)->name() == "2026-11");
    CHECK(resolve_edition(window("2022-02", "2022-01-10..2022-01-20"), WindowKind::edition, today)->name() ==
          "2022-02-20220110-20220120");
    CHECK(resolve_edition(window("", "2022-01-10..2022-01-20"), WindowKind::edition, today)->month == Month{2022, 1});
}

TEST_CASE("a wrong month or window is a usage error", "[session]") {
    for (const auto& options :
         {window("2022-13", ""), window("202202", ""), window("2022-02", "weekly"),
          window("", "2022-01-20..2022-01-10"), window("", "2022-01-10..2022-01-10"),
          window("", "2022-02-30..2022-03-10"), window("2027-03", ""), window("", "2000-01-01..2022-01-01")}) {
        CAPTURE(options.month, options.window);
        const auto key = resolve_edition(options, WindowKind::edition, today);
        REQUIRE_FALSE(key);
        CHECK(key.error().kind == ErrorKind::usage);
        CHECK_FALSE(key.error().next.empty());
    }
}

TEST_CASE("a command for an edition names the window where it is not the configured one", "[session]") {
    const Environment environment;
    const Options options;
    Terminal terminal{environment, options.common};
    Workspace workspace;
    workspace.config = default_config();
    const auto command = [&](const EditionKey& key) {
        return Session{environment, options, workspace, terminal}.command_for("fetch", key);
    };
    const Month month{2022, 1};
    CHECK(command(edition_of(month)) == "digest fetch --month 2022-01");
    CHECK(command(calendar_edition_of(month)) == "digest fetch --month 2022-01 --window calendar");
    CHECK(command(*resolve_edition(window("2022-01", "2022-01-10..2022-01-20"), WindowKind::edition, today)) ==
          "digest fetch --month 2022-01 --window 2022-01-10..2022-01-20");
    workspace.config.edition.window = WindowKind::calendar;
    CHECK(command(edition_of(month)) == "digest fetch --month 2022-01 --window edition");
    CHECK(command(calendar_edition_of(month)) == "digest fetch --month 2022-01");
}
