#include "diversity.h"

#include <algorithm>

namespace digest {
namespace {

std::vector<const Paper*> papers_of(const std::vector<Candidate>& candidates, std::size_t count) {
    std::vector<const Paper*> papers;
    papers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        papers.push_back(&candidates[i].paper);
    }
    return papers;
}

constexpr std::size_t topics_of_a_paper = 3;  // say what it is about

}  // namespace

Diversity::Diversity(const std::vector<Candidate>& candidates, std::size_t count)
    : count_(count), similarity_(papers_of(candidates, count)), shares_(count) {
    std::map<std::string_view, std::size_t> topics;
    for (std::size_t i = 0; i < count; ++i) {
        const std::vector<std::string>& names = candidates[i].topics;
        double share = 1;
        double sum = 0;
        for (std::size_t k = 0; k < std::min(topics_of_a_paper, names.size()); ++k) {
            shares_[i].push_back({topics.emplace(names[k], topics.size()).first->second, share});
            sum += share;
            share /= 2;  // from the strongest on; together 1
        }
        for (TopicShare& entry : shares_[i]) {
            entry.share /= sum;
        }
    }
    open_.resize(topics.size());
    clear();
}

void Diversity::clear() {
    nearest_.resize(count_);
    for (std::size_t i = 0; i < count_; ++i) {
        nearest_[i] = {i, 0.0};
    }
    std::fill(open_.begin(), open_.end(), 1.0);
}

/// The same papers are chosen again while the weight of variety is tried out.
const std::vector<double>& Diversity::similarities_to(std::size_t paper) {
    std::vector<double>& row = similarities_[paper];
    if (row.empty()) {
        row.reserve(count_);
        for (std::size_t i = 0; i < count_; ++i) {
            row.push_back(similarity_.between(i, paper));
        }
    }
    return row;
}

void Diversity::choose(std::size_t paper) {
    const std::vector<double>& similarities = similarities_to(paper);
    for (std::size_t i = 0; i < count_; ++i) {
        if (nearest_[i].paper == i || similarities[i] > nearest_[i].similarity) {
            nearest_[i] = {paper, similarities[i]};
        }
    }
    for (const TopicShare& entry : shares_[paper]) {
        open_[entry.topic] *= 1 - entry.share;
    }
}

double Diversity::uncovered(std::size_t paper) const {
    double sum = 0;
    for (const TopicShare& entry : shares_[paper]) {
        sum += entry.share * open_[entry.topic];
    }
    return sum;
}

std::vector<std::size_t> Diversity::originals(const TaskRunner& run_tasks) const {
    constexpr std::size_t papers_of_a_task = 50;
    std::vector<std::vector<std::size_t>> similar(count_);
    Tasks tasks;
    for (std::size_t begin = 0; begin < count_; begin += papers_of_a_task) {
        tasks.emplace_back([&, begin] {
            for (std::size_t i = begin; i < std::min(count_, begin + papers_of_a_task); ++i) {
                similar[i] = similarity_.candidates_for_duplicate(i);
            }
        });
    }
    run_tasks(tasks);
    std::vector<std::size_t> result(count_);
    for (std::size_t i = 0; i < count_; ++i) {
        result[i] = i;
        for (const std::size_t better : similar[i]) {
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
