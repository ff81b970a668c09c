#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "digest/render/renderer.h"
#include "support/commonmark.h"
#include "support/golden_file.h"
#include "support/sample_editions.h"

namespace {

namespace fs = std::filesystem;
using digest::Edition;
using digest::FrontMatter;
using digest::RenderOptions;
using digest::test::CommonMark;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::string& article_template() {
    static const std::string text = read(fs::path(DIGEST_SOURCE_DIR) / "data/templates/article.mustache");
    return text;
}

std::string render(const Edition& edition, const RenderOptions& options = {}) {
    const auto markdown = digest::render_markdown(edition, article_template(), "article.mustache", options);
    if (!markdown) {
        FAIL(markdown.error().message << " at " << markdown.error().origin);
    }
    return *markdown;
}

void collect_names(const nlohmann::json& value, std::set<std::string>& names) {
    for (const auto& [key, child] : value.items()) {
        if (value.is_object()) {
            names.insert(key);
        }
        if (child.is_structured()) {
            collect_names(child, names);
        }
    }
}

void check_golden(const std::string& name, const std::string& file, const std::string& actual) {
    const fs::path path = fs::path(DIGEST_SOURCE_DIR) / "tests/golden/cases" / name / file;
    INFO(path);
    CHECK(actual == digest::test::golden_text(path, actual));
}

}  // namespace

TEST_CASE("a full edition renders as it always did") {
    const Edition edition = digest::test::full_edition();
    check_golden("full", "expected.md", render(edition, {.chart_path = "assets/2022-02/trends.svg"}));
    check_golden("full", "expected.json", digest::render_json(edition));
    check_golden("full", "expected.html", digest::render_html(edition));
}

TEST_CASE("an edition with nothing in it is still a document") {
    check_golden("empty", "expected.md", render(digest::test::empty_edition()));
    check_golden("empty", "expected.json", digest::render_json(digest::test::empty_edition()));
}

TEST_CASE("a Chinese edition has the labels of the article") {
    check_golden("chinese", "expected.md", render(digest::test::chinese_edition()));
}

TEST_CASE("a draft for Hugo says so twice and leaves its title to the theme") {
    Edition edition = digest::test::full_edition();
    edition.draft = true;
    edition.whole = false;
    edition.title = "Best \"of\" arXiv: February # 2022";
    check_golden("hugo_draft", "expected.md", render(edition, {.front_matter = FrontMatter::hugo}));
}

TEST_CASE("the editor's words stand as written") {
    check_golden("editors", "expected.md", render(digest::test::editors_edition()));
    check_golden("editors", "expected.html", digest::render_html(digest::test::editors_edition()));
}

TEST_CASE("hostile text does not change the structure of the document") {
    const CommonMark tame{render(digest::test::full_edition())};
    const std::string markdown = render(digest::test::hostile_edition());
    const CommonMark hostile{markdown};
    CHECK(hostile.structure() == tame.structure());
    for (const std::string& address : hostile.addresses()) {
        CHECK(address.find("evil") == std::string::npos);
    }
    check_golden("hostile", "expected.md", markdown);
}

TEST_CASE("every name of the JSON is in its documentation") {
    const std::string documentation = read(fs::path(DIGEST_SOURCE_DIR) / "docs/json.md");
    std::set<std::string> names;
    collect_names(nlohmann::json::parse(digest::render_json(digest::test::full_edition())), names);
    collect_names(nlohmann::json::parse(digest::render_json(digest::test::editors_edition())), names);
    CHECK(names.size() > 60);
    for (const std::string& name : names) {
        const bool stands_alone = documentation.find('`' + name + '`') != std::string::npos;
        const bool stands_last = documentation.find('.' + name + '`') != std::string::npos;
        const bool stands_in_list = documentation.find(' ' + name + '`') != std::string::npos;
        const bool stands_first = documentation.find('`' + name + '[') != std::string::npos;
        INFO(name);
        CHECK((stands_alone || stands_last || stands_in_list || stands_first));
    }
}
