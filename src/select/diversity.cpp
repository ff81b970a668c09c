#include "digest/select/diversity.h"

#include <algorithm>

namespace digest {
namespace {

std::vector<const Paper*> papers_of(const std::vector<Candidate>& candidates, std::size_t count) {
    std::vector<const Paper*> papers;
    papers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) papers.push_back(&candidates[i].paper);
    return papers;
}

/// p(topic | paper): halving from the strongest on, together 1. Three topics say what a paper is about.
std::vector<double> topic_shares(const Candidate& candidate) {
    const std::size_t topics = std::min<std::size_t>(3, candidate.topics.size());
    std::vector<double> shares(topics);
    double share = 1;
    double sum = 0;
    for (double& entry : shares) {
        entry = share;
        sum += share;
        share /= 2;
    }
    for (double& entry : shares) entry /= sum;
    return shares;
}

}  // namespace

Diversity::Diversity(const std::vector<Candidate>& candidates, std::size_t count)
    : candidates_(candidates), count_(count), similarity_(papers_of(candidates, count)) {
    clear();
}

void Diversity::clear() {
    nearest_.resize(count_);
    for (std::size_t i = 0; i < count_; ++i) nearest_[i] = {i, 0.0};
    open_.clear();
}

void Diversity::choose(std::size_t paper) {
    for (std::size_t i = 0; i < count_; ++i) {
        const double similarity = similarity_.between(i, paper);
        if (nearest_[i].paper == i || similarity > nearest_[i].similarity) nearest_[i] = {paper, similarity};
    }
    const std::vector<double> shares = topic_shares(candidates_[paper]);
    for (std::size_t k = 0; k < shares.size(); ++k) {
        open_.emplace(candidates_[paper].topics[k], 1.0).first->second *= 1 - shares[k];
    }
}

double Diversity::uncovered(std::size_t paper) const {
    const Candidate& candidate = candidates_[paper];
    const std::vector<double> shares = topic_shares(candidate);
    double sum = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
        const auto found = open_.find(candidate.topics[k]);
        sum += shares[k] * (found == open_.end() ? 1.0 : found->second);
    }
    return sum;
}

std::vector<std::size_t> Diversity::originals() const {
    std::vector<std::size_t> result(count_);
    for (std::size_t i = 0; i < count_; ++i) {
        result[i] = i;
        for (const std::size_t better : similarity_.candidates_for_duplicate(i)) {
            if (better < i && result[better] == better && similarity_.between(i, better) > near_duplicate) {
                result[i] = better;
                break;
            }
        }
    }
    return result;
}

std::string strongest_topic(const Candidate& candidate) {
    return candidate.topics.empty() ? std::string{} : candidate.topics.front();
}

}  // namespace digest
