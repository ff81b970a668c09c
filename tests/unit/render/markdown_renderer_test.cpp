#include <string>

#include <catch2/catch.hpp>

#include "digest/render/renderer.h"
#include "support/commonmark.h"
#include "support/sample_editions.h"

using digest::Block;
using digest::Edition;
using digest::ErrorKind;
using digest::FrontMatter;
using digest::render_markdown;
using digest::test::CommonMark;
using digest::test::full_edition;

namespace {

std::string filled(const Edition& edition, const std::string& text) {
    const auto result = render_markdown(edition, text, "own.mustache");
    if (!result) {
        FAIL(result.error().message);
    }
    return *result;
}

digest::Error error_of(const std::string& text) {
    const auto result = render_markdown(full_edition(), text, "own.mustache");
    if (result) {
        FAIL("no error: " << *result);
    }
    CHECK(result.error().kind == ErrorKind::user_file);
    return result.error();
}

}  // namespace

TEST_CASE("an unknown name in a template is an error with its place and the nearest known name") {
    const auto error = error_of("# {{title}}\n\n  ä {{tittle}}\n");
    CHECK(error.origin == "own.mustache:3:5");
    CHECK(error.message.find("\"tittle\"") != std::string::npos);
    CHECK(error.next.find("\"title\"") != std::string::npos);
}

TEST_CASE("a wrong name is found whatever the data and however deep it stands") {
    CHECK(error_of("{{#picks}}{{#figure}}{{captoin}}{{/figure}}{{/picks}}").next.find("caption") != std::string::npos);
    CHECK(error_of("{{#cover}}{{imge}}{{/cover}}").next.find("image") != std::string::npos);
    CHECK(error_of("{{^cover}}{{nonsense_of_mine}}{{/cover}}").next.find("docs/json.md") != std::string::npos);
    CHECK(error_of("{{research.txt}}").next.find("research.text") != std::string::npos);
    CHECK(error_of("{{byline}}").origin == "own.mustache:1:1");
    CHECK(filled(full_edition(), "{{#picks}}{{#why}}{{text}}{{#list}}{{.}}{{/list}}{{/why}}{{/picks}}").size() > 1);
}

TEST_CASE("a template that does not parse is an error with its place") {
    CHECK(error_of("a\nb {{title").origin == "own.mustache:2:3");
    CHECK(error_of("{{#picks}}\n").origin == "own.mustache:1:1");
    CHECK(error_of("\n{{/picks}}").origin == "own.mustache:2:1");
    CHECK(error_of("{{#picks}}{{/news}}").message.find("picks") != std::string::npos);
    CHECK(error_of("{{> other}}").message.find("include") != std::string::npos);
    CHECK(error_of("{{picks}}").message.find("parts") != std::string::npos);
    CHECK(error_of("{{").origin == "own.mustache:1:1");
}

TEST_CASE("even unescaped, a template's values are safe") {
    Edition edition = full_edition();
    edition.picks.resize(1);
    edition.picks[0].title = "*x* [y](https://evil.example) <b>";
    edition.picks[0].url = "javascript:alert(1)";
    const std::string text = filled(edition, "{{#picks}}{{{title}}} {{&title}} {{url}}\n\n{{/picks}}");
    const CommonMark document{text};
    CHECK(document.addresses().empty());
    CHECK(document.text().find("*x* [y](https://evil.example) <b> *x* [y]") == 0);
    CHECK(text.find("javascript") == std::string::npos);
}

TEST_CASE("blank lines are evened out but for code, hard breaks stay") {
    CHECK(filled(full_edition(), "\n\n\na  \nb \n\n\n\n```\nx\n\n\ny \n```\n\n") == "a  \nb\n\n```\nx\n\n\ny \n```\n");
    CHECK(filled(full_edition(), "{{! nothing }}").empty());
}

TEST_CASE("front matter quotes what it is given and marks a draft in the way of each blog") {
    Edition edition = full_edition();
    edition.title = "A \"title\": with # and\n---";
    edition.draft = true;
    const auto front = [&edition](FrontMatter kind) {
        const auto text = render_markdown(edition, "{{subtitle}}", "t", {.front_matter = kind});
        return text ? *text : std::string{};
    };
    CHECK(front(FrontMatter::yaml)
              .find("---\ntitle: \"DRAFT: A \\\"title\\\": with # and\\n---\"\ndate: 2022-02-01\n"
                    "description: \"A monthly") == 0);
    CHECK(front(FrontMatter::yaml).find("draft: true\n---\n\nA monthly") != std::string::npos);
    CHECK(front(FrontMatter::jekyll).find("---\nlayout: post\ntitle:") == 0);
    CHECK(front(FrontMatter::jekyll).find("draft: true\npublished: false\n---\n") != std::string::npos);
    CHECK(front(FrontMatter::hugo).find("published") == std::string::npos);
    CHECK(front(FrontMatter::none) == "A monthly selection of ML papers: computer vision, agents and more\n");
}

TEST_CASE("the window of the edition, not the day of the build, dates the post") {
    Edition edition = full_edition();
    edition.key = digest::calendar_edition_of({2021, 12});
    const auto text = render_markdown(edition, "", "t", {.front_matter = FrontMatter::yaml});
    REQUIRE(text);
    CHECK(text->find("date: 2021-12-01\n") != std::string::npos);
}

TEST_CASE("blocks come in the order asked for") {
    Edition edition = full_edition();
    edition.blocks = {Block::colophon, Block::opening};
    const std::string text =
        filled(edition, "{{#layout}}{{#is_opening}}O{{/is_opening}}{{#is_colophon}}C{{/is_colophon}}{{/layout}}");
    CHECK(text == "CO\n");
}
