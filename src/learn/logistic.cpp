#include "logistic.h"

#include <linear.h>

namespace digest {
namespace {

constexpr double stopping_tolerance = 0.002;

/// liblinear writes its progress to standard output, which carries the product.
void say_nothing(const char*) {}

struct Nodes {
    std::vector<feature_node> nodes{};
    std::vector<feature_node*> rows{};
    std::vector<double> labels{};
};

Nodes make_nodes(const std::vector<Example>& examples, const std::vector<double>& factors) {
    Nodes made;
    std::size_t total = 0;
    for (const Example& example : examples) total += example.row.size() + example.history.size() + 2;
    made.nodes.reserve(total);
    const int bias_index = static_cast<int>(factors.size()) + 1;
    const auto add = [&](std::uint32_t bucket, double value) {
        if (factors[bucket] != 0) made.nodes.push_back({static_cast<int>(bucket) + 1, value * factors[bucket]});
    };
    for (const Example& example : examples) {
        made.rows.push_back(made.nodes.data() + made.nodes.size());
        for (const FeatureRows::Cell& cell : example.row) add(cell.bucket, static_cast<double>(cell.value));
        for (const Feature& feature : example.history) add(feature.bucket, feature.value);
        made.nodes.push_back({bias_index, 1.0});
        made.nodes.push_back({-1, 0.0});
        made.labels.push_back(example.chosen ? 1.0 : -1.0);
    }
    return made;
}

}  // namespace

LogisticFit fit_logistic(const std::vector<Example>& examples, const std::vector<double>& factors, double cost) {
    Nodes nodes = make_nodes(examples, factors);
    problem data{};
    data.l = static_cast<int>(examples.size());
    data.n = static_cast<int>(factors.size()) + 1;
    data.y = nodes.labels.data();
    data.x = nodes.rows.data();
    data.bias = 1;
    parameter settings{};
    settings.solver_type = L2R_LR;
    settings.eps = stopping_tolerance;
    settings.C = cost;
    set_print_string_function(&say_nothing);
    struct model* fitted = train(&data, &settings);
    LogisticFit result;
    const double sign = fitted->label[0] == 1 ? 1 : -1;
    result.weights.reserve(factors.size());
    for (std::size_t bucket = 0; bucket < factors.size(); ++bucket)
        result.weights.push_back(sign * fitted->w[bucket] * factors[bucket]);
    result.bias = sign * fitted->w[factors.size()];
    free_and_destroy_model(&fitted);
    return result;
}

}  // namespace digest
