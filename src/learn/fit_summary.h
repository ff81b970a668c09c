#pragma once

#include <vector>

#include "digest/learn/trainer.h"
#include "logistic.h"

namespace digest {

/// Log-odds of a paper whose features are already there. History is looked up by its authors' names.
double score_row(const ModelFile& file, const FeatureRows::Row& row, const Paper& paper);

/// What the card says of the months and of the fitted model.
void summarise(const std::vector<LabelledMonth>& months, FitResult& result);

}  // namespace digest
