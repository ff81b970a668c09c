#include "digest/learn/trainer.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "fit_summary.h"
#include "logistic.h"
#include "metrics.h"

namespace digest {
namespace {

constexpr double cost_without_trials = 0.4;
constexpr double close_enough = 0.002;
constexpr std::size_t ranking_depth = 100;
/// Papers of an author that count as seen beforehand, chosen as often as any: shrinks the histories of the rarely seen.
constexpr double prior_papers = 3;

/// A month ready to be fitted on or measured.
struct PreparedMonth {
    const LabelledMonth* source = nullptr;
    FeatureRows rows{};
};
using Months = std::vector<const PreparedMonth*>;

bool is_chosen(const PreparedMonth& month, std::size_t paper) {
    return month.source->grades[paper] > 0;
}

/// How many papers of each author there were, and how many of them were chosen.
class AuthorCounts {
  public:
    void add(const LabelledMonth& month) {
        for (std::size_t i = 0; i < month.papers.size(); ++i) {
            const bool chosen = month.grades[i] > 0;
            for (const std::string& author : month.papers[i].authors) {
                Count& count = counts_[author];
                ++count.papers;
                count.chosen += chosen ? 1 : 0;
            }
            if (month.papers[i].authors.empty()) {
                continue;
            }
            ++all_.papers;
            all_.chosen += chosen ? 1 : 0;
        }
    }
    AuthorHistory history() const {
        AuthorHistory history;
        for (const auto& [author, count] : counts_) {
            if (count.chosen > 0) {
                history.emplace(author, value(count));
            }
        }
        return history;
    }
    /// The histories of a paper's authors as they would be without this paper.
    std::vector<double> without(const Paper& paper, bool chosen) const {
        std::vector<double> values;
        values.reserve(paper.authors.size());
        for (const std::string& author : paper.authors) {
            Count count = counts_.at(author);
            count.papers -= 1;
            count.chosen -= chosen ? 1 : 0;
            values.push_back(count.chosen > 0 ? value(count) : 0.0);
        }
        return values;
    }

  private:
    struct Count {
        double papers = 0;
        double chosen = 0;
    };
    double value(const Count& count) const {
        const double usual = all_.chosen / all_.papers;
        return std::log((count.chosen + prior_papers * usual) / (count.papers + prior_papers) / usual);
    }

    std::unordered_map<std::string, Count> counts_{};
    Count all_{};
};

/// The square root of ln((1 + papers) / (1 + papers with it)) + 1, which lets a rare word weigh more for the same
/// regularisation; 0 for a bucket of words that no paper has; 1 for plain metadata.
std::vector<double> bucket_factors(const Months& months, unsigned bits) {
    std::vector<double> factors(std::size_t{1} << bits, 0.0);
    double papers = 0;
    for (const PreparedMonth* month : months) {
        for (std::size_t i = 0; i < month->rows.size(); ++i) {
            for (const FeatureRows::Cell& cell : month->rows[i]) {
                factors[cell.bucket] += 1;
            }
        }
        papers += static_cast<double>(month->rows.size());
    }
    for (std::size_t bucket = 0; bucket < factors.size(); ++bucket) {
        if (bucket >= text_buckets(bits)) {
            factors[bucket] = 1;
        } else if (factors[bucket] > 0) {
            factors[bucket] = std::sqrt(std::log((1 + papers) / (1 + factors[bucket])) + 1);
        }
    }
    return factors;
}

void quantise(const std::vector<double>& weights, LinearModel& model) {
    double greatest = 0;
    for (const double weight : weights) {
        greatest = std::max(greatest, std::abs(weight));
    }
    model.scale = greatest > 0 ? greatest / 127 : 1;
    model.weights.reserve(weights.size());
    for (const double weight : weights) {
        model.weights.push_back(static_cast<std::int8_t>(std::lround(weight / model.scale)));
    }
}

/// Fits the same months at one cost after another.
class MonthsFitter {
  public:
    MonthsFitter(const Months& months, const FitOptions& options)
        : options_(options),
          authors_(count_authors(months, options)),
          fitter_(make_examples(months), factors_of(months)) {}

    ModelFile fit(double cost) {
        const LogisticFit fitted = fitter_.fit(cost);
        ModelFile file;
        file.model.name = options_.name;
        file.model.bucket_bits = options_.bucket_bits;
        file.model.bias = fitted.bias;
        file.model.author_history = options_.author_history;
        quantise(fitted.weights, file.model);
        if (options_.author_history) {
            file.authors = authors_.history();
        }
        return file;
    }

  private:
    static AuthorCounts count_authors(const Months& months, const FitOptions& options) {
        AuthorCounts authors;
        if (options.author_history) {
            for (const PreparedMonth* month : months) {
                authors.add(*month->source);
            }
        }
        return authors;
    }
    std::vector<Example> make_examples(const Months& months) const {
        std::vector<Example> examples;
        for (const PreparedMonth* month : months) {
            for (std::size_t i = 0; i < month->rows.size(); ++i) {
                Example example{month->rows[i], {}, is_chosen(*month, i)};
                if (options_.author_history) {
                    example.history = history_features(authors_.without(month->source->papers[i], example.chosen),
                                                       options_.bucket_bits);
                }
                examples.push_back(std::move(example));
            }
        }
        return examples;
    }
    std::vector<double> factors_of(const Months& months) const { return bucket_factors(months, options_.bucket_bits); }

    const FitOptions& options_;
    AuthorCounts authors_;
    LogisticFitter fitter_;
};

HeldOutFigures measure(const ModelFile& file, const PreparedMonth& month) {
    std::vector<double> scores;
    for (std::size_t i = 0; i < month.rows.size(); ++i) {
        scores.push_back(score_row(file, month.rows[i], month.source->papers[i]));
    }
    std::vector<std::size_t> order(scores.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    RankedGrades ranked;
    for (const std::size_t place : order) {
        ranked.push_back(is_chosen(month, place) ? 1 : 0);
    }
    return {month.source->name, ndcg_at(ranked, ranking_depth), average_precision(ranked),
            area_under_curve(scores, month.source->grades)};
}

bool has_both_kinds(const Months& months) {
    bool chosen = false;
    bool other = false;
    for (const PreparedMonth* month : months) {
        for (std::size_t i = 0; i < month->rows.size(); ++i) {
            (is_chosen(*month, i) ? chosen : other) = true;
        }
    }
    return chosen && other;
}

/// Every month that can be, ranked by models fitted on the others, one a cost.
std::vector<CostTrial> try_costs(const Months& months, const FitOptions& options) {
    std::vector<CostTrial> trials;
    for (const double cost : options.costs) {
        trials.push_back({cost, {}, 0});
    }
    for (const PreparedMonth* held_out : months) {
        Months others;
        std::copy_if(months.begin(), months.end(), std::back_inserter(others),
                     [&](const PreparedMonth* month) { return month != held_out; });
        if (!has_both_kinds(others) || !has_both_kinds({held_out})) {
            continue;
        }
        MonthsFitter fitter(others, options);
        for (CostTrial& trial : trials) {
            trial.months.push_back(measure(fitter.fit(trial.cost), *held_out));
        }
    }
    for (CostTrial& trial : trials) {
        for (const HeldOutFigures& month : trial.months) {
            trial.mean_average_precision += month.average_precision / static_cast<double>(trial.months.size());
        }
    }
    if (!trials.empty() && trials.front().months.empty()) {
        trials.clear();
    }
    return trials;
}

double best_cost(const std::vector<CostTrial>& trials) {
    double best = 0;
    for (const CostTrial& trial : trials) {
        best = std::max(best, trial.mean_average_precision);
    }
    for (const CostTrial& trial : trials) {
        if (trial.mean_average_precision >= best - close_enough) {
            return trial.cost;
        }
    }
    return cost_without_trials;
}

void sort_months(std::vector<LabelledMonth>& months) {
    for (LabelledMonth& month : months) {
        std::vector<std::size_t> order(month.papers.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return month.papers[a].id < month.papers[b].id; });
        LabelledMonth sorted{month.name, {}, {}};
        for (const std::size_t place : order) {
            sorted.papers.push_back(std::move(month.papers[place]));
            sorted.grades.push_back(month.grades[place]);
        }
        month = std::move(sorted);
    }
    std::stable_sort(months.begin(), months.end(), [](const LabelledMonth& a, const LabelledMonth& b) {
        if (a.name != b.name || a.papers.empty() || b.papers.empty()) {
            return a.name < b.name;
        }
        return a.papers.front().id < b.papers.front().id;
    });
}

PreparedMonth prepare(const LabelledMonth& month, unsigned bits) {
    PreparedMonth prepared{&month, {}};
    for (const Paper& paper : month.papers) {
        prepared.rows.add(extract_features(paper, bits));
    }
    return prepared;
}

}  // namespace

Result<FitResult> fit(std::vector<LabelledMonth> months, const FitOptions& options) {
    sort_months(months);
    std::vector<PreparedMonth> prepared;
    for (const LabelledMonth& month : months) {
        prepared.push_back(prepare(month, options.bucket_bits));
    }
    Months all;
    for (const PreparedMonth& month : prepared) {
        all.push_back(&month);
    }
    if (!has_both_kinds(all)) {
        const bool none = std::none_of(months.begin(), months.end(), [](const LabelledMonth& month) {
            return std::any_of(month.grades.begin(), month.grades.end(), [](int grade) { return grade > 0; });
        });
        return fail(ErrorKind::user_file,
                    none ? "no paper is chosen: there is nothing to learn from"
                         : "every paper is chosen: there is nothing to tell them apart from",
                    "",
                    none ? "give chosen papers a grade of 1 or more, or fetch the papers that the picks name"
                         : "grade the candidates that were not chosen with 0, or fetch the whole months");
    }
    FitResult result;
    result.author_history = options.author_history;
    if (options.cost) {
        result.cost = *options.cost;
    } else {
        result.trials = try_costs(all, options);
        result.cost = best_cost(result.trials);
        if (result.trials.empty()) {
            result.notices.push_back({NoticeKind::information,
                                      fmt::format("no second month to hold out: the cost stays at {}, and no figures "
                                                  "are known; give two months or more",
                                                  result.cost),
                                      options.name});
        }
    }
    result.file = MonthsFitter(all, options).fit(result.cost);
    summarise(months, result);
    return result;
}

AuthorHistory author_history_of(const std::vector<LabelledMonth>& months) {
    AuthorCounts counts;
    for (const LabelledMonth& month : months) {
        counts.add(month);
    }
    return counts.history();
}

}  // namespace digest
