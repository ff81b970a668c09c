#include "digest/render/bibtex.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

struct BibtexEntry {
    std::string title{};
    std::vector<std::string> authors{};
    bool et_al = false;
    int year = 0;
    std::string arxiv_id{};
    std::string url{};
};

/// BibTeX counts braces without regard to a backslash: none is written that is not one of a pair.
std::string tex_text(std::string_view plain) {
    std::string out;
    for (const char c : plain) {
        switch (c) {
            case '{':
                out += "\\textbraceleft{}";
                break;
            case '}':
                out += "\\textbraceright{}";
                break;
            case '\\':
                out += "\\textbackslash{}";
                break;
            case '~':
                out += "\\textasciitilde{}";
                break;
            case '^':
                out += "\\textasciicircum{}";
                break;
            case '&':
            case '%':
            case '$':
            case '#':
            case '_':
                out += '\\';
                out += c;
                break;
            default:
                out += c;
        }
    }
    return out;
}

/// As BibTeX takes it for one name whole: a comma, the word "and" and "others" say something else to it.
std::string tex_name(std::string_view plain) {
    const std::string words = " " + ascii_lower(plain) + " ";
    const bool one =
        words.find(',') == std::string::npos && words.find(" and ") == std::string::npos && words != " others ";
    return one ? tex_text(plain) : "{" + tex_text(plain) + "}";
}

/// Addresses keep their letters; what would end the field is percent-encoded.
std::string tex_address(std::string_view url) {
    std::string out;
    for (const char c : url) {
        if (c == '{' || c == '}' || c == '\\') {
            out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            out += c;
        }
    }
    return out;
}

/// "2201.03545" was numbered in 2022, "hep-th/9901001" in 1999.
int year_of(std::string_view id) {
    const std::size_t slash = id.find('/');
    const std::string_view digits = id.substr(slash == std::string_view::npos ? 0 : slash + 1);
    if (digits.size() < 2) {
        return 0;
    }
    const int year = (digits[0] - '0') * 10 + (digits[1] - '0');
    return year > 90 ? 1900 + year : 2000 + year;
}

/// The letters and digits of the last word (of a name) or of the first one with more than three (of a title).
std::string key_part(std::string_view text, bool last_word) {
    std::string word;
    std::string chosen;
    const auto finish = [&] {
        if (last_word ? !word.empty() : chosen.empty() && word.size() > 3) {
            chosen = word;
        }
        word.clear();
    };
    for (const char c : ascii_lower(text)) {
        if (is_lower(c) || is_digit(c)) {
            word += c;
        } else if (c == ' ') {
            finish();
        }
    }
    finish();
    return chosen;
}

std::string key_of(const BibtexEntry& entry, std::set<std::string>& used) {
    const std::string author = entry.authors.empty() ? "anonymous" : key_part(entry.authors.front(), true);
    const std::string base =
        fmt::format("{}{}{}", author.empty() ? "anonymous" : author, entry.year, key_part(entry.title, false));
    std::string key = base;
    for (char letter = 'a'; !used.insert(key).second; ++letter) {
        key = base + letter;
    }
    return key;
}

std::string format_entry(const BibtexEntry& entry, std::set<std::string>& used) {
    std::string out = fmt::format("@misc{{{},\n  title = {{{{{}}}}},\n", key_of(entry, used), tex_text(entry.title));
    if (!entry.authors.empty()) {
        out += "  author = {";
        for (std::size_t i = 0; i < entry.authors.size(); ++i) {
            out += (i > 0 ? " and " : "") + tex_name(entry.authors[i]);
        }
        out += entry.et_al ? " and others},\n" : "},\n";
    }
    if (entry.year > 0) {
        out += fmt::format("  year = {{{}}},\n", entry.year);
    }
    if (!entry.arxiv_id.empty()) {
        out += fmt::format("  eprint = {{{}}},\n  archivePrefix = {{arXiv}},\n", entry.arxiv_id);
    }
    return out + fmt::format("  url = {{{}}}\n}}\n", tex_address(entry.url));
}

BibtexEntry entry_of(const Pick& pick) {
    BibtexEntry entry;
    entry.title = pick.title;
    for (const std::string& author : pick.authors) {
        std::string name = collapse_white_space(tex_to_unicode(author).text);  // as the byline has it
        if (!name.empty()) {
            entry.authors.push_back(std::move(name));
        }
    }
    entry.arxiv_id = pick.id;
    entry.year = pick.id.empty() ? 0 : year_of(pick.id);
    entry.url = pick.url;
    return entry;
}

/// "Ada Example, Bob Sample and Cy Test" or "Ada Example et al." back into names.
std::vector<std::string> names_in(std::string authors, bool& et_al) {
    std::vector<std::string> names;
    constexpr std::string_view others = " et al.";
    et_al = authors.ends_with(others);
    if (et_al) {
        authors.resize(authors.size() - others.size());
    }
    for (std::size_t at = authors.find(" and "); at != std::string::npos; at = authors.find(" and ")) {
        authors.replace(at, 5, ", ");
    }
    for (std::size_t begin = 0; begin < authors.size();) {
        const std::size_t end = std::min(authors.find(", ", begin), authors.size());
        if (end > begin) {
            names.push_back(authors.substr(begin, end - begin));
        }
        begin = end + 2;
    }
    return names;
}

BibtexEntry entry_of(const Reference& reference) {
    BibtexEntry entry;
    entry.title = reference.title;
    entry.authors = names_in(reference.authors, entry.et_al);
    entry.year = reference.year;
    if (const auto id = parse_arxiv_id(reference.url)) {
        entry.arxiv_id = id->id;
    }
    entry.url = reference.url;
    return entry;
}

}  // namespace

std::string render_bibtex(const Edition& edition) {
    std::set<std::string> used;
    std::string out;
    for (const Pick& pick : edition.picks) {
        if (!pick.url.empty()) {
            out += format_entry(entry_of(pick), used);
        }
    }
    for (const Reference& reference : edition.references) {
        out += format_entry(entry_of(reference), used);
    }
    return out;
}

}  // namespace digest
