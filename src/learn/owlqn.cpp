#include "owlqn.h"

#include <algorithm>
#include <memory>
#include <new>

#include <lbfgs.h>

namespace digest {
namespace {

constexpr int memory = 8;
constexpr double least_gain = 1e-6;  ///< of a round, as a share of the loss

struct Problem {
    const SmoothLoss& loss;
    std::size_t size;
};

/// What the library calls. It may round the count of variables up, to what its vectors hold.
double evaluate(void* instance, const double* x, double* gradient, int /*size*/, double /*step*/) {
    const auto& problem = *static_cast<const Problem*>(instance);
    return problem.loss({x, problem.size}, {gradient, problem.size});
}

}  // namespace

std::vector<double> minimise_l1(const SmoothLoss& loss, std::size_t size, double l1, int iterations) {
    const auto count = static_cast<int>(size);
    // The library's own memory is zero, and aligned as its vector instructions want it.
    const std::unique_ptr<double, void (*)(double*)> x(lbfgs_malloc(count), lbfgs_free);
    if (!x) {
        throw std::bad_alloc();
    }
    lbfgs_parameter_t parameters{};
    lbfgs_parameter_init(&parameters);
    parameters.m = memory;
    parameters.past = 1;
    parameters.delta = least_gain;
    parameters.max_iterations = iterations;
    parameters.linesearch = LBFGS_LINESEARCH_BACKTRACKING;  // the one that can keep to an orthant
    parameters.orthantwise_c = l1;
    Problem problem{loss, size};
    // However it ended (no gain, no step that gains, enough rounds), x is the best point that it found.
    lbfgs(count, x.get(), nullptr, evaluate, nullptr, &problem, &parameters);
    std::vector<double> best(size);
    std::copy_n(x.get(), size, best.begin());
    return best;
}

}  // namespace digest
