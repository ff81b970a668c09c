#include "caption_text.h"

#include <algorithm>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

bool is_number(std::string_view text) {
    if (text.empty() || text.size() > 16 || text.find("..") != std::string_view::npos) {
        return false;
    }
    if (!is_alphanumeric(text.front()) || !is_alphanumeric(text.back()) ||
        std::none_of(text.begin(), text.end(), is_digit)) {
        return false;
    }
    return std::all_of(text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == '.' || c == '-'; });
}

void remove_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
        text.erase(at, part.size());
    }
}

/// "x%\n+y": a comment that LaTeXML writes to break a long line.
std::string without_line_comments(std::string_view tex) {
    std::string out;
    for (std::size_t i = 0; i < tex.size(); ++i) {
        const bool comment =
            tex[i] == '%' && i + 1 < tex.size() && tex[i + 1] == '\n' && (i == 0 || tex[i - 1] != '\\');
        if (comment) {
            ++i;
        } else {
            out += tex[i];
        }
    }
    return out;
}

}  // namespace

void append_words(std::string& out, std::string_view words) {
    for (const char c : words) {
        switch (c) {
            case '\\':
                out += "\\textbackslash{}";
                break;
            case '~':
                out += "\\textasciitilde{}";
                break;
            case '$':
            case '%':
            case '{':
            case '}':
                out += '\\';
                out += c;
                break;
            default:
                out += c;
        }
    }
}

void append_formula(std::string& out, std::string_view tex) {
    std::string formula = without_line_comments(tex);
    remove_all(formula, "\\displaystyle");
    remove_all(formula, "\\textstyle");
    std::erase(formula, '$');
    formula = collapse_white_space(strip_controls(formula));
    if (formula.empty()) {
        return;
    }
    out += '$';
    out += formula;
    out += '$';
}

std::string tidy_caption(std::string_view text, std::size_t bytes) {
    std::string caption = collapse_white_space(strip_controls(repair_utf8(text)));
    if (caption.size() <= bytes) {
        return caption;
    }
    std::size_t end = 0;
    bool in_formula = false;
    for (std::size_t i = 0; i < bytes; ++i) {
        if (caption[i] == '$' && (i == 0 || caption[i - 1] != '\\')) {
            in_formula = !in_formula;
        }
        if (caption[i] == ' ' && !in_formula) {
            end = i;
        }
    }
    caption.resize(end);
    return caption.empty() ? caption : caption + " …";
}

std::string number_of_tag(std::string_view tag) {
    const std::string clean = collapse_white_space(strip_controls(repair_utf8(tag)));
    std::string_view rest = clean;
    while (!rest.empty() && !is_alphanumeric(rest.back())) {
        rest.remove_suffix(1);
    }
    if (const auto blank = rest.rfind(' '); blank != std::string_view::npos) {
        rest.remove_prefix(blank + 1);
    }
    if (ascii_lower(rest.substr(0, 3)) == "fig") {
        while (!rest.empty() && !is_digit(rest.front())) {
            rest.remove_prefix(1);
        }
    }
    while (!rest.empty() && rest.front() == '(') {
        rest.remove_prefix(1);
    }
    return is_number(rest) ? std::string{rest} : std::string{};
}

}  // namespace digest
