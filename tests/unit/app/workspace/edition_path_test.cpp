#include "app/workspace/edition_path.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("file names tell month and window apart", "[output]") {
    Config config = default_config();
    const EditionKey edition = edition_of(Month{2022, 2});
    const EditionKey calendar = calendar_edition_of(Month{2022, 2});
    CHECK(*edition_file_name(config, edition, OutputFormat::markdown) == "2022-02-best-of-arxiv.md");
    CHECK(*edition_file_name(config, calendar, OutputFormat::markdown) == "2022-02-calendar-best-of-arxiv.md");
    CHECK(*edition_file_name(config, edition, OutputFormat::html) == "2022-02-best-of-arxiv.html");
    config.edition.file_name = "{month}.md";
    CHECK(*edition_file_name(config, calendar, OutputFormat::markdown) == "2022-02-calendar-February.md");
}

TEST_CASE("a file name that would leave its folder is refused", "[output]") {
    Config config = default_config();
    for (const char* name : {"{unknown}.md", ".hidden", ""}) {
        config.edition.file_name = name;
        CHECK_FALSE(edition_file_name(config, edition_of(Month{2022, 2}), OutputFormat::markdown));
    }
}

TEST_CASE("a folder or a trailing slash gets the configured name, a dash is stdout", "[output]") {
    const Config config = default_config();
    const EditionKey key = edition_of(Month{2022, 2});
    CHECK(output_path("-", config, key, OutputFormat::markdown)->empty());
    CHECK(*output_path("/tmp", config, key, OutputFormat::markdown) == "/tmp/2022-02-best-of-arxiv.md");
    CHECK(*output_path("new/posts/", config, key, OutputFormat::markdown) == "new/posts/2022-02-best-of-arxiv.md");
    CHECK(*output_path("feb.md", config, key, OutputFormat::markdown) == "feb.md");
}

TEST_CASE("Jekyll's folder of posts gets a name with a whole date", "[output]") {
    Config config = default_config();
    const EditionKey key = edition_of(Month{2022, 2});
    CHECK(*output_path("blog/_posts/", config, key, OutputFormat::markdown) ==
          "blog/_posts/2022-02-01-best-of-arxiv.md");
    CHECK(*output_path("_posts/", config, calendar_edition_of(Month{2022, 2}), OutputFormat::markdown) ==
          "_posts/2022-02-01-calendar-best-of-arxiv.md");
    const EditionKey dates = dates_edition_of(Month{2022, 2}, {*parse_day("2022-01-10"), *parse_day("2022-01-20")});
    CHECK(*output_path("_posts/", config, dates, OutputFormat::markdown) ==
          "_posts/2022-02-01-20220110-20220120-best-of-arxiv.md");
    config.edition.file_name = "{year}-{month_number}-14-best.md";
    CHECK(*output_path("_posts/", config, key, OutputFormat::markdown) == "_posts/2022-02-14-best.md");
}
