#include "support/fake_arxiv_query.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

#include "digest/base/utf8.h"

namespace digest::test {
namespace {

/// Digits YYYY[MM[DD[HH[MM]]]]; what is missing is filled with the earliest or the latest. Minutes are whole.
std::optional<Timestamp> parse_date(std::string_view text, bool latest) {
    if (text.size() < 4 || text.size() > 12 || text.size() % 2 != 0) {
        return std::nullopt;
    }
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    const auto part = [&](std::size_t at, std::size_t size, unsigned otherwise) {
        unsigned value = otherwise;
        if (at < text.size()) {
            std::from_chars(text.data() + at, text.data() + at + size, value);
        }
        return value;
    };
    using namespace std::chrono;
    const year_month month{year{static_cast<int>(part(0, 4, 0))}, std::chrono::month{part(4, 2, latest ? 12 : 1)}};
    if (!month.ok()) {
        return std::nullopt;
    }
    const unsigned last = static_cast<unsigned>((month / std::chrono::last).day());
    const sys_days day{month / std::chrono::day{part(6, 2, latest ? last : 1)}};
    return day + hours{part(8, 2, latest ? 23 : 0)} + minutes{part(10, 2, latest ? 59 : 0)};
}

bool matches_category(const Paper& paper, std::string_view pattern) {
    const bool wild = !pattern.empty() && pattern.back() == '*';
    if (wild) {
        pattern.remove_suffix(1);
    }
    return std::any_of(paper.categories.begin(), paper.categories.end(), [&](const std::string& category) {
        return wild ? std::string_view(category).substr(0, pattern.size()) == pattern : category == pattern;
    });
}

bool has_word(std::string_view text, std::string_view word) {
    return ascii_lower(text).find(ascii_lower(word)) != std::string::npos;
}

class Parser {
  public:
    explicit Parser(std::string_view query) : rest_(query) {}

    std::optional<PaperTest> parse() {
        auto test = expression();
        skip_blanks();
        return rest_.empty() ? test : std::nullopt;
    }

  private:
    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') {
            rest_.remove_prefix(1);
        }
    }

    bool take(std::string_view word) {
        skip_blanks();
        if (rest_.substr(0, word.size()) != word) {
            return false;
        }
        rest_.remove_prefix(word.size());
        return true;
    }

    std::optional<PaperTest> expression() {
        auto left = term();
        if (!left) {
            return std::nullopt;
        }
        enum { both, either, first_only } operation = both;
        if (take("ANDNOT ")) {
            operation = first_only;
        } else if (take("OR ")) {
            operation = either;
        } else if (!take("AND ")) {
            return left;
        }
        auto right = expression();
        if (!right) {
            return std::nullopt;
        }
        return [a = *left, b = *right, operation](const Paper& paper) {
            if (operation == either) {
                return a(paper) || b(paper);
            }
            return a(paper) && b(paper) != (operation == first_only);
        };
    }

    std::optional<PaperTest> term() {
        if (take("(")) {
            auto inner = expression();
            return inner && take(")") ? inner : std::nullopt;
        }
        if (take("submittedDate:[")) {
            return date_range();
        }
        for (const std::string_view prefix : {"cat:", "ti:", "abs:", "all:"}) {
            if (take(prefix)) {
                return word(prefix);
            }
        }
        return std::nullopt;
    }

    std::optional<PaperTest> date_range() {
        const auto end = rest_.find(']');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        const auto range = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        const auto to = range.find(" TO ");
        if (to == std::string_view::npos) {
            return std::nullopt;
        }
        const auto from = parse_date(range.substr(0, to), false);
        const auto until = parse_date(range.substr(to + 4), true);
        if (!from || !until) {
            return std::nullopt;
        }
        const auto last = *until + std::chrono::seconds{59};
        return
            [first = *from, last](const Paper& paper) { return paper.submitted >= first && paper.submitted <= last; };
    }

    std::optional<PaperTest> word(std::string_view prefix) {
        const bool quoted = take("\"");
        const auto end = std::min(rest_.find_first_of(quoted ? "\"" : " )"), rest_.size());
        std::string text(rest_.substr(0, end));
        rest_.remove_prefix(quoted ? std::min(end + 1, rest_.size()) : end);
        if (text.empty()) {
            return std::nullopt;
        }
        if (prefix == "cat:") {
            return [text](const Paper& paper) { return matches_category(paper, text); };
        }
        if (prefix == "ti:") {
            return [text](const Paper& paper) { return has_word(paper.title, text); };
        }
        if (prefix == "abs:") {
            return [text](const Paper& paper) { return has_word(paper.abstract, text); };
        }
        return [text](const Paper& paper) { return has_word(paper.title, text) || has_word(paper.abstract, text); };
    }

    std::string_view rest_;
};

}  // namespace

std::optional<PaperTest> parse_search_query(std::string_view query) {
    return Parser(query).parse();
}

}  // namespace digest::test
