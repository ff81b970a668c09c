// notability: what the shipped model says of title, abstract and plain metadata; and taste: the same learner fitted on
// this workspace's own past picks, author history included (`digest learn`).
//
//   value = p / (p + mean of p over the window)
//
// p is the probability of a logistic regression over hashed features (docs/scoring.md says what it was fitted on).
// Chosen papers are rare, so p alone would hardly move a score: relative to the month's mean, 0.5 is an ordinary paper
// and 0.9 one that the model finds nine times as likely to be chosen.
#include "signals.h"

namespace digest {
namespace {

constexpr std::size_t reasons_shown = 6;

}  // namespace

ModelSignal::ModelSignal(const LinearModel* model, const AuthorHistory& history)
    : model_(model), history_(model != nullptr && model->author_history ? &history : nullptr) {}

void ModelSignal::add(const Paper& paper, const TokenisedPaper& tokens) {
    ++papers_;
    if (model_ != nullptr) {
        probabilities_.push_back(linear_probability(*model_, paper, tokens, history_));
    }
}

void ModelSignal::append(const ModelSignal& behind) {
    papers_ += behind.papers_;
    probabilities_.insert(probabilities_.end(), behind.probabilities_.begin(), behind.probabilities_.end());
}

SignalColumn ModelSignal::finish() const {
    SignalColumn result;
    result.values.resize(papers_);
    if (probabilities_.empty()) {
        return result;
    }
    double sum = 0;
    for (const double probability : probabilities_) {
        sum += probability;
    }
    const double mean = sum / static_cast<double>(papers_);
    for (std::size_t i = 0; i < papers_; ++i) {
        result.values[i] = mean > 0 ? probabilities_[i] / (probabilities_[i] + mean) : 0.0;
    }
    result.evidence = [model = model_, history = history_](std::size_t, const Paper& paper) {
        return model_evidence(*model, paper, history);
    };
    return result;
}

std::vector<Evidence> model_evidence(const LinearModel& model, const Paper& paper, const AuthorHistory* history) {
    OpinionEvidence lifted{true, {}};
    OpinionEvidence lowered{false, {}};
    for (const Contribution& reason : explain_linear(model, paper, reasons_shown, history)) {
        (reason.value > 0 ? lifted : lowered).features.push_back(reason.feature);
    }
    std::vector<Evidence> evidence;
    for (OpinionEvidence* side : {&lifted, &lowered}) {
        if (!side->features.empty()) {
            evidence.emplace_back(std::move(*side));
        }
    }
    return evidence;
}

}  // namespace digest
