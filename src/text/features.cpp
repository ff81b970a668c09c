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

/// The buckets of one field: of its words with how often they came, of its pairs as they come (a pair seldom comes
/// twice). A text of n bytes has at most (n + 1) / 2 words; a usual abstract stays on the stack and in the first level
/// of the cache.
class FieldBuckets {
  public:
    explicit FieldBuckets(std::size_t bytes) {
        const std::size_t slots = std::bit_ceil(bytes / 2 + 2);
        mask_ = static_cast<std::uint32_t>(slots - 1);
        if (slots > nearby) far_.resize(3 * slots);
        slots_ = slots > nearby ? far_.data() : near_.data();
        words_ = slots_ + slots;
        pairs_ = words_ + slots;
        std::fill_n(slots_, slots, 0);
    }
    FieldBuckets(const FieldBuckets&) = delete;
    FieldBuckets& operator=(const FieldBuckets&) = delete;

    void add_word(std::uint32_t bucket) {
        std::uint32_t at = bucket & mask_;
        const std::uint32_t wanted = bucket + 1;
        while (slots_[at] != 0 && (slots_[at] & bucket_part) != wanted) at = (at + 1) & mask_;
        // Whether a word is new cannot be foreseen: no branch on it.
        const std::uint32_t before = slots_[at];
        words_[word_count_] = at;
        word_count_ += before == 0 ? 1 : 0;
        const std::uint32_t filled = before == 0 ? wanted : before;
        slots_[at] = filled < most_times ? filled + one_time : filled;
    }
    void add_pair(std::uint32_t bucket) { pairs_[pair_count_++] = bucket; }

    std::size_t words() const { return word_count_; }
    std::size_t pairs() const { return pair_count_; }
    /// In the order in which they were first seen.
    std::uint32_t word(std::size_t index) const { return (slots_[words_[index]] & bucket_part) - 1; }
    std::uint32_t times(std::size_t index) const { return slots_[words_[index]] / one_time; }
    std::uint32_t pair(std::size_t index) const { return pairs_[index]; }

  private:
    /// A slot holds bucket + 1 (0: free) and above it how often it came.
    static constexpr std::uint32_t one_time = 1U << 20U;
    static constexpr std::uint32_t bucket_part = one_time - 1;
    static constexpr std::uint32_t most_times = 4095U * one_time;
    static_assert(max_bucket_bits < 20);

    static constexpr std::size_t nearby = 2048;
    std::array<std::uint32_t, 3 * nearby> near_;
    std::vector<std::uint32_t> far_{};
    std::uint32_t* slots_ = nullptr;
    std::uint32_t* words_ = nullptr;
    std::uint32_t* pairs_ = nullptr;
    std::uint32_t mask_ = 0;
    std::size_t word_count_ = 0;
    std::size_t pair_count_ = 0;
};

/// 1 + ln(times)
double dampened(std::uint32_t times) {
    constexpr std::array<double, 9> first{0,
                                          1,
                                          1.6931471805599454,
                                          2.09861228866811,
                                          2.386294361119891,
                                          2.6094379124341,
                                          2.791759469228055,
                                          2.945910149055313,
                                          3.0794415416798357};
    return times < first.size() ? first[times] : 1 + std::log(static_cast<double>(times));
}

/// Calls on_field(buckets, factor) for one field, and on_word as the scan does. Title and abstract go through the same
/// door, so that their words share buckets. A word's value is dampened(times) * factor, a pair's is factor.
template <class OnField, class OnWord, class OnAddress>
void visit_field(std::string_view text, double field_weight, unsigned bits, OnField&& on_field, OnWord&& on_word,
                 OnAddress&& on_address) {
    FieldBuckets field(text.size());
    std::uint64_t previous = 0;
    feature_scan::scan(
        text,
        [&](const Word& word, std::string_view rest) {
            field.add_word(bucket_of(word.hash, bits));
            if (!word.starts_anew) field.add_pair(bucket_of(pair_hash(previous, word.hash), bits));
            on_word(previous, word, rest);
            previous = word.hash;
        },
        on_address);
    if (field.words() == 0) return;
    on_field(field, field_weight / std::sqrt(static_cast<double>(field.words() + field.pairs())));
}

/// All features but those of author history: on_field as above for title and abstract, on_plain(bucket, value) for the
/// metadata.
template <class OnField, class OnPlain>
void visit_features(const Paper& paper, unsigned bits, OnField&& on_field, OnPlain&& on_plain) {
    SeenLinks links;
    SeenWords title;
    SeenWords comment;
    const auto add_address = [&](std::string_view address) { links.add_address(address); };
    visit_field(
        paper.title, title_weight, bits, on_field,
        [&](std::uint64_t previous, const Word& word, std::string_view) { title.add(previous, word); }, add_address);
    visit_field(
        paper.abstract, 1.0, bits, on_field,
        [&](std::uint64_t, const Word& word, std::string_view rest) { links.add_word(word, rest); }, add_address);
    std::uint64_t previous = 0;
    feature_scan::scan(
        paper.comment,
        [&](const Word& word, std::string_view rest) {
            links.add_word(word, rest);
            comment.add(previous, word);
            previous = word.hash;
        },
        add_address);
    const auto plain = plain_features(paper, links, title, comment);
    for (std::size_t place = 0; place < plain.size(); ++place) {
        if (plain[place] != 0) on_plain(text_buckets(bits) + static_cast<std::uint32_t>(place), plain[place]);
    }
}

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
    const auto add = [&](std::uint32_t bucket, double value) { features.push_back({bucket, value}); };
    const auto add_field = [&](const FieldBuckets& field, double factor) {
        for (std::size_t i = 0; i < field.words(); ++i) add(field.word(i), dampened(field.times(i)) * factor);
        for (std::size_t i = 0; i < field.pairs(); ++i) add(field.pair(i), factor);
    };
    visit_features(paper, bucket_bits, add_field, add);
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
    double sum = 0;
    const std::int8_t* weights = model.weights.data();
    const auto add_field = [&](const FieldBuckets& field, double factor) {
        double words = 0;
        std::int64_t pairs = 0;
        for (std::size_t i = 0; i < field.words(); ++i) words += weights[field.word(i)] * dampened(field.times(i));
        for (std::size_t i = 0; i < field.pairs(); ++i) pairs += weights[field.pair(i)];
        sum += (words + static_cast<double>(pairs)) * factor;
    };
    visit_features(paper, model.bucket_bits, add_field,
                   [&](std::uint32_t bucket, double value) { sum += weights[bucket] * value; });
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
