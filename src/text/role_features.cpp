#include "digest/text/role_features.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/one_of.h"

namespace digest {
namespace {

/// What each byte becomes: a letter small, a digit "0", what parts words a blank.
constexpr std::array<char, 256> folded_bytes = []() {
    std::array<char, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        const char c = static_cast<char>(byte);
        const bool stays = is_letter(c) || is_high(c) || c == '-' || c == '%';
        table[byte] = is_digit(c) ? '0' : stays ? to_lower(c) : ' ';
    }
    return table;
}();

/// A number becomes a single "0": 0.95 and 1,000 too.
void fold(std::string_view sentence, std::string& lower) {
    lower.clear();
    lower.reserve(sentence.size() + 8);
    for (const char c : sentence) {
        const bool in_number = !lower.empty() && lower.back() == '0';
        if (in_number && (is_digit(c) || c == '.' || c == ',')) {
            continue;
        }
        lower += folded_bytes[static_cast<unsigned char>(c)];
    }
}

/// Lower-case words; a number is "0", a per cent sign a word of its own. Views into `lower`.
std::vector<std::string_view> role_tokens(std::string_view sentence, std::string& lower) {
    fold(sentence, lower);
    std::vector<std::string_view> tokens;
    tokens.reserve(lower.size() / 5 + 1);
    const std::string_view all = lower;
    for (std::size_t i = all.find_first_not_of(" -"); i < all.size();) {
        const std::size_t end = std::min(all.find(' ', i), all.size());
        tokens.push_back(all.substr(i, end - i));
        i = std::min(all.find_first_not_of(" -", end), all.size());
    }
    return tokens;
}

constexpr auto works = std::to_array<std::string_view>({"paper", "work", "article", "study", "survey", "thesis",
                                                        "report", "research", "review", "letter", "manuscript",
                                                        "dissertation", "tutorial", "position", "contribution"});
constexpr auto announced = std::to_array<std::string_view>(
    {"proposed", "presented", "introduced", "developed", "conducted", "described", "investigated", "studied"});

constexpr auto authors = std::to_array<std::string_view>({"we", "our", "us"});
constexpr auto pointers = std::to_array<std::string_view>({"this", "present"});
constexpr auto passive = std::to_array<std::string_view>({"is", "are", "was", "were"});

bool own_work(const std::vector<std::string_view>& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string_view word = tokens[i];
        if (is_one_of(authors, word)) {
            return true;
        }
        const std::string_view next = i + 1 < tokens.size() ? tokens[i + 1] : std::string_view{};
        const bool points = is_one_of(pointers, word) || (word == "the" && i == 0);
        if ((points && is_one_of(works, next)) || (is_one_of(passive, word) && is_one_of(announced, next))) {
            return true;
        }
    }
    return false;
}

/// How far the sentence stands before or behind the first one about own work.
std::string_view distance_name(std::size_t at, std::size_t first, std::size_t count) {
    if (first == count) {
        return "own=none";
    }
    if (at == first) {
        return "own=0";
    }
    if (at < first) {
        return first - at == 1 ? "own=-1" : first - at == 2 ? "own=-2" : "own=-3";
    }
    return at - first == 1 ? "own=1" : at - first == 2 ? "own=2" : at - first <= 4 ? "own=3" : "own=5";
}

std::string_view length_name(std::size_t words) {
    if (words <= 3) {
        return "long=3";
    }
    if (words <= 8) {
        return "long=8";
    }
    if (words <= 15) {
        return "long=15";
    }
    if (words <= 25) {
        return "long=25";
    }
    return words <= 40 ? "long=40" : "long=more";
}

constexpr std::array<std::string_view, role_count> names{"background", "objective", "method", "result", "other"};

}  // namespace

std::string_view role_name(SentenceRole role) {
    return names[static_cast<std::size_t>(role)];
}

std::optional<SentenceRole> parse_role(std::string_view name) {
    for (std::size_t r = 0; r < role_count; ++r) {
        if (names[r] == name) {
            return static_cast<SentenceRole>(r);
        }
    }
    return {};
}

bool speaks_of_own_work(std::string_view sentence) {
    std::string lower;
    return own_work(role_tokens(sentence, lower));
}

void role_features(const std::vector<std::string>& sentences,
                   const std::function<void(std::size_t, std::string_view)>& sink) {
    const std::size_t count = sentences.size();
    std::vector<std::string> lowered(count);
    std::vector<std::vector<std::string_view>> tokens(count);
    std::size_t first_own = count;
    for (std::size_t s = 0; s < count; ++s) {
        tokens[s] = role_tokens(sentences[s], lowered[s]);
        if (first_own == count && own_work(tokens[s])) {
            first_own = s;
        }
    }
    std::string name;
    const auto emit = [&](std::size_t s, std::string_view kind, std::string_view a, std::string_view b = {}) {
        name.assign(kind);
        name += a;
        if (!b.empty()) {
            name += '_';
            name += b;
        }
        sink(s, name);
    };
    for (std::size_t s = 0; s < count; ++s) {
        const auto& words = tokens[s];
        sink(s, "always");
        for (std::size_t i = 0; i < words.size(); ++i) {
            emit(s, "w=", words[i]);
            if (i + 1 < words.size()) {
                emit(s, "w=", words[i], words[i + 1]);
            }
        }
        if (!words.empty()) {
            emit(s, "first=", words[0]);
        }
        if (words.size() > 1) {
            emit(s, "first=", words[0], words[1]);
        }
        if (words.size() > 2) {
            emit(s, "second=", words[1], words[2]);
        }
        sink(s, length_name(words.size()));
        sink(s, distance_name(s, first_own, count));
        emit(s, "from_start=", std::to_string(std::min<std::size_t>(s, 5)));
        emit(s, "from_end=", std::to_string(std::min<std::size_t>(count - 1 - s, 3)));
        emit(s, "fifth=", std::to_string(s * 5 / count));
    }
}

}  // namespace digest
