// topic_match: the paper's title and abstract against the terms of the topics.
//
//   tf(t)   = 2.5 · n_title / (1 - 0.5 + 0.5 · l_title / mean) + n_abstract / (1 - 0.75 + 0.75 · l_abstract / mean)
//   raw(T)  = weight of T · ( Σ over its terms of w(t) · idf(t) · tf(t) / (1.2 + tf(t))  + 0.08 if its category is the
//   primary one ) value   = s / (s + 0.5),  s = Σ over the paper's topics, strongest first, of raw(T) / 2^k
//
// w is 1, or 0.5 for `also`. idf = ln(1 + (N - n + 0.5) / (n + 0.5)) / ln(1 + N) over the window's papers: 0..1, so
// that small windows and large ones have the same scale. Source: Robertson, Zaragoza and Taylor 2004, "Simple BM25
// extension to multiple weighted fields" (BM25F); the squashing is our own.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "signals.h"

namespace digest {
namespace {

constexpr double title_boost = 2.5;
constexpr double title_length_share = 0.5;
constexpr double abstract_length_share = 0.75;
constexpr double saturation = 1.2;
constexpr double category_hint = 0.08;
constexpr double half_value = 0.5;
constexpr double least_share_of_strongest = 0.2;  // weaker topics are not named
constexpr std::size_t topics_in_evidence = 3;
constexpr std::size_t words_in_evidence = 5;
constexpr std::size_t fewest_papers_for_notice = 100;

double length_factor(double share, double length, double mean) {
    return mean > 0 ? 1 - share + share * length / mean : 1.0;
}

}  // namespace

struct TopicMatchSignal::TopicScore {
    std::size_t topic = 0;
    double raw = 0;  ///< without the topic's weight
    double weighted = 0;
    std::vector<std::pair<double, const TermCount*>> terms{};  ///< what each term gave
};

TopicMatchSignal::TopicMatchSignal(const std::vector<Topic>& topics, Vocabulary& vocabulary)
    : topics_(std::make_shared<const std::vector<Topic>>(topics)),
      matcher_(std::make_shared<const TopicMatcher>(topics, vocabulary)) {}

void TopicMatchSignal::add(const Paper& paper, const TokenisedPaper& tokens) {
    matcher_->match(tokens, found_, &ends_);
    aliases_.add(paper, tokens, ends_);
    PaperCounts entry;
    entry.begin = counts_.size();
    counts_.insert(counts_.end(), found_.begin(), found_.end());
    entry.end = counts_.size();
    entry.title_words = static_cast<std::uint32_t>(tokens.title.size());
    entry.abstract_words = static_cast<std::uint32_t>(tokens.abstract.size());
    entry.primary_category = paper.primary_category();
    papers_.push_back(entry);
}

void TopicMatchSignal::append(const TopicMatchSignal& behind) {
    const std::size_t counts = counts_.size();
    counts_.insert(counts_.end(), behind.counts_.begin(), behind.counts_.end());
    papers_.reserve(papers_.size() + behind.papers_.size());
    for (PaperCounts paper : behind.papers_) {
        paper.begin += counts;
        paper.end += counts;
        papers_.push_back(paper);
    }
    aliases_.append(behind.aliases_);
}

/// A short form counts as its term: "VLN" as "vision-language navigation".
void TopicMatchSignal::add_aliases() {
    const auto aliases = aliases_.aliases(matcher_->terms());
    if (aliases.empty()) {
        return;
    }
    const auto added = aliases_.counts(aliases);
    std::vector<TermCount> merged;
    merged.reserve(counts_.size());
    for (std::size_t i = 0; i < papers_.size(); ++i) {
        const std::size_t begin = merged.size();
        merged.insert(merged.end(), counts_.begin() + static_cast<std::ptrdiff_t>(papers_[i].begin),
                      counts_.begin() + static_cast<std::ptrdiff_t>(papers_[i].end));
        for (const TermCount& count : added[i]) {
            const auto first = merged.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto found =
                std::find_if(first, merged.end(), [&](const TermCount& c) { return c.term == count.term; });
            if (found == merged.end()) {
                merged.push_back(count);
            } else {
                found->title += count.title;
                found->abstract += count.abstract;
            }
        }
        papers_[i].begin = begin;
        papers_[i].end = merged.size();
    }
    counts_ = std::move(merged);
}

void TopicMatchSignal::weigh() {
    std::vector<double> papers_with(matcher_->terms().size());
    for (const TermCount& count : counts_) {
        papers_with[count.term] += 1;
    }
    const auto papers = static_cast<double>(papers_.size());
    weights_.resize(papers_with.size());
    for (std::size_t i = 0; i < weights_.size(); ++i) {
        weights_[i] = std::log1p((papers - papers_with[i] + 0.5) / (papers_with[i] + 0.5)) / std::log1p(papers);
    }
    for (const PaperCounts& paper : papers_) {
        mean_title_ += paper.title_words;
        mean_abstract_ += paper.abstract_words;
    }
    mean_title_ /= std::max(1.0, papers);
    mean_abstract_ /= std::max(1.0, papers);
}

std::vector<TopicMatchSignal::TopicScore> TopicMatchSignal::topic_scores(const PaperCounts& paper) const {
    std::vector<TopicScore> scores;
    const auto score_of = [&](std::size_t topic) -> TopicScore& {
        for (TopicScore& score : scores) {
            if (score.topic == topic) {
                return score;
            }
        }
        return scores.emplace_back(TopicScore{topic, 0, 0, {}});
    };
    const double title_factor = length_factor(title_length_share, paper.title_words, mean_title_);
    const double abstract_factor = length_factor(abstract_length_share, paper.abstract_words, mean_abstract_);
    for (std::size_t i = paper.begin; i < paper.end; ++i) {
        const TermCount& count = counts_[i];
        const TopicMatcher::Term& term = matcher_->terms()[count.term];
        const double frequency = title_boost * count.title / title_factor + count.abstract / abstract_factor;
        const double gain = term.weight * weights_[count.term] * frequency / (saturation + frequency);
        TopicScore& score = score_of(term.topic);
        score.raw += gain;
        score.terms.emplace_back(gain, &count);
    }
    for (std::size_t topic = 0; topic < topics_->size(); ++topic) {
        const auto& categories = (*topics_)[topic].categories;
        if (std::find(categories.begin(), categories.end(), paper.primary_category) == categories.end()) {
            continue;
        }
        score_of(topic).raw += category_hint;
    }
    for (TopicScore& score : scores) {
        score.weighted = score.raw * (*topics_)[score.topic].weight;
    }
    std::sort(scores.begin(), scores.end(), [](const TopicScore& a, const TopicScore& b) {
        if (a.weighted != b.weighted) {
            return a.weighted > b.weighted;
        }
        return a.raw != b.raw ? a.raw > b.raw : a.topic < b.topic;
    });
    return scores;
}

std::vector<Evidence> TopicMatchSignal::evidence(const PaperCounts& paper) const {
    std::vector<Evidence> evidence;
    const std::vector<TopicScore> scores = topic_scores(paper);
    for (std::size_t i = 0; i < std::min(scores.size(), topics_in_evidence); ++i) {
        auto terms = scores[i].terms;
        std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        TopicEvidence topic{(*topics_)[scores[i].topic].name, {}};
        for (std::size_t k = 0; k < std::min(terms.size(), words_in_evidence); ++k) {
            const TermCount& count = *terms[k].second;
            topic.terms.push_back({matcher_->terms()[count.term].text, count.title > 0, count.abstract});
        }
        evidence.emplace_back(std::move(topic));
    }
    return evidence;
}

TopicMatchSignal::Result TopicMatchSignal::finish() && {
    add_aliases();
    weigh();
    Result result;
    result.column.values.reserve(papers_.size());
    result.topics.reserve(papers_.size());
    for (const PaperCounts& paper : papers_) {
        const auto scores = topic_scores(paper);
        double sum = 0;
        double share = 1;
        std::vector<std::string>& names = result.topics.emplace_back();
        for (const TopicScore& score : scores) {
            sum += share * score.weighted;
            share /= 2;
            if (score.raw >= least_share_of_strongest * scores.front().raw) {
                names.push_back((*topics_)[score.topic].name);
            }
        }
        result.column.values.emplace_back(sum / (sum + half_value));
    }
    add_notices(result.notices);
    result.column.evidence = [all = std::make_shared<const TopicMatchSignal>(std::move(*this))](
                                 std::size_t place, const Paper&) { return all->evidence(all->papers_[place]); };
    return result;
}

/// A term that stands in half of the papers tells them apart no more.
void TopicMatchSignal::add_notices(Notices& notices) const {
    if (papers_.size() < fewest_papers_for_notice) {
        return;
    }
    std::vector<std::size_t> papers_with(matcher_->terms().size());
    for (const TermCount& count : counts_) {
        ++papers_with[count.term];
    }
    for (std::size_t i = 0; i < papers_with.size(); ++i) {
        if (2 * papers_with[i] < papers_.size()) {
            continue;
        }
        const TopicMatcher::Term& term = matcher_->terms()[i];
        notices.push_back({NoticeKind::information,
                           fmt::format("the term \"{}\" stands in {} of {} papers and tells them apart no more",
                                       term.text, papers_with[i], papers_.size()),
                           "topic " + (*topics_)[term.topic].name});
    }
}

}  // namespace digest
