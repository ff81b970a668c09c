#include "app/workspace/schedule_text.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("paths with blanks, quotes and percent signs come through cron and systemd whole", "[schedule]") {
    ScheduledRun run{"/opt/my tools/digest", "/home/ada/it's 100%/digest.toml", "/var/a$b.sqlite3", "/blog/posts/", ""};
    const auto text = schedule_text(run);
    REQUIRE(text);
    CHECK(text->find("\n0 6 5-8 * * '/opt/my tools/digest' build --catch-up --quiet --config '/home/ada/it'\\''s "
                     "100\\%/digest.toml' --archive '/var/a$b.sqlite3' -o /blog/posts/\n") != std::string::npos);
    CHECK(text->find("\nExecStart=\"/opt/my tools/digest\" \"build\" \"--catch-up\" \"--quiet\" \"--config\" "
                     "\"/home/ada/it's 100%%/digest.toml\" \"--archive\" \"/var/a$$b.sqlite3\" \"-o\" "
                     "\"/blog/posts/\"\n") != std::string::npos);
    CHECK(text->find("\nOnCalendar=*-*-05..08 06:00:00 UTC\n") != std::string::npos);
    CHECK(text->find("DIGEST_DATA_DIR") == std::string::npos);
}

TEST_CASE("a data folder of one's own goes along", "[schedule]") {
    const auto text = schedule_text({"/bin/digest", "/w/digest.toml", "/a.sqlite3", "/p/", "/data 1"});
    REQUIRE(text);
    CHECK(text->find("* * DIGEST_DATA_DIR='/data 1' /bin/digest build") != std::string::npos);
    CHECK(text->find("\nEnvironment=\"DIGEST_DATA_DIR=/data 1\"\n") != std::string::npos);
}

TEST_CASE("two workspaces have timers of their own names", "[schedule]") {
    const auto name = [](const std::string& config) {
        const std::string text = *schedule_text({"/bin/digest", config, "/a", "/p/", ""});
        const std::size_t at = text.find("/user/") + 6;
        return text.substr(at, text.find(".service") - at);
    };
    CHECK(name("/a/news/digest.toml").starts_with("digest-news-"));
    CHECK(name("/a/news/digest.toml") == name("/a/news/digest.toml"));
    CHECK(name("/a/news/digest.toml") != name("/b/news/digest.toml"));
    CHECK(name("/a/x y;z/digest.toml").starts_with("digest-x-y-z-"));
}

TEST_CASE("a path with a line end cannot become a second crontab line", "[schedule]") {
    const auto text = schedule_text({"/bin/digest", "/a\n* * * * * evil/digest.toml", "/a", "/p/", ""});
    REQUIRE_FALSE(text);
    CHECK(text.error().kind == ErrorKind::user_file);
}

TEST_CASE("words are quoted for a shell only where they need it", "[schedule]") {
    CHECK(shell_quoted("/a-b_c/d.md") == "/a-b_c/d.md");
    CHECK(shell_quoted("") == "''");
    CHECK(shell_quoted("$(x)") == "'$(x)'");
    CHECK(shell_quoted("~") == "'~'");
}
