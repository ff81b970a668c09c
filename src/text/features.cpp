#include "digest/text/features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>

#include "digest/base/utf8.h"
#include "plain_features.h"
#include "word_hash.h"

namespace digest {
namespace {

constexpr double title_weight = 0.3;
constexpr std::uint32_t plain_buckets = 64;

std::uint32_t bucket_of(std::uint64_t hash, unsigned bits) {
    const auto bucket = static_cast<std::uint32_t>((hash * 0xBF58476D1CE4E5B9ULL) >> (64U - bits));
    return bucket < text_buckets(bits) ? bucket : bucket - plain_buckets;
}

std::uint64_t pair_hash(std::uint64_t first, std::uint64_t second) {
    return mix(first * 0xD1B54A32D192ED03ULL, second);
}

/// Counts how often each word's bucket comes in one field. The table is never more than half full; a usual abstract's
/// stays on the stack and in the first level of the cache.
class WordCounts {
  public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): of near_ only the slots in use are cleared
    explicit WordCounts(std::size_t words) {
        const std::size_t slots = std::bit_ceil(2 * words + 2);
        mask_ = static_cast<std::uint32_t>(slots - 1);
        if (slots > near_.size()) {
            far_.resize(slots);
        }
        slots_ = slots > near_.size() ? far_.data() : near_.data();
        std::fill_n(slots_, slots, 0);
    }
    WordCounts(const WordCounts&) = delete;
    WordCounts& operator=(const WordCounts&) = delete;
    ~WordCounts() = default;

    /// How often the bucket came, this time included.
    std::uint32_t add(std::uint32_t bucket) {
        // Whether a word is new cannot be foreseen: no branch asks for it.
        const std::uint32_t wanted = bucket + 1;
        std::uint32_t at = bucket & mask_;
        std::uint32_t held = slots_[at];
        while ((static_cast<unsigned>((held & bucket_part) != wanted) & static_cast<unsigned>(held != 0)) != 0) {
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

    std::array<std::uint32_t, 1024> near_;
    std::vector<std::uint32_t> far_{};
    std::uint32_t* slots_ = nullptr;
    std::uint32_t mask_ = 0;
};

/// What the n-th time of a word adds to 1 + ln(n).
class Increments {
  public:
    Increments() : first_{0, 1} {
        for (std::uint32_t times = 2; times < first_.size(); ++times) {
            first_[times] = computed(times);
        }
    }
    double of(std::uint32_t times) const { return times < first_.size() ? first_[times] : computed(times); }

  private:
    static double computed(std::uint32_t times) { return std::log1p(1 / (static_cast<double>(times) - 1)); }

    std::array<double, 64> first_;
};

/// Tells a sink the words and pairs of one field: sink.word(bucket, value), once each time the word comes, and
/// sink.pair(bucket), whose value is 1; then sink.end_field(factor) for what all these values are to be multiplied
/// with. Title and abstract go through the same door, so that their words share buckets.
template <class Sink>
void visit_field(const std::vector<Token>& tokens, double field_weight, unsigned bits, Sink& sink) {
    static const Increments increments;
    WordCounts counts(tokens.size());
    Sink local = sink;  // on the stack, where the compiler can keep it in registers
    std::size_t distinct = 0;
    std::uint64_t previous = 0;
    for (const Token& token : tokens) {
        const std::uint32_t bucket = bucket_of(token.hash, bits);
        const std::uint32_t times = counts.add(bucket);
        distinct += times == 1 ? 1 : 0;
        local.word(bucket, increments.of(times));
        if (!token.is(Token::clause_start)) {
            ++distinct;
            local.pair(bucket_of(pair_hash(previous, token.hash), bits));
        }
        previous = token.hash;
    }
    if (distinct > 0) {
        local.end_field(field_weight / std::sqrt(static_cast<double>(distinct)));
    }
    sink = local;
}

/// Tells a sink all features but those of author history; sink.plain(bucket, value) for the metadata.
template <class Sink>
void visit_features(const Paper& paper, const TokenisedPaper& tokens, unsigned bits, Sink& sink) {
    visit_field(tokens.title, title_weight, bits, sink);
    visit_field(tokens.abstract, 1.0, bits, sink);
    const auto plain = plain_features(paper, tokens);
    for (std::size_t place = 0; place < plain.size(); ++place) {
        if (plain[place] != 0) {
            sink.plain(text_buckets(bits) + static_cast<std::uint32_t>(place), plain[place]);
        }
    }
}

TokenisedPaper tokenised(const Paper& paper) {
    TokenisedPaper tokens;
    tokenise(paper.title, tokens.title);
    tokenise(paper.abstract, tokens.abstract);
    return tokens;
}

/// Keeps the features.
class FeatureCollector {
  public:
    explicit FeatureCollector(std::vector<Feature>& features) : features_(&features) {}
    void word(std::uint32_t bucket, double value) { features_->push_back({bucket, value}); }
    void pair(std::uint32_t bucket) { features_->push_back({bucket, 1}); }
    void plain(std::uint32_t bucket, double value) { features_->push_back({bucket, value}); }
    void end_field(double factor) {
        for (; scaled_ < features_->size(); ++scaled_) {
            (*features_)[scaled_].value *= factor;
        }
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

/// A word, or two in a row, as they stand in the text.
struct RawFeature {
    std::string_view first{};  ///< empty: a word alone
    std::string_view last{};

    std::string text() const { return first.empty() ? folded(last) : folded(first) + " " + folded(last); }
};

/// Calls use(bucket, RawFeature) for every word and pair of a field.
template <class Use>
void visit_texts(std::string_view field, const std::vector<Token>& tokens, unsigned bits, Use&& use) {
    std::uint64_t previous = 0;
    std::string_view previous_raw;
    for (const Token& token : tokens) {
        const std::string_view raw = field.substr(token.begin, token.length);
        use(bucket_of(token.hash, bits), RawFeature{{}, raw});
        if (!token.is(Token::clause_start)) {
            use(bucket_of(pair_hash(previous, token.hash), bits), RawFeature{previous_raw, raw});
        }
        previous = token.hash;
        previous_raw = raw;
    }
}

/// The same for title and abstract.
template <class Use>
void visit_texts(const Paper& paper, const TokenisedPaper& tokens, unsigned bits, Use&& use) {
    visit_texts(paper.title, tokens.title, bits, use);
    visit_texts(paper.abstract, tokens.abstract, bits, use);
}

/// Leaves the `count` heaviest and all that are as heavy as the last of them: names decide among equals.
void keep_heaviest(std::vector<Feature>& values, std::size_t count) {
    if (values.size() <= count) {
        return;
    }
    if (count == 0) {
        return values.clear();
    }
    const auto last = values.begin() + static_cast<std::ptrdiff_t>(count) - 1;
    std::nth_element(values.begin(), last, values.end(),
                     [](const Feature& a, const Feature& b) { return std::abs(a.value) > std::abs(b.value); });
    const double least = std::abs(last->value);
    std::erase_if(values, [least](const Feature& feature) { return std::abs(feature.value) < least; });
}

/// The text behind each bucket, the first in the paper where several fall together.
std::unordered_map<std::uint32_t, std::string> names_of(const std::vector<Feature>& wanted, const Paper& paper,
                                                        const TokenisedPaper& tokens, unsigned bits) {
    std::unordered_map<std::uint32_t, std::string> names;
    for (const Feature& feature : wanted) {
        names.emplace(feature.bucket, "");
    }
    visit_texts(paper, tokens, bits, [&](std::uint32_t bucket, const RawFeature& feature) {
        const auto name = names.find(bucket);
        if (name != names.end() && name->second.empty()) {
            name->second = feature.text();
        }
    });
    return names;
}

std::vector<Feature> features_of(const Paper& paper, const TokenisedPaper& tokens, unsigned bits) {
    std::vector<Feature> features;
    features.reserve(512);
    FeatureCollector collector(features);
    visit_features(paper, tokens, bits, collector);
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

}  // namespace

std::uint32_t text_buckets(unsigned bucket_bits) {
    return (std::uint32_t{1} << bucket_bits) - plain_buckets;
}

std::vector<Feature> extract_features(const Paper& paper, unsigned bucket_bits) {
    return features_of(paper, tokenised(paper), bucket_bits);
}

std::vector<Feature> history_features(const std::vector<double>& values, unsigned bucket_bits) {
    if (values.empty()) {
        return {};
    }
    double strongest = 0;
    double sum = 0;
    for (const double value : values) {
        strongest = std::max(strongest, value);
        sum += value;
    }
    std::vector<Feature> features;
    const std::uint32_t first = text_buckets(bucket_bits);
    if (strongest != 0) {
        features.push_back({first + static_cast<std::uint32_t>(strongest_author), strongest});
    }
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
    visit_texts(paper, tokenised(paper), bucket_bits, [&](std::uint32_t bucket, const RawFeature& feature) {
        const auto wanted = texts.find(bucket);
        if (wanted == texts.end()) {
            return;
        }
        const std::string text = feature.text();
        if (seen.insert(text).second) {
            ++wanted->second[text];
        }
    });
}

double linear_score(const LinearModel& model, const Paper& paper, const TokenisedPaper& tokens,
                    const AuthorHistory* history) {
    if (!usable(model)) {
        return 0;
    }
    WeightSum weighted(model.weights.data());
    visit_features(paper, tokens, model.bucket_bits, weighted);
    double sum = weighted.sum();
    if (model.author_history && history != nullptr) {
        for (const Feature& feature : known_history(paper, *history, model.bucket_bits)) {
            sum += model.weights[feature.bucket] * feature.value;
        }
    }
    return sum * model.scale + model.bias;
}

double linear_score(const LinearModel& model, const Paper& paper, const AuthorHistory* history) {
    return linear_score(model, paper, tokenised(paper), history);
}

double linear_probability(const LinearModel& model, const Paper& paper, const TokenisedPaper& tokens,
                          const AuthorHistory* history) {
    return 1 / (1 + std::exp(-linear_score(model, paper, tokens, history)));
}

double linear_probability(const LinearModel& model, const Paper& paper, const AuthorHistory* history) {
    return linear_probability(model, paper, tokenised(paper), history);
}

std::vector<Contribution> explain_linear(const LinearModel& model, const Paper& paper, std::size_t count,
                                         const AuthorHistory* history) {
    if (!usable(model)) {
        return {};
    }
    const unsigned bits = model.bucket_bits;
    const TokenisedPaper tokens = tokenised(paper);
    std::vector<Feature> features = features_of(paper, tokens, bits);
    if (model.author_history && history != nullptr) {
        for (const Feature& feature : known_history(paper, *history, bits)) {
            features.push_back(feature);
        }
    }
    std::map<std::string, double> sums;
    std::vector<Feature> words;
    for (const Feature& feature : features) {
        const double value = model.weights[feature.bucket] * feature.value * model.scale;
        const std::string_view plain = plain_feature_name(feature.bucket, bits);
        if (!plain.empty()) {
            sums[std::string(plain)] += value;
        } else if (value != 0) {
            words.push_back({feature.bucket, value});
        }
    }
    keep_heaviest(words, count);
    const auto names = names_of(words, paper, tokens, bits);
    for (const Feature& word : words) {
        sums[names.at(word.bucket)] += word.value;
    }
    std::vector<Contribution> reasons;
    for (auto& [name, value] : sums) {
        if (value != 0) {
            reasons.push_back({name, value});
        }
    }
    std::stable_sort(reasons.begin(), reasons.end(), [](const Contribution& a, const Contribution& b) {
        return std::abs(a.value) > std::abs(b.value);
    });
    if (reasons.size() > count) {
        reasons.resize(count);
    }
    return reasons;
}

}  // namespace digest
