#include "digest/harvest/atom.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <simdjson.h>
#include <pugixml.hpp>

#include "clean_text.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

namespace digest {
namespace {

// Line ends and attributes' blanks are left as they are: clean_text() collapses them. Text is kept in its element
// rather than in a node of its own. A DTD gets a node, so that it can be refused.
constexpr unsigned parse_options =
    pugi::parse_cdata | pugi::parse_escapes | pugi::parse_embed_pcdata | pugi::parse_doctype;

std::string_view local_name(const pugi::xml_node& node) {
    const char* begin = node.name();
    const char* end = begin;
    for (; *end != '\0'; ++end) {
        if (*end == ':') {
            begin = end + 1;
        }
    }
    return {begin, static_cast<std::size_t>(end - begin)};
}

/// The text of all text children together; `scratch` holds it where they are several.
std::string_view text_of(const pugi::xml_node& node, std::string& scratch) {
    if (!node.first_child()) {
        return node.value();
    }
    scratch = node.value();
    for (const pugi::xml_node child : node) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
            scratch += child.value();
        }
    }
    return scratch;
}

std::optional<std::int64_t> number_of(std::string_view text) {
    text = trim(text);
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || value < 0) {
        return std::nullopt;
    }
    return value;
}

/// What an entry says beside the paper itself.
struct EntryFacts {
    std::string raw_id{};
    std::string primary{};
    std::optional<Timestamp> published{};
    std::optional<Timestamp> updated{};
};

void keep_first(std::string& field, std::string_view text) {
    if (field.empty()) {
        field = clean_text(text);
    }
}

void read_author(const pugi::xml_node& author, std::vector<std::string>& authors, std::string& scratch) {
    for (const pugi::xml_node child : author) {
        if (local_name(child) != "name") {
            continue;
        }
        std::string name = clean_text(text_of(child, scratch));
        if (!holds_letter(name)) {
            continue;
        }
        if (authors.empty()) {
            authors.reserve(4);
        }
        authors.push_back(std::move(name));
    }
}

void read_category(const pugi::xml_node& node, std::vector<std::string>& categories) {
    const std::string_view term = node.attribute("term").value();
    if (!is_arxiv_category(term) || std::find(categories.begin(), categories.end(), term) != categories.end()) {
        return;
    }
    if (categories.empty()) {
        categories.reserve(4);
    }
    categories.emplace_back(term);
}

void keep_time(std::optional<Timestamp>& field, std::string_view text) {
    if (!field) {
        field = parse_rfc3339(trim(text));
    }
}

struct TextField {
    std::string_view element;
    std::string Paper::*field;
};
constexpr std::array text_fields = {TextField{"summary", &Paper::abstract}, TextField{"title", &Paper::title},
                                    TextField{"comment", &Paper::comment},
                                    TextField{"journal_ref", &Paper::journal_ref}, TextField{"doi", &Paper::doi}};

void read_element(const pugi::xml_node& node, Paper& paper, EntryFacts& entry, std::string& scratch) {
    const std::string_view name = local_name(node);
    if (name == "author") {
        read_author(node, paper.authors, scratch);
    } else if (name == "category") {
        read_category(node, paper.categories);
    } else if (name == "link") {
        return;
    } else if (name == "id") {
        if (entry.raw_id.empty()) {
            entry.raw_id = trim(text_of(node, scratch));
        }
    } else if (name == "published") {
        keep_time(entry.published, text_of(node, scratch));
    } else if (name == "updated") {
        keep_time(entry.updated, text_of(node, scratch));
    } else if (name == "primary_category") {
        entry.primary = node.attribute("term").value();
    } else if (const auto* known = std::find_if(text_fields.begin(), text_fields.end(),
                                                [&](const TextField& field) { return field.element == name; });
               known != text_fields.end()) {
        keep_first(paper.*known->field, text_of(node, scratch));
    }
}

void put_first(const std::string& primary, std::vector<std::string>& categories) {
    if (!is_arxiv_category(primary)) {
        return;
    }
    const auto found = std::find(categories.begin(), categories.end(), primary);
    if (found == categories.end()) {
        categories.insert(categories.begin(), primary);
    } else {
        std::rotate(categories.begin(), found, found + 1);
    }
}

/// Nothing for a paper; else what it lacks.
std::string_view complete(Paper& paper, const EntryFacts& entry) {
    auto id = parse_arxiv_id(entry.raw_id);
    if (!id) {
        return "its id is not an arXiv identifier";
    }
    if (paper.title.empty()) {
        return "it has no title";
    }
    if (!entry.published) {
        return "it has no date of submission that can be read";
    }
    paper.id = std::move(id->id);
    paper.version = std::max(id->version, 1);
    paper.submitted = *entry.published;
    paper.updated = entry.updated.value_or(paper.submitted);
    paper.withdrawn = says_withdrawn(paper.comment, paper.abstract);
    put_first(entry.primary, paper.categories);
    return {};
}

bool is_error(const Paper& paper, const EntryFacts& entry) {
    return entry.raw_id.find("/api/errors") != std::string::npos ||
           (paper.title == "Error" && !parse_arxiv_id(entry.raw_id));
}

void note_skipped(AtomPage& page, const EntryFacts& entry, std::string_view why, std::string_view origin) {
    std::string id = clean_text(utf8_prefix(entry.raw_id, 80));
    page.notices.push_back({NoticeKind::data_doubted,
                            fmt::format("entry {} ({}) was skipped: {}", page.entries, id.empty() ? "no id" : id, why),
                            std::string(origin)});
    page.skipped.push_back(std::move(id));
}

Result<AtomPage> read_feed(const pugi::xml_node& feed, std::size_t body_size, std::string_view origin) {
    AtomPage page;
    EntryFacts entry;  // its strings are used again
    std::string scratch;
    constexpr std::size_t least_entry_size = 512;
    page.papers.reserve(std::min<std::size_t>(body_size / least_entry_size, 2000));
    for (auto node = feed.first_child(); node; node = node.next_sibling()) {
        const std::string_view name = local_name(node);
        if (name == "entry") {
            ++page.entries;
            Paper& paper = page.papers.emplace_back();
            entry.raw_id.clear();
            entry.primary.clear();
            entry.published.reset();
            entry.updated.reset();
            for (auto child = node.first_child(); child; child = child.next_sibling()) {
                read_element(child, paper, entry, scratch);
            }
            if (is_error(paper, entry)) {
                const auto why = paper.abstract.empty() ? clean_text(entry.raw_id) : paper.abstract;
                return fail(ErrorKind::network,
                            fmt::format("the service answers with an error: {}", utf8_prefix(why, 300)),
                            std::string(origin));
            }
            if (const auto why = complete(paper, entry); !why.empty()) {
                note_skipped(page, entry, why, origin);
                page.papers.pop_back();
            }
        } else if (name == "totalResults") {
            page.total_results = number_of(text_of(node, scratch));
        }
    }
    return page;
}

}  // namespace

Result<AtomPage> parse_atom(std::string_view body, std::string_view origin) {
    const auto nonsense = [&](std::string what) { return fail(ErrorKind::data, std::move(what), std::string(origin)); };
    if (trim(body).empty()) {
        return nonsense("the answer is empty, an Atom feed was expected");
    }
    if (!simdjson::validate_utf8(body.data(), body.size())) {
        return nonsense("the answer is not UTF-8");
    }

    pugi::xml_document document;
    const auto parsed = document.load_buffer(body.data(), body.size(), parse_options, pugi::encoding_utf8);
    pugi::xml_node feed;
    int roots = 0;
    for (const pugi::xml_node node : document) {
        if (node.type() == pugi::node_doctype && parsed) {
            return nonsense("the answer declares a DTD, which no feed does");
        }
        if (node.type() != pugi::node_element) {
            continue;
        }
        if (++roots == 1) {
            feed = node;
        }
    }
    if (feed && local_name(feed) != "feed") {
        return nonsense(
            fmt::format("the answer is not an Atom feed but <{}>", clean_text(utf8_prefix(feed.name(), 40))));
    }
    if (!parsed) {
        return nonsense(fmt::format("the answer is not well-formed XML, or is cut short: {} at byte {} of {}",
                                    parsed.description(), parsed.offset, body.size()));
    }
    if (roots != 1) {
        return nonsense("the answer is not a single Atom feed");
    }
    return read_feed(feed, body.size(), origin);
}

}  // namespace digest
