#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "digest/model/paper.h"

namespace digest::test {

using PaperTest = std::function<bool(const Paper&)>;

/// A search_query as a test of papers; nothing for what the service's grammar refuses. AND, OR and ANDNOT have no
/// precedence and nest to the right: "a AND b OR c" is "a AND (b OR c)".
std::optional<PaperTest> parse_search_query(std::string_view query);

}  // namespace digest::test
