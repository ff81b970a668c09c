#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/model/edition.h"

namespace digest {

/// A bar chart of the trends as SVG, in the order given: this month beside the months before. Readable on light and
/// dark backgrounds, no script, no outside request. Empty where there are no trends.
std::string render_chart(const std::vector<Trend>& trends, Language language = Language::english);

}  // namespace digest
