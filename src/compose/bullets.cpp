#include "digest/compose/bullets.h"

#include <algorithm>
#include <array>

#include "digest/base/npos.h"
#include "digest/base/utf8.h"
#include "digest/compose/words.h"

namespace digest {
namespace {

constexpr int longest_item = 25;

constexpr auto roman = std::to_array<std::string_view>({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"});
constexpr auto counts = std::to_array<std::string_view>(
    {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"});

std::string marker(std::size_t number, int style) {
    const std::string digits = std::to_string(number);
    const std::string letter(1, static_cast<char>('a' + number - 1));
    switch (style) {
        case 0:
            return "(" + digits + ")";
        case 1:
            return "(" + std::string(roman[number - 1]) + ")";
        case 2:
            return "(" + letter + ")";
        case 3:
            return " " + digits + ") ";
        default:
            return " " + digits + ". ";
    }
}

/// Without blanks, commas, "and" and the full stop around it.
std::string item_text(std::string_view text) {
    text = trim(text);
    for (bool changed = true; changed && !text.empty();) {
        changed = false;
        for (const std::string_view tail : {",", ";", ".", " and", " or", ":"}) {
            if (text.size() > tail.size() && text.substr(text.size() - tail.size()) == tail) {
                const bool ellipsis =
                    tail == "." && text.size() > 4 &&
                    (text.substr(text.size() - 4) == "etc." || text.substr(text.size() - 4) == " al.");
                if (ellipsis) {
                    continue;
                }
                text.remove_suffix(tail.size());
                text = trim(text);
                changed = true;
            }
        }
        for (const std::string_view head : {"and ", "or ", ", "}) {
            if (text.substr(0, head.size()) == head) {
                text = trim(text.substr(head.size()));
                changed = true;
            }
        }
    }
    return std::string(text);
}

std::string lead_text(std::string_view text) {
    text = trim(text);
    while (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == ':' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    return std::string(text) + ":";
}

bool balanced(std::string_view text) {
    return std::count(text.begin(), text.end(), '(') == std::count(text.begin(), text.end(), ')') &&
           std::count(text.begin(), text.end(), '[') == std::count(text.begin(), text.end(), ']');
}

/// What follows the last item belongs to the whole sentence: then it is no list that could be cut out.
bool runs_on(std::string_view item) {
    for (const std::string_view sign : {", which", ", thus", ", thereby", ", achieving", ", leading", ", resulting",
                                        ", enabling", ", making", ", outperforming", ", allowing", ", while", ", where",
                                        ", respectively", ", we ", ", so", ", but", ", demonstrating", ", all of"}) {
        if (item.find(sign) != npos) {
            return true;
        }
    }
    return false;
}

/// "(1) depth, (2) width, and (3) data all matter": the last item has the sentence's predicate in it.
bool has_predicate_behind(const std::vector<std::string>& items) {
    int longest = 0;
    for (std::size_t i = 0; i + 1 < items.size(); ++i) {
        longest = std::max(longest, count_words(items[i]));
    }
    return count_words(items.back()) > 2 * longest + 3;
}

bool fit(const Bullets& bullets, int fewest_words) {
    if (bullets.items.size() < 3 || count_words(bullets.lead) < 1 || !balanced(bullets.lead)) {
        return false;
    }
    for (const std::string& item : bullets.items) {
        const int words = count_words(item);
        if (words < fewest_words || words > longest_item || !balanced(item)) {
            return false;
        }
    }
    const bool parallel =
        (bullets.items.front().substr(0, 5) == "that ") == (bullets.items.back().substr(0, 5) == "that ");
    return parallel && !runs_on(bullets.items.back());
}

/// A marker stands apart: U(1), SU(2) and f(a) hold none.
std::size_t find_marker(std::string_view sentence, std::string_view sign, std::size_t from) {
    for (std::size_t at = sentence.find(sign, from); at != npos; at = sentence.find(sign, at + 1)) {
        if (at == 0 || sign.front() == ' ' || std::string_view{" :;,."}.find(sentence[at - 1]) != npos) {
            return at;
        }
    }
    return npos;
}

std::optional<Bullets> numbered(std::string_view sentence) {
    for (int style = 0; style < 5; ++style) {
        std::vector<std::size_t> places;
        std::vector<std::size_t> ends;
        std::size_t from = 0;
        for (std::size_t number = 1; number <= roman.size(); ++number) {
            const std::string sign = marker(number, style);
            const std::size_t place = find_marker(sentence, sign, from);
            if (place == npos) {
                break;
            }
            places.push_back(place);
            ends.push_back(place + sign.size());
            from = place + sign.size();
        }
        if (places.size() < 3 || places[0] == 0) {
            continue;
        }
        Bullets bullets{lead_text(sentence.substr(0, places[0])), {}};
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::size_t end = i + 1 < places.size() ? places[i + 1] : sentence.size();
            bullets.items.push_back(item_text(sentence.substr(ends[i], end - ends[i])));
        }
        if (fit(bullets, 1) && !has_predicate_behind(bullets.items)) {
            return bullets;
        }
    }
    return {};
}

std::optional<Bullets> semicolons(std::string_view sentence) {
    const std::size_t colon = sentence.find(": ");
    if (colon == npos || std::count(sentence.begin(), sentence.end(), ';') < 2) {
        return {};
    }
    if (sentence.substr(0, colon).find(';') != npos) {
        return {};
    }
    Bullets bullets{lead_text(sentence.substr(0, colon)), {}};
    std::string_view rest = sentence.substr(colon + 2);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        bullets.items.push_back(item_text(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return fit(bullets, 2) ? std::optional(bullets) : std::nullopt;
}

/// The number that the lead-in announces: "three key components" → 3.
std::size_t announced(std::string_view lead) {
    const Words words = words_of(lead);
    for (std::size_t i = words.size(); i > 0 && i + 5 > words.size(); --i) {
        for (std::size_t n = 3; n < counts.size(); ++n) {
            if (words[i - 1] == counts[n] || words[i - 1] == std::to_string(n)) {
                return n;
            }
        }
    }
    return 0;
}

std::optional<Bullets> announced_components(std::string_view sentence) {
    const std::size_t colon = sentence.find(": ");
    if (colon == npos) {
        return {};
    }
    const std::size_t count = announced(sentence.substr(0, colon));
    std::string_view rest = sentence.substr(colon + 2);
    std::string_view article;
    for (const std::string_view word : {"the ", "a ", "an "}) {
        if (rest.substr(0, word.size()) == word) {
            article = word;
        }
    }
    if (count < 3 || article.empty()) {
        return {};
    }
    Bullets bullets{lead_text(sentence.substr(0, colon)), {}};
    std::size_t from = 0;
    while (from < rest.size()) {
        std::size_t next = npos;
        for (const std::string_view join : {", ", ", and "}) {
            for (const std::string_view word : {"the ", "a ", "an "}) {
                if ((word == "the ") != (article == "the ")) {
                    continue;
                }
                next = std::min(next, rest.find(std::string(join) + std::string(word), from + 1));
            }
        }
        const std::size_t end = std::min(next, rest.size());
        bullets.items.push_back(item_text(rest.substr(from, end - from)));
        from = end == rest.size() ? end : end + 2;
    }
    int words = 0;
    for (const std::string& item : bullets.items) {
        words += count_words(item);
    }
    const bool long_enough = words >= 4 * static_cast<int>(bullets.items.size());
    return bullets.items.size() == count && long_enough && fit(bullets, 2) ? std::optional(bullets) : std::nullopt;
}

}  // namespace

std::optional<Bullets> as_bullets(std::string_view sentence) {
    if (auto bullets = numbered(sentence)) {
        return bullets;
    }
    if (auto bullets = semicolons(sentence)) {
        return bullets;
    }
    return announced_components(sentence);
}

}  // namespace digest
