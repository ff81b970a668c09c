#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace digest {

/// The known name nearest to a misspelt one (edit distance of at most a third of its length, two at least); empty:
/// none.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace digest
