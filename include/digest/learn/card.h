#pragma once

#include <string>
#include <vector>

#include "digest/base/dates.h"
#include "digest/learn/evaluation.h"
#include "digest/learn/trainer.h"

namespace digest {

/// The Markdown that stands beside a model file: what it was fitted on and when, its figures, its biases, its heaviest
/// words. `command` is what was typed; `measured` may hold months that the model never saw.
std::string model_card(const FitResult& fit, Day fitted_on, const std::string& command,
                       const std::vector<Evaluation>& measured = {});

}  // namespace digest
