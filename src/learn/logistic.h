#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "digest/text/features.h"

namespace digest {

/// Feature vectors of many papers, in half the memory of Feature.
class FeatureRows {
  public:
    struct Cell {
        std::uint32_t bucket = 0;
        float value = 0;
    };
    struct Row {
        const Cell* first = nullptr;
        const Cell* last = nullptr;
        const Cell* begin() const { return first; }
        const Cell* end() const { return last; }
        std::size_t size() const { return static_cast<std::size_t>(last - first); }
    };

    void add(const std::vector<Feature>& features) {
        for (const Feature& feature : features) {
            cells_.push_back({feature.bucket, static_cast<float>(feature.value)});
        }
        ends_.push_back(cells_.size());
    }
    std::size_t size() const { return ends_.size(); }
    Row operator[](std::size_t row) const {
        const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
        return {cells_.data() + begin, cells_.data() + ends_[row]};
    }

  private:
    std::vector<Cell> cells_{};
    std::vector<std::size_t> ends_{};
};

/// One paper to fit on: its vector, the few features of its authors' history, whether it was chosen.
struct Example {
    FeatureRows::Row row{};
    std::vector<Feature> history{};
    bool chosen = false;
};

struct LogisticFit {
    std::vector<double> weights{};  ///< one a bucket
    double bias = 0;
};

/// L2-regularised logistic regression by liblinear's primal solver: deterministic. The examples are laid out once and
/// can be fitted at several costs; each fit starts from the one before.
class LogisticFitter {
  public:
    /// Each value is multiplied by its bucket's entry of `factors` first, and the weights that come out are those of
    /// the values without it. The bias is regularised as any weight.
    LogisticFitter(const std::vector<Example>& examples, std::vector<double> factors);
    ~LogisticFitter();
    LogisticFitter(const LogisticFitter&) = delete;
    LogisticFitter& operator=(const LogisticFitter&) = delete;

    LogisticFit fit(double cost);

  private:
    struct Nodes;
    std::vector<double> factors_;
    std::unique_ptr<Nodes> nodes_;
};

}  // namespace digest
