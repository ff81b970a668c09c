#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "digest/base/tasks.h"
#include "digest/model/candidate.h"
#include "digest/text/similarity.h"

namespace digest {

/// What greedy selection knows of the pool while it chooses: similarity to those chosen, topics covered.
class Diversity {
  public:
    /// The best `count` candidates; they must outlive it.
    Diversity(const std::vector<Candidate>& candidates, std::size_t count);

    void choose(std::size_t paper);
    void clear();

    /// Greatest similarity to one chosen, 0..1, and which; the paper itself when none is chosen.
    struct Nearest {
        std::size_t paper = 0;
        double similarity = 0;
    };
    const Nearest& nearest_chosen(std::size_t paper) const { return nearest_[paper]; }
    /// 0..1: how much of its topics nobody chosen covers (xQuAD: Σ p(t|paper) · Π over the chosen of 1 - p(t|chosen)).
    double uncovered(std::size_t paper) const;
    /// For each paper the better one that it is a near-duplicate of, or itself.
    std::vector<std::size_t> originals(const TaskRunner& run_tasks) const;
    double similarity(std::size_t a, std::size_t b) const { return similarity_.between(a, b); }

  private:
    struct TopicShare {
        std::size_t topic = 0;  ///< index into open_
        double share = 0;
    };
    const std::vector<double>& similarities_to(std::size_t paper);

    std::size_t count_;
    PaperSimilarity similarity_;
    std::vector<std::vector<TopicShare>> shares_{};              ///< p(topic | paper)
    std::map<std::size_t, std::vector<double>> similarities_{};  ///< to those that were chosen, ever
    std::vector<Nearest> nearest_{};
    std::vector<double> open_{};  ///< by topic: what is left to cover
};

/// The topic under which a candidate is counted and shown: its strongest; empty where none matched.
std::string strongest_topic(const Candidate& candidate);

}  // namespace digest
