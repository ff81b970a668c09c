#include "logistic.h"

#include <linear.h>

#include <utility>

namespace digest {
namespace {

constexpr double stopping_tolerance = 0.005;

/// liblinear writes its progress to standard output, which carries the product.
void say_nothing(const char*) {}

}  // namespace

/// The examples as liblinear wants them: rows that end with index -1, features counted from 1, the bias last.
struct LogisticFitter::Nodes {
    std::vector<feature_node> nodes{};
    std::vector<feature_node*> rows{};
    std::vector<double> labels{};
    std::vector<double> last{};  ///< weights as liblinear left them
};

LogisticFitter::LogisticFitter(const std::vector<Example>& examples, std::vector<double> factors)
    : factors_(std::move(factors)), nodes_(std::make_unique<Nodes>()) {
    std::size_t total = 0;
    for (const Example& example : examples) {
        total += example.row.size() + example.history.size() + 2;
    }
    nodes_->nodes.reserve(total);
    const int bias_index = static_cast<int>(factors_.size()) + 1;
    const auto add = [&](std::uint32_t bucket, double value) {
        if (factors_[bucket] != 0) {
            nodes_->nodes.push_back({static_cast<int>(bucket) + 1, value * factors_[bucket]});
        }
    };
    for (const Example& example : examples) {
        nodes_->rows.push_back(nodes_->nodes.data() + nodes_->nodes.size());
        for (const FeatureRows::Cell& cell : example.row) {
            add(cell.bucket, static_cast<double>(cell.value));
        }
        for (const Feature& feature : example.history) {
            add(feature.bucket, feature.value);
        }
        nodes_->nodes.push_back({bias_index, 1.0});
        nodes_->nodes.push_back({-1, 0.0});
        nodes_->labels.push_back(example.chosen ? 1.0 : -1.0);
    }
}

LogisticFitter::~LogisticFitter() = default;

LogisticFit LogisticFitter::fit(double cost) {
    problem data{};
    data.l = static_cast<int>(nodes_->rows.size());
    data.n = static_cast<int>(factors_.size()) + 1;
    data.y = nodes_->labels.data();
    data.x = nodes_->rows.data();
    data.bias = 1;
    parameter settings{};
    settings.solver_type = L2R_LR;
    settings.eps = stopping_tolerance;
    settings.C = cost;
    settings.init_sol = nodes_->last.empty() ? nullptr : nodes_->last.data();
    set_print_string_function(&say_nothing);
    struct model* fitted = train(&data, &settings);
    nodes_->last.assign(fitted->w, fitted->w + data.n);
    const double sign = fitted->label[0] == 1 ? 1 : -1;
    free_and_destroy_model(&fitted);
    LogisticFit result;
    result.weights.reserve(factors_.size());
    for (std::size_t bucket = 0; bucket < factors_.size(); ++bucket) {
        result.weights.push_back(sign * nodes_->last[bucket] * factors_[bucket]);
    }
    result.bias = sign * nodes_->last[factors_.size()];
    return result;
}

}  // namespace digest
