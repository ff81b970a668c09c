// notability: what the shipped model says of title, abstract and plain metadata.
//
//   value = p / (p + mean of p over the window)
//
// p is the probability of a logistic regression over hashed features (docs/scoring.md says what it was fitted on).
// Chosen papers are rare, so p alone would hardly move a score: relative to the month's mean, 0.5 is an ordinary paper
// and 0.9 one that the model finds nine times as likely to be chosen.
#include <fmt/format.h>

#include "digest/score/signals.h"

namespace digest {
namespace {

constexpr std::size_t reasons_shown = 6;

}  // namespace

SignalColumn model_signal(const std::vector<Paper>& papers, const std::optional<LinearModel>& model,
                          const AuthorHistory* history) {
    SignalColumn result;
    result.values.resize(papers.size());
    if (!model || papers.empty()) return result;
    double sum = 0;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        result.values[i].value = linear_probability(*model, papers[i], history);
        sum += *result.values[i].value;
    }
    const double mean = sum / static_cast<double>(papers.size());
    for (SignalValue& signal : result.values) signal.value = mean > 0 ? *signal.value / (*signal.value + mean) : 0.0;
    return result;
}

SignalColumn notability_signal(const std::vector<Paper>& papers, const std::optional<LinearModel>& model,
                               const AuthorHistory& history) {
    return model_signal(papers, model, model && model->author_history ? &history : nullptr);
}

std::vector<std::string> model_evidence(const LinearModel& model, const Paper& paper, const AuthorHistory* history) {
    std::string lifted;
    std::string lowered;
    for (const Contribution& reason : explain_linear(model, paper, reasons_shown, history)) {
        std::string& side = reason.value > 0 ? lifted : lowered;
        if (!side.empty()) side += ", ";
        side += reason.feature;
    }
    std::vector<std::string> evidence;
    if (!lifted.empty()) evidence.push_back("for: " + lifted);
    if (!lowered.empty()) evidence.push_back("against: " + lowered);
    return evidence;
}

}  // namespace digest
