#include "digest/learn/owlqn.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace digest {
namespace {

using Vector = std::vector<double>;

constexpr std::size_t memory = 8;
constexpr double tolerance = 1e-4;

double dot(const Vector& a, const Vector& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

double absolute_sum(const Vector& x) {
    double sum = 0;
    for (const double value : x) sum += std::abs(value);
    return sum;
}

/// The steepest descent's opposite at a point where the penalty has a kink.
Vector pseudo_gradient(const Vector& x, const Vector& gradient, double l1) {
    Vector result(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i] > 0)
            result[i] = gradient[i] + l1;
        else if (x[i] < 0)
            result[i] = gradient[i] - l1;
        else if (gradient[i] + l1 < 0)
            result[i] = gradient[i] + l1;
        else if (gradient[i] - l1 > 0)
            result[i] = gradient[i] - l1;
    }
    return result;
}

struct Step {
    Vector moved;
    Vector turned;
    double product = 0;
};

Vector direction(const Vector& pseudo, const std::deque<Step>& steps) {
    Vector d(pseudo.size());
    for (std::size_t i = 0; i < d.size(); ++i) d[i] = -pseudo[i];
    std::vector<double> shares(steps.size());
    for (std::size_t k = steps.size(); k > 0; --k) {
        const Step& step = steps[k - 1];
        shares[k - 1] = dot(step.moved, d) / step.product;
        for (std::size_t i = 0; i < d.size(); ++i) d[i] -= shares[k - 1] * step.turned[i];
    }
    if (!steps.empty()) {
        const double scale = steps.back().product / dot(steps.back().turned, steps.back().turned);
        for (double& value : d) value *= scale;
    }
    for (std::size_t k = 0; k < steps.size(); ++k) {
        const double share = shares[k] - dot(steps[k].turned, d) / steps[k].product;
        for (std::size_t i = 0; i < d.size(); ++i) d[i] += share * steps[k].moved[i];
    }
    for (std::size_t i = 0; i < d.size(); ++i)
        if (d[i] * pseudo[i] >= 0) d[i] = 0;
    return d;
}

}  // namespace

std::vector<double> minimise_l1(const SmoothLoss& loss, std::size_t size, double l1, int iterations) {
    Vector x(size, 0.0);
    Vector gradient(size, 0.0);
    double value = loss(x, gradient);
    std::deque<Step> steps;
    for (int round = 0; round < iterations; ++round) {
        const Vector pseudo = pseudo_gradient(x, gradient, l1);
        const Vector d = direction(pseudo, steps);
        const double slope = dot(pseudo, d);
        if (slope >= 0) break;
        double length = steps.empty() ? 1.0 / std::max(1.0, std::sqrt(dot(pseudo, pseudo))) : 1.0;
        Vector next(size);
        Vector next_gradient(size, 0.0);
        double next_value = value;
        bool better = false;
        // NOLINTNEXTLINE(cert-flp30-c): the attempts are counted; the step only halves beside them
        for (int attempt = 0; attempt < 30 && !better; ++attempt, length *= 0.5) {
            for (std::size_t i = 0; i < size; ++i) {
                const double orthant = x[i] != 0 ? x[i] : -pseudo[i];
                const double moved = x[i] + length * d[i];
                next[i] = moved * orthant > 0 ? moved : 0;
            }
            next_value = loss(next, next_gradient) + l1 * absolute_sum(next);
            better = next_value <= value + 1e-4 * length * slope;
        }
        if (!better) break;
        Step step{Vector(size), Vector(size), 0};
        for (std::size_t i = 0; i < size; ++i) {
            step.moved[i] = next[i] - x[i];
            step.turned[i] = next_gradient[i] - gradient[i];
        }
        step.product = dot(step.moved, step.turned);
        const double gain = value - next_value;
        x = std::move(next);
        gradient = std::move(next_gradient);
        value = next_value;
        if (step.product > 1e-10) steps.push_back(std::move(step));
        if (steps.size() > memory) steps.pop_front();
        if (gain < tolerance * std::max(1.0, std::abs(value)) * 0.01) break;
    }
    return x;
}

}  // namespace digest
