#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "digest/base/error.h"

namespace digest {

/// Fills a Mustache template. Strings of `view` are put in as they are; null, "" and [] are false. `specimen` has the
/// same shape as any view, with at least one element in each list: the template is checked against it before, so that a
/// wrong name is an error (user_file, "name:line:column") whatever the data.
Result<std::string> fill_template(std::string_view text, std::string_view name, const nlohmann::ordered_json& view,
                                  const nlohmann::ordered_json& specimen);

}  // namespace digest
