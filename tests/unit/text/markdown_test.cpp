#include "digest/text/markdown.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "digest/base/utf8.h"
#include "support/commonmark.h"

using digest::encode_url;
using digest::escape_link_text;
using digest::escape_markdown;
using digest::escape_url;
using digest::yaml_quote;
using digest::test::CommonMark;

namespace {

/// What text from outside could hold: each begins, ends or is a construct of some Markdown reader.
const std::vector<std::string>& hostile_fragments() {
    static const std::vector<std::string> fragments = {"# heading",
                                                       "#",
                                                       "## two ##",
                                                       "C#",
                                                       "> quote",
                                                       "- item",
                                                       "+ item",
                                                       "* item",
                                                       "1. first",
                                                       "23) second",
                                                       "1.",
                                                       "-",
                                                       "--",
                                                       "---",
                                                       "===",
                                                       "=",
                                                       "***",
                                                       "___",
                                                       "* * *",
                                                       "~~~",
                                                       "```",
                                                       "    indented",
                                                       "a\tb",
                                                       "line\nbreak",
                                                       "two\n\nparagraphs",
                                                       "*em*",
                                                       "**strong**",
                                                       "_em_",
                                                       "__strong__",
                                                       "snake_case_name",
                                                       "x_1_2",
                                                       "_lead",
                                                       "trail_",
                                                       "~~gone~~",
                                                       "~5 % to ~10 %",
                                                       "a~b~c",
                                                       "`code`",
                                                       "``",
                                                       "[text](https://evil.example)",
                                                       "[ref][1]",
                                                       "[ref]: x",
                                                       "[12]: https://evil.example",
                                                       "[^1]",
                                                       "[^1]: note",
                                                       "[x]",
                                                       "[ ]",
                                                       "[12]",
                                                       "[12](x)",
                                                       "![alt](x.png)",
                                                       "![12]",
                                                       "![",
                                                       "]",
                                                       "](https://evil.example)",
                                                       "<b>bold</b>",
                                                       "<script>alert(1)</script>",
                                                       "<!-- note -->",
                                                       "<https://evil.example>",
                                                       "<a@b.example>",
                                                       "</div>",
                                                       "a < b > c",
                                                       "<",
                                                       "&amp;",
                                                       "&lt;b&gt;",
                                                       "&#42;x&#42;",
                                                       "&copy",
                                                       "AT&T",
                                                       "R&D;",
                                                       "&",
                                                       "https://evil.example/a_b?c=d&e",
                                                       "http://x.y",
                                                       "ftp://files.example",
                                                       "www.evil.example",
                                                       "WWW.evil.example",
                                                       "www",
                                                       "wWw",
                                                       "mail me@evil.example now",
                                                       "m@.example",
                                                       "m@-_x.example",
                                                       "xmpp:@.example",
                                                       "xmpp:me@evil.example",
                                                       "mailto:me@x.example",
                                                       "P@10",
                                                       "@name",
                                                       "a|b",
                                                       "| a | b |",
                                                       "|",
                                                       "|-|-|",
                                                       "\\|",
                                                       "\\",
                                                       "\\\\",
                                                       "\\*",
                                                       "end\\",
                                                       "{: .class}",
                                                       "{:toc}",
                                                       "{% include x %}",
                                                       "{{ page.title }}",
                                                       "{{< figure >}}",
                                                       "{{% note %}}",
                                                       "{#id}",
                                                       "{",
                                                       "}",
                                                       "}}",
                                                       "$x^2$",
                                                       "$$",
                                                       "$5 and $6",
                                                       "\\(x\\)",
                                                       "\\frac{1}{2}",
                                                       ":smile:",
                                                       ":a:b:",
                                                       ": definition",
                                                       "time 10:30:45",
                                                       "*[HTML]: abbreviation",
                                                       "^",
                                                       "x^2",
                                                       "!",
                                                       "!important",
                                                       "\"quoted\"",
                                                       "'single'",
                                                       "(c)",
                                                       "...",
                                                       "\u201Ccurly\u201D",
                                                       "\u4E2D\u6587",
                                                       "\u202Eoverride",
                                                       "\u0007bell",
                                                       "e\u0301",
                                                       "word",
                                                       "The end."};
    return fragments;
}

std::string as_read(const std::string& plain) {
    return digest::collapse_white_space(digest::strip_controls(plain));
}

std::string without_joiners(std::string text) {
    const std::string joiner = "\u2060";
    for (std::size_t at = text.find(joiner); at != std::string::npos; at = text.find(joiner, at)) {
        text.erase(at, 3);
    }
    return text;
}

/// One document that has the text in every place where a rendered edition may have it.
std::string document_of(const std::string& text, const std::string& link_text) {
    return text + "\n\n## " + text + "\n\n## [1. " + link_text +
           "](https://example.org/a) | [Code](https://example.org/b)\n\n*   " + text + "\n*   [" + link_text +
           "](https://example.org/c) \u2014 " + text + "\n\n*By " + text + ".*\n\n**Why \u2192** " + text +
           " **bold:** " + text + "\n\n![Figure: " + link_text + "](https://example.org/d.png)\n";
}

std::string text_of(const std::string& text) {
    return text + '\n' + text + "\n1. " + text + " | Code\n" + text + '\n' + text + " \u2014 " + text + "\nBy " + text +
           ".\nWhy \u2192 " + text + " bold: " + text + "\nFigure: " + text + '\n';
}

/// The texts among `plain` that change a document's structure or come back as something else.
std::vector<std::string> misread(const std::vector<std::string>& plain, bool keep_math) {
    static const std::vector<std::string> tame = CommonMark{document_of("word", "word")}.structure();
    std::vector<std::string> wrong;
    for (const std::string& text : plain) {
        if (as_read(text).empty()) {
            continue;
        }
        const CommonMark document{document_of(escape_markdown(text, keep_math), escape_link_text(text, keep_math))};
        if (document.structure() != tame || without_joiners(document.text()) != text_of(as_read(text))) {
            wrong.push_back(text);
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE("hostile text comes back as the text it was, wherever it stands") {
    CHECK(misread(hostile_fragments(), false).empty());
    CHECK(misread(hostile_fragments(), true).empty());
}

TEST_CASE("no two hostile texts together make what neither makes alone") {
    std::vector<std::string> pairs;
    for (const std::string& first : hostile_fragments()) {
        for (const std::string& second : hostile_fragments()) {
            pairs.push_back(first + second);
            if ((first.size() + second.size()) % 2 == 0) {
                pairs.push_back(first + ' ' + second);
            }
        }
    }
    CHECK(misread(pairs, false) == std::vector<std::string>{});
}

TEST_CASE("text that needs no escape stays readable") {
    const std::string plain =
        "State-of-the-art (SOTA) results: 87.8% top-1, e.g. on MS_MARCO [3]; \"AutoRL\" isn't new -- see 3.1, a/b + c "
        "= d!";
    CHECK(escape_markdown(plain) == plain);
    CHECK(escape_markdown("AT&T, R&D and ~10 % more (~5)") == "AT&T, R&D and ~10 % more (~5)");
    CHECK(escape_markdown("-5 degrees, C# and F#.") == "-5 degrees, C# and F#.");
    CHECK(escape_markdown("arXiv:2201.03545 at 10:30") == "arXiv:2201.03545 at 10:30");
}

TEST_CASE("what blogs would read is written so that they do not") {
    CHECK(escape_markdown("a|b {% x %} {{y}}") == "a\\|b &#123;% x %} &#123;&#123;y}}");
    CHECK(escape_markdown("https://x.example and www.x.example") == "https&#58;//x.example and www&#46;x.example");
    CHECK(escape_markdown("a@b.example") == "a@\u2060b.example");
    CHECK(escape_markdown("costs $5") == "costs \\$5");
    CHECK(escape_markdown(": a") == "&#58; a");
    CHECK(escape_markdown("a :smile: b") == "a &#58;smile: b");
    CHECK(escape_link_text("[ref]: x") == "\\[ref&#93;: x");
    CHECK(escape_link_text("^note") == "&#94;note");
    CHECK(escape_markdown("Learning C#") == "Learning C\\#");
    CHECK(escape_markdown("ends with \\") == "ends with &#92;");
    CHECK(escape_markdown("1. first") == "1\\. first");
    CHECK(escape_markdown("2022. A year") == "2022\\. A year");
}

TEST_CASE("a reference mark stays bare except in link text and before what makes it a link") {
    CHECK(escape_markdown("BERT [12], [3]") == "BERT [12], [3]");
    CHECK(escape_markdown("[12](x) [1]: y [2][3]") == "\\[12\\](x) \\[1&#93;: y \\[2\\]\\[3\\]");
    CHECK(escape_markdown("![12] [1234] [a]") == "!\\[12\\] \\[1234\\] \\[a\\]");
    CHECK(escape_link_text("BERT [12]") == "BERT \\[12\\]");
}

TEST_CASE("balanced math keeps its dollars where they are wanted, prices do not") {
    CHECK(escape_markdown("rate $O(n^2)$ for $5 and $6", true) == "rate $O(n^2)$ for \\$5 and \\$6");
    CHECK(escape_markdown("rate $O(n^2)$", false) == "rate \\$O(n^2)\\$");
    CHECK(escape_markdown("$\\alpha$", true) == "$\\alpha$");
    CHECK(escape_markdown("$$x$$", true) == "\\$\\$x\\$\\$");
    CHECK(CommonMark{escape_markdown("$a_{i} * b_{i} \\{x\\}$", true)}.text() == "$a_{i} * b_{i} \\{x\\}$\n");
}

TEST_CASE("broken UTF-8 and controls leave no trace that a reader could trip over") {
    CHECK(escape_markdown("a\xFF"
                          "b") ==
          "a\uFFFD"
          "b");
    CHECK(escape_markdown(std::string("a\0b", 3)) == "ab");
    CHECK(escape_markdown("a\u202Eb\u2028c") == "ab c");
    CHECK(escape_markdown(" \n ").empty());
    CHECK(escape_markdown("").empty());
}

TEST_CASE("an address cannot leave its parentheses") {
    CHECK(escape_url("https://x.example/a b(c)\"d'<e>|{f}\\g\u00E9") ==
          "https://x.example/a%20b%28c%29%22d%27%3Ce%3E%7C%7Bf%7D%5Cg%C3%A9");
    CHECK(escape_url("https://x.example/?a=1&copy;=2&b") == "https://x.example/?a=1&amp;copy;=2&b");
    CHECK(encode_url("https://x.example/?a=1&copy;=2") == "https://x.example/?a=1&copy;=2");
    CHECK(encode_url("https://x.example/100%/%41%zz") == "https://x.example/100%25/%41%25zz");
    CHECK(encode_url("HTTPS://x.example\n/y") == "https://x.example%0A/y");
    const std::string url = "https://x.example/a_b*c_d~e~f?q=[x](y)&lt;&z=`w`#frag|{{x}}{%y%}";
    const CommonMark link{"[t](" + escape_url(url) + ")"};
    CHECK(link.structure() == CommonMark{"[t](https://x.example)"}.structure());
    CHECK(link.addresses() == std::vector<std::string>{encode_url(url)});
}

TEST_CASE("only http and https addresses with a host are addresses") {
    for (const char* url : {"javascript:alert(1)", "data:text/html,x", "ftp://x.example", "//x.example", "https://",
                            "https:///path", "http://?q", "", "x.example", " javascript://x", "file:///etc/passwd"}) {
        CHECK(encode_url(url).empty());
    }
}

TEST_CASE("a YAML scalar holds any text on one line") {
    CHECK(yaml_quote("Best of \"arXiv\": C:\\x") == "\"Best of \\\"arXiv\\\": C:\\\\x\"");
    CHECK(yaml_quote("a\nb\tc\u0085d\u2028e") == "\"a\\nb\\x09c\\x85d\\u2028e\"");
    CHECK(yaml_quote("\u4E2D # {}") == "\"\u4E2D # {}\"");
}
