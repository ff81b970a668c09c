#pragma once

#include <functional>
#include <vector>

namespace digest {

/// The smooth part of the loss at `x`; writes its gradient.
using SmoothLoss = std::function<double(const std::vector<double>& x, std::vector<double>& gradient)>;

/// Minimises `loss(x) + l1 * |x|₁` from `x` = 0 by OWL-QN (limited-memory quasi-Newton within one orthant at a time).
std::vector<double> minimise_l1(const SmoothLoss& loss, std::size_t size, double l1, int iterations);

}  // namespace digest
