#include <string>

#include <catch2/catch.hpp>

#include "digest/render/chart.h"
#include "digest/render/renderer.h"
#include "support/sample_editions.h"

using digest::Block;
using digest::Edition;
using digest::Language;
using digest::render_chart;
using digest::render_html;
using digest::test::editors_edition;
using digest::test::full_edition;
using digest::test::hostile_edition;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The names of the elements in order, without their attributes.
std::string elements_of(const std::string& html) {
    std::string out;
    bool in_tag = false;
    bool in_name = false;
    for (const char c : html) {
        if (c == '<') {
            in_tag = in_name = true;
        } else if (c == '>' || c == ' ') {
            if (in_tag && in_name) {
                out += ' ';
            }
            in_name = false;
            if (c == '>') {
                in_tag = false;
            }
        } else if (in_tag && in_name) {
            out += c;
        }
    }
    return out;
}

std::string with_closing(const std::string& markdown) {
    Edition edition = digest::test::empty_edition();
    edition.blocks = {Block::closing};
    edition.closing_markdown = markdown;
    const std::string html = render_html(edition);
    const std::string head = "</h1>\n";
    const std::size_t from = html.find(head) + head.size();
    return html.substr(from, html.find("</main>") - from);
}

}  // namespace

TEST_CASE("a page has no script and asks for nothing from outside") {
    for (const Edition& edition : {full_edition(), hostile_edition(), editors_edition()}) {
        const std::string html = render_html(edition);
        CHECK_FALSE(has(html, "<script"));
        CHECK_FALSE(has(html, "<link"));
        CHECK_FALSE(has(html, "src=\"http"));
        CHECK_FALSE(has(html, "url("));
        CHECK_FALSE(has(html, "@import"));
    }
}

TEST_CASE("hostile text does not change the elements of the page") {
    CHECK(elements_of(render_html(hostile_edition())) == elements_of(render_html(full_edition())));
    CHECK_FALSE(has(render_html(hostile_edition()), "href=\"https://evil"));
}

TEST_CASE("pictures go into the page only as what their bytes are") {
    Edition edition = full_edition();
    const std::string path = edition.picks[0].figure->path;
    const std::string png("\x89PNG\r\n\x1A\n\0", 9);
    CHECK(has(render_html(edition, {{path, png}}), "<img src=\"data:image/png;base64,iVBORw0KGgoA\" alt=\"Figure 1"));
    CHECK(has(render_html(edition, {{path, "\xFF\xD8\xFF\xE0"}}), "data:image/jpeg;base64,/9j/4A=="));
    CHECK_FALSE(has(render_html(edition, {{path, "<svg onload='alert(1)'>"}}), "<img"));
    CHECK_FALSE(has(render_html(edition), "<img"));
}

TEST_CASE("the editor's Markdown becomes paragraphs, bullets, links, emphasis and code") {
    CHECK(with_closing("One *two* **three** _four_ `a<b` [five](https://x.example/a_b).\nsix\n\nSeven") ==
          "<p>One <em>two</em> <strong>three</strong> <em>four</em> <code>a&lt;b</code> "
          "<a href=\"https://x.example/a_b\">five</a>. six</p>\n<p>Seven</p>\n");
    CHECK(with_closing("Intro:\n\n* one\n* two\n  and on\n\nEnd") ==
          "<p>Intro:</p>\n<ul>\n<li>one</li>\n<li>two and on</li>\n</ul>\n<p>End</p>\n");
    CHECK(with_closing("***both*** and \\*none\\*").find("<em>none") == std::string::npos);
}

TEST_CASE("what the editor's Markdown could not mean stays text") {
    CHECK(with_closing("<b onclick='x'>a</b>") == "<p>&lt;b onclick=&#39;x&#39;&gt;a&lt;/b&gt;</p>\n");
    CHECK(with_closing("[x](javascript:alert(1))") == "<p>[x](javascript:alert(1))</p>\n");
    CHECK(with_closing("2 * 3 * 4, snake_case_name, **open, [a, `b") ==
          "<p>2 * 3 * 4, snake_case_name, **open, [a, `b</p>\n");
    CHECK(with_closing("\\*a\\* \\<b\\>") == "<p>*a* &lt;b&gt;</p>\n");
    CHECK(with_closing(std::string(2000, '[')).size() > 2000);
    CHECK(with_closing("[a](https://x.example/\"onmouseover=\"y)") ==
          "<p><a href=\"https://x.example/%22onmouseover=%22y\">a</a></p>\n");
}

TEST_CASE("a chart has a bar for each number and no markup from its terms") {
    const std::string chart = render_chart({{.term = "<script>&", .papers = 10, .papers_before = 5},
                                            {.term = std::string(80, 'w'), .papers = 0, .papers_before = 0}});
    CHECK(has(chart, "&lt;script&gt;&amp;"));
    CHECK_FALSE(has(chart, "<script"));
    CHECK(has(chart, "width=\"200\""));
    CHECK(has(chart, "width=\"100\""));
    CHECK(has(chart, "…"));
    CHECK(render_chart({}).empty());
    CHECK(has(render_chart({{.term = "词", .papers = 1}}, Language::chinese), "本月"));
}
