#pragma once

#include <string_view>

namespace digest {

/// What find() answers where there is nothing.
inline constexpr auto npos = std::string_view::npos;

}  // namespace digest
