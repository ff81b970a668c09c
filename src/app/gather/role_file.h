#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"
#include "digest/learn/role_trainer.h"

namespace digest {

/// Abstracts whose sentences are labelled, as JSON Lines: {"sentences":["…"],"labels":["background", …]}; other keys
/// are passed over. A line that is none is a user_file error with its place, and so is a file without any.
Result<std::vector<LabelledAbstract>> parse_labelled_abstracts(std::string_view text, const std::string& file);

}  // namespace digest
