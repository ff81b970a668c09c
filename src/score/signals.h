#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "digest/base/notice.h"
#include "digest/model/evidence.h"
#include "digest/model/linear_model.h"
#include "digest/model/paper.h"
#include "digest/model/topic.h"
#include "digest/text/features.h"
#include "digest/text/terms.h"
#include "digest/text/topic_matcher.h"
#include "observation_columns.h"

namespace digest {

/// A signal of all papers of the window, in their order: bounded 0..1, or unknown.
struct SignalColumn {
    std::vector<std::optional<double>> values{};
    /// What the configured weight is multiplied by: how much the signal can tell in this window.
    double information = 1.0;
    /// What caused the value of the paper at this place. To find it takes longer than to score, so only those papers
    /// are asked for that are shown. Topics, venues, models and observations must still be there.
    std::function<std::vector<Evidence>(std::size_t place, const Paper& paper)> evidence{};
};

// One file a signal; each states its formula and source.

/// What a signal is computed from.
struct SignalInput {
    const std::vector<Paper>& papers;  ///< of the window, ordered by id
    std::shared_ptr<const ObservationColumns> observations{};
    std::span<const Venue> venues{};
};

// A signal of all papers at once: `SignalColumn citations_signal(const SignalInput& input)` and its like, one for each
// SIGNAL of model/signals.def.
#define SIGNAL(signal, ...) SignalColumn signal##_signal(const SignalInput& input);
#define TEXT_SIGNAL(signal, ...)
#include "digest/model/signals.def"
#undef TEXT_SIGNAL
#undef SIGNAL

/// Topics of the papers' titles and abstracts; short forms that the window's papers define count as their terms. Reads
/// paper after paper, so that one tokenised paper serves all who read it.
class TopicMatchSignal {
  public:
    TopicMatchSignal(const std::vector<Topic>& topics, Vocabulary& vocabulary);

    /// `tokens` by tokenise_known().
    void add(const Paper& paper, const TokenisedPaper& tokens);

    /// A reader of the same topics for other papers of the window, and taking over what it read: they are the papers
    /// behind these.
    TopicMatchSignal sibling() const { return {topics_, matcher_}; }
    void append(const TopicMatchSignal& behind);

    struct Result {
        SignalColumn column{};
        std::vector<std::vector<std::string>> topics{};  ///< names of each paper's topics, strongest first
        Notices notices{};                               ///< terms that stand in half of the window
    };
    /// Once, behind the last paper.
    Result finish() &&;

  private:
    struct PaperCounts {
        std::size_t begin = 0, end = 0;  ///< into counts_
        std::uint32_t title_words = 0;
        std::uint32_t abstract_words = 0;
        std::string primary_category{};
    };
    struct TopicScore;
    TopicMatchSignal(std::shared_ptr<const std::vector<Topic>> topics, std::shared_ptr<const TopicMatcher> matcher)
        : topics_(std::move(topics)), matcher_(std::move(matcher)) {}
    void add_aliases();
    void weigh();
    std::vector<TopicScore> topic_scores(const PaperCounts& paper) const;
    std::vector<Evidence> evidence(const PaperCounts& paper) const;
    void add_notices(Notices& notices) const;

    std::shared_ptr<const std::vector<Topic>> topics_;
    std::shared_ptr<const TopicMatcher> matcher_;
    std::vector<PaperCounts> papers_{};
    std::vector<TermCount> counts_{};
    std::vector<TermCount> found_{};
    std::vector<TermEnd> ends_{};
    AliasFinder aliases_{};
    std::vector<double> weights_{};  ///< idf of each term
    double mean_title_ = 0;
    double mean_abstract_ = 0;
};

/// notability and taste: a fitted model's opinion, relative to its mean over the window. Reads paper after paper, as
/// TopicMatchSignal does.
class ModelSignal {
  public:
    /// Unknown throughout without a model. Model and history must outlive the signal.
    ModelSignal(const LinearModel* model, const AuthorHistory& history);
    void add(const Paper& paper, const TokenisedPaper& tokens);
    void append(const ModelSignal& behind);
    SignalColumn finish() const;

  private:
    const LinearModel* model_;
    const AuthorHistory* history_;
    std::size_t papers_ = 0;
    std::vector<double> probabilities_{};
};

/// What moved the model most: in favour of the paper, and against it.
std::vector<Evidence> model_evidence(const LinearModel& model, const Paper& paper,
                                     const AuthorHistory* history = nullptr);

}  // namespace digest
