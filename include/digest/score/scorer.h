#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "digest/base/notice.h"
#include "digest/base/tasks.h"
#include "digest/model/candidate.h"
#include "digest/model/linear_model.h"
#include "digest/model/observation.h"
#include "digest/model/topic.h"

// The papers of a window, best first:
//
//     ScoringInput input;
//     input.window = edition_of(Month{2022, 2}).window;
//     input.topics = topics;
//     input.weights = {{"topic_match", 0.75}, {"citations", 1.0}};
//     input.observations = observations;
//     const Scoring scoring = score_papers(papers, input);
//     return scoring.candidates.front().paper.title;

namespace digest {

/// Names of all signals in the order in which they are shown: the keys of [weights].
const std::vector<std::string>& signal_names();

/// What the scorer may look at. All of it is frozen in the snapshot.
struct ScoringInput {
    Window window{};
    std::vector<Topic> topics{};
    std::vector<Venue> venues{};
    std::map<std::string, double> weights{};  ///< by signal name; a missing one counts 0
    std::vector<Observation> observations{};  ///< the newest of each paper, service and metric, in any order
    std::optional<LinearModel> notability{};
    std::map<std::string, double> notability_history{};  ///< for a notability model of one's own that looks at authors
    std::optional<LinearModel> taste{};
    std::map<std::string, double> author_history{};  ///< for taste: author → how often featured, see learn
    /// So many of the best candidates carry the words behind a model's opinion: they cost as much as all other signals
    /// together. model_evidence() gives them for any paper.
    std::size_t explained = 100;
    /// So many of the best candidates carry evidence at all.
    std::size_t with_evidence = std::numeric_limits<std::size_t>::max();
    TaskRunner run_tasks = run_in_order;
};

struct Scoring {
    std::vector<Candidate> candidates{};  ///< best first: score, then newer, then id
    Notices notices{};
};

/// Signals and scores of every paper. Pure; the order of papers and observations does not matter. Withdrawn papers are
/// no candidates. Every candidate has all signals in the order of signal_names(); one that is switched off, or unknown
/// for the whole window, has weight 0.
Scoring score_papers(std::vector<Paper> papers, const ScoringInput& input);

/// The combination rule: score = weighted mean of the signals. An unknown value counts as the mean of that signal over
/// the candidates that know it, with its full weight; a signal that none knows is left out and its weight becomes 0.
/// All candidates have the same signals in the same order. So turning a value equal to the mean into unknown changes no
/// rank, and raising one signal of a candidate never lowers its own rank.
void combine_signals(std::vector<Candidate>& candidates);

}  // namespace digest
