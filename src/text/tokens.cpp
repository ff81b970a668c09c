#include "digest/text/tokens.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "word_hash.h"

namespace digest {
namespace {

enum class CharClass : std::uint8_t {
    separator,
    stop,
    lower,
    upper,
    digit,
    hyphen,
    apostrophe,
    backslash,
    brace,
    wide
};

constexpr std::array<CharClass, 256> make_char_classes() {
    std::array<CharClass, 256> classes{};
    for (std::size_t byte = 0; byte < classes.size(); ++byte) {
        const char c = static_cast<char>(byte);
        classes[byte] = is_lower(c)   ? CharClass::lower
                        : is_upper(c) ? CharClass::upper
                        : is_digit(c) ? CharClass::digit
                        : is_high(c)  ? CharClass::wide
                                      : CharClass::separator;
    }
    classes['-'] = CharClass::hyphen;
    classes['\''] = CharClass::apostrophe;
    for (const char c : std::string_view(".,;:()?!")) {
        classes[static_cast<unsigned char>(c)] = CharClass::stop;
    }
    classes['\\'] = CharClass::backslash;
    classes['{'] = classes['}'] = CharClass::brace;
    return classes;
}
constexpr auto char_classes = make_char_classes();

CharClass class_of(char c) {
    return char_classes[static_cast<unsigned char>(c)];
}

bool is_word_class(CharClass c) {
    return c == CharClass::lower || c == CharClass::upper || c == CharClass::digit || c == CharClass::wide;
}

/// What a character beyond ASCII does to a word.
enum class WideRole { letter, hyphen, apostrophe, nothing, separator };

bool is_letter_or_mark(utf8proc_int32_t c) {
    const auto category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_NO);
}

WideRole role_of(char32_t c) {
    if ((c >= 0x2010 && c <= 0x2013) || c == 0x2212) {
        return WideRole::hyphen;  // not the em dash: it parts clauses
    }
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC) {
        return WideRole::apostrophe;
    }
    if (c == 0x00AD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF) {
        return WideRole::nothing;
    }
    return is_letter_or_mark(static_cast<utf8proc_int32_t>(c)) ? WideRole::letter : WideRole::separator;
}

/// The letters of one word as they are folded.
class WordBuffer {
  public:
    void put(char c) {
        if (size_ < limit) {
            bytes_[size_++] = c;
        }
    }
    void put_wide(char32_t c);
    void clear() { size_ = 0, wide_ = false; }
    void drop_last() { --size_; }
    std::string_view text();

  private:
    void put_code_point(utf8proc_int32_t c);

    static constexpr std::size_t limit = 120;  // longer ones are no words; the rest is left off
    std::array<char, limit> bytes_{};
    std::size_t size_ = 0;
    bool wide_ = false;
    std::string composed_{};
};

void WordBuffer::put_wide(char32_t c) {
    wide_ = true;
    std::array<utf8proc_int32_t, 20> parts{};
    int boundary = 0;
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                               static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, 20); ++i) {
        const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
        if (is_letter_or_mark(part)) {
            put_code_point(part);
        }
    }
}

void WordBuffer::put_code_point(utf8proc_int32_t c) {
    std::array<utf8proc_uint8_t, 4> encoded{};
    const auto length = static_cast<std::size_t>(utf8proc_encode_char(c, encoded.data()));
    if (size_ + length > limit) {
        return;
    }
    std::memcpy(bytes_.data() + size_, encoded.data(), length);
    size_ += length;
}

std::string_view WordBuffer::text() {
    const std::string_view plain(bytes_.data(), size_);
    if (!wide_) {
        return plain;
    }
    utf8proc_uint8_t* result = nullptr;
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(bytes_.data()),
                                     static_cast<utf8proc_ssize_t>(size_), &result, options);
    if (length < 0) {
        return plain;
    }
    composed_.assign(reinterpret_cast<const char*>(result), static_cast<std::size_t>(length));
    std::free(result);
    return composed_;
}

/// Walks a text once and hands over its words, numbered by `number_of`.
template <class NumberOf>
class Scanner {
  public:
    Scanner(std::string_view text, NumberOf number_of, std::vector<Token>& out)
        : text_(text), number_of_(number_of), out_(out) {}

    void run() {
        while (at_ < text_.size()) {
            step();
        }
        end_word();
    }

  private:
    void step();
    bool plain_word();
    void letter(char folded, bool upper);
    void wide();
    void hyphen(std::size_t length);
    void apostrophe(std::size_t length);
    void backslash();
    void separator(char c);
    bool skip_address();
    void begin_word_at(std::size_t at) {
        if (!in_word_) {
            begin_ = at, in_word_ = true;
        }
    }
    void end_word();
    void emit(std::string_view word, std::uint64_t hash);
    void end_word_for_good() {
        end_word();
        hyphen_pending_ = false;
    }
    std::uint8_t flags_of_word() const;
    bool is_plural_acronym() const { return uppers_ >= 2 && letters_ == uppers_ + 1 && text_[end_ - 1] == 's'; }
    CharClass class_at(std::size_t at) const { return at < text_.size() ? class_of(text_[at]) : CharClass::separator; }

    std::string_view text_;
    NumberOf number_of_;
    std::vector<Token>& out_;
    WordBuffer word_{};
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;  ///< behind the last character of the word
    int letters_ = 0;
    int uppers_ = 0;
    int digits_ = 0;
    bool in_word_ = false;
    bool capitalised_ = false;
    bool hyphen_pending_ = false;  ///< a hyphen directly behind the word before
    bool clause_pending_ = true;   ///< a mark that ends a clause behind the word before
};

template <class NumberOf>
void Scanner<NumberOf>::letter(char folded, bool upper) {
    if (!in_word_) {
        begin_ = at_;
        in_word_ = true;
        capitalised_ = upper;
    }
    word_.put(folded);
    ++letters_;
    if (upper) {
        ++uppers_;
    }
    end_ = ++at_;
}

/// Whether what follows ends the word and nothing more: no accent, apostrophe, decimal point or address.
bool ends_plain_word(std::string_view word, const char* next, const char* end, bool has_letters) {
    const CharClass next_class = class_of(*next);
    if (next_class > CharClass::stop) {
        return next_class == CharClass::hyphen;
    }
    if (*next == '.') {
        return has_letters && !(word.size() == 3 && (word[0] == 'w' || word[0] == 'W'));
    }
    return *next != ':' || end - next < 3 || next[1] != '/';
}

/// Nearly every word: letters and digits of ASCII up to a blank, hyphen or mark, eight bytes at a time. Nothing was
/// taken where it says no.
template <class NumberOf>
bool Scanner<NumberOf>::plain_word() {
    const char* const begin = text_.data() + at_;
    const std::size_t left = text_.size() - at_;
    std::size_t length = 0;
    std::uint64_t hash = 0;
    int letters = 0;
    int uppers = 0;
    for (std::size_t taken = 8; taken == 8; length += taken) {
        if (length + 9 > left || length > 96) {
            return false;
        }
        const std::uint64_t block = eight_bytes(begin + length);
        const ByteKinds kinds(block);
        taken = kinds.leading();
        if (taken == 0) {
            break;
        }
        const std::uint64_t small = in_small_letters(block);
        hash = mix(hash, taken < 8 ? first_bytes(small, taken) : small);
        letters += counted_bytes(kinds.letters, taken);
        uppers += counted_bytes(kinds.uppers, taken);
    }
    if (length == 0 || !ends_plain_word({begin, length}, begin + length, begin + left, letters > 0)) {
        return false;
    }
    letters_ = letters;
    uppers_ = uppers;
    digits_ = static_cast<int>(length) - letters;
    capitalised_ = class_of(*begin) == CharClass::upper;
    begin_ = at_;
    at_ = end_ = at_ + length;
    if (is_plural_acronym()) {
        emit({begin, length - 1}, word_hash({begin, length - 1}));
    } else {
        emit({begin, length}, finished_hash(hash, length));
    }
    return true;
}

template <class NumberOf>
void Scanner<NumberOf>::step() {
    if (!in_word_ && plain_word()) {
        const CharClass next = class_at(at_);
        hyphen_pending_ = next == CharClass::hyphen;
        clause_pending_ = next == CharClass::stop;
        ++at_;
        return;
    }
    const char c = text_[at_];
    switch (class_of(c)) {
        case CharClass::lower:
            return letter(c, false);
        case CharClass::upper:
            return letter(to_lower(c), true);
        case CharClass::digit:
            begin_word_at(at_);
            word_.put(c);
            ++digits_;
            end_ = ++at_;
            return;
        case CharClass::hyphen:
            return hyphen(1);
        case CharClass::apostrophe:
            return apostrophe(1);
        case CharClass::backslash:
            return backslash();
        case CharClass::brace:
            ++at_;
            return;  // "{B}ERT" is one word
        case CharClass::wide:
            return wide();
        case CharClass::separator:
        case CharClass::stop:
            return separator(c);
    }
}

template <class NumberOf>
void Scanner<NumberOf>::wide() {
    const CodePoint point = code_point_at(text_, at_);
    const std::size_t length = std::max<std::size_t>(1, point.length);
    switch (role_of(point.value)) {
        case WideRole::hyphen:
            return hyphen(length);
        case WideRole::apostrophe:
            return apostrophe(length);
        case WideRole::nothing:
            at_ += length;
            return;
        case WideRole::separator:
            end_word_for_good();
            at_ += length;
            return;
        case WideRole::letter:
            break;
    }
    const bool upper = utf8proc_category(static_cast<utf8proc_int32_t>(point.value)) == UTF8PROC_CATEGORY_LU;
    if (!in_word_) {
        capitalised_ = upper;
    }
    begin_word_at(at_);
    word_.put_wide(point.value);
    ++letters_;
    if (upper) {
        ++uppers_;
    }
    at_ += length;
    end_ = at_;
}

template <class NumberOf>
void Scanner<NumberOf>::hyphen(std::size_t length) {
    const bool tight = in_word_ && end_ == at_;
    end_word();
    hyphen_pending_ = tight;
    at_ += length;
}

/// "model's" is the word "model"; "don't" is "dont"; quotes part words.
template <class NumberOf>
void Scanner<NumberOf>::apostrophe(std::size_t length) {
    const std::size_t next = at_ + length;
    if (!in_word_ || !is_word_class(class_at(next))) {
        end_word_for_good();
        at_ = next;
        return;
    }
    const bool possessive = (text_[next] == 's' || text_[next] == 'S') && !is_word_class(class_at(next + 1));
    if (possessive) {
        end_word_for_good();
        at_ = next + 1;
        return;
    }
    at_ = next;
}

/// `\emph` and `\alpha` part words; the accents of `Schr\"odinger` do not.
template <class NumberOf>
void Scanner<NumberOf>::backslash() {
    std::size_t next = at_ + 1;
    const bool is_command = class_at(next) == CharClass::lower || class_at(next) == CharClass::upper;
    if (!is_command) {
        at_ = std::min(text_.size(), next + (class_at(next) == CharClass::wide ? 0 : 1));
        if (next < text_.size() && (text_[next] == ' ' || text_[next] == '\\')) {
            end_word_for_good();
        }
        return;
    }
    end_word_for_good();
    while (class_at(next) == CharClass::lower || class_at(next) == CharClass::upper) {
        ++next;
    }
    at_ = next;
}

template <class NumberOf>
void Scanner<NumberOf>::separator(char c) {
    if (c == '.' && in_word_ && letters_ == 0 && class_at(at_ + 1) == CharClass::digit) {
        word_.put('.');  // a decimal point
        ++at_;
        return;
    }
    if ((c == ':' || c == '.') && in_word_ && skip_address()) {
        return;
    }
    end_word_for_good();
    clause_pending_ = clause_pending_ || class_of(c) == CharClass::stop;
    ++at_;
}

template <class NumberOf>
bool Scanner<NumberOf>::skip_address() {
    const std::string_view before = text_.substr(begin_, at_ - begin_);
    const std::string_view behind = text_.substr(at_);
    const bool scheme = behind.starts_with("://");
    if (!scheme && !(behind.size() > 1 && behind[0] == '.' && (before == "www" || before == "WWW"))) {
        return false;
    }
    word_.clear();
    in_word_ = false;
    letters_ = uppers_ = digits_ = 0;
    hyphen_pending_ = false;
    at_ = std::min(text_.size(), text_.find_first_of(" \t\n)}>", at_));
    return true;
}

template <class NumberOf>
std::uint8_t Scanner<NumberOf>::flags_of_word() const {
    unsigned flags = 0;
    if (hyphen_pending_) {
        flags |= Token::hyphen_before;
    }
    if (letters_ == 0) {
        flags |= Token::number;
    }
    if (capitalised_) {
        flags |= Token::capitalised;
    }
    if (clause_pending_) {
        flags |= Token::clause_start;
    }
    const int own_letters = is_plural_acronym() ? letters_ - 1 : letters_;
    if (2 * uppers_ > own_letters && own_letters + digits_ >= 2) {
        flags |= Token::acronym;
    }
    return static_cast<std::uint8_t>(flags);
}

template <class NumberOf>
void Scanner<NumberOf>::end_word() {
    if (in_word_) {
        if (is_plural_acronym()) {
            word_.drop_last();
        }
        const std::string_view folded = word_.text();
        if (!folded.empty()) {
            emit(folded, word_hash(folded));
        }
    }
    word_.clear();
    in_word_ = hyphen_pending_ = false;
}

/// Hands over the word that was counted; `word` is folded but for the case of ASCII letters.
template <class NumberOf>
void Scanner<NumberOf>::emit(std::string_view word, std::uint64_t hash) {
    const Vocabulary::Word numbers = number_of_(word, hash);
    // "VITS" and "SLAMS" are names, not plurals.
    const bool name = uppers_ >= 2 && uppers_ == letters_ && text_[end_ - 1] == 'S';
    Token token;
    token.hash = hash;
    token.flags = flags_of_word();
    token.id = numbers.id;
    token.base = name ? numbers.id : numbers.base;
    token.begin = static_cast<std::uint32_t>(begin_);
    token.length = static_cast<std::uint16_t>(std::min<std::size_t>(end_ - begin_, 0xffff));
    out_.push_back(token);
    letters_ = uppers_ = digits_ = 0;
    capitalised_ = clause_pending_ = false;
}

// Function words, and the words with which every abstract speaks of itself.
constexpr std::array<std::string_view, 141> stop_words = {
    "a",           "about",   "above",    "across",  "after",    "all",         "also",     "although", "among",
    "an",          "and",     "any",      "are",     "as",       "at",          "based",    "be",       "because",
    "been",        "before",  "being",    "between", "both",     "but",         "by",       "can",      "could",
    "demonstrate", "do",      "does",     "due",     "during",   "each",        "either",   "et",       "existing",
    "few",         "first",   "for",      "from",    "further",  "furthermore", "had",      "has",      "have",
    "having",      "how",     "however",  "i",       "if",       "in",          "into",     "is",       "it",
    "its",         "many",    "may",      "method",  "might",    "more",        "moreover", "most",     "much",
    "must",        "new",     "no",       "non",     "nor",      "not",         "novel",    "of",       "on",
    "one",         "only",    "or",       "other",   "our",      "ours",        "out",      "over",     "paper",
    "per",         "propose", "proposed", "recent",  "recently", "result",      "same",     "several",  "should",
    "show",        "shown",   "since",    "so",      "some",     "still",       "such",     "than",     "that",
    "the",         "their",   "them",     "then",    "there",    "therefore",   "these",    "they",     "this",
    "those",       "three",   "through",  "thus",    "to",       "towards",     "two",      "under",    "up",
    "upon",        "us",      "use",      "used",    "using",    "various",     "very",     "via",      "was",
    "we",          "were",    "what",     "when",    "where",    "whether",     "which",    "while",    "who",
    "whose",       "why",     "will",     "with",    "within",   "without"};

}  // namespace

void tokenise(std::string_view text, Vocabulary& vocabulary, std::vector<Token>& out) {
    const auto number_of = [&](std::string_view word, std::uint64_t hash) { return vocabulary.intern(word, hash); };
    Scanner(text, number_of, out).run();
}

void tokenise(std::string_view text, std::vector<Token>& out) {
    const auto number_of = [](std::string_view, std::uint64_t) { return Vocabulary::Word{unknown_word, unknown_word}; };
    Scanner(text, number_of, out).run();
}

void tokenise(const Paper& paper, Vocabulary& vocabulary, TokenisedPaper& out) {
    out.title.clear();
    out.abstract.clear();
    tokenise(paper.title, vocabulary, out.title);
    tokenise(paper.abstract, vocabulary, out.abstract);
}

void tokenise_known(const Paper& paper, const Vocabulary& vocabulary, TokenisedPaper& out) {
    const auto number_of = [&](std::string_view, std::uint64_t hash) { return vocabulary.find(hash); };
    out.title.clear();
    out.abstract.clear();
    Scanner(paper.title, number_of, out.title).run();
    Scanner(paper.abstract, number_of, out.abstract).run();
}

bool is_stop_word(std::string_view word) {
    return std::binary_search(stop_words.begin(), stop_words.end(), word);
}

}  // namespace digest
