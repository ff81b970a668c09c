#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"
#include "digest/observe/news.h"
#include "feed_text.h"
#include "json.h"

namespace digest {

namespace {

using services::Json;

constexpr std::size_t most_items = 500;
constexpr std::size_t longest_text = 2000;  // in bytes, of a title or a name; what stands behind is left off

/// What the four formats have in common, as it stood there.
struct RawItem {
    std::string title{};
    std::string link{};
    std::string base{};
    std::string date{};
    std::string source{};
};

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The name with its prefix where one is asked for ("dc:date"), else a child without a foreign one.
pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    for (const pugi::xml_node node : parent.children()) {
        if (node.name() == name) {
            return node;
        }
    }
    if (name.find(':') != std::string_view::npos) {
        return {};
    }
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view whole = node.name();
        if (local_name(node) == name && !whole.starts_with("media:") && !whole.starts_with("itunes:") &&
            !whole.starts_with("dc:")) {
            return node;
        }
    }
    return {};
}

/// All text under a node; mark-up in between (xhtml) parts words only where it is a line of its own.
std::string deep_text(const pugi::xml_node& node) {
    struct Collector : pugi::xml_tree_walker {
        std::string text{};
        bool for_each(pugi::xml_node& part) override {
            if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
                text += part.value();
            }
            return true;
        }
    } collector;
    pugi::xml_node copy = node;
    copy.traverse(collector);
    return std::move(collector.text);
}

/// xml:base of the node and those around it, from the outermost on.
std::string base_of(pugi::xml_node node, std::string_view origin) {
    std::vector<std::string> bases;
    for (; node; node = node.parent()) {
        const std::string base = node.attribute("xml:base").value();
        if (!base.empty()) {
            bases.push_back(base);
        }
    }
    std::string base(origin);
    for (auto relative = bases.rbegin(); relative != bases.rend(); ++relative) {
        std::string resolved = services::resolve_link(*relative, base);
        if (!resolved.empty()) {
            base = std::move(resolved);
        }
    }
    return base;
}

std::string first_text(const pugi::xml_node& parent, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        std::string text = deep_text(child(parent, name));
        if (!trim(text).empty()) {
            return text;
        }
    }
    return {};
}

RawItem rss_item(const pugi::xml_node& item, std::string_view origin) {
    RawItem raw;
    raw.title = first_text(item, {"title", "description"});
    raw.link = trim(deep_text(child(item, "link")));
    const pugi::xml_node guid = child(item, "guid");
    if (raw.link.empty() && std::string_view(guid.attribute("isPermaLink").as_string("true")) != "false") {
        const std::string address(trim(deep_text(guid)));
        if (is_web_address(address)) {
            raw.link = address;
        }
    }
    // RSS 1.0 names its items by their address.
    if (raw.link.empty()) {
        raw.link = item.attribute("rdf:about").value();
    }
    raw.date = first_text(item, {"pubDate", "dc:date", "date", "published", "updated"});
    raw.source = deep_text(child(item, "source"));
    raw.base = base_of(item, origin);
    return raw;
}

std::string atom_link(const pugi::xml_node& entry) {
    std::string first;
    for (const pugi::xml_node node : entry.children()) {
        if (local_name(node) != "link") {
            continue;
        }
        std::string address = node.attribute("href").value();
        const std::string_view rel = node.attribute("rel").as_string("alternate");
        if (rel == "alternate" && !address.empty()) {
            return address;
        }
        if (first.empty()) {
            first = address;
        }
    }
    return first;
}

RawItem atom_item(const pugi::xml_node& entry, std::string_view origin) {
    RawItem raw;
    raw.title = first_text(entry, {"title"});
    raw.link = atom_link(entry);
    raw.date = first_text(entry, {"published", "updated"});
    raw.source = deep_text(child(child(entry, "source"), "title"));
    raw.base = base_of(entry, origin);
    return raw;
}

std::vector<RawItem> items_named(const pugi::xml_node& parent, std::string_view name, std::string_view origin,
                                 RawItem (*read)(const pugi::xml_node&, std::string_view)) {
    std::vector<RawItem> items;
    for (const pugi::xml_node node : parent.children()) {
        if (local_name(node) != name) {
            continue;
        }
        items.push_back(read(node, origin));
        if (items.size() > most_items) {
            break;
        }
    }
    return items;
}

/// The declared encoding, lower case; empty where none is.
std::string declared_encoding(std::string_view body) {
    const std::string_view head = trim(body.substr(0, 200));
    if (!head.starts_with("<?xml")) {
        return {};
    }
    const std::string declaration = ascii_lower(head.substr(0, head.find("?>")));
    const std::size_t at = declaration.find("encoding");
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t open = declaration.find_first_of("\"'", at);
    if (open == std::string::npos) {
        return {};
    }
    return declaration.substr(open + 1, declaration.find(declaration[open], open + 1) - open - 1);
}

struct DecodedFeed {
    std::string text{};
    pugi::xml_encoding encoding = pugi::encoding_utf8;
    bool doubtful = false;
};

DecodedFeed decode(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) {
        body.remove_prefix(3);
    }
    if (body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF")) {
        return {std::string(body), pugi::encoding_auto};
    }
    const std::string encoding = declared_encoding(body);
    const bool latin = encoding == "windows-1252" || encoding == "iso-8859-1" || encoding == "latin1" ||
                       encoding == "cp1252" || encoding == "iso8859-1" || encoding == "us-ascii";
    // A feed that was converted on its way and kept its old declaration is UTF-8 all the same.
    if (is_valid_utf8(body)) {
        return {std::string(body)};
    }
    if (latin || encoding.empty()) {
        return {services::from_windows_1252(body)};
    }
    return {repair_utf8(body), pugi::encoding_utf8, true};
}

struct RawFeed {
    std::string title{};
    std::vector<RawItem> items{};
    Notices notices{};
};

Result<RawFeed> parse_xml_feed(std::string_view body, std::string_view origin) {
    const DecodedFeed decoded = decode(body);
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(decoded.text.data(), decoded.text.size(), pugi::parse_default, decoded.encoding);
    const pugi::xml_node root = document.document_element();
    const std::string_view name = local_name(root);
    const bool known = name == "rss" || name == "feed" || name == "RDF";
    if (!known) {
        return fail(ErrorKind::data,
                    ascii_lower(name) == "html" ? "this is a web page, not a news feed" : "this is not a news feed",
                    std::string(origin), "check the address in [[news.feed]]");
    }
    if (!parsed) {
        return fail(ErrorKind::data, fmt::format("the feed is cut short or damaged ({})", parsed.description()),
                    std::string(origin));
    }
    RawFeed feed;
    if (decoded.doubtful) {
        feed.notices.push_back({NoticeKind::data_doubted,
                                "the feed is not in the encoding that it declares: some characters are lost",
                                std::string(origin)});
    }
    if (name == "feed") {
        feed.title = deep_text(child(root, "title"));
        feed.items = items_named(root, "entry", origin, atom_item);
    } else {
        const pugi::xml_node channel = child(root, "channel");
        feed.title = deep_text(child(channel, "title"));
        feed.items = items_named(name == "RDF" ? root : channel, "item", origin, rss_item);
    }
    return feed;
}

Result<RawFeed> parse_json_feed(std::string_view body, std::string_view origin) {
    const auto json = services::parse_json(body);
    if (!json) {
        return fail(ErrorKind::data, json.error().message, std::string(origin));
    }
    const Json& items = services::member(*json, "items");
    if (!items.is_array()) {
        return fail(ErrorKind::data, "this is not a news feed", std::string(origin),
                    "check the address in [[news.feed]]");
    }
    RawFeed feed;
    feed.title = services::text_member(*json, "title");
    for (const Json& item : items) {
        RawItem raw;
        raw.title = services::text_member(item, "title");
        if (trim(raw.title).empty()) {
            raw.title = services::text_member(item, "summary");
        }
        for (const char* key : {"url", "external_url", "id"}) {
            if (raw.link.empty()) {
                raw.link = services::text_member(item, key);
            }
        }
        raw.date = services::text_member(item, "date_published");
        if (raw.date.empty()) {
            raw.date = services::text_member(item, "date_modified");
        }
        raw.base = origin;
        feed.items.push_back(std::move(raw));
        if (feed.items.size() > most_items) {
            break;
        }
    }
    return feed;
}

std::string short_text(std::string_view raw) {
    const std::string text = services::plain_text(raw);
    return std::string(trim(utf8_prefix(text, longest_text)));
}

}  // namespace

Result<FeedItems> parse_feed(std::string_view body, std::string_view origin, std::string_view name) {
    std::string_view start = body;
    if (start.starts_with("\xEF\xBB\xBF")) {
        start.remove_prefix(3);
    }
    start = trim(start);
    if (start.empty()) {
        return fail(ErrorKind::data, "an empty answer", std::string(origin));
    }
    TRY_ASSIGN(auto raw, start.front() == '{' ? parse_json_feed(body, origin) : parse_xml_feed(start, origin));

    FeedItems feed;
    feed.feed_title = short_text(raw.title);
    feed.notices = std::move(raw.notices);
    if (raw.items.size() > most_items) {
        raw.items.resize(most_items);
        feed.notices.push_back({NoticeKind::information, fmt::format("only the first {} items are read", most_items),
                                std::string(origin)});
    }
    std::size_t dropped = 0;
    for (const RawItem& item : raw.items) {
        NewsItem news;
        news.title = short_text(item.title);
        news.url = services::resolve_link(item.link, item.base);
        if (news.title.empty() || news.url.empty()) {
            ++dropped;
            continue;
        }
        news.source = short_text(item.source);
        if (news.source.empty()) {
            news.source = name.empty() ? feed.feed_title : std::string(name);
        }
        news.date = services::feed_day(item.date);
        feed.items.push_back(std::move(news));
    }
    if (dropped > 0) {
        feed.notices.push_back({NoticeKind::information,
                                fmt::format("{} items have no title or no http(s) address and are left out", dropped),
                                std::string(origin)});
    }
    return feed;
}

}  // namespace digest
