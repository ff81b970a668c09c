#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace digest {

/// A hashed linear model with int8 weights: weight of bucket b = weights[b] * scale. Probability = sigmoid(sum + bias).
struct LinearModel {
    std::string name{};
    unsigned bucket_bits = 0;  ///< 2^bits buckets
    double scale = 0;
    double bias = 0;
    bool author_history = false;
    std::vector<std::int8_t> weights{};

    bool operator==(const LinearModel&) const = default;
};

}  // namespace digest
