#include "digest/text/sentences.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/one_of.h"
#include "digest/base/utf8.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

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
           text[begin - 1] != '"' && dot - begin < 24)
        --begin;
    return ascii_lower(text.substr(begin, dot - begin));
}

std::string_view word_at(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    return text.substr(begin, end - begin);
}

/// Closing quotation marks and brackets that belong to the sentence that ended.
std::size_t skip_closers(std::string_view text, std::size_t at) {
    constexpr auto closers = std::to_array<std::string_view>({"\"", "'", ")", "]", "}", "*", "”", "’", "»"});
    for (;;) {
        const std::string_view rest = text.substr(at);
        const auto* found = std::find_if(closers.begin(), closers.end(),
                                         [&](std::string_view closer) { return rest.starts_with(closer); });
        if (found == closers.end()) return at;
        at += found->size();
    }
}

enum class Following { nothing, starts_sentence, may_start, continues };

Following what_follows(std::string_view text, std::size_t at) {
    std::size_t next = at;
    while (next < text.size() && is_blank(text[next])) ++next;
    if (next == text.size()) return Following::nothing;
    while (next < text.size() && (text[next] == '"' || text[next] == '(' || text[next] == '[' || text[next] == '`' ||
                                  text[next] == '\'' || text[next] == '*' || text[next] == '{' || text[next] == '_'))
        ++next;
    if (next >= text.size()) return Following::may_start;
    const char c = text[next];
    const std::string_view word = word_at(text, next);
    if (is_one_of(starters, word)) return Following::starts_sentence;
    if (is_upper(c) || is_high(c) || c == '\\' || c == '$' || c == '<') return Following::may_start;
    if (is_digit(c)) return Following::may_start;
    // mBERT, iPhone, bare addresses
    const bool mixed = std::any_of(word.begin(), word.end(), is_upper);
    return mixed || text.substr(next, 4) == "http" ? Following::may_start : Following::continues;
}

/// "2)", "(2)", "(ii)": the next item of a list that the sentence has begun.
bool continues_list(std::string_view sentence, std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at < text.size() && text[at] == '(') ++at;
    std::size_t end = at;
    while (end < text.size() && end - at < 4 &&
           (is_digit(text[end]) || text[end] == 'i' || text[end] == 'v' || text[end] == 'x'))
        ++end;
    if (end == at || end >= text.size() || text[end] != ')') return false;
    return sentence.find(is_digit(text[at]) ? "1)" : "i)") != npos;
}

bool dot_ends_sentence(std::string_view text, std::size_t dot, std::size_t after, std::size_t sentence_begin) {
    if (after < text.size() && !is_blank(text[after])) {
        // "… is lost.We propose …": a blank was lost between two sentences
        const std::string_view word = word_at(text, after);
        const bool lower_before = dot >= 3 &&
                                  (is_lower(text[dot - 1]) || text[dot - 1] == ')' || text[dot - 1] == '%') &&
                                  (is_lower(text[dot - 2]) || is_digit(text[dot - 2]));
        if (after != dot + 1 || !lower_before || after + word.size() >= text.size()) return false;
        const char behind = text[after + word.size()];
        if (is_one_of(starters, word)) return word.size() >= 2 && (behind == ' ' || behind == ',');
        // "… the capability.EFIM is …": behind a long word in small letters, a name in capitals
        const bool name = word.size() >= 3 && std::all_of(word.begin(), word.end(), is_upper);
        return name && dot >= 6 &&
               std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dot - 5),
                           text.begin() + static_cast<std::ptrdiff_t>(dot), is_lower);
    }
    const Following following = what_follows(text, after);
    if (following == Following::nothing) return true;
    if (following == Following::continues) return false;
    const std::string word = word_before(text, dot);
    if (is_one_of(open_abbreviations, word)) return false;
    const bool initial = word.size() == 1 && is_letter(word.front());
    if (initial || is_one_of(closed_abbreviations, word)) return following == Following::starts_sentence;
    // "1. We propose": a number of a list, not a sentence
    const bool number = !word.empty() && word.size() <= 2 && std::all_of(word.begin(), word.end(), is_digit);
    if (number) {
        const std::size_t begin = dot - word.size();
        std::size_t before = begin;
        while (before > sentence_begin && is_blank(text[before - 1])) --before;
        if (before == sentence_begin || text[before - 1] == ':' || text[before - 1] == ';') return false;
    }
    return true;
}

bool is_address(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at, 8);
    return rest.substr(0, 7) == "http://" || rest == "https://" || rest.substr(0, 4) == "www.";
}

std::size_t address_end(std::string_view text, std::size_t at) {
    while (at < text.size() && !is_blank(text[at])) ++at;
    // the full stop that ends the sentence is not the address's
    while (at > 0 && (text[at - 1] == '.' || text[at - 1] == ',' || text[at - 1] == ')' || text[at - 1] == '}')) --at;
    return at;
}

/// Where the bracket that opens at `at` closes, if it does within a reasonable stretch; else npos.
std::size_t bracket_end(std::string_view text, std::size_t at) {
    const char open = text[at];
    const char close = open == '(' ? ')' : ']';
    int depth = 0;
    const std::size_t stop = std::min(text.size(), at + 300);
    for (std::size_t i = at; i < stop; ++i) {
        if (text[i] == open) ++depth;
        if (text[i] == close && --depth == 0) return i;
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
        while (at_ < text_.size()) step();
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
        while (from < to && is_blank(text_[from])) ++from;
        while (to > from && is_blank(text_[to - 1])) --to;
        if (to > from) spans_.push_back({from, to});
        begin_ = end;
    }

    void step() {
        const char c = text_[at_];
        if (c == '\\') {
            const bool display = text_.substr(at_, 2) == "\\(" || text_.substr(at_, 2) == "\\[";
            const auto stop = display ? text_.find(text_[at_ + 1] == '(' ? "\\)" : "\\]", at_) : npos;
            at_ = stop != npos ? stop + 2 : at_ + 2;
        } else if (c == '$') {
            const std::size_t stop = math_end(text_, at_);
            at_ = stop == npos ? at_ + 1 : stop + 1;
        } else if ((c == 'h' || c == 'w') && is_address(text_, at_)) {
            at_ = std::max(address_end(text_, at_), at_ + 1);
        } else if (c == '(' || c == '[') {
            const std::size_t stop = bracket_end(text_, at_);
            // a whole bracketed sentence ends with its own full stop
            const bool own_stop = stop != npos && stop > at_ && text_[stop - 1] == '.' && at_ == first_of_sentence();
            at_ = stop == npos ? at_ + 1 : own_stop ? stop - 1 : stop + 1;
        } else if (c == '.' || c == '?' || c == '!') {
            terminator();
        } else if (is_high(c) && is_wide_stop(text_, at_)) {
            at_ += 3;
            close(at_);
        } else {
            ++at_;
        }
    }

    std::size_t first_of_sentence() const {
        std::size_t from = begin_;
        while (from < text_.size() && is_blank(text_[from])) ++from;
        return from;
    }

    void terminator() {
        const std::size_t mark = at_;
        std::size_t last = mark;
        while (last + 1 < text_.size() && (text_[last + 1] == '.' || text_[last + 1] == '?' || text_[last + 1] == '!'))
            ++last;
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
        if (ends) close(after);
    }
};

}  // namespace

std::vector<SentenceSpan> split_sentences(std::string_view text) {
    return Splitter(text).split();
}

}  // namespace digest
