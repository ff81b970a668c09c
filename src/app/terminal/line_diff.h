#pragma once

#include <string>
#include <string_view>

namespace digest {

/// A unified diff with three lines of context; empty when both texts are the same. Bounded in time and memory: where
/// two very long texts have little in common the differing middle is shown as replaced.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view name_before,
                         std::string_view name_after);

}  // namespace digest
