#include "digest/compose/trends.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "digest/text/tokens.h"

namespace digest {
namespace {

constexpr std::size_t longest_phrase = 3;
constexpr double prior_papers = 100;  // the weight of the prior
constexpr double merged_share = 0.7;
constexpr std::size_t examples_shown = 3;
constexpr std::size_t papers_read_for_spelling = 25;
constexpr TokenId border = 0xffffffffU;  // between words that do not stand in one phrase

// What every abstract says of itself: no part of a trend. Sorted; singular.
constexpr std::array<std::string_view, 83> vague_words = {
    "achieve",     "achieving",      "additionally", "address",       "addressing",  "available",
    "capture",     "challenge",      "code",         "com",           "comparable",  "compared",
    "competitive", "comprehensive",  "conduct",      "consistently",  "critical",    "crucial",
    "current",     "demonstrate",    "design",       "designed",      "develop",     "developed",
    "diverse",     "effective",      "effectively",  "efficiently",   "enable",      "enhance",
    "enhancing",   "evaluate",       "experiment",   "experimental",  "explore",     "exploring",
    "extensive",   "finding",        "github",       "highlight",     "https",       "important",
    "improve",     "improvement",    "improving",    "introduce",     "investigate", "key",
    "leverage",    "leveraging",     "limitation",   "limited",       "notably",     "offer",
    "offering",    "often",          "outperform",   "outperforming", "page",        "performance",
    "potential",   "present",        "previous",     "prior",         "problem",     "process",
    "project",     "promising",      "provide",      "publicly",      "release",     "remain",
    "significant", "significantly",  "source",       "specifically",  "study",       "superior",
    "systematic",  "systematically", "url",          "various",       "work"};

using Phrase = std::array<TokenId, longest_phrase>;  // filled up with `border`

struct PhraseHash {
    std::size_t operator()(const Phrase& phrase) const {
        std::uint64_t hash = 0;
        for (const TokenId word : phrase) {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL, hash ^= hash >> 32U;
        }
        return static_cast<std::size_t>(hash);
    }
};

struct Counts {
    std::uint32_t month = 0;
    std::uint32_t before = 0;
    std::uint32_t last_paper = 0xffffffffU;  ///< that was counted: each paper once

    std::uint32_t all() const { return month + before; }
};
using PhraseCounts = std::unordered_map<Phrase, Counts, PhraseHash>;

/// The words of all papers, those of the month first: function words, numbers and marks are borders.
class CorpusWords {
  public:
    CorpusWords(const std::vector<const Paper*>& month, const std::vector<const Paper*>& before)
        : papers_(month), months_(month.size()) {
        papers_.insert(papers_.end(), before.begin(), before.end());
        const auto by_id = [](const Paper* a, const Paper* b) { return a->id < b->id; };
        const auto middle = papers_.begin() + static_cast<std::ptrdiff_t>(months_);
        std::sort(papers_.begin(), middle, by_id);
        std::sort(middle, papers_.end(), by_id);
        for (const Paper* paper : papers_) {
            begins_.push_back(words_.size());
            add(paper->title);
            add(paper->abstract);
        }
        begins_.push_back(words_.size());
    }

    std::size_t size() const { return papers_.size(); }
    std::size_t months() const { return months_; }
    const Paper& paper(std::size_t i) const { return *papers_[i]; }
    bool is_of_month(std::size_t i) const { return i < months_; }
    const Vocabulary& vocabulary() const { return vocabulary_; }

    /// Calls use(phrase) for every phrase of `length` words of a paper, repeated ones again.
    template <class Use>
    void visit(std::size_t paper, std::size_t length, Use use) const {
        Phrase phrase;
        for (std::size_t at = begins_[paper]; at + length <= begins_[paper + 1]; ++at) {
            phrase.fill(border);
            std::copy_n(words_.begin() + static_cast<std::ptrdiff_t>(at), length, phrase.begin());
            const auto end = phrase.begin() + static_cast<std::ptrdiff_t>(length);
            if (std::find(phrase.begin(), end, border) == end) {
                use(phrase);
            }
        }
    }

    /// Mostly written in capitals ("RAG", "LoRA"): alone, other words are too vague for a trend.
    bool is_name(TokenId word) const { return spellings_[word].acronym > spellings_[word].plain; }

  private:
    struct Spellings {
        std::uint32_t acronym = 0;
        std::uint32_t plain = 0;
    };

    void add(std::string_view text) {
        tokens_.clear();
        tokenise(text, vocabulary_, tokens_);
        std::size_t behind = 0;
        for (const Token& token : tokens_) {
            const bool touches = token.begin == behind + 1 && (text[behind] == ' ' || token.is(Token::hyphen_before));
            if (!touches) {
                words_.push_back(border);
            }
            const bool carries = token.length >= 2 && !token.is(Token::number) && !is_stop(token.base);
            words_.push_back(carries ? token.base : border);
            spellings_.resize(std::max(spellings_.size(), vocabulary_.size()));
            ++(token.is(Token::acronym) ? spellings_[token.base].acronym : spellings_[token.base].plain);
            behind = token.begin + token.length;
        }
        words_.push_back(border);
    }

    bool is_stop(TokenId word) {
        while (stops_.size() <= word) {
            const std::string_view next = vocabulary_.text(static_cast<TokenId>(stops_.size()));
            stops_.push_back(is_stop_word(next) || std::binary_search(vague_words.begin(), vague_words.end(), next));
        }
        return stops_[word];
    }

    std::vector<const Paper*> papers_;
    std::size_t months_;
    std::vector<std::size_t> begins_{};
    std::vector<TokenId> words_{};
    Vocabulary vocabulary_{};
    std::vector<Token> tokens_{};
    std::vector<bool> stops_{};
    std::vector<Spellings> spellings_{};  ///< by word
};

/// An upper bound of how often each phrase stands there, so that the many rare ones never enter a table.
class Sketch {
  public:
    Sketch(const CorpusWords& words, std::size_t length) : counts_(std::size_t{1} << 22U) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            words.visit(i, length, [&](const Phrase& phrase) {
                std::uint16_t& count = at(phrase);
                if (count < 0xffff) {
                    ++count;
                }
            });
        }
    }
    bool may_reach(const Phrase& phrase, std::size_t papers) {
        return at(phrase) >= std::min<std::size_t>(papers, 0xffff);
    }

  private:
    std::uint16_t& at(const Phrase& phrase) { return counts_[PhraseHash{}(phrase) & (counts_.size() - 1)]; }
    std::vector<std::uint16_t> counts_;
};

/// Papers by phrase, of those that at least `fewest` papers hold.
PhraseCounts count_phrases(const CorpusWords& words, std::size_t fewest) {
    PhraseCounts all;
    for (std::size_t length = 1; length <= longest_phrase; ++length) {
        Sketch sketch(words, length);
        PhraseCounts counts;
        for (std::size_t i = 0; i < words.size(); ++i) {
            words.visit(i, length, [&](const Phrase& phrase) {
                if (!sketch.may_reach(phrase, fewest)) {
                    return;
                }
                Counts& entry = counts[phrase];
                if (entry.last_paper == i) {
                    return;
                }
                entry.last_paper = static_cast<std::uint32_t>(i);
                ++(words.is_of_month(i) ? entry.month : entry.before);
            });
        }
        std::erase_if(counts, [&](const auto& entry) {
            const bool plain_word = length == 1 && !words.is_name(entry.first.front());
            return entry.second.all() < fewest || plain_word;
        });
        all.merge(counts);
    }
    return all;
}

struct PhraseTrend {
    Phrase phrase{};
    Trend trend{};
    std::vector<std::size_t> papers{};  ///< of the side that has more of them
};

double log_odds(double papers, double all, double prior) {
    return std::log((papers + prior) / (all + prior_papers - papers - prior));
}

Trend measured(const Counts& counts, const CorpusWords& words) {
    const auto month = static_cast<double>(words.months());
    const auto before = static_cast<double>(words.size() - words.months());
    const double prior = prior_papers * counts.all() / (month + before);
    const double difference = log_odds(counts.month, month, prior) - log_odds(counts.before, before, prior);
    Trend trend;
    trend.papers = static_cast<int>(counts.month);
    trend.papers_before = static_cast<int>(std::lround(counts.before * month / before));
    trend.ratio = ((counts.month + 0.5) / (month + 1)) / ((counts.before + 0.5) / (before + 1));
    trend.z = difference / std::sqrt(1 / (counts.month + prior) + 1 / (counts.before + prior));
    trend.rising = trend.z > 0;
    return trend;
}

bool stands_out(const Trend& trend, const TrendOptions& options) {
    const int papers = trend.rising ? trend.papers : trend.papers_before;
    const double ratio = trend.rising ? trend.ratio : 1 / trend.ratio;
    return std::abs(trend.z) >= options.least_z && ratio >= options.least_ratio &&
           papers >= static_cast<int>(options.least_papers);
}

void find_papers(std::vector<PhraseTrend>& candidates, const CorpusWords& words) {
    std::unordered_map<Phrase, std::size_t, PhraseHash> places;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        places.emplace(candidates[k].phrase, k);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (std::size_t length = 1; length <= longest_phrase; ++length) {
            words.visit(i, length, [&](const Phrase& phrase) {
                const auto found = places.find(phrase);
                if (found == places.end()) {
                    return;
                }
                PhraseTrend& candidate = candidates[found->second];
                if (candidate.trend.rising != words.is_of_month(i)) {
                    return;
                }
                if (candidate.papers.empty() || candidate.papers.back() != i) {
                    candidate.papers.push_back(i);
                }
            });
        }
    }
}

/// Papers with an author in common are one group; a paper without authors is one by itself.
std::size_t author_groups(const std::vector<std::size_t>& papers, const CorpusWords& words) {
    std::vector<std::size_t> leader(papers.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
        while (leader[i] != i) {
            i = leader[i] = leader[leader[i]];
        }
        return i;
    };
    std::unordered_map<std::string_view, std::size_t> first_paper;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        for (const std::string& author : words.paper(papers[i]).authors) {
            const auto [found, is_new] = first_paper.emplace(author, i);
            if (!is_new) {
                leader[find(i)] = find(found->second);
            }
        }
    }
    std::size_t groups = 0;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        groups += find(i) == i ? 1U : 0U;
    }
    return groups;
}

/// The words as most papers write them.
std::string spelling(const PhraseTrend& candidate, const CorpusWords& words) {
    const auto end = std::find(candidate.phrase.begin(), candidate.phrase.end(), border);
    std::vector<std::string> wanted;
    for (auto word = candidate.phrase.begin(); word != end; ++word) {
        wanted.emplace_back(words.vocabulary().text(*word));
    }
    std::map<std::string, int> forms;
    for (std::size_t k = 0; k < std::min(candidate.papers.size(), papers_read_for_spelling); ++k) {
        const std::string& text = words.paper(candidate.papers[k]).abstract;
        Vocabulary vocabulary;
        std::vector<Token> tokens;
        tokenise(text, vocabulary, tokens);
        for (std::size_t at = 0; at + wanted.size() <= tokens.size(); ++at) {
            const bool same = std::equal(
                wanted.begin(), wanted.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                [&](const std::string& word, const Token& token) { return vocabulary.text(token.base) == word; });
            const Token& last = tokens[at + wanted.size() - 1];
            if (same) {
                ++forms[text.substr(tokens[at].begin, last.begin + last.length - tokens[at].begin)];
            }
        }
    }
    std::string best;
    int most = 0;
    for (const auto& [form, count] : forms) {
        if (count > most && form.find('\\') == std::string::npos) {
            best = form, most = count;
        }
    }
    if (!best.empty()) {
        return best;
    }
    for (const std::string& word : wanted) {
        best += (best.empty() ? "" : " ") + word;
    }
    return best;
}

bool shares_papers(const PhraseTrend& a, const PhraseTrend& b) {
    std::vector<std::size_t> common;
    std::set_intersection(a.papers.begin(), a.papers.end(), b.papers.begin(), b.papers.end(),
                          std::back_inserter(common));
    const std::size_t fewer = std::min(a.papers.size(), b.papers.size());
    return static_cast<double>(common.size()) > merged_share * static_cast<double>(fewer);
}

std::size_t length_of(const Phrase& phrase) {
    return static_cast<std::size_t>(std::find(phrase.begin(), phrase.end(), border) - phrase.begin());
}

/// The strongest first; of phrases with the same papers the strongest stays, or a longer one that has nearly all its
/// papers.
std::vector<PhraseTrend> merged(std::vector<PhraseTrend> candidates) {
    std::vector<PhraseTrend> kept;
    for (PhraseTrend& candidate : candidates) {
        const auto same = std::find_if(kept.begin(), kept.end(), [&](const PhraseTrend& other) {
            return other.trend.rising == candidate.trend.rising && shares_papers(other, candidate);
        });
        if (same == kept.end()) {
            kept.push_back(std::move(candidate));
        } else if (length_of(candidate.phrase) > length_of(same->phrase) &&
                   static_cast<double>(candidate.papers.size()) >
                       merged_share * static_cast<double>(same->papers.size())) {
            *same = std::move(candidate);
        }
    }
    return kept;
}

void add_examples(PhraseTrend& candidate, const CorpusWords& words) {
    std::vector<const Paper*> papers;
    for (const std::size_t i : candidate.papers) {
        papers.push_back(&words.paper(i));
    }
    std::sort(papers.begin(), papers.end(), [](const Paper* a, const Paper* b) {
        return a->submitted != b->submitted ? a->submitted > b->submitted : a->id < b->id;
    });
    for (std::size_t i = 0; i < std::min(papers.size(), examples_shown); ++i) {
        candidate.trend.examples.push_back(papers[i]->id);
    }
}

std::vector<std::string> words_of(const PhraseTrend& candidate, const CorpusWords& words) {
    std::vector<std::string> result;
    for (const TokenId word : candidate.phrase) {
        if (word != border) {
            result.emplace_back(words.vocabulary().text(word));
        }
    }
    return result;
}

}  // namespace

std::vector<Trend> find_trends(const std::vector<const Paper*>& month, const std::vector<const Paper*>& before,
                               const TrendOptions& options) {
    if (month.empty() || before.empty()) {
        return {};
    }
    const CorpusWords words(month, before);
    std::vector<PhraseTrend> candidates;
    for (const auto& [phrase, counts] : count_phrases(words, std::max<std::size_t>(1, options.least_papers))) {
        const Trend trend = measured(counts, words);
        if (stands_out(trend, options)) {
            candidates.push_back({phrase, trend, {}});
        }
    }
    find_papers(candidates, words);
    std::erase_if(candidates,
                  [&](const PhraseTrend& c) { return author_groups(c.papers, words) < options.least_groups; });
    std::sort(candidates.begin(), candidates.end(), [&](const PhraseTrend& a, const PhraseTrend& b) {
        if (a.trend.rising != b.trend.rising) {
            return a.trend.rising;
        }
        if (a.trend.z != b.trend.z) {
            return std::abs(a.trend.z) > std::abs(b.trend.z);
        }
        if (a.trend.papers != b.trend.papers) {
            return a.trend.papers > b.trend.papers;
        }
        if (length_of(a.phrase) != length_of(b.phrase)) {
            return length_of(a.phrase) > length_of(b.phrase);
        }
        return words_of(a, words) < words_of(b, words);
    });
    std::vector<Trend> trends;
    std::array<std::size_t, 2> shown{};
    for (PhraseTrend& candidate : merged(std::move(candidates))) {
        if (shown[candidate.trend.rising ? 1 : 0]++ >= options.shown) {
            continue;
        }
        candidate.trend.term = spelling(candidate, words);
        add_examples(candidate, words);
        trends.push_back(std::move(candidate.trend));
    }
    return trends;
}

}  // namespace digest
