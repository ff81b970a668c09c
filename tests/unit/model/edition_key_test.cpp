#include "digest/model/edition_key.h"

#include <catch2/catch.hpp>

#include "digest/model/paper.h"

using namespace digest;

TEST_CASE("the February edition looks back from mid December to the end of January", "[edition_key]") {
    const EditionKey key = edition_of(Month{2022, 2});
    CHECK(format_day(key.window.from) == "2021-12-15");
    CHECK(format_day(key.window.last_day()) == "2022-01-31");
    CHECK(key.name() == "2022-02");
    CHECK(format_day(key.due()) == "2022-02-05");
}

TEST_CASE("a calendar edition and one of dates have names and due days of their own", "[edition_key]") {
    const EditionKey calendar = calendar_edition_of(Month{2022, 2});
    CHECK(calendar.name() == "2022-02-calendar");
    CHECK(format_day(calendar.due()) == "2022-03-05");
    const EditionKey dates = dates_edition_of(Month{2022, 2}, {*parse_day("2022-01-10"), *parse_day("2022-01-20")});
    CHECK(dates.name() == "2022-02-20220110-20220120");
    CHECK(dates.window_name() == "2022-01-10..2022-01-20");
    CHECK(format_day(dates.due()) == "2022-01-24");
}

TEST_CASE("the newest due edition changes on the fifth", "[edition_key]") {
    CHECK(newest_due(WindowKind::edition, *parse_day("2026-11-24")).name() == "2026-11");
    CHECK(newest_due(WindowKind::edition, *parse_day("2026-11-04")).name() == "2026-10");
    CHECK(newest_due(WindowKind::edition, *parse_day("2026-11-05")).name() == "2026-11");
    CHECK(newest_due(WindowKind::calendar, *parse_day("2026-01-04")).name() == "2025-11-calendar");
}

TEST_CASE("a notice of withdrawal is told from a paper about withdrawals", "[paper]") {
    CHECK(says_withdrawn("This paper has been withdrawn by the author due to an error in Lemma 2", ""));
    CHECK(says_withdrawn("Withdrawn.", ""));
    CHECK(says_withdrawn("", "This submission has been withdrawn by arXiv administrators."));
    CHECK_FALSE(says_withdrawn("12 pages", "Patients were withdrawn from the drug and followed for a year."));
    CHECK_FALSE(says_withdrawn("notwithdrawnword", ""));
}
