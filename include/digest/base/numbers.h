#pragma once

#include <cmath>
#include <cstdint>
#include <string>

namespace digest {

/// Rounded to as many decimals as JSON shows (docs/json.md).
inline double six_decimals(double value) {
    return std::round(value * 1e6) / 1e6;
}

/// "12,800": with a comma before each group of three digits.
inline std::string with_thousands(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3; at -= 3) {
        digits.insert(at - 3, ",");
    }
    return digits;
}

}  // namespace digest
