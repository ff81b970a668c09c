#pragma once

#include <functional>
#include <span>
#include <vector>

namespace digest {

/// The smooth part of the loss at `x`; writes its gradient.
using SmoothLoss = std::function<double(std::span<const double> x, std::span<double> gradient)>;

/// Minimises `loss(x) + l1 * |x|₁` from `x` = 0 by OWL-QN (limited-memory quasi-Newton within one orthant at a time),
/// in at most so many iterations, of which there must be one at least. Deterministic.
std::vector<double> minimise_l1(const SmoothLoss& loss, std::size_t size, double l1, int iterations);

}  // namespace digest
