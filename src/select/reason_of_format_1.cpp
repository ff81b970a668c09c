#include "reason_of_format_1.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace digest {
namespace {

constexpr std::size_t words_named = 3;

/// Of "Information retrieval: dense retrieval (title, 2 in abstract), BM25 (title)" the words behind the colon, bare.
std::string bare_words(std::string_view evidence) {
    const std::size_t colon = evidence.find(": ");
    std::string_view rest = colon == std::string_view::npos ? evidence : evidence.substr(colon + 2);
    std::string words;
    int depth = 0;
    std::size_t count = 1;
    for (const char c : rest) {
        if (c == '(') {
            ++depth;
        }
        if (depth == 0) {
            if (c == ',' && ++count > words_named) {
                break;
            }
            words += c;
        }
        if (c == ')' && depth > 0) {
            --depth;
        }
    }
    for (std::size_t at = words.find(" ,"); at != std::string::npos; at = words.find(" ,")) {
        words.erase(at, 1);
    }
    while (!words.empty() && words.back() == ' ') {
        words.pop_back();
    }
    return words;
}

/// "98th percentile" of "41 citations, 98th percentile of 312 cs.CV papers of that week, …".
std::string_view percentile_in(std::string_view evidence) {
    constexpr std::string_view word = " percentile";
    const std::size_t end = evidence.find(word);
    if (end == std::string_view::npos) {
        return {};
    }
    const std::size_t blank = evidence.rfind(' ', end - 1);
    const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
    return evidence.substr(begin, end + word.size() - begin);
}

std::string_view first_part(std::string_view evidence, std::string_view separator) {
    return evidence.substr(0, std::min(evidence.size(), evidence.find(separator)));
}

std::string with_words(std::string_view what, double value, const std::string& words) {
    return words.empty() ? fmt::format("{} ({:.2f})", what, value) : fmt::format("{} ({:.2f}: {})", what, value, words);
}

/// Of its first evidence.
std::string_view sentence_of(const Signal& signal) {
    const auto* first = signal.evidence.empty() ? nullptr : std::get_if<SentenceEvidence>(&signal.evidence.front());
    return first == nullptr ? std::string_view{} : std::string_view(first->sentence);
}

}  // namespace

std::string reason_of_format_1(const Signal& signal) {
    const double value = signal.value.value_or(0);
    const std::string_view first = sentence_of(signal);
    if (signal.name == "topic_match") {
        const std::string words = bare_words(first);
        return fmt::format("{} (BM25F {:.2f}{}{})", value >= 0.6 ? "strong on topic" : "on topic", value,
                           words.empty() ? "" : ": ", words);
    }
    if (signal.name == "notability") {
        return with_words("notable by its text", value, first.starts_with("for: ") ? bare_words(first) : std::string{});
    }
    if (signal.name == "taste") {
        return with_words("like earlier picks", value, first.starts_with("for: ") ? bare_words(first) : std::string{});
    }
    if (signal.name == "citations") {
        return fmt::format("{} ({}, {})", value >= 0.9 ? "widely cited" : "cited", first_part(first, ","),
                           percentile_in(first));
    }
    if (signal.name == "authorship") {
        return fmt::format("authors cited before ({})", first_part(first, " ("));
    }
    if (signal.name == "attention") {
        return fmt::format("much noticed ({})", first_part(first, ","));
    }
    if (signal.name == "venue") {
        return fmt::format("accepted at {}", first_part(first, ": "));
    }
    if (signal.name == "openness") {
        return fmt::format("with {}", first_part(first, ": "));
    }
    return fmt::format("{} {:.2f}", signal.name, value);
}

}  // namespace digest
