// taste: the same learner as notability, fitted on this workspace's own past picks, author history included (`digest
// learn`).
//
//   value = p / (p + mean of p over the window)
#include "digest/score/signals.h"

namespace digest {

SignalColumn taste_signal(const std::vector<Paper>& papers, const std::optional<LinearModel>& model,
                          const AuthorHistory& history) {
    return model_signal(papers, model, model && model->author_history ? &history : nullptr);
}

}  // namespace digest
