#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "digest/base/utf8.h"
#include "digest/render/renderer.h"
#include "digest/text/markdown.h"
#include "parts.h"
#include "template.h"
#include "template_view.h"
#include "view.h"

namespace digest {
namespace {

/// YAML between dashes; every text is quoted, so nothing in it can end the block or become another type.
std::string front_matter_of(const Edition& edition, FrontMatter kind) {
    if (kind == FrontMatter::none) {
        return {};
    }
    std::string out = "---\n";
    if (kind == FrontMatter::jekyll) {
        out += "layout: post\n";
    }
    out += fmt::format("title: {}\n", yaml_quote(shown_title(edition)));
    out += fmt::format("date: {}\n", format_day(edition.key.month.first_day()));
    if (!edition.subtitle.empty()) {
        out += fmt::format("description: {}\n", yaml_quote(edition.subtitle));
    }
    if (!edition.topics.empty()) {
        out += "tags:\n";
    }
    for (const std::string& topic : edition.topics) {
        out += fmt::format("  - {}\n", yaml_quote(topic));
    }
    if (edition.draft) {
        out += "draft: true\n";
    }
    if (edition.draft && kind == FrontMatter::jekyll) {
        out += "published: false\n";  // Jekyll has drafts by folder only
    }
    return out + "---\n\n";
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return lines;
}

/// A blank at the end of a line says nothing; two are the editor's hard line break.
std::string_view without_last_blank(std::string_view line) {
    return line.ends_with(' ') && !line.ends_with("  ") ? line.substr(0, line.size() - 1) : line;
}

/// One blank line between blocks, none at either end, one final newline; fenced code stays as it is.
std::string with_even_blank_lines(std::string_view markdown) {
    std::string out;
    out.reserve(markdown.size());
    bool in_code = false;
    bool blank_pending = false;
    for (const std::string_view line : lines_of(markdown)) {
        const std::string_view content = trim(line);
        if (content.empty() && !in_code) {
            blank_pending = !out.empty();
            continue;
        }
        if (blank_pending) {
            out += '\n';
        }
        blank_pending = false;
        if (content.starts_with("```") || content.starts_with("~~~")) {
            in_code = !in_code;
        }
        out += in_code ? line : without_last_blank(line);
        out += '\n';
    }
    return out;
}

}  // namespace

Result<std::string> render_markdown(const Edition& edition, std::string_view template_text,
                                    std::string_view template_name, const RenderOptions& options) {
    static const nlohmann::ordered_json specimen = template_specimen();
    Result<std::string> body = fill_template(template_text, template_name, template_view(edition, options), specimen);
    if (!body) {
        return body;
    }
    return front_matter_of(edition, options.front_matter) + with_even_blank_lines(*body);
}

std::string render_json(const Edition& edition) {
    return dump(edition_view(edition), 2) + '\n';
}

}  // namespace digest
