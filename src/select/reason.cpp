#include "digest/select/reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace digest {
namespace {

constexpr std::size_t signals_named = 3;
constexpr std::size_t words_named = 3;

/// Of "Information retrieval: dense retrieval (title, 2 in abstract), BM25 (title)" the words behind the colon, bare.
std::string bare_words(std::string_view evidence) {
    const std::size_t colon = evidence.find(": ");
    std::string_view rest = colon == std::string_view::npos ? evidence : evidence.substr(colon + 2);
    std::string words;
    int depth = 0;
    std::size_t count = 1;
    for (const char c : rest) {
        if (c == '(') ++depth;
        if (depth == 0) {
            if (c == ',' && ++count > words_named) break;
            words += c;
        }
        if (c == ')' && depth > 0) --depth;
    }
    for (std::size_t at = words.find(" ,"); at != std::string::npos; at = words.find(" ,")) words.erase(at, 1);
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

/// "98th percentile" of "41 citations, 98th percentile of 312 cs.CV papers of that week, …".
std::string_view percentile_in(std::string_view evidence) {
    constexpr std::string_view word = " percentile";
    const std::size_t end = evidence.find(word);
    if (end == std::string_view::npos) return {};
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

std::string in_words(const Signal& signal) {
    const double value = *signal.value;
    const std::string_view first =
        signal.evidence.empty() ? std::string_view{} : std::string_view(signal.evidence.front());
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
    if (signal.name == "authorship") return fmt::format("authors cited before ({})", first_part(first, " ("));
    if (signal.name == "attention") return fmt::format("much noticed ({})", first_part(first, ","));
    if (signal.name == "venue") return fmt::format("accepted at {}", first_part(first, ": "));
    if (signal.name == "openness") return fmt::format("with {}", first_part(first, ": "));
    return fmt::format("{} {:.2f}", signal.name, value);
}

}  // namespace

std::vector<double> signal_means(const std::vector<Candidate>& candidates) {
    if (candidates.empty()) return {};
    std::vector<double> means(candidates.front().signals.size());
    for (std::size_t k = 0; k < means.size(); ++k) {
        double sum = 0;
        double known = 0;
        for (const Candidate& candidate : candidates) {
            if (k >= candidate.signals.size() || !candidate.signals[k].value) continue;
            sum += *candidate.signals[k].value;
            known += 1;
        }
        means[k] = known > 0 ? sum / known : 0;
    }
    return means;
}

std::string reason_in_words(const Candidate& candidate, const std::vector<double>& means) {
    std::vector<std::pair<double, const Signal*>> lifts;
    for (std::size_t k = 0; k < candidate.signals.size(); ++k) {
        const Signal& signal = candidate.signals[k];
        if (!signal.value || *signal.value <= 0) continue;
        const double lift = signal.weight * (*signal.value - (k < means.size() ? means[k] : 0));
        if (lift > 0) lifts.emplace_back(lift, &signal);
    }
    std::stable_sort(lifts.begin(), lifts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string reason;
    for (std::size_t i = 0; i < std::min(lifts.size(), signals_named); ++i) {
        if (i > 0) reason += ", ";
        reason += in_words(*lifts[i].second);
    }
    return reason.empty() ? "no signal stands out" : reason;
}

}  // namespace digest
