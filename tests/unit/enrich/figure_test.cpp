#include "enrich/figure.h"

#include <algorithm>
#include <ctime>
#include <string>

#include <catch2/catch.hpp>

#include "digest/base/base64.h"
#include "digest/base/utf8.h"
#include "support/fake_arxiv_web.h"

using namespace digest;

namespace {

constexpr const char* page_url = "https://arxiv.org/html/2610.00001";

std::string page(const std::string& body, const std::string& head = {}) {
    return "<!DOCTYPE html><html><head><title>t</title>" + head + "</head><body>" + body + "</body></html>";
}

std::string caption(const std::string& number, const std::string& text) {
    return "<figcaption class=\"ltx_caption\"><span class=\"ltx_tag ltx_tag_figure\">Figure " + number + ": </span>" +
           text + "</figcaption>";
}

std::string figure(const std::string& image, const std::string& text = "Words.") {
    return "<figure class=\"ltx_figure\" id=\"S1.F1\">" + image + caption("1", text) + "</figure>";
}

std::string img(const std::string& address) {
    return "<img class=\"ltx_graphics\" src=\"" + address + "\" alt=\"Refer to caption\">";
}

FoundFigure found(const std::string& html) {
    const auto result = find_first_figure(html, page_url);
    REQUIRE(result);
    return *result;
}

std::string caption_of(const std::string& text) {
    return found(page(figure(img("x1.png"), text))).caption;
}

/// Of the processor, not of the clock on the wall: other programs may be at work.
double seconds_for(const std::string& html) {
    const std::clock_t begun = std::clock();
    find_first_figure(html, page_url);
    return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        out += text;
    }
    return out;
}

}  // namespace

TEST_CASE("number, caption, place and image of a figure", "[figure]") {
    const auto figure_found = found(page(figure(img("2610.00001v1/x1.png"), "The <b>whole</b>\n  method.")));
    CHECK(figure_found.element_id == "S1.F1");
    CHECK(figure_found.number == "1");
    CHECK(figure_found.caption == "The whole method.");
    CHECK(figure_found.image_url == "https://arxiv.org/html/2610.00001v1/x1.png");
    CHECK(figure_found.image.empty());
}

TEST_CASE("the kinds of image address", "[figure]") {
    const auto address = [](const std::string& src, const std::string& head = {}) {
        return found(page(figure(img(src)), head)).image_url;
    };
    const std::string base = "<base href=\"/html/2602.04118v1/\">";
    CHECK(address("x1.png", base) == "https://arxiv.org/html/2602.04118v1/x1.png");
    CHECK(address("extracted/6/fig one.png", base) == "https://arxiv.org/html/2602.04118v1/extracted/6/fig%20one.png");
    CHECK(address("/html/2509.02523v1/x1.png") == "https://arxiv.org/html/2509.02523v1/x1.png");
    CHECK(address("./a/../x1.png?q=1&amp;r=2#f") == "https://arxiv.org/html/x1.png?q=1&r=2");
    CHECK(address("//arxiv.org/html/x1.png") == "https://arxiv.org/html/x1.png");
    CHECK(found(page(figure("<object type=\"image/png\" data=\"a/x1.png\"></object>"))).image_url ==
          "https://arxiv.org/html/a/x1.png");

    const std::string png = test::png_image(100, 80);
    const auto inside = found(page(figure(img("data:image/png;base64," + to_base64(png)))));
    CHECK(inside.image == png);
    CHECK(inside.image_url.empty());
}

TEST_CASE("an image without usable address leaves the figure to be linked", "[figure]") {
    const std::string svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (const std::string& bad :
         {std::string{}, std::string{"javascript:alert(1)"}, std::string{"file:///etc/passwd"},
          std::string{"http://169.254.169.254/latest"}, std::string{"https://arxiv.org.evil.example/x.png"},
          std::string{"https://a:b@arxiv.org/x.png"}, std::string{"x1.svg"}, std::string{"x1.SVG?x"},
          "data:image/svg+xml;base64," + to_base64(svg), "data:image/png;base64," + to_base64(svg),
          std::string{"data:image/png;base64,%%%"}, std::string{"data:image/png"},
          "data:image/png;base64," + to_base64(test::png_image(16, 16))}) {
        INFO(bad.substr(0, 60));
        const auto linked = found(page(figure(img(bad))));
        CHECK(linked.image_url.empty());
        CHECK(linked.image.empty());
        CHECK(linked.number == "1");
        // A later figure with an image is preferred.
        const auto second = found(page(figure(img(bad)) + "<figure class='ltx_figure' id='S2.F2'>" + img("x2.png") +
                                       caption("2", "Later.") + "</figure>"));
        CHECK(second.number == "2");
    }
    CHECK(found(page(figure("<svg class=\"ltx_picture\"><g></g></svg>"))).image_url.empty());
    CHECK(found(page(figure(img("x1.png")), "<base href=\"https://evil.example/\">")).image_url.empty());
    CHECK(found(page(figure("<img width=\"20\" height=\"20\" src=\"icon.png\">" + img("x1.png")))).image_url ==
          "https://arxiv.org/html/x1.png");
    CHECK(found(page(figure("<img class=\"ltx_missing ltx_missing_image\" src=\"a.png\">" + img("b.png")))).image_url ==
          "https://arxiv.org/html/b.png");
}

TEST_CASE("tables, algorithms and pictures without caption are no figures", "[figure]") {
    const std::string others =
        "<img src='logo.png'>"
        "<figure class='ltx_table' id='S1.T1'>" +
        img("t.png") +
        "<figcaption><span class='ltx_tag ltx_tag_table'>Table 1: </span>Numbers.</figcaption></figure>"
        "<figure class='ltx_float ltx_algorithm'>" +
        img("a.png") +
        "<figcaption><span class='ltx_tag ltx_tag_float'>Algorithm 1 </span>Steps.</figcaption></figure>"
        "<figure class='ltx_figure' id='S0.F0'>" +
        img("banner.png") +
        "</figure>"
        "<figure class='ltx_figure' id='S1.F9'>" +
        img("t2.png") +
        "<figcaption><span class='ltx_tag ltx_tag_table'>Table 2: </span>In a figure.</figcaption></figure>";
    CHECK_FALSE(find_first_figure(page(others), page_url));
    CHECK(found(page(others + figure(img("x1.png")))).image_url == "https://arxiv.org/html/x1.png");
}

TEST_CASE("a teaser before the first section counts", "[figure]") {
    const auto teaser = found(page("<figure class=\"ltx_figure ltx_teaser\" id=\"S0.F1\">" + img("t.png") +
                                   caption("1", "Teaser.") + "</figure>" + figure(img("x1.png"))));
    CHECK(teaser.element_id == "S0.F1");
}

TEST_CASE("of nested figures the outer speaks and the first panel shows", "[figure]") {
    const std::string panels =
        "<div class='ltx_flex_figure'><figure class='ltx_figure ltx_figure_panel' id='S1.F3.sf1'>" + img("a.png") +
        "<figcaption><span class='ltx_tag ltx_tag_figure'>(a) </span>Left.</figcaption></figure>"
        "<figure class='ltx_figure ltx_figure_panel' id='S1.F3.sf2'>" +
        img("b.png") + "<figcaption><span class='ltx_tag ltx_tag_figure'>(b) </span>Right.</figcaption></figure></div>";
    const auto outer =
        found(page("<figure class='ltx_figure' id='S1.F3'>" + panels + caption("3", "Both sides.") + "</figure>"));
    CHECK(outer.number == "3");
    CHECK(outer.caption == "Both sides.");
    CHECK(outer.element_id == "S1.F3");
    CHECK(outer.image_url == "https://arxiv.org/html/a.png");

    // Two figures side by side in one float: each stands for itself.
    const auto side =
        found(page("<figure class='ltx_figure' id='S1.F2'><figure class='ltx_figure ltx_minipage' id='S1.F1'>" +
                   img("a.png") + caption("1", "One.") + "</figure><figure class='ltx_figure' id='S1.F2.x'>" +
                   img("b.png") + caption("2", "Two.") + "</figure></figure>"));
    CHECK(side.number == "1");
    CHECK(side.caption == "One.");
    CHECK(side.element_id == "S1.F1");

    // A table beside a figure gives no image to it.
    const auto mixed = found(page("<figure class='ltx_figure' id='S1.F4'><figure class='ltx_table'>" + img("t.png") +
                                  "</figure>" + img("f.png") + caption("4", "Mixed.") + "</figure>"));
    CHECK(mixed.image_url == "https://arxiv.org/html/f.png");
}

TEST_CASE("a formula in a caption stands once, as TeX", "[figure]") {
    const std::string both =
        "<math alttext=\"\\alpha_{1}\"><semantics><msub><mi>α</mi><mn>1</mn></msub>"
        "<annotation-xml><ci>α</ci></annotation-xml><annotation encoding=\"application/x-tex\">\\alpha_{1}</annotation>"
        "<annotation encoding=\"application/x-llamapun\">italic_α</annotation></semantics></math>";
    CHECK(caption_of("Loss for " + both + " here.") == "Loss for $\\alpha_{1}$ here.");
    CHECK(caption_of("At <math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x</annotation>"
                     "</semantics></math>.") == "At $x$.");
    CHECK(caption_of("At <math><mi>x</mi><mo>=</mo><mn>1</mn></math>.") == "At x=1.");
    CHECK(caption_of("<math alttext=\"\\displaystyle a%\n+b\"></math>") == "$a+b$");
    CHECK(caption_of("<math alttext=\"50\\%\"></math>") == "$50\\%$");
    CHECK(caption_of("Costs $5, {a}~b\\c 10%") == "Costs \\$5, \\{a\\}\\textasciitilde{}b\\textbackslash{}c 10\\%");
}

TEST_CASE("a caption is clean text", "[figure]") {
    CHECK(caption_of("A<br>B<p>C</p>D &amp; E&nbsp;F &lt;script&gt;") == "A B C D & E F <script>");
    CHECK(caption_of("A<script>alert(1)</script><style>p{}</style>B") == "AB");
    CHECK(caption_of("A<span class=\"ltx_note\">1<span>a footnote</span></span>B") == "AB");
    CHECK(caption_of("A\x1b[31m \xE2\x80\xAE"
                     "B\xff") == "A[31m B\xEF\xBF\xBD");
    CHECK(caption_of("see <a href=\"#x\">Section 2</a> <img src=\"icon.png\">now") == "see Section 2 now");
    const std::string longest = caption_of(repeated("word <math alttext=\"x y\"></math> ", 5'000));
    CHECK(longest.size() <= 2'010);
    CHECK(longest.ends_with(" …"));
    CHECK(std::count(longest.begin(), longest.end(), '$') % 2 == 0);
    CHECK(is_valid_utf8(caption_of(repeated("\xE4\xB8\xAD", 9'000))));
}

TEST_CASE("numbers of figures", "[figure]") {
    const auto number = [](const std::string& tag, const std::string& text = "Words.") {
        return found(page("<figure class='ltx_figure'>" + img("x.png") + "<figcaption>" +
                          (tag.empty() ? "" : "<span class='ltx_tag ltx_tag_figure'>" + tag + "</span>") + text +
                          "</figcaption></figure>"))
            .number;
    };
    CHECK(number("Figure 12: ") == "12");
    CHECK(number("Fig. S2.") == "S2");
    CHECK(number("Fig.3") == "3");
    CHECK(number("Figure 1.2:") == "1.2");
    CHECK(number("Abbildung 4: ") == "4");
    CHECK(number("图 5：") == "5");
    CHECK(number("Figure ../../etc/1: ").empty());
    CHECK(number("Figure 1/2: ").empty());
    CHECK(number("Figure one: ").empty());
    CHECK(number("Figure 12345678901234567: ").empty());
    CHECK(number("", "Figure 7: Words.") == "7");
    CHECK(number("", "Figures are nice.").empty());
    CHECK(found(page("<figure class='ltx_figure' id='a b'>" + img("x.png") + caption("1", "W.") + "</figure>"))
              .element_id.empty());
}

TEST_CASE("a page that is cut short or not closed still gives its figure", "[figure]") {
    const std::string open =
        "<html><body><div><figure class=ltx_figure id=S1.F1><img src=x1.png><figcaption>"
        "<span class='ltx_tag'>Figure 1: </span>Cut";
    CHECK(found(open).caption == "Cut");
    const std::string whole = page(figure(img("x1.png")));
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        find_first_figure(whole.substr(0, cut), page_url);
    }
    CHECK(found(page(figure(std::string("a\0b", 3) + img("x1.png")))).number == "1");
}

TEST_CASE("pages without a figure", "[figure]") {
    CHECK_FALSE(find_first_figure("", page_url));
    CHECK_FALSE(find_first_figure("<html><body><h1>No HTML for '2610.00001'</h1></body></html>", page_url));
    CHECK_FALSE(find_first_figure("\x1f\x8b\x08 not text", page_url));
    CHECK_FALSE(find_first_figure(std::string(largest_page + 1, ' '), page_url));
    CHECK_FALSE(find_first_figure(page("<figure>" + img("x.png") + caption("1", "No class.") + "</figure>"), page_url));
}

TEST_CASE("depth and size cost little", "[figure]") {
    const std::string last = figure(img("x1.png"));
    const std::string deep = "<html><body>" + repeated("<div>", 16'000);
    CHECK(found(deep + last).number == "1");
    CHECK(seconds_for(deep + last) < 0.5);
    CHECK(seconds_for("<html><body>" + repeated("<figure class=ltx_figure>", 16'000) + last) < 0.5);
    CHECK(seconds_for("<html><body>" + repeated("<p>some words &amp; more</p>\n", 1'000'000) + last) < 8);
    // What is quadratic in the parser is cut off: stray end tags, attributes, an endless tag.
    CHECK(seconds_for(deep + repeated("</i>", 2'000'000)) < 8);
    std::string attributes = "<html><body><div ";
    for (int i = 0; i < 200'000; ++i) {
        attributes += "a" + std::to_string(i) + " ";
    }
    CHECK(seconds_for(attributes + ">" + last) < 8);
    CHECK(seconds_for("<html><body><img src=\"" + std::string(20'000'000, 'A')) < 8);
}

TEST_CASE("all the names that papers use are known at once", "[figure]") {
    std::string names;
    for (int i = 0; i < 400; ++i) {
        names += "<longelement" + std::to_string(i) + " data-attribute" + std::to_string(i) + "=1>";
    }
    CHECK(found(page(names + figure(img("x1.png")))).image_url == "https://arxiv.org/html/x1.png");
}
