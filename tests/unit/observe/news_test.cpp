#include "digest/observe/news.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace digest {
namespace {

constexpr std::string_view origin = "https://news.example/feeds/all.xml";

Day day(std::string_view text) {
    return parse_day(text).value();
}

FeedItems parse(std::string_view body, std::string_view name = "") {
    auto feed = parse_feed(body, origin, name);
    REQUIRE(feed);
    return std::move(*feed);
}

/// An RSS feed of one item with this title.
std::string title_of(std::string_view title, std::string_view declaration = "<?xml version='1.0'?>") {
    const auto feed = parse(std::string(declaration) + "<rss version='2.0'><channel><title>Feed</title><item><title>" +
                            std::string(title) + "</title><link>https://a.example/1</link></item></channel></rss>");
    return feed.items.empty() ? "(none)" : feed.items.at(0).title;
}

std::string link_of(std::string_view link) {
    const auto feed =
        parse("<rss><channel><item><title>T</title><link>" + std::string(link) + "</link></item></channel></rss>");
    return feed.items.empty() ? "(none)" : feed.items.at(0).url;
}

NewsItem item(std::string title, std::string url, std::string_view date) {
    NewsItem news;
    news.title = std::move(title);
    news.url = std::move(url);
    news.date = parse_day(date);
    return news;
}

}  // namespace

TEST_CASE("RSS 2.0: title, link, date and source", "[news]") {
    const auto feed = parse(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Sheep Herald</title><link>https://news.example/</link><atom:link href="https://news.example/feed" rel="self"/>
<item><media:title>wrong</media:title><title><![CDATA[One <b>bold</b> step]]></title><link> https://news.example/one </link><pubDate>Mon, 10 Jan 2022 23:30:00 -0500</pubDate></item>
<item><title>Two</title><guid>https://news.example/two</guid><dc:date>2022-01-12T08:00:00Z</dc:date><source url="https://o.example">The Other</source></item>
<item><title>Three</title><guid isPermaLink="false">https://news.example/three</guid></item>
<item><description>No title here</description><link>/four</link><pubDate>2022</pubDate></item>
</channel></rss>)");
    CHECK(feed.feed_title == "The Sheep Herald");
    REQUIRE(feed.items.size() == 3);
    CHECK(feed.items[0].title == "One bold step");
    CHECK(feed.items[0].url == "https://news.example/one");
    CHECK(feed.items[0].date == day("2022-01-11"));
    CHECK(feed.items[0].source == "The Sheep Herald");
    CHECK(feed.items[1].url == "https://news.example/two");
    CHECK(feed.items[1].date == day("2022-01-12"));
    CHECK(feed.items[1].source == "The Other");
    CHECK(feed.items[2].title == "No title here");
    CHECK(feed.items[2].url == "https://news.example/four");
    CHECK_FALSE(feed.items[2].date);
    REQUIRE(feed.notices.size() == 1);
    CHECK(feed.notices[0].kind == NoticeKind::information);
}

TEST_CASE("RSS 1.0: items beside the channel, dates of Dublin Core", "[news]") {
    const auto feed = parse(
        R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://j.example/"><title>Journal</title></channel>
<item rdf:about="https://j.example/a"><title>First</title><dc:title>dc</dc:title><link>https://j.example/a</link><dc:date>2022-01-03</dc:date></item>
<item rdf:about="https://j.example/b"><title>Second</title></item></rdf:RDF>)",
        "Named by the user");
    REQUIRE(feed.items.size() == 2);
    CHECK(feed.items[0].title == "First");
    CHECK(feed.items[0].date == day("2022-01-03"));
    CHECK(feed.items[0].source == "Named by the user");
    CHECK(feed.items[1].url == "https://j.example/b");
}

TEST_CASE("Atom: three kinds of title, the right link, xml:base", "[news]") {
    const auto feed = parse(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/posts/">
<title>A Blog</title>
<entry><title type="html">Cats &amp;amp; &lt;em&gt;dogs&lt;/em&gt;</title><link rel="edit" href="https://blog.example/edit"/><link rel="alternate" href="one"/>
<updated>2022-02-01T00:00:00Z</updated><published>2022-01-20T23:59:59Z</published></entry>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Less is <i>more</i> &lt; all</div></title><link href="../two?x=1"/><updated>2022-01-21T00:00:00+02:00</updated></entry>
<entry xml:base="https://other.example/"><title>Plain x &lt; y</title><link href="three"/><source><title>Elsewhere</title></source><updated>nonsense</updated></entry>
</feed>)");
    REQUIRE(feed.items.size() == 3);
    CHECK(feed.items[0].title == "Cats & dogs");
    CHECK(feed.items[0].url == "https://blog.example/posts/one");
    CHECK(feed.items[0].date == day("2022-01-20"));
    CHECK(feed.items[1].title == "Less is more < all");
    CHECK(feed.items[1].url == "https://blog.example/two?x=1");
    CHECK(feed.items[1].date == day("2022-01-20"));
    CHECK(feed.items[2].title == "Plain x < y");
    CHECK(feed.items[2].url == "https://other.example/three");
    CHECK(feed.items[2].source == "Elsewhere");
    CHECK_FALSE(feed.items[2].date);
}

TEST_CASE("JSON Feed", "[news]") {
    const auto feed = parse(
        "\xEF\xBB\xBF"
        R"( {"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
        {"id":"https://j.example/1","title":"One","date_published":"2022-01-10T10:00:00+01:00"},
        {"id":7,"url":"https://j.example/2","title":null,"summary":"Two"},
        {"id":"urn:3","title":"Three"}, null, "x"]})");
    REQUIRE(feed.items.size() == 2);
    CHECK(feed.items[0].url == "https://j.example/1");
    CHECK(feed.items[0].date == day("2022-01-10"));
    CHECK(feed.items[1].title == "Two");
    CHECK(feed.items[1].source == "J");
}

TEST_CASE("titles lose mark-up and escapes, and keep what only looks like it", "[news]") {
    CHECK(title_of("Caf&eacute;&nbsp;&mdash; &#8217;tis &#x1F411; &unknown; AT&amp;T") ==
          "Café — ’tis 🐑 &unknown; AT&T");
    CHECK(title_of("twice &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; &amp;amp;amp; done") == "twice bold & done");
    CHECK(title_of("Vec&lt;T&gt; and a &lt; b") == "Vec<T> and a < b");
    CHECK(title_of("x&lt;script&gt;alert(1)&lt;/script&gt;y&lt;br/&gt;z") == "xy z");
    CHECK(title_of("x&lt;script&gt;never closed") == "x");
    CHECK(title_of("  line\n  feed\t tab&#10; ") == "line feed tab");
    CHECK(title_of("escape &amp;#27;[31m and &#x202E;turned") == "escape [31m and turned");
    CHECK(title_of("&#150; &amp;#151; &amp;#0; &amp;#xD800; &amp;#99999999;") == "– — &#0; � &#99999999;");
    CHECK(title_of("&lt;p&gt; &lt;/p&gt;") == "(none)");
}

TEST_CASE("a title of nothing but openings is read like any other, and a long one is cut at a character", "[news]") {
    const auto repeated = [](std::string_view part, int times) {
        std::string text;
        for (int i = 0; i < times; ++i) {
            text += part;
        }
        return text;
    };
    CHECK(title_of("x" + repeated("&lt;script&gt;&lt;/SCRIPT&gt;", 30'000) + "y") == "xy");
    CHECK(title_of("x" + repeated("&lt;style&gt;&lt;/script&gt;", 30'000) + "&lt;/style&gt;y") == "xy");
    CHECK(title_of("x" + repeated("&lt;!-- --&gt;", 30'000) + "y&lt;!--") == "xy<!--");
    CHECK(title_of(repeated("&lt;!--", 30'000)).substr(0, 8) == "<!--<!--");
    CHECK(title_of(repeated("&lt;a ", 30'000)).substr(0, 6) == "<a <a ");
    CHECK(title_of(repeated("é", 1'500)) == repeated("é", 1'000));
    CHECK(title_of("x" + repeated("é", 1'500)) == "x" + repeated("é", 999));
}

TEST_CASE("declared encodings are obeyed where the bytes agree", "[news]") {
    CHECK(title_of("caf\xE9 \x96 \x93q\x94", "<?xml version='1.0' encoding='windows-1252'?>") == "café – “q”");
    CHECK(title_of("caf\xE9 \x80", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>") == "café €");
    CHECK(title_of("caf\xE9") == "café");
    CHECK(title_of("café", "<?xml version='1.0' encoding='iso-8859-1'?>") == "café");
    CHECK(title_of("café", "\xEF\xBB\xBF\n<?xml version='1.0' encoding='UTF-8'?>") == "café");
    const auto other = parse(
        "<?xml version='1.0' "
        "encoding='koi8-r'?><rss><channel><item><title>a\xC1z</title><link>https://a.example</link></item></channel></"
        "rss>");
    REQUIRE(other.notices.size() == 1);
    CHECK(other.notices[0].kind == NoticeKind::data_doubted);
}

TEST_CASE("only http and https addresses pass, made absolute and harmless", "[news]") {
    CHECK(link_of("javascript:alert(1)") == "(none)");
    CHECK(link_of("JaVaScRiPt:alert(1)") == "(none)");
    CHECK(link_of("data:text/html,x") == "(none)");
    CHECK(link_of("file:///etc/passwd") == "(none)");
    CHECK(link_of("https://") == "(none)");
    CHECK(link_of("") == "(none)");
    CHECK(link_of("HTTPS://A.example/x") == "HTTPS://A.example/x");
    CHECK(link_of("//cdn.example/x") == "https://cdn.example/x");
    CHECK(link_of("/x/../../y?q=a/../b") == "https://news.example/y?q=a/../b");
    CHECK(link_of("x") == "https://news.example/feeds/x");
    CHECK(link_of("?id=5") == "https://news.example/feeds/all.xml?id=5");
    CHECK(link_of("https://a.example/a b\"&lt;c&gt;") == "https://a.example/a%20b%22%3Cc%3E");
    CHECK(link_of("https://a.example/x?a=1&amp;b=2") == "https://a.example/x?a=1&b=2");
    CHECK(link_of("https://a.example/&#xD800;") == "https://a.example/\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("what is no feed is an error that names the address", "[news]") {
    const std::string_view body =
        GENERATE("", "   ", "<!DOCTYPE html><html><body><p>Not found</body></html>", "Rate exceeded.", "{\"error\":1}",
                 "{\"items\":", "<rss><channel><item>", "<svg xmlns='http://www.w3.org/2000/svg'/>", "\x00\x01\x02");
    CAPTURE(body);
    const auto feed = parse_feed(body, origin, "");
    REQUIRE_FALSE(feed);
    CHECK(feed.error().kind == ErrorKind::data);
    CHECK(feed.error().origin == origin);
}

TEST_CASE("entity bombs, deep nesting and endless feeds cost little", "[news]") {
    const auto bomb = parse(R"(<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <rss><channel><item><title>x &b; y</title><link>https://a.example</link></item></channel></rss>)");
    REQUIRE(bomb.items.size() == 1);
    CHECK(bomb.items[0].title == "x &b; y");

    std::string deep = "<feed><entry><title type='xhtml'>";
    for (int i = 0; i < 50'000; ++i) {
        deep += "<i>";
    }
    deep += "deep";
    for (int i = 0; i < 50'000; ++i) {
        deep += "</i>";
    }
    deep += "</title><link href='https://a.example'/></entry></feed>";
    CHECK(parse(deep).items.at(0).title == "deep");

    std::string endless = "<rss><channel>";
    for (int i = 0; i < 700; ++i) {
        endless += "<item><title>T</title><link>https://a.example/" + std::to_string(i) + "</link></item>";
    }
    const auto feed = parse(endless + "</channel></rss>");
    CHECK(feed.items.size() == 500);
    CHECK(feed.notices.size() == 1);
}

TEST_CASE("news of a window: newest first, each once, none without a date", "[news]") {
    const Window january{day("2022-01-01"), day("2022-02-01")};
    std::vector<NewsItem> items = {
        item("Old", "https://a.example/old", "2021-12-31"),
        item("Edge", "https://a.example/edge", "2022-02-01"),
        item("First", "https://a.example/first", "2022-01-01"),
        item("Same page", "https://a.example/same?utm_source=feed&id=1", "2022-01-05"),
        item("Same page, other words", "http://www.A.example/same?id=1#top", "2022-01-04"),
        item("Sheep counted: a record!", "https://b.example/1", "2022-01-10"),
        item("Sheep Counted — a Record", "https://c.example/2", "2022-01-09"),
        item("Different page", "https://a.example/same?id=2", "2022-01-05"),
        item("Undated", "https://a.example/undated", "nonsense"),
        item("羊", "https://d.example/1", "2022-01-02"),
        item("牛", "https://d.example/2", "2022-01-02"),
    };
    const auto news = news_of_window(items, january);
    std::vector<std::string> titles;
    for (const NewsItem& kept : news) {
        titles.push_back(kept.title);
    }
    CHECK(titles ==
          std::vector<std::string>{"Sheep counted: a record!", "Different page", "Same page", "牛", "羊", "First"});
    std::reverse(items.begin(), items.end());
    CHECK(news_of_window(items, january) == news);
}

}  // namespace digest
