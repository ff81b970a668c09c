#include "digest/text/sentences.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/one_of.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr auto npos = std::string_view::npos;

// Something always follows these.
constexpr auto open_abbreviations = std::to_array<std::string_view>(
    {"i.e",  "e.g", "eg",  "ie",  "vs",   "cf",   "fig", "figs", "eq",  "eqs",   "eqn", "sec",  "sect", "ref",
     "refs", "tab", "thm", "def", "prop", "lem",  "ch",  "chap", "dr",  "mr",    "mrs", "ms",   "prof", "st",
     "viz",  "ca",  "vol", "pp",  "dept", "univ", "nos", "alg",  "app", "assoc", "int", "proc", "trans"});
// These may stand at the end of a sentence as well: only a word that begins sentences ends one.
constexpr auto closed_abbreviations = std::to_array<std::string_view>(
    {"etc", "al",  "i.i.d", "u.s", "u.k",   "e.u", "u.s.a", "ph.d",   "m.sc", "b.sc", "a.k.a",
     "inc", "ltd", "corp",  "co",  "w.r.t", "wrt", "resp",  "approx", "no",   "jr",   "sr",
     "est", "a.m", "p.m",   "d.c", "max",   "min", "avg",   "std",    "acc"});
constexpr auto starters = std::to_array<std::string_view>(
    {"We",           "The",      "This",        "These",     "Those",        "In",           "Our",
     "However",      "To",       "It",          "A",         "An",           "As",           "For",
     "By",           "On",       "With",        "While",     "When",         "Using",        "Based",
     "Here",         "Results",  "Experiments", "Although",  "Moreover",     "Furthermore",  "Finally",
     "First",        "Second",   "Third",       "Thus",      "Therefore",    "Additionally", "Extensive",
     "Specifically", "There",    "They",        "Such",      "Despite",      "Unlike",       "From",
     "At",           "Through",  "Then",        "Existing",  "Recent",       "Our",          "Both",
     "Code",         "Its",      "Compared",    "Beyond",    "Yet",          "But",          "Consequently",
     "Inspired",     "Building", "Given",       "Since",     "Experimental", "Evaluations",  "Empirically",
     "Notably",      "If",       "Additional",  "Previous",  "Current",      "One",          "Two",
     "Three",        "Across",   "After",       "Motivated", "Under",        "Among"});

/// The word that ends before `dot`, back to a blank or an opening bracket, in lower case.
std::string word_before(std::string_view text, std::size_t dot) {
    std::size_t begin = dot;
    while (begin > 0 && !is_blank(text[begin - 1]) && text[begin - 1] != '(' && text[begin - 1] != '[' &&
           text[begin - 1] != '"' && dot - begin < 24) {
        --begin;
    }
    return ascii_lower(text.substr(begin, dot - begin));
}

std::string_view word_at(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) {
        ++end;
    }
    return text.substr(begin, end - begin);
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) {
        ++at;
    }
    return at;
}

/// Closing quotation marks and brackets that belong to the sentence that ended.
std::size_t skip_closers(std::string_view text, std::size_t at) {
    constexpr auto closers = std::to_array<std::string_view>({"\"", "'", ")", "]", "}", "*", "”", "’", "»"});
    for (;;) {
        const std::string_view rest = text.substr(at);
        const auto* found = std::find_if(closers.begin(), closers.end(),
                                         [&](std::string_view closer) { return rest.starts_with(closer); });
        if (found == closers.end()) {
            return at;
        }
        at += found->size();
    }
}

enum class Following { nothing, starts_sentence, may_start, continues };

bool may_begin_sentence(char c) {
    return is_upper(c) || is_high(c) || is_digit(c) || c == '\\' || c == '$' || c == '<';
}

Following what_follows(std::string_view text, std::size_t at) {
    std::size_t next = skip_blanks(text, at);
    if (next == text.size()) {
        return Following::nothing;
    }
    next = text.find_first_not_of("\"([`'*{_", next);
    if (next == npos) {
        return Following::may_start;
    }
    const std::string_view word = word_at(text, next);
    if (is_one_of(starters, word)) {
        return Following::starts_sentence;
    }
    // mBERT, iPhone, bare addresses
    const bool name = std::any_of(word.begin(), word.end(), is_upper) || text.substr(next, 4) == "http";
    return name || may_begin_sentence(text[next]) ? Following::may_start : Following::continues;
}

/// "2)", "(2)", "(ii)": the next item of a list that the sentence has begun.
bool continues_list(std::string_view sentence, std::string_view text, std::size_t at) {
    at = skip_blanks(text, at);
    if (at < text.size() && text[at] == '(') {
        ++at;
    }
    std::size_t end = at;
    while (end < text.size() && end - at < 4 &&
           (is_digit(text[end]) || text[end] == 'i' || text[end] == 'v' || text[end] == 'x')) {
        ++end;
    }
    if (end == at || end >= text.size() || text[end] != ')') {
        return false;
    }
    return sentence.find(is_digit(text[at]) ? "1)" : "i)") != npos;
}

/// "… is lost.We propose …": whether a blank was lost between two sentences at the dot.
bool lacks_blank(std::string_view text, std::size_t dot) {
    const std::string_view word = word_at(text, dot + 1);
    const std::size_t behind = dot + 1 + word.size();
    if (dot < 3 || behind >= text.size()) {
        return false;
    }
    const char last = text[dot - 1];
    const char last_but_one = text[dot - 2];
    const bool ends_word = is_lower(last) || last == ')' || last == '%';
    if (!ends_word || !(is_lower(last_but_one) || is_digit(last_but_one))) {
        return false;
    }
    if (is_one_of(starters, word)) {
        return word.size() >= 2 && (text[behind] == ' ' || text[behind] == ',');
    }
    // "… the capability.EFIM is …": behind a long word in small letters, a name in capitals
    constexpr std::size_t long_word = 5;
    if (dot <= long_word || word.size() < 3 || !std::all_of(word.begin(), word.end(), is_upper)) {
        return false;
    }
    const std::string_view before = text.substr(dot - long_word, long_word);
    return std::all_of(before.begin(), before.end(), is_lower);
}

/// "1. We propose": a number of a list, not a sentence.
bool numbers_item(std::string_view text, std::size_t dot, std::string_view word, std::size_t sentence_begin) {
    if (word.empty() || word.size() > 2 || !std::all_of(word.begin(), word.end(), is_digit)) {
        return false;
    }
    std::size_t before = dot - word.size();
    while (before > sentence_begin && is_blank(text[before - 1])) {
        --before;
    }
    return before == sentence_begin || text[before - 1] == ':' || text[before - 1] == ';';
}

/// `after`: behind the dot and what closes with it.
bool dot_ends_sentence(std::string_view text, std::size_t dot, std::size_t after, std::size_t sentence_begin) {
    if (after < text.size() && !is_blank(text[after])) {
        return after == dot + 1 && lacks_blank(text, dot);
    }
    const Following following = what_follows(text, after);
    if (following == Following::nothing || following == Following::continues) {
        return following == Following::nothing;
    }
    const std::string word = word_before(text, dot);
    if (is_one_of(open_abbreviations, word)) {
        return false;
    }
    const bool initial = word.size() == 1 && is_letter(word.front());
    if (initial || is_one_of(closed_abbreviations, word)) {
        return following == Following::starts_sentence;
    }
    return !numbers_item(text, dot, word, sentence_begin);
}

bool is_address(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at, 8);
    return web_scheme_length(rest) > 0 || rest.substr(0, 4) == "www.";
}

std::size_t address_end(std::string_view text, std::size_t at) {
    while (at < text.size() && !is_blank(text[at])) {
        ++at;
    }
    // the full stop that ends the sentence is not the address's
    while (at > 0 && (text[at - 1] == '.' || text[at - 1] == ',' || text[at - 1] == ')' || text[at - 1] == '}')) {
        --at;
    }
    return at;
}

/// Where the bracket that opens at `at` closes, if it does within a reasonable stretch; else npos.
std::size_t bracket_end(std::string_view text, std::size_t at) {
    const char open = text[at];
    const char close = open == '(' ? ')' : ']';
    int depth = 0;
    const std::size_t stop = std::min(text.size(), at + 300);
    for (std::size_t i = at; i < stop; ++i) {
        if (text[i] == open) {
            ++depth;
        }
        if (text[i] == close && --depth == 0) {
            return i;
        }
    }
    return npos;
}

bool is_wide_stop(std::string_view text, std::size_t at) {
    const std::string_view three = text.substr(at, 3);
    return three == "。" || three == "！" || three == "？";
}

class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<SentenceSpan> split() {
        while (at_ < text_.size()) {
            step();
        }
        close(text_.size());
        return std::move(spans_);
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::vector<SentenceSpan> spans_{};

    void close(std::size_t end) {
        std::size_t from = begin_;
        std::size_t to = end;
        while (from < to && is_blank(text_[from])) {
            ++from;
        }
        while (to > from && is_blank(text_[to - 1])) {
            --to;
        }
        if (to > from) {
            spans_.push_back({from, to});
        }
        begin_ = end;
    }

    void step() {
        switch (text_[at_]) {
            case '\\':
                at_ = behind_command();
                break;
            case '$':
                at_ = behind_dollar();
                break;
            case 'h':
            case 'w':
                at_ = is_address(text_, at_) ? std::max(address_end(text_, at_), at_ + 1) : at_ + 1;
                break;
            case '(':
            case '[':
                at_ = behind_bracket();
                break;
            case '.':
            case '?':
            case '!':
                terminator();
                break;
            default:
                if (is_high(text_[at_]) && is_wide_stop(text_, at_)) {
                    at_ += 3;
                    close(at_);
                } else {
                    ++at_;
                }
        }
    }

    /// Behind a whole `\(…\)` or `\[…\]`, else behind the backslash and what it escapes.
    std::size_t behind_command() const {
        const std::string_view open = text_.substr(at_, 2);
        if (open != "\\(" && open != "\\[") {
            return at_ + 2;
        }
        const std::size_t stop = text_.find(open == "\\(" ? "\\)" : "\\]", at_);
        return stop == npos ? at_ + 2 : stop + 2;
    }

    std::size_t behind_dollar() const {
        const std::size_t stop = math_end(text_, at_);
        return stop == npos ? at_ + 1 : stop + 1;
    }

    std::size_t behind_bracket() const {
        const std::size_t stop = bracket_end(text_, at_);
        if (stop == npos) {
            return at_ + 1;
        }
        // a whole bracketed sentence ends with its own full stop
        const bool own_stop = text_[stop - 1] == '.' && at_ == first_of_sentence();
        return own_stop ? stop - 1 : stop + 1;
    }

    std::size_t first_of_sentence() const { return skip_blanks(text_, begin_); }

    void terminator() {
        const std::size_t mark = at_;
        std::size_t last = mark;
        while (last + 1 < text_.size() &&
               (text_[last + 1] == '.' || text_[last + 1] == '?' || text_[last + 1] == '!')) {
            ++last;
        }
        const std::size_t after = skip_closers(text_, last + 1);
        bool ends = false;
        if (last == mark && text_[mark] == '.') {
            ends = dot_ends_sentence(text_, mark, after, begin_);
        } else {
            const bool blank = after == text_.size() || is_blank(text_[after]);
            ends = blank && what_follows(text_, after) != Following::continues;
        }
        ends = ends && !continues_list(text_.substr(begin_, mark - begin_), text_, after);
        at_ = ends ? after : last + 1;
        if (ends) {
            close(after);
        }
    }
};

}  // namespace

std::vector<SentenceSpan> split_sentences(std::string_view text) {
    return Splitter(text).split();
}

}  // namespace digest
