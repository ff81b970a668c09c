#include "digest/text/tex.h"

#include <algorithm>
#include <optional>

#include "digest/base/ascii.h"
#include "digest/base/npos.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"
#include "tex_characters.h"
#include "tex_symbols.h"
#include "tex_typography.h"

namespace digest {
namespace {

constexpr int max_depth = 24;

bool is_word(char c) {
    return is_alphanumeric(c) || is_high(c);
}

void drop_blanks_at_end(std::string& text) {
    while (!text.empty() && text.back() == ' ') {
        text.pop_back();
    }
}

class TexConverter {
  public:
    TexConverter(std::string_view tex, MathStyle style) : tex_(tex), style_(style) {}

    TexText convert() {
        std::string text = running_text(0, tex_.size(), 0);
        return {std::move(text), complete_};
    }

  private:
    std::string_view tex_;
    MathStyle style_;
    bool complete_ = true;

    void give_up() { complete_ = false; }

    char at(std::size_t i) const { return i < tex_.size() ? tex_[i] : '\0'; }

    /// The index after the group `{…}` that opens at `open`, at most `end`.
    std::size_t group_end(std::size_t open, std::size_t end) {
        int depth = 0;
        for (std::size_t i = open; i < end; ++i) {
            if (tex_[i] == '\\') {
                ++i;
            } else if (tex_[i] == '{') {
                ++depth;
            } else if (tex_[i] == '}' && --depth == 0) {
                return i + 1;
            }
        }
        give_up();
        return end;
    }

    std::string_view command_name(std::size_t backslash, std::size_t end) const {
        std::size_t stop = backslash + 1;
        while (stop < end && is_letter(tex_[stop])) {
            ++stop;
        }
        if (stop == backslash + 1 && stop < end) {
            stop = std::min(stop + code_point_at(tex_, stop).length, end);
        }
        return tex_.substr(backslash + 1, stop - backslash - 1);
    }

    /// "as in \cite{x}, but": a sentence that stumbles without the work it names.
    void doubt_citation(std::string_view before) {
        before = trim(before);
        const std::string_view word =
            before.substr(before.find_last_of(' ') == npos ? 0 : before.find_last_of(' ') + 1);
        for (const std::string_view needy :
             {"in", "of", "by", "from", "to", "see", "and", "with", "than", "on", "like"}) {
            if (word == needy) {
                give_up();
            }
        }
    }

    /// One argument: a group, a command or a character. Moves `i` behind it.
    std::string argument(std::size_t& i, std::size_t end, int depth, bool math) {
        while (i < end && tex_[i] == ' ') {
            ++i;
        }
        if (i >= end) {
            give_up();
            return {};
        }
        if (tex_[i] == '{') {
            return group(i, end, depth, math);
        }
        std::size_t length = 1;
        if (tex_[i] == '\\') {
            length += command_name(i, end).size();
        } else {
            length = code_point_at(tex_, i).length;
        }
        length = std::min(length, end - i);
        const std::size_t begin = i;
        // \mathbb and its like take their own argument with them: x^\mathbb{R}
        if (tex_[begin] == '\\' && begin + length < end && tex_[begin + length] == '{') {
            length = group_end(begin + length, end) - begin;
        }
        i = begin + length;
        return math ? mathematics(begin, begin + length, depth + 1) : running_text(begin, begin + length, depth + 1);
    }

    /// What stands in the group at `i` (its opening brace). Moves `i` behind it.
    std::string group(std::size_t& i, std::size_t end, int depth, bool math) {
        const std::size_t begin = i + 1;
        i = group_end(i, end);
        const std::size_t inner_end = i > begin && tex_[i - 1] == '}' ? i - 1 : i;
        return math ? mathematics(begin, inner_end, depth + 1) : running_text(begin, inner_end, depth + 1);
    }

    /// The command at `i` (a backslash). Moves `i` behind it and its arguments.
    std::string command(std::size_t& i, std::size_t end, int depth, bool math) {
        const std::string_view name = command_name(i, end);
        const std::size_t start = i;
        i += 1 + name.size();
        if (name.empty()) {
            return "\\";
        }
        if (!is_letter(name.front())) {
            return character_command(name, i, end, depth, math);
        }
        switch (tex_command_kind(name)) {
            case TexCommandKind::alphabet:
                if (name != "cal" || at(i) == '{') {
                    return styled(name, i, end, depth);
                }
                break;
            case TexCommandKind::transparent:
                return transparent_argument(name, i, end, depth, math);
            case TexCommandKind::silent:
                return silent(name, start, i, end);
            case TexCommandKind::second_argument:
                argument(i, end, depth, false);
                return argument(i, end, depth, math);
            case TexCommandKind::switch_with_argument:
                argument(i, end, depth, false);
                return {};
            case TexCommandKind::script:
                return raised(argument(i, end, depth, false), name == "textsuperscript");
            case TexCommandKind::root:
                return root(i, end, depth);
            case TexCommandKind::fraction:
                return fraction(i, end, depth);
            case TexCommandKind::code_point:
                return code_point_command(i, end);
            case TexCommandKind::other:
                break;
        }
        return accent_or_symbol(name, start, i, end, depth, math);
    }

    std::string silent(std::string_view name, std::size_t start, std::size_t& i, std::size_t end) {
        if (at(i) == '[') {
            const auto close = tex_.find(']', i);
            if (close != npos && close < end) {
                i = close + 1;
            }
        }
        if (i < end && tex_[i] == '{') {
            i = group_end(i, end);
        }
        if (name.substr(0, 4) == "cite") {
            doubt_citation(tex_.substr(0, start));
        }
        return {};
    }

    std::string accent_or_symbol(std::string_view name, std::size_t start, std::size_t& i, std::size_t end, int depth,
                                 bool math) {
        // `\c c` and `\c{c}`, in running text only: in mathematics, or before a letter, it is something else.
        const bool may_be_accent = name.size() > 1 || (!math && (at(i) == '{' || at(i) == ' '));
        if (const char32_t mark = tex_accent(name); mark != 0 && may_be_accent) {
            return accented(mark, argument(i, end, depth, math));
        }
        if (const TexSymbol* symbol = tex_symbol(name)) {
            return symbol_text(*symbol, start, i, end, math);
        }
        give_up();
        return std::string(name);
    }

    std::string transparent_argument(std::string_view name, std::size_t& i, std::size_t end, int depth, bool math) {
        const bool text_inside = name.substr(0, 4) == "text" || name == "mbox" || name == "hbox" || name == "emph";
        if (name == "url" || name == "path" || name == "nolinkurl") {
            return argument(i, end, depth, false);
        }
        return argument(i, end, depth, math && !text_inside);
    }

    std::string character_command(std::string_view name, std::size_t& i, std::size_t end, int depth, bool math) {
        const char c = name.front();
        if (const auto text = tex_character(c)) {
            return std::string(*text);
        }
        if (!math && (c == '(' || c == '[')) {
            return display(c, i, end, depth);
        }
        if (!math && c == '\\') {
            return " ";
        }
        if (const char32_t mark = tex_accent(name); mark != 0 && !math) {
            return accented(mark, argument(i, end, depth, false));
        }
        give_up();
        return std::string(name);
    }

    /// `\(…\)` and `\[…\]` in running text; `i` stands behind the opening.
    std::string display(char open, std::size_t& i, std::size_t end, int depth) {
        const std::string_view close = open == '(' ? "\\)" : "\\]";
        const auto stop = tex_.find(close, i);
        if (stop == npos || stop >= end) {
            give_up();
            return std::string(1, open);
        }
        const std::size_t begin = i;
        i = stop + 2;
        if (style_ == MathStyle::keep) {
            return "$" + std::string(trim(tex_.substr(begin, stop - begin))) + "$";
        }
        return mathematics(begin, stop, depth + 1);
    }

    std::string accented(char32_t mark, const std::string& base) {
        std::string letter = base;
        if (letter == "ı") {
            letter = "i";
        }
        if (letter == "ȷ") {
            letter = "j";
        }
        if (code_points(letter) != 1 || !is_word(letter.front())) {
            give_up();
            return base;
        }
        append_utf8(letter, mark);
        return composed(letter);
    }

    std::string styled(std::string_view alphabet, std::size_t& i, std::size_t end, int depth) {
        const std::string inner = argument(i, end, depth, true);
        std::string out;
        for (const char c : inner) {
            const char32_t letter = is_letter(c) ? styled_letter(alphabet, c) : 0;
            if (letter == 0) {
                out.push_back(c);
            } else {
                append_utf8(out, letter);
            }
        }
        return out;
    }

    std::string root(std::size_t& i, std::size_t end, int depth) {
        if (at(i) == '[') {
            give_up();
        }
        const std::string inner = argument(i, end, depth, true);
        return code_points(inner) == 1 ? "√" + inner : "√(" + inner + ")";
    }

    static std::string operand(const std::string& text) {
        const bool simple = text.find_first_of(" +-=") == npos && text.find("−") == npos;
        return simple ? text : "(" + text + ")";
    }

    std::string fraction(std::size_t& i, std::size_t end, int depth) {
        const std::string above = argument(i, end, depth, true);
        const std::string below = argument(i, end, depth, true);
        return operand(above) + "/" + operand(below);
    }

    /// `\unicode{x2013}`, as some authors' tools write it.
    std::string code_point_command(std::size_t& i, std::size_t end) {
        const std::size_t begin = i;
        if (at(i) == '{') {
            i = group_end(i, end);
        }
        const auto value = code_point_of(tex_.substr(begin, i - begin));
        std::string out;
        if (value) {
            append_utf8(out, *value);
        } else {
            give_up();
        }
        return out;
    }

    /// `\LaTeX{}`, `na\i ve`: moves `i` over what only ended the command's name.
    void skip_end_of_name(const TexSymbol& symbol, std::size_t& i, std::size_t end, bool math) const {
        if (i + 1 < end && tex_[i] == '{' && tex_[i + 1] == '}') {
            i += 2;
        } else if (!math && i < end && tex_[i] == ' ' && (symbol.text.empty() || symbol.letter)) {
            ++i;
        }
    }

    std::string symbol_text(const TexSymbol& symbol, std::size_t start, std::size_t& i, std::size_t end, bool math) {
        skip_end_of_name(symbol, i, end, math);
        std::string text(symbol.text);
        if (!math) {
            return text;
        }
        if (symbol.spaced) {
            return " " + text + " ";
        }
        if (text.size() <= 1 || !is_letter(text.front())) {
            return text;
        }
        const bool follows_letter = start > 0 && is_word(tex_[start - 1]);
        const bool letter_follows = i < end && (is_word(tex_[i]) || tex_[i] == '{');
        return (follows_letter ? " " : "") + text + (letter_follows ? " " : "");
    }

    /// Text as superscript or subscript; where Unicode has no such letters, `^(…)` reads still, an index does not.
    std::string raised(const std::string& text, bool up) {
        std::string out;
        bool whole = true;
        for (std::size_t i = 0; i < text.size() && whole;) {
            const CodePoint point = code_point_at(text, i);
            const char32_t to = up ? superscript_of(point.value) : subscript_of(point.value);
            if (to != 0) {
                append_utf8(out, to);
            } else if (point.value != U' ') {
                whole = false;
            }
            i += point.length;
        }
        if (whole) {
            return out;
        }
        if (!up) {
            give_up();
            return "_" + text;
        }
        if (text.size() > 24 || text.find_first_of("^_") != npos) {
            give_up();
        }
        return code_points(text) == 1 ? "^" + text : "^(" + text + ")";
    }

    /// `^` or `_` at `i`, in mathematics, with what it raises or lowers.
    void put_script(std::size_t& i, std::size_t end, int depth, std::string& out) {
        const bool up = tex_[i++] == '^';
        const bool circle = tex_.substr(i, 5) == "\\circ" || tex_.substr(i, 6) == "{\\circ";
        const std::string inner = argument(i, end, depth, true);
        drop_blanks_at_end(out);
        out += circle && up ? "°" : raised(inner, up);
    }

    /// A character that is no mark of TeX, in mathematics.
    static void put_character(char c, char next, std::string& out) {
        if (is_any_of(c, "=<>")) {
            out += ' ';
            out += c;
            out += ' ';
        } else if (c == '-') {
            const bool range = !out.empty() && is_digit(out.back()) && is_digit(next);
            out += range ? "–" : "−";
        } else if (c == '\'') {
            out += "′";
        } else {
            out += c == '~' ? ' ' : c;
        }
    }

    std::string mathematics(std::size_t begin, std::size_t end, int depth) {
        if (depth > max_depth) {
            give_up();
            return {};
        }
        std::string out;
        for (std::size_t i = begin; i < end;) {
            const char c = tex_[i];
            switch (c) {
                case '\\':
                    out += command(i, end, depth, true);
                    break;
                case '^':
                case '_':
                    put_script(i, end, depth, out);
                    break;
                case '{':
                    out += group(i, end, depth, true);
                    break;
                case '&':
                case '}':
                case '$':
                    give_up();
                    ++i;
                    break;
                default:
                    put_character(c, at(i + 1), out);
                    ++i;
            }
        }
        return tidy(out);
    }

    /// One blank between things; none at either end, beside brackets, or before punctuation. A pair of comparison
    /// signs that a writer spelt with two characters stays together.
    static std::string tidy(std::string_view text) {
        std::string out;
        out.reserve(text.size());
        for (const char c : text) {
            if (c == ' ' && (out.empty() || is_any_of(out.back(), " (["))) {
                continue;
            }
            const bool closes = is_any_of(c, "),];");
            const bool pairs = c == '=' && out.size() >= 2 && is_any_of(out[out.size() - 2], "<>=");
            if ((closes || pairs) && !out.empty() && out.back() == ' ') {
                out.pop_back();
            }
            out += c;
        }
        drop_blanks_at_end(out);
        // an operator without its right side: 2×
        for (const std::string_view sign : {" ×", " ±", " →"}) {
            if (out.size() > sign.size() && out.ends_with(sign)) {
                out.erase(out.size() - sign.size(), 1);
            }
        }
        return out;
    }

    /// An address runs to the next blank or closing bracket; TeX's escapes in it are undone.
    std::string address(std::size_t& i, std::size_t end) {
        std::string out;
        while (i < end && tex_[i] != ' ' && tex_[i] != '}' && tex_[i] != '{' && tex_[i] != '"' && tex_[i] != '<') {
            if (tex_[i] == '\\') {
                ++i;
                if (i < end && is_letter(tex_[i])) {
                    --i;
                    break;
                }
                continue;
            }
            out += tex_[i++];
        }
        return out;
    }

    bool starts_address(std::size_t i) const { return web_scheme_length(tex_.substr(i, 8)) > 0; }

    std::string dollar(std::size_t& i, std::size_t end, int depth) {
        const bool twice = at(i + 1) == '$';
        if (twice) {
            const auto close = tex_.find("$$", i + 2);
            if (close != npos && close < end) {
                const std::size_t begin = i + 2;
                i = close + 2;
                if (style_ == MathStyle::keep) {
                    return "$" + std::string(trim(tex_.substr(begin, close - begin))) + "$";
                }
                return mathematics(begin, close, depth + 1);
            }
        }
        const std::size_t close = math_end(tex_.substr(0, end), i);
        if (close == npos) {
            if (!is_digit(at(i + 1))) {
                give_up();
            }
            ++i;
            return "$";
        }
        const std::size_t begin = i + 1;
        i = close + 1;
        if (style_ == MathStyle::keep) {
            return "$" + std::string(trim(tex_.substr(begin, close - begin))) + "$";
        }
        return mathematics(begin, close, depth + 1);
    }

    /// `^` and `_` outside mathematics: 10^{-3} and x_{1} are meant as such, `snake_case` is not.
    std::string stray_script(std::size_t& i, std::size_t end, int depth, const std::string& before) {
        const char c = tex_[i];
        const char right = at(i + 1);
        const bool group = right == '{' && !before.empty() && is_word(before.back());
        const bool power =
            c == '^' && is_digit(right) && !before.empty() && (is_word(before.back()) || before.back() == ')');
        ++i;
        if (group) {
            return raised(argument(i, end, depth, true), c == '^');
        }
        if (!power) {
            return std::string(1, c);
        }
        std::string digits;
        while (i < end && is_digit(tex_[i])) {
            digits += tex_[i++];
        }
        return raised(digits, true);
    }

    std::string running_text(std::size_t begin, std::size_t end, int depth) {
        if (depth > max_depth) {
            give_up();
            return {};
        }
        std::string out;
        out.reserve(end - begin);
        for (std::size_t i = begin; i < end;) {
            const char c = tex_[i];
            switch (c) {
                case '\\':
                    out += command(i, end, depth, false);
                    break;
                case '$':
                    out += dollar(i, end, depth);
                    break;
                case '{':
                case '}':
                    ++i;
                    break;
                case '~':
                    out += tex_tilde(tex_.substr(0, end), i, out);
                    break;
                case '-':
                    out += tex_dashes(tex_.substr(0, end), i, out);
                    break;
                case '`':
                case '\'':
                    out += tex_quote(tex_.substr(0, end), i, out);
                    break;
                case '^':
                case '_':
                    out += stray_script(i, end, depth, out);
                    break;
                case 'h':
                    if (starts_address(i)) {
                        out += address(i, end);
                        break;
                    }
                    [[fallthrough]];
                default:
                    out += c;
                    ++i;
            }
        }
        return out;
    }
};

std::string without_double_blanks(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ' ' && (out.empty() || out.back() == ' ')) {
            continue;
        }
        // what a dropped citation leaves behind
        if ((c == '.' || c == ',') && !out.empty() && out.back() == ' ' &&
            (i + 1 == text.size() || text[i + 1] == ' ') && !(i > 1 && text[i - 2] == '.')) {
            out.pop_back();
        }
        out += c;
    }
    drop_blanks_at_end(out);
    return out;
}

}  // namespace

TexText tex_to_unicode(std::string_view tex, MathStyle style) {
    if (tex.find_first_of("\\$~`'^_{}-") == npos) {
        return {std::string(tex), true};
    }
    TexText result = TexConverter(tex, style).convert();
    result.text = without_double_blanks(result.text);
    return result;
}

}  // namespace digest
