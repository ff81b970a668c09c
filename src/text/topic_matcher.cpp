#include "digest/text/topic_matcher.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "digest/base/utf8.h"

namespace digest {
namespace {

constexpr std::size_t most_words = 30;        // of a phrase: what stands behind is left off
constexpr std::size_t most_words_joined = 4;  // a phrase of n words has 2^(n-1) joined spellings
constexpr std::size_t longest_acronym = 5;
constexpr std::size_t shortest_split_word = 6;

/// First parts of words that are written joined, with a hyphen, or apart: "fine tuning", "over-fitting".
constexpr std::array<std::string_view, 22> combining_forms = {
    "auto", "bi",   "co",   "cross", "few", "fine", "hyper", "inter", "meta",  "micro", "multi",
    "non",  "over", "post", "pre",   "re",  "self", "semi",  "sub",   "super", "under", "zero"};
/// First parts that only a hyphen joins: "data-set", but "in painting" is not "inpainting".
constexpr std::array<std::string_view, 30> hyphenated_forms = {
    "anti", "bench", "bio",   "chat", "data",  "de",  "dis", "down",  "geo", "high",
    "in",   "key",   "long",  "low",  "neuro", "off", "on",  "open",  "out", "pseudo",
    "text", "time",  "trans", "tri",  "un",    "uni", "up",  "video", "web", "work"};

template <std::size_t n>
bool holds(const std::array<std::string_view, n>& sorted, std::string_view word) {
    return std::binary_search(sorted.begin(), sorted.end(), word);
}

/// One spelling of a phrase: its words, and what is asked of each beside its letters.
struct Spelling {
    std::vector<TokenId> words{};
    std::uint32_t acronyms = 0;
    std::uint32_t hyphens = 0;

    auto operator<=>(const Spelling&) const = default;
};

bool is_short_acronym(const Token& token, std::string_view folded) {
    const auto letters = std::count_if(folded.begin(), folded.end(), [](char c) { return c < '0' || c > '9'; });
    return token.is(Token::acronym) && static_cast<std::size_t>(letters) <= longest_acronym;
}

/// Spells a phrase in every way in which it is the same: words run together, or one word parted by a hyphen.
class Speller {
  public:
    Speller(std::string_view phrase, Vocabulary& vocabulary) : vocabulary_(vocabulary) {
        tokenise(phrase, vocabulary, tokens_);
        if (tokens_.size() > most_words) {
            tokens_.resize(most_words);
        }
    }

    std::set<Spelling> all() {
        std::set<Spelling> result;
        if (tokens_.empty()) {
            return result;
        }
        const std::size_t borders = tokens_.size() - 1;
        const std::size_t ways = tokens_.size() <= most_words_joined ? std::size_t{1} << borders : 1;
        for (std::size_t joined = 0; joined < ways; ++joined) {
            result.insert(with_joined(joined));
        }
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            add_splits(i, result);
        }
        return result;
    }

  private:
    Spelling with_joined(std::size_t joined) {
        Spelling spelling;
        std::string word;
        bool acronym = false;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const std::string_view folded = vocabulary_.text(tokens_[i].id);
            word += folded;
            acronym = acronym || is_short_acronym(tokens_[i], folded);
            if (i + 1 < tokens_.size() && ((joined >> i) & 1U) != 0) {
                continue;
            }
            const bool alone = folded.size() == word.size();
            const std::size_t place = spelling.words.size();
            spelling.words.push_back(alone ? tokens_[i].base : vocabulary_.intern(word).base);
            if (acronym && (alone || word.size() <= longest_acronym)) {
                spelling.acronyms |= 1U << place;
            }
            word.clear();
            acronym = false;
        }
        return spelling;
    }

    void add_splits(std::size_t at, std::set<Spelling>& result) {
        const std::string word(vocabulary_.text(tokens_[at].base));
        if (word.size() < shortest_split_word || tokens_[at].is(Token::acronym) || !is_ascii(word)) {
            return;
        }
        const Spelling whole = with_joined(0);
        for (std::size_t cut = 2; cut + 2 <= word.size(); ++cut) {
            Spelling split;
            const std::string first = word.substr(0, cut);
            const bool loose = holds(combining_forms, first);
            if (!loose && !holds(hyphenated_forms, first)) {
                continue;
            }
            split.words = whole.words;
            split.words[at] = vocabulary_.intern(first).base;
            split.words.insert(split.words.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                               vocabulary_.intern(word.substr(cut)).base);
            if (!loose) {
                split.hyphens = 1U << (at + 1);
            }
            const std::uint32_t before = whole.acronyms & ((1U << at) - 1U);
            split.acronyms = before | ((whole.acronyms & ~before) << 1U);
            result.insert(std::move(split));
        }
    }

    Vocabulary& vocabulary_;
    std::vector<Token> tokens_{};
};

}  // namespace

/// The automaton while it grows.
struct TopicMatcher::Builder {
    TopicMatcher& matcher;
    Vocabulary& vocabulary;
    std::vector<std::map<std::uint32_t, std::uint32_t>> children{1};
    std::vector<std::vector<Pattern>> patterns{1};
    std::map<TokenId, std::uint32_t> symbols{};

    void add(std::string_view phrase, std::uint32_t topic, std::uint32_t term, bool cancels) {
        for (const Spelling& spelling : Speller(phrase, vocabulary).all()) {
            std::uint32_t node = 0;
            for (const TokenId word : spelling.words) {
                const auto symbol = symbols.emplace(word, static_cast<std::uint32_t>(symbols.size() + 1)).first->second;
                const auto [child, is_new] =
                    children[node].emplace(symbol, static_cast<std::uint32_t>(children.size()));
                node = child->second;
                if (is_new) {
                    children.emplace_back();
                    patterns.emplace_back();
                }
            }
            matcher.longest_ = std::max(matcher.longest_, static_cast<std::uint32_t>(spelling.words.size()));
            patterns[node].push_back({term, topic, cancels, static_cast<std::uint32_t>(spelling.words.size()),
                                      spelling.acronyms, spelling.hyphens});
        }
    }

    /// So that tokenise_known() finds the plurals of all words of the terms too.
    void intern_plurals() {
        for (const auto& [id, symbol] : symbols) {
            const std::string word(vocabulary.text(id));
            std::vector<std::string> plurals = {word + "s", word + "es"};
            if (word.ends_with('y')) {
                plurals.push_back(word.substr(0, word.size() - 1) + "ies");
            }
            for (const std::string& plural : plurals) {
                if (singular(plural) == word) {
                    vocabulary.intern(plural);
                }
            }
        }
    }

    void finish() {
        intern_plurals();
        matcher.symbols_.assign(vocabulary.size(), 0);
        for (const auto& [word, symbol] : symbols) {
            matcher.symbols_[word] = symbol;
        }
        matcher.root_.assign(symbols.size() + 1, 0);
        for (const auto& [symbol, node] : children[0]) {
            matcher.root_[symbol] = node;
        }
        flatten();
        link();
    }

    void flatten() {
        matcher.nodes_.resize(children.size());
        for (std::size_t i = 0; i < children.size(); ++i) {
            Node& node = matcher.nodes_[i];
            node.children_begin = static_cast<std::uint32_t>(matcher.children_.size());
            if (i != 0) {
                for (const auto& [symbol, child] : children[i]) {
                    matcher.children_.push_back({symbol, child});
                }
            }
            node.children_end = static_cast<std::uint32_t>(matcher.children_.size());
            node.patterns_begin = static_cast<std::uint32_t>(matcher.patterns_.size());
            matcher.patterns_.insert(matcher.patterns_.end(), patterns[i].begin(), patterns[i].end());
            node.patterns_end = static_cast<std::uint32_t>(matcher.patterns_.size());
        }
    }

    /// Fallbacks, breadth first: a node's fallback is always nearer to the root.
    void link() {
        std::vector<std::uint32_t> queue;
        for (const auto& [symbol, node] : children[0]) {
            queue.push_back(node);
        }
        for (std::size_t at = 0; at < queue.size(); ++at) {
            const std::uint32_t parent = queue[at];
            for (const auto& [symbol, node] : children[parent]) {
                const std::uint32_t fallback = matcher.step(matcher.nodes_[parent].fallback, symbol);
                const Node& target = matcher.nodes_[fallback];
                matcher.nodes_[node].fallback = fallback;
                matcher.nodes_[node].next_output =
                    target.patterns_begin != target.patterns_end ? fallback : target.next_output;
                queue.push_back(node);
            }
        }
    }
};

TopicMatcher::TopicMatcher(const std::vector<Topic>& topics, Vocabulary& vocabulary) {
    Builder builder{*this, vocabulary};
    const auto add_terms = [&](std::size_t topic, const std::vector<std::string>& terms, double weight) {
        for (const std::string& term : terms) {
            builder.add(term, static_cast<std::uint32_t>(topic), static_cast<std::uint32_t>(terms_.size()), false);
            terms_.push_back({topic, term, weight});
        }
    };
    for (std::size_t i = 0; i < topics.size(); ++i) {
        add_terms(i, topics[i].terms, 1.0);
        add_terms(i, topics[i].also, 0.5);
        for (const std::string& phrase : topics[i].excluded) {
            builder.add(phrase, static_cast<std::uint32_t>(i), 0, true);
        }
    }
    builder.finish();
}

std::uint32_t TopicMatcher::step(std::uint32_t node, std::uint32_t symbol) const {
    while (node != 0) {
        const Node& from = nodes_[node];
        for (std::uint32_t i = from.children_begin; i < from.children_end; ++i) {
            if (children_[i].symbol == symbol) {
                return children_[i].node;
            }
        }
        node = from.fallback;
    }
    return root_[symbol];
}

bool TopicMatcher::fits(const Pattern& pattern, const Token* words) const {
    if ((pattern.acronyms | pattern.hyphens) == 0) {
        return true;
    }
    for (std::uint32_t i = 0; i < pattern.length; ++i) {
        if (((pattern.acronyms >> i) & 1U) != 0 && !words[i].is(Token::acronym)) {
            return false;
        }
        if (((pattern.hyphens >> i) & 1U) != 0 && !words[i].is(Token::hyphen_before)) {
            return false;
        }
    }
    return true;
}

std::vector<TopicMatcher::Hit> TopicMatcher::hits_in(const std::vector<Token>& tokens) const {
    std::vector<Hit> hits;
    std::uint32_t node = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const std::uint32_t symbol = symbol_of(tokens[at]);
        if (symbol == 0) {
            node = 0;
            continue;
        }
        node = step(node, symbol);
        for (std::uint32_t output = node; output != 0; output = nodes_[output].next_output) {
            for (std::uint32_t i = nodes_[output].patterns_begin; i < nodes_[output].patterns_end; ++i) {
                const std::size_t begin = at + 1 - patterns_[i].length;
                if (fits(patterns_[i], tokens.data() + begin)) {
                    hits.push_back({i, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at + 1)});
                }
            }
        }
    }
    return hits;
}

/// Not inside an excluded phrase of its topic, nor inside a longer match of it, nor the second on the same words. The
/// hits stand in the order of their ends, and what holds this one ends no later than the longest term would that begins
/// with it: so only a few are looked at, however many there are.
bool TopicMatcher::counts(const Hit& hit, const std::vector<Hit>& hits) const {
    const Pattern& own = patterns_[hit.pattern];
    if (own.cancels) {
        return false;
    }
    const auto first =
        std::lower_bound(hits.begin(), hits.end(), hit, [](const Hit& a, const Hit& b) { return a.end < b.end; });
    const auto last =
        std::find_if(first, hits.end(), [&](const Hit& other) { return other.end > hit.begin + longest_; });
    return std::none_of(first, last, [&](const Hit& other) {
        const Pattern& pattern = patterns_[other.pattern];
        if (pattern.topic != own.topic || other.begin > hit.begin) {
            return false;
        }
        if (pattern.cancels) {
            return true;
        }
        return other.end - other.begin > hit.end - hit.begin || pattern.term < own.term;
    });
}

void TopicMatcher::match(const TokenisedPaper& paper, std::vector<TermCount>& out, std::vector<TermEnd>* ends) const {
    out.clear();
    if (ends != nullptr) {
        ends->clear();
    }
    const auto count = [&](const std::vector<Token>& tokens, std::uint32_t TermCount::*field) {
        const std::vector<Hit> hits = hits_in(tokens);
        for (const Hit& hit : hits) {
            if (!counts(hit, hits)) {
                continue;
            }
            const std::uint32_t term = patterns_[hit.pattern].term;
            const auto found = std::find_if(out.begin(), out.end(), [&](const TermCount& c) { return c.term == term; });
            TermCount& entry = found != out.end() ? *found : out.emplace_back(TermCount{term, 0, 0});
            ++(entry.*field);
            if (ends != nullptr && field == &TermCount::abstract) {
                ends->push_back({term, hit.end});
            }
        }
    };
    count(paper.title, &TermCount::title);
    count(paper.abstract, &TermCount::abstract);
    std::sort(out.begin(), out.end(), [](const TermCount& a, const TermCount& b) { return a.term < b.term; });
}

}  // namespace digest
