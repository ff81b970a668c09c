#include "support/atom_writer.h"

#include "digest/base/dates.h"

namespace digest::test {
namespace {

constexpr std::string_view arxiv_schema = " scheme=\"http://arxiv.org/schemas/atom\"";

void element(std::string& out, std::string_view name, std::string_view text, std::string_view attributes = {}) {
    out.append("    <").append(name).append(attributes).append(">").append(xml_escape(text));
    out.append("</").append(name.substr(0, name.find(' '))).append(">\n");
}

void optional_element(std::string& out, std::string_view name, std::string_view text,
                      std::string_view attributes = {}) {
    if (!text.empty()) {
        element(out, name, text, attributes);
    }
}

void author(std::string& out, std::string_view name) {
    out.append("    <author>\n      <name>").append(xml_escape(name)).append("</name>\n    </author>\n");
}

void category(std::string& out, std::string_view name) {
    out.append("    <category term=\"").append(xml_escape(name)).append("\"").append(arxiv_schema).append("/>\n");
}

void link(std::string& out, std::string_view href, std::string_view attributes) {
    out.append("    <link href=\"").append(href).append("\" ").append(attributes).append("/>\n");
}

std::string versioned(const Paper& paper) {
    return paper.id + "v" + std::to_string(paper.version);
}

std::string new_entry(const Paper& paper) {
    const std::string id = versioned(paper);
    std::string out = "  <entry>\n";
    element(out, "id", "http://arxiv.org/abs/" + id);
    element(out, "title", paper.title);
    element(out, "updated", format_rfc3339(paper.updated));
    link(out, "https://arxiv.org/abs/" + id, "rel=\"alternate\" type=\"text/html\"");
    link(out, "https://arxiv.org/pdf/" + id, "rel=\"related\" type=\"application/pdf\" title=\"pdf\"");
    element(out, "summary", paper.abstract);
    for (const auto& name : paper.categories) {
        category(out, name);
    }
    element(out, "published", format_rfc3339(paper.submitted));
    optional_element(out, "arxiv:comment", paper.comment);
    if (!paper.categories.empty()) {
        out.append("    <arxiv:primary_category term=\"").append(paper.categories.front()).append("\"/>\n");
    }
    optional_element(out, "arxiv:journal_ref", paper.journal_ref);
    for (const auto& name : paper.authors) {
        author(out, name);
    }
    if (!paper.doi.empty()) {
        element(out, "arxiv:doi", paper.doi);
        link(out, "https://doi.org/" + xml_escape(paper.doi), "rel=\"related\" title=\"doi\"");
    }
    return out + "  </entry>\n";
}

// The title is wrapped and the summary starts with two blanks and ends with a line end, as it was then.
std::string old_entry(const Paper& paper) {
    constexpr std::string_view name_space = " xmlns:arxiv=\"http://arxiv.org/schemas/atom\"";
    const std::string id = versioned(paper);
    std::string title = paper.title;
    if (const auto blank = title.find(' ', title.size() / 2); blank != std::string::npos) {
        title.replace(blank, 1, "\n  ");
    }
    std::string out = "  <entry>\n";
    element(out, "id", "http://arxiv.org/abs/" + id);
    element(out, "updated", format_rfc3339(paper.updated));
    element(out, "published", format_rfc3339(paper.submitted));
    element(out, "title", title);
    element(out, "summary", "  " + paper.abstract + "\n");
    for (const auto& name : paper.authors) {
        author(out, name);
    }
    optional_element(out, "arxiv:doi", paper.doi, name_space);
    optional_element(out, "arxiv:comment", paper.comment, name_space);
    optional_element(out, "arxiv:journal_ref", paper.journal_ref, name_space);
    link(out, "http://arxiv.org/abs/" + id, "rel=\"alternate\" type=\"text/html\"");
    link(out, "http://arxiv.org/pdf/" + id, "rel=\"related\" type=\"application/pdf\" title=\"pdf\"");
    if (!paper.categories.empty()) {
        out.append("    <arxiv:primary_category").append(name_space).append(" term=\"");
        out.append(paper.categories.front()).append("\"").append(arxiv_schema).append("/>\n");
    }
    for (const auto& name : paper.categories) {
        category(out, name);
    }
    return out + "  </entry>\n";
}

void numbers(std::string& out, std::string_view name, std::int64_t value, std::string_view attributes) {
    out.append("  <opensearch:").append(name).append(attributes).append(">").append(std::to_string(value));
    out.append("</opensearch:").append(name).append(">\n");
}

}  // namespace

std::string xml_escape(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 16);
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string atom_entry(const Paper& paper, FeedFormat format) {
    return format == FeedFormat::now ? new_entry(paper) : old_entry(paper);
}

std::string atom_feed(std::span<const Paper> papers, const FeedHead& head, FeedFormat format) {
    std::string out;
    if (format == FeedFormat::now) {
        out =
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            "<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" "
            "xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns=\"http://www.w3.org/2005/Atom\">\n"
            "  <id>https://arxiv.org/api/a/made+up/hash</id>\n";
        out.append("  <title>arXiv Query: ").append(xml_escape(head.query)).append("</title>\n");
        out.append("  <updated>2026-11-02T22:10:19Z</updated>\n");
        out.append("  <link href=\"https://arxiv.org/api/query\" type=\"application/atom+xml\"/>\n");
        numbers(out, "itemsPerPage", head.items_per_page, "");
        numbers(out, "totalResults", head.total, "");
        numbers(out, "startIndex", head.start, "");
    } else {
        constexpr std::string_view name_space = " xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\"";
        out =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
            "  <link href=\"http://arxiv.org/api/query\" rel=\"self\" type=\"application/atom+xml\"/>\n";
        out.append("  <title type=\"html\">ArXiv Query: ").append(xml_escape(head.query)).append("</title>\n");
        out.append("  <id>http://arxiv.org/api/madeuphash</id>\n  <updated>2025-03-01T00:00:00-05:00</updated>\n");
        numbers(out, "totalResults", head.total, name_space);
        numbers(out, "startIndex", head.start, name_space);
        numbers(out, "itemsPerPage", head.items_per_page, name_space);
    }
    for (const Paper& paper : papers) {
        out += atom_entry(paper, format);
    }
    return out + "</feed>\n";
}

std::string atom_error(std::string_view summary) {
    std::string address = "https://arxiv.org/api/errors#";
    for (const char c : summary) {
        address += c == ' ' ? '_' : c;
    }
    std::string out = atom_feed({}, {1, 0, 1, "error"});
    out.resize(out.size() - std::string_view("</feed>\n").size());
    out += "  <entry>\n";
    element(out, "id", address);
    element(out, "title", "Error");
    element(out, "updated", "2026-11-02T22:10:19Z");
    link(out, xml_escape(address), "rel=\"alternate\" type=\"text/html\"");
    element(out, "summary", summary);
    author(out, "arXiv api core");
    return out + "  </entry>\n</feed>\n";
}

}  // namespace digest::test
