#include "digest/text/markdown.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"

namespace digest {
namespace {

constexpr std::string_view word_joiner = "\u2060";

/// How many characters of `text` from `at` on satisfy `test`.
template <class Test>
std::size_t run_length(std::string_view text, std::size_t at, Test test) {
    std::size_t end = at;
    while (end < text.size() && test(text[end])) {
        ++end;
    }
    return end - at;
}

/// Whether the "&" at `at` begins what some reader would take for a character reference (kramdown allows ":.-_").
bool begins_reference(std::string_view text, std::size_t at) {
    const std::size_t length =
        run_length(text, at + 1, [](char c) { return is_alphanumeric(c) || is_any_of(c, "#:._-"); });
    const std::size_t end = at + 1 + length;
    return length > 0 && end < text.size() && text[end] == ';';
}

/// Writes one text; knows what stands around each character.
class MarkdownEscaper {
  public:
    MarkdownEscaper(std::string_view text, bool keep_math, bool keep_marks) : text_(text), keep_marks_(keep_marks) {
        out_.reserve(text.size() + text.size() / 8);
        if (keep_math) {
            find_math();
        }
    }

    std::string run() {
        const auto& writer_of = writers();
        for (std::size_t at = write_start(); at < text_.size();) {
            at += (this->*writer_of[static_cast<unsigned char>(text_[at])])(at);
        }
        return std::move(out_);
    }

  private:
    char at(std::size_t index) const { return index < text_.size() ? text_[index] : '\0'; }
    char before(std::size_t index) const { return index > 0 ? text_[index - 1] : '\0'; }

    void escape(char c) {
        out_ += '\\';
        out_ += c;
    }

    /// Dollars of $…$ on one line, by Pandoc's rule: no blank inside the dollars, no digit after the closing one.
    void find_math() {
        std::size_t open = std::string_view::npos;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (text_[i] != '$') {
                continue;
            }
            const bool is_double = at(i + 1) == '$' || before(i) == '$';
            const bool closes = open != std::string_view::npos && before(i) != ' ' && !is_digit(at(i + 1));
            if (is_double) {
                open = std::string_view::npos;
            } else if (closes) {
                math_dollars_.push_back(open);
                math_dollars_.push_back(i);
                open = std::string_view::npos;
            } else {
                const bool can_open = at(i + 1) != ' ' && at(i + 1) != '\0' && before(i) != '\\';
                open = can_open ? i : std::string_view::npos;
            }
        }
    }

    bool is_math_dollar(std::size_t index) const {
        return std::binary_search(math_dollars_.begin(), math_dollars_.end(), index);
    }

    /// What only matters at the start of a line: headings, quotes, lists, definitions, rules. Gives what it consumed.
    std::size_t write_start() {
        const char first = at(0);
        const auto ends_marker = [this](std::size_t index) { return at(index) == ' ' || index >= text_.size(); };
        if (is_any_of(first, "#>=") && first != '\0') {
            escape(first);
            return 1;
        }
        if ((first == '-' || first == '+') && (ends_marker(1) || is_any_of(at(1), "-+|"))) {
            escape(first);
            return 1;
        }
        if (first == ':') {  // kramdown's definition
            out_ += "&#58;";
            return 1;
        }
        if (first == '^') {  // a footnote after the bracket of a link; alone, kramdown's end of a block
            out_ += "&#94;";
            return 1;
        }
        const std::size_t digits = run_length(text_, 0, is_digit);
        if (digits > 0 && is_any_of(at(digits), ".)") && at(digits) != '\0' &&
            (ends_marker(digits + 1) || at(digits + 1) == '|')) {
            out_.append(text_, 0, digits);
            escape(at(digits));
            return digits + 1;
        }
        return 0;
    }

    /// Writes what stands at `i` and gives how many bytes it took.
    using Writer = std::size_t (MarkdownEscaper::*)(std::size_t i);

    /// Who writes each character: what readers of Markdown take for a mark has a writer of its own.
    static const std::array<Writer, 256>& writers() {
        static const std::array<Writer, 256> table = []() {
            std::array<Writer, 256> by_byte{};
            by_byte.fill(&MarkdownEscaper::write_plain);
            const auto give = [&](std::string_view characters, Writer writer) {
                for (const char c : characters) {
                    by_byte[static_cast<unsigned char>(c)] = writer;
                }
            };
            give("`*|", &MarkdownEscaper::write_escaped);
            give("<{", &MarkdownEscaper::write_reference);
            give("\\", &MarkdownEscaper::write_backslash);
            give("]", &MarkdownEscaper::write_closing_bracket);
            give("[", &MarkdownEscaper::write_bracket);
            give("$", &MarkdownEscaper::write_dollar);
            give("_", &MarkdownEscaper::write_underscore);
            give("~", &MarkdownEscaper::write_tilde);
            give("&", &MarkdownEscaper::write_ampersand);
            give("#", &MarkdownEscaper::write_hash);
            give("@", &MarkdownEscaper::write_at_sign);
            give(":", &MarkdownEscaper::write_colon);
            give("wW", &MarkdownEscaper::write_www);
            return by_byte;
        }();
        return table;
    }

    std::size_t write_plain(std::size_t i) {
        out_ += text_[i];
        return 1;
    }

    std::size_t write_escaped(std::size_t i) {
        escape(text_[i]);
        return 1;
    }

    std::size_t write_reference(std::size_t i) {
        out_ += text_[i] == '<' ? "&lt;" : "&#123;";
        return 1;
    }

    std::size_t write_dollar(std::size_t i) { return is_math_dollar(i) ? write_plain(i) : write_escaped(i); }

    std::size_t write_ampersand(std::size_t i) {
        out_ += begins_reference(text_, i) ? "&amp;" : "&";
        return 1;
    }

    /// kramdown drops all "#" at the end of a heading.
    std::size_t write_hash(std::size_t i) {
        const bool is_trailing = text_.find_first_not_of("# ", i) == std::string_view::npos;
        return is_trailing ? write_escaped(i) : write_plain(i);
    }

    /// A backslash before a letter is one everywhere; at the end of a line kramdown reads two as a line break.
    std::size_t write_backslash(std::size_t i) {
        if (i + 1 == text_.size()) {
            out_ += "&#92;";
        } else if (is_alphanumeric(at(i + 1)) || is_high(at(i + 1))) {
            out_ += '\\';
        } else {
            out_ += "\\\\";
        }
        return 1;
    }

    /// Within a word of letters no reader takes it for emphasis; kramdown does beside digits.
    std::size_t write_underscore(std::size_t i) {
        if (is_letter(before(i)) && is_letter(at(i + 1))) {
            out_ += '_';
        } else {
            escape('_');
        }
        return 1;
    }

    /// "about": it can open a strikethrough, but all others are written as references, so nothing closes it.
    std::size_t write_tilde(std::size_t i) {
        const bool is_about = (before(i) == ' ' || before(i) == '(') && is_digit(at(i + 1));
        out_ += is_about ? "~" : "&#126;";
        return 1;
    }

    std::size_t write_at_sign(std::size_t i) {
        out_ += '@';
        const bool in_address = (is_alphanumeric(before(i)) || is_any_of(before(i), ".+-_:")) &&
                                (is_alphanumeric(at(i + 1)) || is_any_of(at(i + 1), ".-_"));
        if (in_address && i > 0) {
            out_ += word_joiner;
        }
        return 1;
    }

    std::size_t write_bracket(std::size_t i) {
        const std::size_t digits = run_length(text_, i + 1, is_digit);
        const std::size_t close = i + 1 + digits;
        const bool is_mark = keep_marks_ && digits > 0 && digits <= 3 && at(close) == ']' &&
                             !(i > 0 && is_any_of(before(i), "!]\\^")) &&
                             !(close + 1 < text_.size() && is_any_of(at(close + 1), "([:{"));
        if (!is_mark) {
            escape('[');
            return 1;
        }
        out_.append(text_, i, digits + 2);
        return digits + 2;
    }

    /// kramdown takes "[… \\]:" at the start of a line for the definition of a link, escaped or not.
    std::size_t write_closing_bracket(std::size_t i) {
        out_ += at(i + 1) == ':' ? "&#93;" : "\\]";
        return 1;
    }

    /// "://" (bare addresses) and ":name:" (emoji short codes).
    std::size_t write_colon(std::size_t i) {
        if (at(i + 1) == '/' && at(i + 2) == '/') {
            out_ += "&#58;";
            return 1;
        }
        const std::size_t name =
            run_length(text_, i + 1, [](char c) { return is_alphanumeric(c) || is_any_of(c, "_+-"); });
        const bool is_emoji = name > 0 && at(i + 1 + name) == ':';
        out_ += is_emoji ? "&#58;" : ":";  // Hugo looks for the name before it reads Markdown: "\\:" is not enough
        return 1;
    }

    std::size_t write_www(std::size_t i) {
        const auto is_w = [](char c) { return c == 'w' || c == 'W'; };
        const bool is_www = is_w(at(i)) && is_w(at(i + 1)) && is_w(at(i + 2));
        if (is_www && at(i + 3) == '.') {
            out_.append(text_, i, 3);
            out_ += "&#46;";
            return 4;
        }
        if (is_www && i + 3 == text_.size()) {  // the full stop may follow in the template
            out_.append(text_, i, 2);
            out_ += text_[i + 2] == 'w' ? "&#119;" : "&#87;";
            return 3;
        }
        out_ += text_[i];
        return 1;
    }

    std::string_view text_;
    bool keep_marks_;
    std::vector<std::size_t> math_dollars_{};  ///< ascending
    std::string out_{};
};

std::string one_line(std::string_view plain) {
    const std::string valid = is_valid_utf8(plain) ? std::string{plain} : repair_utf8(plain);
    return collapse_white_space(strip_controls(valid));
}

}  // namespace

std::string escape_markdown(std::string_view plain, bool keep_math) {
    const std::string text = one_line(plain);
    return MarkdownEscaper{text, keep_math, true}.run();
}

std::string escape_link_text(std::string_view plain, bool keep_math) {
    const std::string text = one_line(plain);
    return MarkdownEscaper{text, keep_math, false}.run();
}

std::string encode_url(std::string_view url) {
    const std::string_view text = trim(url);
    if (!is_web_address(text)) {
        return {};
    }
    const std::size_t scheme = web_scheme_length(text);
    std::string out = ascii_lower(text.substr(0, scheme));
    out.reserve(text.size() + 16);
    for (std::size_t i = scheme; i < text.size(); ++i) {
        const char c = text[i];
        const bool is_encoded =
            c == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2]);
        const bool is_plain = is_alphanumeric(c) || is_any_of(c, "-._~/?#@:!$&+,;=");
        if (is_encoded || is_plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        }
    }
    return out;
}

std::string escape_url(std::string_view url) {
    const std::string encoded = encode_url(url);
    std::string out;
    out.reserve(encoded.size());
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        out += encoded[i];
        if (encoded[i] == '&' && begins_reference(encoded, i)) {
            out += "amp;";
        }
    }
    return out;
}

std::string yaml_quote(std::string_view text) {
    const std::string valid = is_valid_utf8(text) ? std::string{text} : repair_utf8(text);
    std::string out = "\"";
    for (std::size_t at = 0; at < valid.size();) {
        const CodePoint c = code_point_at(valid, at);
        if (c.value == '"' || c.value == '\\') {
            out += '\\';
            out += static_cast<char>(c.value);
        } else if (c.value == '\n') {
            out += "\\n";
        } else if (c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0)) {
            out += fmt::format("\\x{:02X}", static_cast<unsigned>(c.value));
        } else if (c.value == 0x2028 || c.value == 0x2029 || c.value == 0xFEFF) {
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c.value));
        } else {
            out.append(valid, at, c.length);
        }
        at += c.length;
    }
    out += '"';
    return out;
}

}  // namespace digest
