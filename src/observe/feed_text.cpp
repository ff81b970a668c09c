#include "feed_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"

namespace digest::services {

namespace {

constexpr std::array<char32_t, 32> windows_1252_high = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// U+00A0 to U+00FF in order.
constexpr std::array<std::string_view, 96> latin_names = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr std::array<std::pair<std::string_view, char32_t>, 37> other_names = {
    {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
     {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},
     {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bdquo", 0x201E},  {"hellip", 0x2026}, {"bull", 0x2022},
     {"prime", 0x2032}, {"Prime", 0x2033}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},
     {"trade", 0x2122}, {"larr", 0x2190},  {"rarr", 0x2192},   {"uarr", 0x2191},   {"darr", 0x2193},
     {"minus", 0x2212}, {"infin", 0x221E}, {"asymp", 0x2248},  {"ne", 0x2260},     {"le", 0x2264},
     {"ge", 0x2265},    {"ensp", 0x2002},  {"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwnj", 0x200C},
     {"oelig", 0x0153}, {"OElig", 0x0152}}};

constexpr std::array<std::string_view, 44> tags = {
    "a",   "abbr", "b",     "big",   "blockquote", "br", "center", "cite",  "code", "del",    "div",
    "em",  "font", "h1",    "h2",    "h3",         "h4", "hr",     "i",     "img",  "ins",    "kbd",
    "li",  "mark", "ol",    "p",     "pre",        "q",  "s",      "small", "span", "strike", "strong",
    "sub", "sup",  "table", "tbody", "td",         "th", "tr",     "tt",    "u",    "ul",     "var"};

/// 0 for what is no reference that we know.
char32_t referenced(std::string_view name) {
    if (name.starts_with('#')) {
        name.remove_prefix(1);
        const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
        if (hexadecimal) {
            name.remove_prefix(1);
        }
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value, hexadecimal ? 16 : 10);
        if (error != std::errc{} || end != name.data() + name.size() || value > 0x10FFFF) {
            return 0;
        }
        if (value >= 0xD800 && value <= 0xDFFF) {
            return 0xFFFD;
        }
        return value;
    }
    const auto latin = std::find(latin_names.begin(), latin_names.end(), name);
    if (latin != latin_names.end()) {
        return static_cast<char32_t>(0xA0 + (latin - latin_names.begin()));
    }
    for (const auto& [known, value] : other_names) {
        if (known == name) {
            return value;
        }
    }
    return 0;
}

/// Finds the ends of what opens in a text, each kind from left to right; asked again behind an end that is missing, it
/// does not look again. So a text of nothing but openings takes no longer than any other.
class Ends {
  public:
    explicit Ends(std::string_view text) : text_(text) {}

    std::size_t of_comment(std::size_t from) { return next("-->", comment_, from); }
    std::size_t of_tag(std::size_t from) { return next(">", tag_, from); }
    /// Where "</script" or "</style" begins, in whatever case.
    std::size_t of_content(std::string_view name, std::size_t from) {
        std::size_t& at = name == "script" ? script_ : style_;
        if (at == std::string_view::npos || at >= from) {
            return at;
        }
        for (at = text_.find("</", from); at != std::string_view::npos; at = text_.find("</", at + 2)) {
            if (ascii_lower(text_.substr(at + 2, name.size())) == name) {
                break;
            }
        }
        return at;
    }

  private:
    std::size_t next(std::string_view what, std::size_t& known, std::size_t from) const {
        if (known != std::string_view::npos && known < from) {
            known = text_.find(what, from);
        }
        return known;
    }
    std::string_view text_;
    std::size_t comment_ = 0;
    std::size_t tag_ = 0;
    std::size_t script_ = 0;
    std::size_t style_ = 0;
};

bool is_tag(std::string_view name) {
    return name == "script" || name == "style" || std::find(tags.begin(), tags.end(), name) != tags.end();
}

/// The end of the tag that begins at `at`, or npos; its lower-case name into `name`, with the slash of an end tag.
std::size_t tag_at(std::string_view text, std::size_t at, Ends& ends, std::string& name) {
    if (text.substr(at, 4) == "<!--") {
        name = "!--";
        const std::size_t end = ends.of_comment(at + 4);
        return end == std::string_view::npos ? end : end + 3;
    }
    std::size_t begin = at + 1;
    if (begin < text.size() && text[begin] == '/') {
        ++begin;
    }
    std::size_t end = begin;
    while (end < text.size() && is_alphanumeric(text[end])) {
        ++end;
    }
    name = ascii_lower(text.substr(begin, end - begin));
    constexpr std::string_view after_name = "> /\n";
    if (!is_tag(name) || end >= text.size() || after_name.find(text[end]) == std::string_view::npos) {
        return std::string_view::npos;
    }
    if (text[at + 1] == '/') {
        name.insert(name.begin(), '/');
    }
    const std::size_t close = ends.of_tag(end);
    return close == std::string_view::npos ? close : close + 1;
}

bool is_block(std::string_view name) {
    if (name.starts_with('/')) {
        name.remove_prefix(1);
    }
    for (const std::string_view block : {"br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "hr", "img"}) {
        if (name == block) {
            return true;
        }
    }
    return false;
}

std::string without_tags(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::string name;
    Ends ends(text);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '<' ? tag_at(text, at, ends, name) : std::string_view::npos;
        if (end == std::string_view::npos) {
            out.push_back(text[at++]);
            continue;
        }
        at = end;
        if (is_block(name)) {
            out.push_back(' ');
        }
        if (name == "script" || name == "style") {
            at = ends.of_content(name, at);
            if (at == std::string_view::npos) {
                break;
            }
        }
    }
    return out;
}

/// C1 controls come of numeric references that were meant in windows-1252 (&#150;), as browsers know.
std::string without_c1(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        if (point.value >= 0x80 && point.value < 0xA0) {
            append_utf8(out, windows_1252_high[point.value - 0x80]);
        } else {
            append_utf8(out, point.value);
        }
        at += point.length;
    }
    return out;
}

std::string_view scheme_of(std::string_view link) {
    const std::size_t colon = link.find(':');
    const std::size_t other = link.find_first_of("/?#");
    if (colon == std::string_view::npos || colon == 0 || colon > other) {
        return {};
    }
    const std::string_view scheme = link.substr(0, colon);
    const bool plain = std::all_of(scheme.begin(), scheme.end(), [](char byte) {
        return is_alphanumeric(byte) || byte == '+' || byte == '-' || byte == '.';
    });
    return plain ? scheme : std::string_view{};
}

/// "/a/./b/../c" → "/a/c".
std::string without_dots(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        const std::string_view segment = path.substr(0, end);
        path.remove_prefix(end);
        if (segment == "/..") {
            out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
            if (path.empty()) {
                out.push_back('/');
            }
        } else if (segment == "/.") {
            if (path.empty()) {
                out.push_back('/');
            }
        } else {
            out.append(segment);
        }
    }
    return out;
}

/// Blanks, quotes, brackets and controls would end the address in Markdown or HTML; a reference may have stood for what
/// is no character.
std::string escaped_link(std::string_view link) {
    std::string out;
    out.reserve(link.size());
    for (const char byte : repair_utf8(link)) {
        const auto value = static_cast<unsigned char>(byte);
        if (value <= 0x20 || value == 0x7f || byte == '"' || byte == '<' || byte == '>' || byte == '\\' ||
            byte == '`') {
            out += fmt::format("%{:02X}", value);
        } else {
            out.push_back(byte);
        }
    }
    return out;
}

}  // namespace

std::string from_windows_1252(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        if (value < 0x80) {
            out.push_back(byte);
        } else {
            append_utf8(out, value < 0xA0 ? windows_1252_high[value - 0x80u] : char32_t{value});
        }
    }
    return out;
}

std::string decode_references(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        constexpr std::size_t longest = 12;
        const std::size_t end = text[at] == '&' ? text.substr(at, longest).find(';') : std::string_view::npos;
        const char32_t value = end == std::string_view::npos ? 0 : referenced(text.substr(at + 1, end - 1));
        if (value == 0) {
            out.push_back(text[at++]);
        } else {
            append_utf8(out, value);
            at += end + 1;
        }
    }
    return out;
}

std::string plain_text(std::string_view text) {
    // Tags go before and after each decoding: escaped once they are mark-up already, escaped twice only then.
    std::string plain = without_tags(text);
    for (int round = 0; round < 2 && plain.find('&') != std::string::npos; ++round) {
        plain = without_tags(decode_references(plain));
    }
    return collapse_white_space(strip_controls(without_c1(repair_utf8(plain))));
}

std::optional<Day> feed_day(std::string_view text) {
    text = trim(text);
    if (const auto time = parse_rfc3339(text)) {
        return std::chrono::floor<std::chrono::days>(*time);
    }
    if (const auto day = parse_day(text)) {
        return day;
    }
    if (const auto time = parse_mail_date(text)) {
        return std::chrono::floor<std::chrono::days>(*time);
    }
    return std::nullopt;
}

std::string resolve_link(std::string_view link, std::string_view base) {
    link = trim(link);
    if (link.empty()) {
        return {};
    }
    if (!scheme_of(link).empty()) {
        return is_web_address(link) ? escaped_link(link) : std::string{};
    }
    if (!is_web_address(base)) {
        return {};
    }
    const std::string base_scheme = ascii_lower(scheme_of(base));
    if (link.starts_with("//")) {
        return link.size() > 2 ? escaped_link(fmt::format("{}:{}", base_scheme, link)) : std::string{};
    }
    const std::size_t authority = base.find("://") + 3;
    const std::size_t path_at = std::min(base.find_first_of("/?#", authority), base.size());
    const std::string_view site = base.substr(0, path_at);
    const std::string_view base_path = base.substr(path_at, base.find_first_of("?#", path_at) - path_at);
    const std::size_t tail_at = std::min(link.find_first_of("?#"), link.size());
    const std::string_view tail = link.substr(tail_at);
    const std::string_view path = link.substr(0, tail_at);
    if (path.empty()) {
        return escaped_link(fmt::format("{}{}{}", site, base_path, tail));
    }
    if (path.starts_with('/')) {
        return escaped_link(fmt::format("{}{}{}", site, without_dots(path), tail));
    }
    const std::string_view folder =
        base_path.substr(0, base_path.rfind('/') == std::string_view::npos ? 0 : base_path.rfind('/') + 1);
    return escaped_link(fmt::format(
        "{}{}{}", site, without_dots(fmt::format("{}{}{}", folder.empty() ? "/" : "", folder, path)), tail));
}

}  // namespace digest::services
