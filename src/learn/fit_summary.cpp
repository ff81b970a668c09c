#include "fit_summary.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace digest {
namespace {

constexpr std::size_t words_each_way = 50;
constexpr std::size_t fewest_papers_of_a_group = 50;
/// A bucket may hold several words; those shown are the ones that most papers have.
constexpr int fewest_papers_of_a_word = 3;

std::string author_group(const Paper& paper) {
    if (paper.authors.empty()) {
        return "authors not given";
    }
    if (paper.authors.size() <= 2) {
        return "1 or 2 authors";
    }
    if (paper.authors.size() <= 5) {
        return "3 to 5 authors";
    }
    if (paper.authors.size() <= 10) {
        return "6 to 10 authors";
    }
    return "more than 10 authors";
}

void count_groups(const std::vector<LabelledMonth>& months, FitResult& result) {
    std::map<std::string, GroupShare> groups;
    const AuthorHistory* history = result.file.authors.empty() ? nullptr : &result.file.authors;
    for (const LabelledMonth& month : months) {
        for (std::size_t i = 0; i < month.papers.size(); ++i) {
            const Paper& paper = month.papers[i];
            const double probability = linear_probability(result.file.model, paper, history);
            for (const std::string& name : {paper.primary_category(), author_group(paper)}) {
                if (name.empty()) {
                    continue;
                }
                GroupShare& group = groups[name];
                ++group.papers;
                group.chosen += month.grades[i] > 0 ? 1U : 0U;
                group.mean_probability += probability;
            }
        }
    }
    for (auto& [name, group] : groups) {
        if (group.papers < fewest_papers_of_a_group) {
            continue;
        }
        group.group = name;
        group.mean_probability /= static_cast<double>(group.papers);
        result.groups.push_back(group);
    }
    std::stable_sort(result.groups.begin(), result.groups.end(),
                     [](const GroupShare& a, const GroupShare& b) { return a.papers > b.papers; });
}

/// Candidates for the fifty of one side: far more, as buckets that no common word claims are left out.
void add_heaviest(const LinearModel& model, bool lifting, BucketTexts& texts) {
    std::vector<std::uint32_t> buckets;
    for (std::uint32_t bucket = 0; bucket < text_buckets(model.bucket_bits); ++bucket) {
        const int weight = model.weights[bucket];  // NOLINT(bugprone-signed-char-misuse): a number of one byte
        if (lifting ? weight > 0 : weight < 0) {
            buckets.push_back(bucket);
        }
    }
    std::stable_sort(buckets.begin(), buckets.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::abs(int{model.weights[a]}) > std::abs(int{model.weights[b]});
    });
    if (buckets.size() > 8 * words_each_way) {
        buckets.resize(8 * words_each_way);
    }
    for (const std::uint32_t bucket : buckets) {
        texts.emplace(bucket, std::map<std::string, int>{});
    }
}

void keep_heaviest(std::vector<FeatureWeight>& words) {
    std::sort(words.begin(), words.end(), [](const FeatureWeight& a, const FeatureWeight& b) {
        const double heavier = std::abs(a.weight) - std::abs(b.weight);
        return heavier != 0 ? heavier > 0 : a.feature < b.feature;
    });
    if (words.size() > words_each_way) {
        words.resize(words_each_way);
    }
}

void name_heaviest(const std::vector<LabelledMonth>& months, FitResult& result) {
    const LinearModel& model = result.file.model;
    BucketTexts texts;
    for (const bool lifting : {true, false}) {
        add_heaviest(model, lifting, texts);
    }
    for (const LabelledMonth& month : months) {
        for (const Paper& paper : month.papers) {
            collect_feature_texts(paper, model.bucket_bits, texts);
        }
    }
    for (const auto& [bucket, counts] : texts) {
        const auto most = std::max_element(counts.begin(), counts.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (most == counts.end() || most->second < fewest_papers_of_a_word) {
            continue;
        }
        const double weight = model.weights[bucket] * model.scale;
        (weight > 0 ? result.lifting : result.lowering).push_back({most->first, weight});
    }
    keep_heaviest(result.lifting);
    keep_heaviest(result.lowering);
}

}  // namespace

double score_row(const ModelFile& file, const FeatureRows::Row& row, const Paper& paper) {
    const LinearModel& model = file.model;
    double sum = 0;
    for (const FeatureRows::Cell& cell : row) {
        sum += model.weights[cell.bucket] * static_cast<double>(cell.value);
    }
    if (model.author_history) {
        std::vector<double> values;
        for (const std::string& author : paper.authors) {
            const auto found = file.authors.find(author);
            values.push_back(found == file.authors.end() ? 0.0 : found->second);
        }
        for (const Feature& feature : history_features(values, model.bucket_bits)) {
            sum += model.weights[feature.bucket] * feature.value;
        }
    }
    return sum * model.scale + model.bias;
}

void summarise(const std::vector<LabelledMonth>& months, FitResult& result) {
    const LinearModel& model = result.file.model;
    for (const LabelledMonth& month : months) {
        MonthSummary summary{month.name, month.papers.size(), 0, 0};
        for (std::size_t i = 0; i < month.papers.size(); ++i) {
            summary.chosen += month.grades[i] > 0 ? 1U : 0U;
            summary.with_authors += month.papers[i].authors.empty() ? 0U : 1U;
        }
        result.months.push_back(std::move(summary));
    }
    count_groups(months, result);
    for (std::uint32_t bucket = text_buckets(model.bucket_bits); bucket < model.weights.size(); ++bucket) {
        const std::string_view name = plain_feature_name(bucket, model.bucket_bits);
        const double weight = model.weights[bucket] * model.scale;
        const bool in_use = model.author_history || !is_history_feature(bucket, model.bucket_bits);
        if (!name.empty() && in_use) {
            result.plain.push_back({std::string(name), weight});
        }
    }
    name_heaviest(months, result);
}

}  // namespace digest
