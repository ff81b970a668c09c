#include "digest/text/features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>

#include "digest/base/utf8.h"
#include "feature_scan.h"
#include "plain_features.h"

namespace digest {
namespace {

using feature_scan::Word;

constexpr double title_weight = 0.3;
constexpr std::uint32_t plain_buckets = 64;

std::uint32_t bucket_of(std::uint64_t hash, unsigned bits) {
    const auto bucket = static_cast<std::uint32_t>((hash * 0xBF58476D1CE4E5B9ULL) >> (64U - bits));
    return bucket < text_buckets(bits) ? bucket : bucket - plain_buckets;
}

std::uint64_t pair_hash(std::uint64_t first, std::uint64_t second) {
    return feature_scan::mix(first * 0xD1B54A32D192ED03ULL, second);
}

/// Counts how often each word's bucket comes in one field. A text of n bytes has at most (n + 1) / 2 words: the table
/// is never more than half full. A usual abstract's table stays on the stack and in the first level of the cache.
class WordCounts {
  public:
    explicit WordCounts(std::size_t bytes) {
        const std::size_t slots = std::bit_ceil(bytes + 2);
        mask_ = static_cast<std::uint32_t>(slots - 1);
        if (slots > near_.size()) far_.resize(slots);
        slots_ = slots > near_.size() ? far_.data() : near_.data();
        std::fill_n(slots_, slots, 0);
    }
    WordCounts(const WordCounts&) = delete;
    WordCounts& operator=(const WordCounts&) = delete;

    /// How often the bucket came, this time included.
    std::uint32_t add(std::uint32_t bucket) {
        // Whether a word is new cannot be foreseen: no branch asks for it.
        const std::uint32_t wanted = bucket + 1;
        std::uint32_t at = bucket & mask_;
        std::uint32_t held = slots_[at];
        while (static_cast<unsigned>((held & bucket_part) != wanted) & static_cast<unsigned>(held != 0)) {
            at = (at + 1) & mask_;
            held = slots_[at];
        }
        const std::uint32_t filled = held | wanted;
        const std::uint32_t counted = filled + (filled < most_times ? one_time : 0);
        slots_[at] = counted;
        return counted / one_time;
    }

  private:
    /// A slot holds bucket + 1 (0: free) and above it how often it came.
    static constexpr std::uint32_t one_time = 1U << 20U;
    static constexpr std::uint32_t bucket_part = one_time - 1;
    static constexpr std::uint32_t most_times = 4095U * one_time;
    static_assert(max_bucket_bits < 20);

    std::array<std::uint32_t, 4096> near_;
    std::vector<std::uint32_t> far_{};
    std::uint32_t* slots_ = nullptr;
    std::uint32_t mask_ = 0;
};

/// What the n-th time of a word adds to 1 + ln(n).
double increment(std::uint32_t times) {
    constexpr std::array<double, 9> first{0,
                                          1,
                                          0.6931471805599453,
                                          0.4054651081081644,
                                          0.28768207245178085,
                                          0.22314355131420976,
                                          0.1823215567939546,
                                          0.15415067982725836,
                                          0.13353139262452257};
    return times < first.size() ? first[times] : std::log1p(1 / (static_cast<double>(times) - 1));
}

/// Tells a sink the words and pairs of one field: sink.word(bucket, value), once each time the word comes, and
/// sink.pair(bucket), whose value is 1; then sink.end_field(factor) for what all these values are to be multiplied
/// with. Title and abstract go through the same door, so that their words share buckets.
template <class Sink, class OnWord, class OnAddress>
void visit_field(std::string_view text, double field_weight, unsigned bits, Sink& sink, OnWord&& on_word,
                 OnAddress&& on_address) {
    WordCounts counts(text.size());
    Sink local = sink;  // on the stack, where the compiler can keep it in registers
    std::size_t distinct = 0;
    std::uint64_t previous = 0;
    feature_scan::scan(
        text,
        [&](const Word& word, std::string_view rest) {
            const std::uint32_t bucket = bucket_of(word.hash, bits);
            const std::uint32_t times = counts.add(bucket);
            distinct += times == 1 ? 1 : 0;
            local.word(bucket, increment(times));
            if (!word.starts_anew) {
                ++distinct;
                local.pair(bucket_of(pair_hash(previous, word.hash), bits));
            }
            on_word(previous, word, rest);
            previous = word.hash;
        },
        on_address);
    if (distinct > 0) local.end_field(field_weight / std::sqrt(static_cast<double>(distinct)));
    sink = local;
}

/// Tells a sink all features but those of author history; sink.plain(bucket, value) for the metadata.
template <class Sink>
void visit_features(const Paper& paper, unsigned bits, Sink& sink) {
    SeenLinks links;
    SeenWords title;
    SeenWords comment;
    const auto add_address = [&](std::string_view address) { links.add_address(address); };
    visit_field(
        paper.title, title_weight, bits, sink,
        [&](std::uint64_t previous, const Word& word, std::string_view) { title.add(previous, word); }, add_address);
    visit_field(
        paper.abstract, 1.0, bits, sink,
        [&](std::uint64_t, const Word& word, std::string_view rest) { links.add_word(word.hash, rest); }, add_address);
    std::uint64_t previous = 0;
    feature_scan::scan(
        paper.comment,
        [&](const Word& word, std::string_view rest) {
            links.add_word(word.hash, rest);
            comment.add(previous, word);
            previous = word.hash;
        },
        add_address);
    const auto plain = plain_features(paper, links, title, comment);
    for (std::size_t place = 0; place < plain.size(); ++place) {
        if (plain[place] != 0) sink.plain(text_buckets(bits) + static_cast<std::uint32_t>(place), plain[place]);
    }
}

/// Keeps the features.
class FeatureCollector {
  public:
    explicit FeatureCollector(std::vector<Feature>& features) : features_(&features) {}
    void word(std::uint32_t bucket, double value) { features_->push_back({bucket, value}); }
    void pair(std::uint32_t bucket) { features_->push_back({bucket, 1}); }
    void plain(std::uint32_t bucket, double value) { features_->push_back({bucket, value}); }
    void end_field(double factor) {
        for (; scaled_ < features_->size(); ++scaled_) (*features_)[scaled_].value *= factor;
    }

  private:
    std::vector<Feature>* features_;
    std::size_t scaled_ = 0;
};

/// Sums weight times value, without keeping anything.
class WeightSum {
  public:
    explicit WeightSum(const std::int8_t* weights) : weights_(weights) {}
    void word(std::uint32_t bucket, double value) { words_ += weights_[bucket] * value; }
    void pair(std::uint32_t bucket) { pairs_ += weights_[bucket]; }
    void plain(std::uint32_t bucket, double value) { sum_ += weights_[bucket] * value; }
    void end_field(double factor) {
        sum_ += (words_ + pairs_) * factor;
        words_ = 0;
        pairs_ = 0;
    }
    double sum() const { return sum_; }

  private:
    const std::int8_t* weights_;
    double sum_ = 0;
    double words_ = 0;
    int pairs_ = 0;
};

std::vector<Feature> known_history(const Paper& paper, const AuthorHistory& history, unsigned bits) {
    std::vector<double> values;
    values.reserve(paper.authors.size());
    for (const std::string& author : paper.authors) {
        const auto found = history.find(author);
        values.push_back(found == history.end() ? 0.0 : found->second);
    }
    return history_features(values, bits);
}

bool usable(const LinearModel& model) {
    return model.bucket_bits >= min_bucket_bits && model.bucket_bits <= max_bucket_bits &&
           model.weights.size() == std::size_t{1} << model.bucket_bits;
}

std::string folded(std::string_view raw) {
    std::string text = ascii_lower(raw);
    text.erase(std::remove(text.begin(), text.end(), '\''), text.end());
    return text;
}

/// Calls use(bucket, text) for every word and pair of a field.
template <class Use>
void visit_texts(std::string_view field, unsigned bits, Use&& use) {
    std::uint64_t previous = 0;
    std::string previous_text;
    feature_scan::scan(
        field,
        [&](const Word& word, std::string_view) {
            std::string text = folded(word.raw);
            use(bucket_of(word.hash, bits), text);
            if (!word.starts_anew) use(bucket_of(pair_hash(previous, word.hash), bits), previous_text + " " + text);
            previous = word.hash;
            previous_text = std::move(text);
        },
        [](std::string_view) {});
}

}  // namespace

std::uint32_t text_buckets(unsigned bucket_bits) {
    return (std::uint32_t{1} << bucket_bits) - plain_buckets;
}

std::vector<Feature> extract_features(const Paper& paper, unsigned bucket_bits) {
    std::vector<Feature> features;
    features.reserve(512);
    FeatureCollector collector(features);
    visit_features(paper, bucket_bits, collector);
    std::stable_sort(features.begin(), features.end(),
                     [](const Feature& a, const Feature& b) { return a.bucket < b.bucket; });
    std::size_t kept = 0;
    for (const Feature& feature : features) {
        if (kept > 0 && features[kept - 1].bucket == feature.bucket) {
            features[kept - 1].value += feature.value;
        } else {
            features[kept++] = feature;
        }
    }
    features.resize(kept);
    return features;
}

std::vector<Feature> history_features(const std::vector<double>& values, unsigned bucket_bits) {
    if (values.empty()) return {};
    double strongest = 0;
    double sum = 0;
    for (const double value : values) {
        strongest = std::max(strongest, value);
        sum += value;
    }
    std::vector<Feature> features;
    const std::uint32_t first = text_buckets(bucket_bits);
    if (strongest != 0) features.push_back({first + static_cast<std::uint32_t>(strongest_author), strongest});
    if (sum != 0) {
        const double mean = sum / std::sqrt(static_cast<double>(values.size()));
        features.push_back({first + static_cast<std::uint32_t>(all_authors), mean});
    }
    return features;
}

std::string_view plain_feature_name(std::uint32_t bucket, unsigned bucket_bits) {
    const std::uint32_t first = text_buckets(bucket_bits);
    return bucket < first ? std::string_view{} : plain_feature_label(bucket - first);
}

bool is_history_feature(std::uint32_t bucket, unsigned bucket_bits) {
    const std::uint32_t first = text_buckets(bucket_bits);
    return bucket == first + strongest_author || bucket == first + all_authors;
}

void collect_feature_texts(const Paper& paper, unsigned bucket_bits, BucketTexts& texts) {
    std::set<std::string> seen;
    for (const std::string* field : {&paper.title, &paper.abstract}) {
        visit_texts(*field, bucket_bits, [&](std::uint32_t bucket, const std::string& text) {
            const auto wanted = texts.find(bucket);
            if (wanted != texts.end() && seen.insert(text).second) ++wanted->second[text];
        });
    }
}

double linear_score(const LinearModel& model, const Paper& paper, const AuthorHistory* history) {
    if (!usable(model)) return 0;
    WeightSum weighted(model.weights.data());
    visit_features(paper, model.bucket_bits, weighted);
    double sum = weighted.sum();
    if (model.author_history && history != nullptr) {
        for (const Feature& feature : known_history(paper, *history, model.bucket_bits))
            sum += model.weights[feature.bucket] * feature.value;
    }
    return sum * model.scale + model.bias;
}

double linear_probability(const LinearModel& model, const Paper& paper, const AuthorHistory* history) {
    return 1 / (1 + std::exp(-linear_score(model, paper, history)));
}

std::vector<Contribution> explain_linear(const LinearModel& model, const Paper& paper, std::size_t count,
                                         const AuthorHistory* history) {
    if (!usable(model)) return {};
    const unsigned bits = model.bucket_bits;
    std::unordered_map<std::uint32_t, std::string> names;
    for (const std::string* field : {&paper.title, &paper.abstract}) {
        visit_texts(*field, bits, [&](std::uint32_t bucket, const std::string& text) { names.emplace(bucket, text); });
    }
    std::vector<Feature> features = extract_features(paper, bits);
    if (model.author_history && history != nullptr) {
        for (const Feature& feature : known_history(paper, *history, bits)) features.push_back(feature);
    }
    std::map<std::string, double> sums;
    for (const Feature& feature : features) {
        const std::string_view plain = plain_feature_name(feature.bucket, bits);
        sums[plain.empty() ? names[feature.bucket] : std::string(plain)] +=
            model.weights[feature.bucket] * feature.value * model.scale;
    }
    std::vector<Contribution> reasons;
    for (auto& [name, value] : sums) {
        if (value != 0) reasons.push_back({name, value});
    }
    std::stable_sort(reasons.begin(), reasons.end(), [](const Contribution& a, const Contribution& b) {
        return std::abs(a.value) > std::abs(b.value);
    });
    if (reasons.size() > count) reasons.resize(count);
    return reasons;
}

}  // namespace digest
