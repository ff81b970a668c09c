#include "digest/text/tex_typography.h"

#include "digest/base/ascii.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_word(char c) {
    return is_letter(c) || is_digit(c) || is_high(c);
}

/// Prose between two dollars: two words of three letters or more that no command explains.
bool reads_as_prose(std::string_view inside) {
    int words = 0;
    std::size_t run = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
        const char c = i < inside.size() ? inside[i] : ' ';
        if (c == '\\' || c == '^' || c == '_') return false;
        if (is_letter(c)) {
            ++run;
            continue;
        }
        if (run >= 3) ++words;
        run = 0;
    }
    return words >= 2;
}

}  // namespace

std::string tex_dashes(std::string_view tex, std::size_t& i, std::string_view before) {
    const std::size_t end = tex.size();
    std::size_t stop = i;
    while (stop < end && tex[stop] == '-') ++stop;
    const std::size_t count = stop - i;
    const char left = before.empty() ? ' ' : before.back();
    const char right = stop < end ? tex[stop] : ' ';
    i = stop;
    if (count == 1) return "-";
    if (count > 3) return std::string(count, '-');
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
    if (approximately) return "∼";
    if (left == ' ' || right == ' ') return right == ' ' && left == ' ' ? "∼" : "";
    return " ";
}

std::string tex_quote(std::string_view tex, std::size_t& i, std::string_view before) {
    const std::size_t end = tex.size();
    if (tex[i] == '`') {
        if ((i + 1 < end ? tex[i + 1] : '\0') == '`') {
            i += 2;
            return "“";
        }
        const auto close = tex.find_first_of("`'", i + 1);
        ++i;
        const bool opens = before.empty() || !is_word(before.back());
        return opens && close != npos && close < end && tex[close] == '\'' ? "‘" : "`";
    }
    if ((i + 1 < end ? tex[i + 1] : '\0') == '\'' && i + 1 < end) {
        i += 2;
        return "”";
    }
    ++i;
    // closes a quotation that a backquote opened: `x'
    const auto open = before.rfind("‘");
    const bool closes =
        open != std::string::npos && before.find("’", open) == std::string::npos && !(i < end && is_letter(tex[i]));
    return closes ? "’" : "'";
}

std::size_t math_end(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size() || text[at] != '$' || text[at + 1] == '$') return npos;
    const bool money = is_digit(text[at + 1]);
    const bool blank = text[at + 1] == ' ';
    for (std::size_t i = at + 1; i < text.size() && i - at < 400; ++i) {
        if (text[i] == '\\') {
            ++i;
            continue;
        }
        if (text[i] != '$') continue;
        const std::string_view inside = text.substr(at + 1, i - at - 1);
        // Pandoc's rules, but that a clearly mathematical `$ x $` counts too
        const bool command = inside.find_first_of("\\^_=") != npos;
        if (inside.empty() || ((blank || text[i - 1] == ' ') && !command && inside.size() > 6)) return npos;
        if (money && i + 1 < text.size() && is_digit(text[i + 1]) && !command) return npos;
        if (money && inside.find(' ') != npos && !command && reads_as_prose(std::string(inside) + " xyz")) return npos;
        return reads_as_prose(inside) ? npos : i;
    }
    return npos;
}

}  // namespace digest
