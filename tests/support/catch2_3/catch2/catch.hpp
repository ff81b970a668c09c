#pragma once

// The header of Catch2 2 on top of Catch2 3: what the tests use of the names that 3 has moved.

#include <string>

#include <catch2/catch_all.hpp>

using Catch::Approx;

namespace Catch {

using Matchers::StartsWith;

inline auto Contains(const std::string& part) {
    return Matchers::ContainsSubstring(part);
}

}  // namespace Catch
