#include "digest/harvest/atom.h"

#include <catch2/catch.hpp>

#include "digest/base/utf8.h"
#include "support/atom_writer.h"

using namespace digest;

namespace {

Paper sample() {
    Paper paper;
    paper.id = "2201.04321";
    paper.version = 2;
    paper.title = "Folding Maps & Other <Small> Tricks";
    paper.abstract =
        "We fold a map in $O(n^2)$ steps. However, it is \\emph{never} folded back, even for n < 3 & m > 4.";
    paper.authors = {"Ada Example", "José Muñoz", "Fold Collaboration: B. Sample"};
    paper.categories = {"cs.CG", "cs.LG", "math-ph"};
    paper.comment = "12 pages. Code: https://example.org/fold?a=1&b=2";
    paper.journal_ref = "J. Folds 1:1-50, 2022";
    paper.doi = "10.1000/fold.1";
    paper.submitted = *parse_rfc3339("2022-01-12T17:59:58Z");
    paper.updated = *parse_rfc3339("2022-01-20T08:18:33Z");
    return paper;
}

AtomPage page_of(const std::string& body) {
    auto page = parse_atom(body, "test");
    if (!page) {
        FAIL(page.error().message);
    }
    return std::move(*page);
}

Error error_of(const std::string& body) {
    auto page = parse_atom(body, "test");
    REQUIRE_FALSE(page);
    CHECK(page.error().origin == "test");
    return page.error();
}

std::string feed_of(const std::string& entries) {
    return "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
           "xmlns:arxiv='http://arxiv.org/schemas/atom' xmlns:o='http://a9.com/-/spec/opensearch/1.1/'>"
           "<o:totalResults>1</o:totalResults>" +
           entries + "</feed>";
}

/// An entry with one element put in the place of another of the same name, or added.
std::string entry_with(const std::string& name, const std::string& element) {
    std::string out = "<entry>";
    const std::vector<std::pair<std::string, std::string>> usual{
        {"id", "<id>http://arxiv.org/abs/2201.00001v1</id>"},
        {"title", "<title>A usual title</title>"},
        {"published", "<published>2022-01-02T03:04:05Z</published>"},
        {"updated", "<updated>2022-01-02T03:04:05Z</updated>"},
        {"summary", "<summary>Usual words.</summary>"},
        {"author", "<author><name>Ada Example</name></author>"},
        {"category", "<category term='cs.LG'/>"}};
    bool replaced = false;
    for (const auto& [key, text] : usual) {
        out += key == name ? element : text;
        replaced = replaced || key == name;
    }
    return out + (replaced ? "" : element) + "</entry>";
}

Paper only_paper(const std::string& name, const std::string& element) {
    const auto page = page_of(feed_of(entry_with(name, element)));
    REQUIRE(page.papers.size() == 1);
    return page.papers.front();
}

}  // namespace

TEST_CASE("both formats give the same papers", "[atom]") {
    const std::vector<Paper> papers{sample()};
    for (const auto format : {test::FeedFormat::now, test::FeedFormat::before_2025_11}) {
        const auto page = page_of(test::atom_feed(papers, {1234, 500, 100, "q"}, format));
        CHECK(page.total_results == 1234);
        CHECK(page.entries == 1);
        CHECK(page.notices.empty());
        REQUIRE(page.papers.size() == 1);
        const Paper& paper = page.papers.front();
        CHECK(paper == sample());
        CHECK(paper.title == sample().title);
        CHECK(paper.abstract == sample().abstract);
    }
}

TEST_CASE("a page without entries is no error, and a saved page may lack its totals", "[atom]") {
    const auto empty = page_of(test::atom_feed({}, {0, 0, 100, "id_list=0000.0000"}));
    CHECK(empty.total_results == 0);
    CHECK(empty.entries == 0);
    CHECK_FALSE(page_of("<feed/>").total_results);
    CHECK_FALSE(page_of("<feed><totalResults>many</totalResults></feed>").total_results);
    CHECK_FALSE(page_of("<feed><totalResults>-3</totalResults></feed>").total_results);
    CHECK(page_of("<feed><x:totalResults> 7 </x:totalResults></feed>").total_results == 7);
}

TEST_CASE("a page with an error entry is an error that says why", "[atom]") {
    const auto error = error_of(test::atom_error("incorrect id format for abc"));
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.message.find("incorrect id format for abc") != std::string::npos);
    CHECK(error_of(feed_of("<entry><id>x</id><title>Error</title><summary>down</summary></entry>")).kind ==
          ErrorKind::network);
    // A paper may be called so.
    CHECK(only_paper("title", "<title>Error</title>").title == "Error");
}

TEST_CASE("what is no whole feed is an error of kind data", "[atom]") {
    const std::string whole = test::atom_feed(std::vector<Paper>{sample()}, {1, 0, 1, "q"});
    const std::vector<std::string> bodies{
        "",
        " \n\t ",
        "Rate exceeded.",
        "{\"error\": 1}",
        "<html><body>Please wait</body></html>",
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>arXiv</title></head><body><br></body></html>",
        whole.substr(0, whole.size() / 2),
        whole.substr(0, whole.size() - 3),
        whole + "<html></html>",
        "<rss><channel/></rss>",
        "<a:html xmlns:a='x'/>",
        std::string("<feed>\0</feed>", 14),
        "<feed><entry><title>\xff\xfe</title></entry></feed>",
        "<feed>\xc0\xaf</feed>",
        "<feed>\xed\xa0\x80</feed>",
    };
    for (const auto& body : bodies) {
        INFO(body.substr(0, 60));
        CHECK(error_of(body).kind == ErrorKind::data);
    }
}

TEST_CASE("an entity bomb is refused, not expanded", "[atom]") {
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE feed [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'k'; ++c) {
        bomb += std::string("<!ENTITY ") + c + " \"";
        for (int i = 0; i < 10; ++i) {
            bomb += std::string("&") + static_cast<char>(c - 1) + ";";
        }
        bomb += "\">";
    }
    bomb += "]><feed><entry><title>&j;</title></entry></feed>";
    const auto error = error_of(bomb);
    CHECK(error.kind == ErrorKind::data);
    CHECK(error.message.find("DTD") != std::string::npos);
}

TEST_CASE("a bad entry is skipped with a notice, the others stay", "[atom]") {
    const std::vector<std::pair<std::string, std::string>> bad{
        {"id", "<id>http://arxiv.org/abs/../../etc/passwd</id>"},
        {"id", "<id>http://arxiv.org/abs/2201.00001/../x</id>"},
        {"id", "<id>http://elsewhere.org/abs/2201.00001</id>"},
        {"id", "<id>2201.1</id>"},
        {"id", ""},
        {"id", "<id>http://arxiv.org/abs/2201.00001v1&#10;x</id>"},
        {"title", "<title> &#8203; </title>"},
        {"title", ""},
        {"published", "<published>yesterday</published>"},
        {"published", "<published>2022-02-30T00:00:00Z</published>"},
        {"published", ""},
    };
    for (const auto& [name, element] : bad) {
        INFO(element);
        const auto page = page_of(feed_of(entry_with(name, element) + entry_with("", "")));
        CHECK(page.papers.size() == 1);
        CHECK(page.entries == 2);
        REQUIRE(page.notices.size() == 1);
        REQUIRE(page.skipped.size() == 1);
        CHECK(page.notices[0].kind == NoticeKind::data_doubted);
        CHECK(page.notices[0].origin == "test");
        CHECK(page.notices[0].message.find('\n') == std::string::npos);
    }
}

TEST_CASE("text is cleaned: controls, hidden marks, references, runs of blanks", "[atom]") {
    CHECK(only_paper("title", "<title>\n  Two\n  lines\tand \xC2\xA0 blanks </title>").title == "Two lines and blanks");
    CHECK(only_paper("title", "<title>red &#27;[31malert&#7;</title>").title == "red [31malert");
    CHECK(only_paper("title", "<title>abc &#x202E;fed&#x200B;g</title>").title == "abc fedg");
    CHECK(only_paper("title", "<title>a &#xD800; b</title>").title.find("\xED") == std::string::npos);
    CHECK(is_valid_utf8(only_paper("title", "<title>a &#x80FFFF; &#x400000; &#xFFFFFFFF; b</title>").title));
    CHECK(only_paper("title", "<title>na\xC3\xAFve caf\xC3\xA9 \xE4\xB8\xAD\xE6\x96\x87</title>").title ==
          "na\xC3\xAFve caf\xC3\xA9 \xE4\xB8\xAD\xE6\x96\x87");
    CHECK(only_paper("title", "<title>a&nbsp;b &amp;lt; c</title>").title == "a&nbsp;b &lt; c");
    CHECK(only_paper("title", "<title>one <!-- note -->two<![CDATA[ <three> & ]]>four</title>").title ==
          "one two <three> & four");
    CHECK(only_paper("title", "<title><![CDATA[raw]]> tail</title>").title == "raw tail");
    CHECK(only_paper("summary", "<summary>A &lt; B <b>x</b> C</summary>").abstract == "A < B C");
}

TEST_CASE("of a text without end only the beginning is kept, up to a whole character", "[atom]") {
    std::string endless = "x";
    for (int i = 0; i < 20'000; ++i) {
        endless += "é";
    }
    const std::string abstract = only_paper("summary", "<summary>" + endless + "</summary>").abstract;
    CHECK(abstract == endless.substr(0, 19'999));
}

TEST_CASE("authors without a letter are dropped, others stay as they are", "[atom]") {
    const auto paper =
        only_paper("author",
                   "<author><name>:</name></author><author><name> </name></author><author/>"
                   "<author><arxiv:affiliation>Somewhere</arxiv:affiliation><name> Li  \xC3\x89mile </name></author>"
                   "<author><name>The Fold Collaboration: Ada Example</name></author>"
                   "<author><name>\xE6\x9D\x8E</name></author>");
    CHECK(paper.authors ==
          std::vector<std::string>{"Li \xC3\x89mile", "The Fold Collaboration: Ada Example", "\xE6\x9D\x8E"});
}

TEST_CASE("the primary category comes first, each once, and other schemes' classes are left out", "[atom]") {
    const auto paper = only_paper("category",
                                  "<category term='cs.LG'/><category term='68T05, 62F15'/><category term='I.2.7'/>"
                                  "<category term='cs.LG'/><category term='hep-th'/><category term='cond-mat.str-el'/>"
                                  "<category/><category term='cs.&lt;x>'/><arxiv:primary_category term='hep-th'/>");
    CHECK(paper.categories == std::vector<std::string>{"hep-th", "cs.LG", "cond-mat.str-el"});
    CHECK(only_paper("x", "<arxiv:primary_category term='stat.ML'/>").categories ==
          std::vector<std::string>{"stat.ML", "cs.LG"});
}

TEST_CASE("identifiers of every style are read and versions kept apart", "[atom]") {
    const auto old = only_paper("id", "<id>http://arxiv.org/abs/math.CA/0611800v12</id>");
    CHECK(old.id == "math/0611800");
    CHECK(old.version == 12);
    const auto bare = only_paper("id", "<id> https://arxiv.org/abs/0704.0001 </id>");
    CHECK(bare.id == "0704.0001");
    CHECK(bare.version == 1);
}

TEST_CASE("a missing update date is the submission's; the first of two elements counts", "[atom]") {
    const auto paper = only_paper("updated", "<title>Second title</title>");
    CHECK(paper.updated == paper.submitted);
    CHECK(paper.title == "A usual title");
    CHECK(format_rfc3339(only_paper("published", "<published>2022-01-02T03:04:05-05:00</published>").submitted) ==
          "2022-01-02T08:04:05Z");
}

TEST_CASE("a withdrawn paper says so", "[atom]") {
    CHECK(only_paper("x", "<arxiv:comment>This paper has been Withdrawn by the authors</arxiv:comment>").withdrawn);
    CHECK_FALSE(only_paper("x", "<arxiv:comment>5 pages</arxiv:comment>").withdrawn);
}
