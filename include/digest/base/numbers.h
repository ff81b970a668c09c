#pragma once

#include <cmath>

namespace digest {

/// Rounded to as many decimals as JSON shows (docs/json.md).
inline double six_decimals(double value) {
    return std::round(value * 1e6) / 1e6;
}

}  // namespace digest
