#include "html_text.h"

#include <vector>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/base64.h"
#include "digest/base/utf8.h"
#include "digest/text/markdown.h"
#include "markdown_blocks.h"

namespace digest {
namespace {

constexpr int deepest_nesting = 6;
constexpr auto none = std::string_view::npos;

bool is_punctuation(char c) {
    return std::string_view{"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}.find(c) != none;
}

bool is_word(char c) {
    return is_alphanumeric(c) || is_high(c);
}

/// Where `mark` closes what was opened before `from`; the text between neither begins nor ends with a blank.
std::size_t find_close(std::string_view text, std::size_t from, std::string_view mark) {
    if (from >= text.size() || text[from] == ' ') {
        return none;
    }
    for (std::size_t at = text.find(mark, from); at != none; at = text.find(mark, at + 1)) {
        if (at == from || text[at - 1] == ' ' || text[at - 1] == '\\') {
            continue;
        }
        if (mark == "*" && at + 1 < text.size() && text[at + 1] == '*') {
            ++at;
            continue;
        }
        if (mark == "_" && at + 1 < text.size() && is_word(text[at + 1])) {
            continue;
        }
        return at;
    }
    return none;
}

struct MarkedSpan {
    std::string html{};
    std::size_t length = 0;  ///< of the Markdown; 0: nothing begins here
};

std::string inline_html(std::string_view text, int depth);

MarkedSpan marked_span(std::string_view text, std::size_t at, std::string_view mark, std::string_view tag, int depth) {
    if (text.substr(at, mark.size()) != mark) {
        return {};
    }
    const std::size_t from = at + mark.size();
    const std::size_t close = find_close(text, from, mark);
    if (close == none) {
        return {};
    }
    const std::string_view inner = text.substr(from, close - from);
    const std::string html = tag == "code" ? escape_html(inner) : inline_html(inner, depth + 1);
    return {fmt::format("<{0}>{1}</{0}>", tag, html), close + mark.size() - at};
}

MarkedSpan link_span(std::string_view text, std::size_t at, int depth) {
    int open = 0;
    std::size_t close = at;
    for (; close < text.size(); ++close) {
        if (text[close] == '\\') {
            ++close;
        } else if (text[close] == '[') {
            ++open;
        } else if (text[close] == ']' && --open == 0) {
            break;
        }
    }
    if (close + 1 >= text.size() || text[close + 1] != '(') {
        return {};
    }
    const std::size_t end = text.find(')', close + 2);
    if (end == none) {
        return {};
    }
    const std::string_view url = text.substr(close + 2, end - close - 2);
    if (encode_url(url).empty()) {
        return {};
    }
    return {html_link(inline_html(text.substr(at + 1, close - at - 1), depth + 1), url), end + 1 - at};
}

MarkedSpan span_at(std::string_view text, std::size_t at, int depth) {
    if (depth >= deepest_nesting) {
        return {};
    }
    switch (text[at]) {
        case '`':
            return marked_span(text, at, "`", "code", depth);
        case '[':
            return link_span(text, at, depth);
        case '_':
            if (at > 0 && is_word(text[at - 1])) {
                return {};
            }
            return marked_span(text, at, "_", "em", depth);
        case '*': {
            MarkedSpan strong = marked_span(text, at, "**", "strong", depth);
            return strong.length > 0 ? strong : marked_span(text, at, "*", "em", depth);
        }
        default:
            return {};
    }
}

std::string inline_html(std::string_view text, int depth) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\\' && at + 1 < text.size() && is_punctuation(text[at + 1])) {
            out += escape_html(text.substr(at + 1, 1));
            at += 2;
            continue;
        }
        const MarkedSpan span = span_at(text, at, depth);
        if (span.length > 0) {
            out += span.html;
            at += span.length;
        } else {
            out += escape_html(text.substr(at, 1));
            ++at;
        }
    }
    return out;
}

bool is_bullet(std::string_view line) {
    const std::string_view text = trim(line);
    return text.size() > 1 && (text[0] == '*' || text[0] == '-' || text[0] == '+') && text[1] == ' ';
}

/// Lines of one paragraph or bullet list.
struct TextBlock {
    bool is_list = false;
    std::vector<std::string> texts{};  ///< one, or one a bullet
};

std::vector<TextBlock> blocks_of(std::string_view markdown) {
    std::vector<TextBlock> blocks;
    bool begins = true;
    while (!markdown.empty()) {
        const std::size_t end = markdown.find('\n');
        const std::string_view line = markdown.substr(0, end);
        markdown = end == none ? std::string_view{} : markdown.substr(end + 1);
        if (trim(line).empty()) {
            begins = true;
        } else if (is_bullet(line)) {
            if (blocks.empty() || !blocks.back().is_list) {
                blocks.push_back({.is_list = true});
            }
            blocks.back().texts.emplace_back(trim(trim(line).substr(2)));
            begins = false;
        } else if (begins || blocks.empty()) {
            blocks.push_back({.texts = {std::string{trim(line)}}});
            begins = false;
        } else {
            blocks.back().texts.back().append(" ").append(trim(line));
        }
    }
    return blocks;
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
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
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string html_link(std::string_view inner_html, std::string_view url) {
    const std::string target = encode_url(url);
    if (target.empty()) {
        return std::string{inner_html};
    }
    return fmt::format("<a href=\"{}\">{}</a>", escape_html(target), inner_html);
}

std::string editors_inline_html(std::string_view markdown) {
    return inline_html(editors_markdown(markdown), 0);
}

std::string editors_html(std::string_view markdown, std::string_view label) {
    std::string out;
    const std::vector<TextBlock> blocks = blocks_of(editors_markdown(markdown));
    if (!label.empty() && (blocks.empty() || blocks.front().is_list)) {
        out += fmt::format("<p>{}</p>\n", label);
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const TextBlock& block = blocks[i];
        if (!block.is_list) {
            const std::string_view before = i == 0 ? label : std::string_view{};
            out += fmt::format("<p>{}{}{}</p>\n", before, before.empty() ? "" : " ", inline_html(block.texts[0], 0));
            continue;
        }
        out += "<ul>\n";
        for (const std::string& text : block.texts) {
            out += fmt::format("<li>{}</li>\n", inline_html(text, 0));
        }
        out += "</ul>\n";
    }
    return out;
}

std::string image_data_url(std::string_view bytes) {
    std::string_view type;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) {
        type = "png";
    } else if (bytes.starts_with("\xFF\xD8\xFF")) {
        type = "jpeg";
    } else if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) {
        type = "gif";
    } else if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") {
        type = "webp";
    } else {
        return {};
    }
    return fmt::format("data:image/{};base64,{}", type, to_base64(bytes));
}

}  // namespace digest
