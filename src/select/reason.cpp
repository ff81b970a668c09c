#include "digest/select/reason.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "digest/model/signal_table.h"
#include "digest/text/evidence_words.h"
#include "reason_of_format_1.h"

namespace digest {
namespace {

constexpr std::size_t signals_named = 3;
constexpr std::size_t terms_named = 3;

std::string by_its_row(const SignalRow& row, double value, const Evidence& evidence) {
    const bool strong = !row.strong_reason.empty() && value >= row.strong_from;
    const std::string terms = terms_in_words(evidence, terms_named);
    return fmt::format(
        fmt::runtime(strong ? row.strong_reason : row.reason), fmt::arg("value", fmt::format("{:.2f}", value)),
        fmt::arg("words", terms.empty() ? terms : ": " + terms), fmt::arg("count", count_in_words(evidence)),
        fmt::arg("percentile", percentile_in_words(evidence)), fmt::arg("name", name_in_words(evidence)));
}

std::string in_words(const Signal& signal) {
    const double value = *signal.value;
    const SignalRow* row = find_signal_row(signal.name);
    if (row == nullptr) {
        return fmt::format("{} {:.2f}", signal.name, value);
    }
    if (signal.evidence.empty()) {
        return by_its_row(*row, value, {});
    }
    const Evidence& first = signal.evidence.front();
    return std::holds_alternative<SentenceEvidence>(first) ? reason_of_format_1(signal)
                                                           : by_its_row(*row, value, first);
}

}  // namespace

std::vector<double> signal_means(const std::vector<Candidate>& candidates) {
    if (candidates.empty()) {
        return {};
    }
    std::vector<double> means(candidates.front().signals.size());
    for (std::size_t k = 0; k < means.size(); ++k) {
        double sum = 0;
        double known = 0;
        for (const Candidate& candidate : candidates) {
            if (k >= candidate.signals.size() || !candidate.signals[k].value) {
                continue;
            }
            sum += *candidate.signals[k].value;
            known += 1;
        }
        means[k] = known > 0 ? sum / known : 0;
    }
    return means;
}

std::vector<std::size_t> strongest_signals(const Candidate& candidate, const std::vector<double>& means) {
    std::vector<std::pair<double, std::size_t>> lifts;
    for (std::size_t k = 0; k < candidate.signals.size(); ++k) {
        const Signal& signal = candidate.signals[k];
        if (!signal.value || *signal.value <= 0) {
            continue;
        }
        const double lift = signal.weight * (*signal.value - (k < means.size() ? means[k] : 0));
        if (lift > 0) {
            lifts.emplace_back(lift, k);
        }
    }
    std::stable_sort(lifts.begin(), lifts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> strongest;
    for (std::size_t i = 0; i < std::min(lifts.size(), signals_named); ++i) {
        strongest.push_back(lifts[i].second);
    }
    return strongest;
}

std::string reason_in_words(const Candidate& candidate, const std::vector<std::size_t>& strongest) {
    std::string reason;
    for (const std::size_t k : strongest) {
        if (!reason.empty()) {
            reason += ", ";
        }
        reason += in_words(candidate.signals[k]);
    }
    return reason.empty() ? "no signal stands out" : reason;
}

}  // namespace digest
