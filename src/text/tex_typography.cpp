#include "tex_typography.h"

#include <algorithm>

#include "digest/base/ascii.h"
#include "digest/base/npos.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

/// Prose between two dollars: two words of three letters or more that no command explains.
bool reads_as_prose(std::string_view inside) {
    int words = 0;
    std::size_t run = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
        const char c = i < inside.size() ? inside[i] : ' ';
        if (c == '\\' || c == '^' || c == '_') {
            return false;
        }
        if (is_letter(c)) {
            ++run;
            continue;
        }
        if (run >= 3) {
            ++words;
        }
        run = 0;
    }
    return words >= 2;
}

/// "$5 of $7", "$5 each, or $": two sums, or one and a stray dollar.
bool reads_as_money(std::string_view inside, bool digit_follows) {
    if (!is_digit(inside.front())) {
        return false;
    }
    return digit_follows || (inside.find(' ') != npos && reads_as_prose(std::string(inside) + " xyz"));
}

/// The next dollar that no backslash escapes; npos where it is too far for one formula.
std::size_t next_dollar(std::string_view text, std::size_t from) {
    constexpr std::size_t longest_formula = 399;
    const std::size_t end = std::min(text.size(), from + longest_formula);
    for (std::size_t i = from; i < end; ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '$') {
            return i;
        }
    }
    return npos;
}

bool doubles(std::string_view tex, std::size_t i) {
    return i + 1 < tex.size() && tex[i + 1] == tex[i];
}

std::string opening_quote(std::string_view tex, std::size_t& i, std::string_view before) {
    if (doubles(tex, i)) {
        i += 2;
        return "“";
    }
    const auto close = tex.find_first_of("`'", i + 1);
    ++i;
    const bool opens = before.empty() || !(is_alphanumeric(before.back()) || is_high(before.back()));
    return opens && close != npos && tex[close] == '\'' ? "‘" : "`";
}

std::string closing_quote(std::string_view tex, std::size_t& i, std::string_view before) {
    if (doubles(tex, i)) {
        i += 2;
        return "”";
    }
    ++i;
    // closes a quotation that a backquote opened: `x'
    const auto open = before.rfind("‘");
    const bool is_open = open != std::string::npos && before.find("’", open) == std::string::npos;
    const bool within_word = i < tex.size() && is_letter(tex[i]);
    return is_open && !within_word ? "’" : "'";
}

}  // namespace

std::string tex_dashes(std::string_view tex, std::size_t& i, std::string_view before) {
    const std::size_t end = tex.size();
    std::size_t stop = i;
    while (stop < end && tex[stop] == '-') {
        ++stop;
    }
    const std::size_t count = stop - i;
    const char left = before.empty() ? ' ' : before.back();
    const char right = stop < end ? tex[stop] : ' ';
    i = stop;
    if (count == 1) {
        return "-";
    }
    if (count > 3) {
        return std::string(count, '-');
    }
    // ranges and pairs of names or symbols: 1--5, Kullback--Leibler
    const bool pair = is_digit(left) || is_digit(right) || is_high(left) || right == '$' || is_upper(right);
    return count == 2 && left != ' ' && right != ' ' && pair ? "–" : "—";
}

std::string tex_tilde(std::string_view tex, std::size_t& i, std::string_view before) {
    const std::size_t end = tex.size();
    const char left = before.empty() ? ' ' : before.back();
    const char right = i + 1 < end ? tex[i + 1] : ' ';
    ++i;
    const bool approximately = (left == ' ' || left == '(') && (is_digit(right) || right == '$');
    if (approximately) {
        return "∼";
    }
    if (left == ' ' || right == ' ') {
        return right == ' ' && left == ' ' ? "∼" : "";
    }
    return " ";
}

std::string tex_quote(std::string_view tex, std::size_t& i, std::string_view before) {
    return tex[i] == '`' ? opening_quote(tex, i, before) : closing_quote(tex, i, before);
}

std::size_t math_end(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size() || text[at] != '$' || text[at + 1] == '$') {
        return npos;
    }
    const std::size_t close = next_dollar(text, at + 1);
    if (close == npos) {
        return npos;
    }
    const std::string_view inside = text.substr(at + 1, close - at - 1);
    if (inside.empty() || reads_as_prose(inside)) {
        return npos;
    }
    // Pandoc's rules, but that a clearly mathematical `$ x $` counts too
    if (inside.find_first_of("\\^_=") != npos) {
        return close;
    }
    const bool blank = inside.front() == ' ' || inside.back() == ' ';
    const bool digit_follows = close + 1 < text.size() && is_digit(text[close + 1]);
    return (blank && inside.size() > 6) || reads_as_money(inside, digit_follows) ? npos : close;
}

}  // namespace digest
