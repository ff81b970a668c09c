#include "digest/compose/cleaning.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/npos.h"
#include "digest/base/utf8.h"
#include "digest/compose/words.h"
#include "digest/text/sentences.h"

namespace digest {
namespace {

struct Label {
    std::string_view name;
    SentenceRole role;
};

constexpr auto labels = std::to_array<Label>({
    {"background and objectives", SentenceRole::background},
    {"background and objective", SentenceRole::background},
    {"background and aims", SentenceRole::background},
    {"background", SentenceRole::background},
    {"context", SentenceRole::background},
    {"introduction", SentenceRole::background},
    {"motivation", SentenceRole::background},
    {"problem statement", SentenceRole::background},
    {"problem", SentenceRole::background},
    {"importance", SentenceRole::background},
    {"objectives", SentenceRole::objective},
    {"objective", SentenceRole::objective},
    {"aims", SentenceRole::objective},
    {"aim", SentenceRole::objective},
    {"purpose", SentenceRole::objective},
    {"goals", SentenceRole::objective},
    {"goal", SentenceRole::objective},
    {"research question", SentenceRole::objective},
    {"materials and methods", SentenceRole::method},
    {"methods and materials", SentenceRole::method},
    {"methods", SentenceRole::method},
    {"method", SentenceRole::method},
    {"methodology", SentenceRole::method},
    {"design", SentenceRole::method},
    {"design/methodology/approach", SentenceRole::method},
    {"approach", SentenceRole::method},
    {"results and conclusion", SentenceRole::result},
    {"results and discussion", SentenceRole::result},
    {"main results", SentenceRole::result},
    {"results", SentenceRole::result},
    {"result", SentenceRole::result},
    {"findings", SentenceRole::result},
    {"discussion and conclusion", SentenceRole::result},
    {"discussion", SentenceRole::result},
    {"conclusions", SentenceRole::result},
    {"conclusion", SentenceRole::result},
    {"significance", SentenceRole::result},
    {"implications", SentenceRole::result},
    {"limitations", SentenceRole::result},
    {"contributions", SentenceRole::method},
    {"contribution", SentenceRole::method},
    {"methods and results", SentenceRole::method},
});

/// The longest label that the sentence begins with, by its words whatever their case.
const Label* label_at_start(std::string_view text) {
    const std::string lower = ascii_lower(text.substr(0, 40));
    const Label* longest = nullptr;
    for (const Label& label : labels) {
        if (lower.compare(0, label.name.size(), label.name) != 0) {
            continue;
        }
        if (lower.size() > label.name.size() && is_letter(lower[label.name.size()])) {
            continue;
        }
        if (longest == nullptr || label.name.size() > longest->name.size()) {
            longest = &label;
        }
    }
    return longest != nullptr && is_upper(text[0]) ? longest : nullptr;
}

std::string_view without_leading(std::string_view text, std::string_view marks) {
    const std::size_t begin = text.find_first_not_of(marks);
    return begin == npos ? std::string_view{} : text.substr(begin);
}

/// A label with its colon, dash or full stop: what is left of the sentence.
std::optional<std::string_view> after_marked_label(std::string_view text, const Label& label) {
    const std::string_view rest = without_leading(text.substr(label.name.size()), " ");
    if (rest.empty() || rest == ".") {
        return std::string_view{};
    }
    if (rest[0] == ':') {
        return without_leading(rest.substr(1), " ");
    }
    if (rest.substr(0, 3) == "—" || rest.substr(0, 3) == "–") {
        return without_leading(rest.substr(3), " ");
    }
    if (rest[0] == '-' && rest.size() > 1 && rest[1] == ' ') {
        return without_leading(rest.substr(1), " ");
    }
    return {};
}

/// "Results DeBERTa attains …": only believed where several of them stand in order.
std::optional<std::string_view> after_bare_label(std::string_view text, const Label& label) {
    if (label.name.find(' ') != npos) {
        return {};
    }
    const std::string_view rest = text.substr(label.name.size());
    if (rest.size() < 3 || rest[0] != ' ' || !is_upper(rest[1])) {
        return {};
    }
    return rest.substr(1);
}

void strip_labels(std::vector<CleanSentence>& sentences) {
    std::vector<std::size_t> bare;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        const Label* label = label_at_start(sentences[s].text);
        if (label != nullptr && !after_marked_label(sentences[s].text, *label) &&
            after_bare_label(sentences[s].text, *label) &&
            (bare.empty() || label_at_start(sentences[bare.back()].text)->role <= label->role)) {
            bare.push_back(s);
        }
    }
    std::optional<SentenceRole> section;
    int marked = 0;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        CleanSentence& sentence = sentences[s];
        const Label* label = label_at_start(sentence.text);
        std::optional<std::string_view> rest;
        if (label != nullptr) {
            rest = after_marked_label(sentence.text, *label);
            if (!rest && bare.size() >= 2 && std::find(bare.begin(), bare.end(), s) != bare.end()) {
                rest = after_bare_label(sentence.text, *label);
            }
        }
        if (rest) {
            ++marked;
            section = label->role;
            sentence.only_label = rest->empty();
            if (!sentence.only_label) {
                sentence.text = with_capital(std::string(*rest));
                sentence.operations.push_back(Operation::label);
            }
        }
        sentence.label = section;
    }
    if (marked >= 2) {
        return;
    }
    // a single label speaks for its own sentence only
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        const auto& operations = sentences[s].operations;
        const bool own = std::find(operations.begin(), operations.end(), Operation::label) != operations.end();
        const bool follows = s > 0 && sentences[s - 1].only_label;
        if (!own && !follows) {
            sentences[s].label.reset();
        }
    }
}

constexpr auto html_tags =
    std::to_array<std::string_view>({"b",     "i",   "p",     "br",  "em",   "strong", "sub",    "sup",
                                     "u",     "a",   "span",  "div", "ul",   "ol",     "li",     "tt",
                                     "code",  "h1",  "h2",    "h3",  "jats", "italic", "bold",   "script",
                                     "style", "img", "table", "tr",  "td",   "font",   "center", "inline-formula"});

/// The length of an HTML tag at `at`; 0 where "<" means less.
std::size_t tag_length(std::string_view text, std::size_t at) {
    std::size_t name = at + 1;
    if (name < text.size() && text[name] == '/') {
        ++name;
    }
    std::size_t end = name;
    while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || text[end] == '-')) {
        ++end;
    }
    const std::string tag = ascii_lower(text.substr(name, end - name));
    if (std::find(html_tags.begin(), html_tags.end(), tag) == html_tags.end()) {
        return 0;
    }
    const std::string_view rest = text.substr(end, 200);
    const std::size_t close = rest.find('>');
    if (close == npos) {
        return 0;
    }
    // "0<p<1" and "a <b and c> d" are comparisons: behind its name a tag has attributes or nothing
    const std::string_view inside = trim(rest.substr(0, close));
    const bool attributes = rest.front() == ' ' && inside.find('=') != npos && inside.find('<') == npos;
    return inside.empty() || inside == "/" || attributes ? end + close + 1 - at : 0;
}

/// A paragraph, a line break or an item's end parts the words beside it; <b> and <sub> do not.
bool parts_words(std::string_view text, std::size_t tag) {
    std::string_view name = text.substr(tag + 1);
    if (!name.empty() && name.front() == '/') {
        name.remove_prefix(1);
    }
    for (const std::string_view block :
         {"p>", "p ", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "tr", "td", "ta"}) {
        if (name.substr(0, block.size()) == block) {
            return true;
        }
    }
    return false;
}

struct Entity {
    std::string_view name;
    std::string_view text;
};
constexpr auto entities = std::to_array<Entity>({{"&amp;", "&"},
                                                 {"&lt;", "<"},
                                                 {"&gt;", ">"},
                                                 {"&quot;", "\""},
                                                 {"&#39;", "'"},
                                                 {"&apos;", "'"},
                                                 {"&nbsp;", " "},
                                                 {"&#x27;", "'"},
                                                 {"&ndash;", "–"},
                                                 {"&mdash;", "—"},
                                                 {"&rsquo;", "’"},
                                                 {"&lsquo;", "‘"},
                                                 {"&ldquo;", "“"},
                                                 {"&rdquo;", "”"}});

std::string without_tags(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '<') {
            if (const std::size_t length = tag_length(text, i); length > 0) {
                const std::size_t tag = i;
                i += length;
                if (parts_words(text, tag) && !out.empty() && out.back() != ' ') {
                    out += ' ';
                }
                continue;
            }
        }
        if (text[i] == '&') {
            const auto* entity = std::find_if(entities.begin(), entities.end(), [&](const Entity& candidate) {
                return text.substr(i, candidate.name.size()) == candidate.name;
            });
            if (entity != entities.end()) {
                out += entity->text;
                i += entity->name.size();
                continue;
            }
        }
        out += text[i++];
    }
    return out;
}

bool leads_somewhere(std::string_view target) {
    return target.find("://") != npos || target.starts_with("www.") || target.starts_with("mailto:");
}

/// A heading's, a list's or a quotation's mark; "#SAT" and ">90%" are words.
std::string_view without_line_mark(std::string_view text) {
    const std::size_t end = text.find_first_not_of("#*> ");
    if (end == npos) {
        return {};
    }
    return end > 0 && text[end - 1] != ' ' ? text : text.substr(end);
}

/// `**bold**`, `__bold__`, a code span and `[text](address)`.
std::string without_markdown(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view two = text.substr(i, 2);
        if (two == "**" || (two == "__" && text.find("__", i + 2) != npos)) {
            i += 2;
        } else if (text[i] == '`') {
            ++i;
        } else if (text[i] == '[') {
            const std::size_t close = text.find("](", i);
            const std::size_t end = close == npos ? npos : text.find(')', close);
            const bool link = end != npos && text.substr(i + 1, close - i - 1).find('[') == npos &&
                              leads_somewhere(text.substr(close + 2, end - close - 2));
            if (link) {
                out += text.substr(i + 1, close - i - 1);
            }
            if (!link) {
                out += '[';
            }
            i = link ? end + 1 : i + 1;
        } else if (text[i] == '*' && i + 1 < text.size() && is_letter(text[i + 1]) && (i == 0 || text[i - 1] == ' ')) {
            const std::size_t close = text.find('*', i + 1);
            const bool emphasis = close != npos && close - i < 60 && text[close - 1] != ' ';
            out += emphasis ? text.substr(i + 1, close - i - 1) : text.substr(i, 1);
            i = emphasis ? close + 1 : i + 1;
        } else {
            out += text[i++];
        }
    }
    return out;
}

std::string without_inline_markup(std::string_view text) {
    const bool html = text.find_first_of("<&") != npos;
    const bool markdown = text.find_first_of("*`[_") != npos;
    if (!html && !markdown) {
        return std::string(text);
    }
    const std::string tagless = html ? without_tags(text) : std::string(text);
    return markdown ? without_markdown(tagless) : tagless;
}

/// "We’ve": as the rules of person know it.
std::string with_plain_apostrophes(std::string text) {
    constexpr std::string_view curly = "’";
    for (std::size_t at = text.find(curly); at != npos; at = text.find(curly, at + 1)) {
        const std::size_t behind = at + curly.size();
        if (at > 0 && behind < text.size() && is_letter(text[at - 1]) && is_letter(text[behind])) {
            text.replace(at, curly.size(), "'");
        }
    }
    return text;
}

/// Of the $…$ that begins at `at` and is kept; else 0.
std::size_t math_length(std::string_view text, std::size_t at, MathStyle math) {
    if (math != MathStyle::keep || text[at] != '$') {
        return 0;
    }
    const std::size_t close = math_end(text, at);
    return close == npos ? 0 : close + 1 - at;
}

/// " - " between words is a dash; between numbers it is a range and stays.
std::string with_dashes(std::string_view text, MathStyle math) {
    std::string out;
    out.reserve(text.size() + 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const std::size_t length = math_length(text, i, math); length > 0) {
            out += text.substr(i, length);
            i += length - 1;
            continue;
        }
        const bool dash = text[i] == '-' && i > 1 && i + 2 < text.size() && text[i - 1] == ' ' && text[i + 1] == ' ' &&
                          !is_digit(text[i - 2]) && !is_digit(text[i + 2]);
        if (dash) {
            out += "—";
        } else {
            out += text[i];
        }
    }
    return out;
}

/// A sentence whose TeX is converted: without markup, with dashes; what stands in a kept $…$ is left alone.
std::string tidied(std::string_view text, MathStyle math) {
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = text.find('$'); at != npos && math == MathStyle::keep;) {
        const std::size_t length = math_length(text, at, math);
        if (length > 0) {
            out += without_inline_markup(text.substr(from, at - from));
            out += text.substr(at, length);
            from = at + length;
        }
        at = text.find('$', at + std::max<std::size_t>(length, 1));
    }
    out += without_inline_markup(text.substr(from));
    return with_plain_apostrophes(collapse_white_space(with_dashes(without_line_mark(out), math)));
}

std::string_view without_abstract_prefix(std::string_view text) {
    for (const std::string_view prefix : {"Abstract:", "ABSTRACT:", "Abstract.", "ABSTRACT.", "Abstract—", "Abstract -",
                                          "Abstract–", "Summary:", "Abstract ", "ABSTRACT "}) {
        if (text.substr(0, prefix.size()) != prefix) {
            continue;
        }
        const std::string_view rest = without_leading(text.substr(prefix.size()), " ");
        if (prefix.back() == ' ' && (rest.empty() || !is_upper(rest[0]))) {
            return text;
        }
        return rest;
    }
    return text;
}

bool is_suspension(std::string_view word) {
    return word == "and" || word == "or" || word == "to" || word == "nor" || word == "versus" || word == "vs" ||
           word == "as" || word == "but" || word == "und" || word == "et";
}

struct BrokenWord {
    std::size_t hyphen = 0;
    std::string_view left;
    std::string_view right;
};

/// The places where a letter, a hyphen, a blank and a letter follow each other, but for suspended hyphens.
std::vector<BrokenWord> broken_words(std::string_view text) {
    std::vector<BrokenWord> broken;
    for (std::size_t i = text.find("- "); i != npos; i = text.find("- ", i + 1)) {
        std::size_t begin = i;
        while (begin > 0 && is_letter(text[begin - 1])) {
            --begin;
        }
        std::size_t end = i + 2;
        while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) {
            ++end;
        }
        const std::string_view right = text.substr(i + 2, end - i - 2);
        if (begin == i || right.empty() || is_suspension(right)) {
            continue;
        }
        broken.push_back({i, text.substr(begin, i - begin), right});
    }
    return broken;
}

std::string hyphenated(const BrokenWord& word) {
    return ascii_lower(word.left) + "-" + ascii_lower(word.right);
}

std::string joined(const BrokenWord& word) {
    return ascii_lower(word.left) + ascii_lower(word.right);
}

}  // namespace

KnownWords KnownWords::settle(const std::vector<std::string_view>& broken, const std::vector<std::string_view>& texts) {
    KnownWords wanted;
    for (const std::string_view text : broken) {
        for (const BrokenWord& word : broken_words(text)) {
            wanted.add(joined(word));
            wanted.add(hyphenated(word));
        }
    }
    KnownWords known;
    if (wanted.words_.empty()) {
        return known;
    }
    for (const std::string_view text : texts) {
        const Words words = words_of(text);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (wanted.contains(words[i])) {
                known.add(std::string(words[i]));
            }
        }
    }
    return known;
}

std::string join_hyphens(std::string_view text, const KnownWords& known) {
    std::string out;
    std::size_t at = 0;
    for (const BrokenWord& word : broken_words(text)) {
        const bool number = is_digit(word.right.front());
        const bool name = is_upper(word.right.front()) || number;
        const bool join = !name && known.contains(joined(word));
        const bool keep = !join && (name || known.contains(hyphenated(word)));
        if (!join && !keep) {
            continue;
        }
        out += text.substr(at, word.hyphen - at);
        if (keep) {
            out += '-';
        }
        at = word.hyphen + 2;
    }
    out += text.substr(at);
    return out;
}

std::string without_markup(std::string_view text) {
    return std::string(without_line_mark(without_inline_markup(text)));
}

std::vector<CleanSentence> clean_abstract(std::string_view abstract, MathStyle math, const KnownWords* known) {
    const auto spans = split_sentences(abstract);
    std::vector<CleanSentence> sentences;
    sentences.reserve(spans.size());
    KnownWords own;
    if (known == nullptr && !broken_words(abstract).empty()) {
        own = KnownWords::settle({abstract}, {abstract});
        known = &own;
    }
    for (std::size_t s = 0; s < spans.size(); ++s) {
        const std::string_view raw = s == 0 ? without_abstract_prefix(spans[s].in(abstract)) : spans[s].in(abstract);
        TexText converted = tex_to_unicode(raw, math);
        CleanSentence sentence;
        sentence.source = static_cast<int>(s);
        sentence.readable = converted.complete;
        sentence.text = tidied(converted.text, math);
        if (sentence.text != raw) {
            sentence.operations.push_back(Operation::tex);
        }
        if (known != nullptr && sentence.text.find("- ") != std::string::npos) {
            std::string whole = join_hyphens(sentence.text, *known);
            if (whole != sentence.text) {
                sentence.text = std::move(whole);
                sentence.operations.push_back(Operation::hyphen);
            }
            if (!broken_words(sentence.text).empty()) {
                sentence.readable = false;
            }
        }
        sentences.push_back(std::move(sentence));
    }
    strip_labels(sentences);
    return sentences;
}

}  // namespace digest
