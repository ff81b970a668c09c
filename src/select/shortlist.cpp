#include "digest/select/shortlist.h"

#include <algorithm>

#include "digest/text/topic_matcher.h"

namespace digest {
namespace {

/// A name as its words' numbers: "Jean-Paul Müller" and "jean paul müller" are one.
std::vector<TokenId> name_words(const std::string& name, Vocabulary& vocabulary) {
    std::vector<Token> tokens;
    tokenise(name, vocabulary, tokens);
    std::vector<TokenId> words;
    for (const Token& token : tokens) {
        words.push_back(token.id);
    }
    return words;
}

class NameList {
  public:
    explicit NameList(const std::vector<std::string>& names) {
        for (const std::string& name : names) {
            names_.insert(name_words(name, vocabulary_));
        }
        names_.erase(std::vector<TokenId>{});
    }

    bool holds_any(const std::vector<std::string>& authors) {
        if (names_.empty()) {
            return false;
        }
        return std::any_of(authors.begin(), authors.end(),
                           [&](const std::string& author) { return names_.contains(name_words(author, vocabulary_)); });
    }

  private:
    Vocabulary vocabulary_{};
    std::set<std::vector<TokenId>> names_{};
};

std::vector<Topic> one_topic(const std::vector<std::string>& terms) {
    std::vector<Topic> topics(1);
    topics[0].terms = terms;
    return topics;
}

class ExcludedTerms {
  public:
    explicit ExcludedTerms(const std::vector<std::string>& terms) : matcher_(one_topic(terms), vocabulary_) {}

    bool stands_in(const Paper& paper) {
        if (matcher_.terms().empty()) {
            return false;
        }
        tokenise(paper, vocabulary_, tokens_);
        matcher_.match(tokens_, counts_);
        return !counts_.empty();
    }

  private:
    Vocabulary vocabulary_{};
    TopicMatcher matcher_;
    TokenisedPaper tokens_{};
    std::vector<TermCount> counts_{};
};

}  // namespace

std::vector<bool> ruled_out(const std::vector<Candidate>& candidates, std::size_t count, const SelectOptions& options) {
    NameList excluded_authors(options.exclude_authors);
    ExcludedTerms excluded_terms(options.exclude_terms);
    std::vector<bool> result(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Paper& paper = candidates[i].paper;
        result[i] = options.dropped.contains(paper.id) || options.featured_before.contains(paper.id) ||
                    excluded_authors.holds_any(paper.authors) || excluded_terms.stands_in(paper);
    }
    return result;
}

std::vector<std::size_t> shortlist(const std::vector<Candidate>& candidates, std::size_t limit,
                                   const SelectOptions& options) {
    const std::vector<bool> out = ruled_out(candidates, candidates.size(), options);
    NameList followed(options.follow_authors);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (out[i]) {
            continue;
        }
        if (limit == 0 || places.size() < limit || followed.holds_any(candidates[i].paper.authors)) {
            places.push_back(i);
        }
    }
    return places;
}

}  // namespace digest
