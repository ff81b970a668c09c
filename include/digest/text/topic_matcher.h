#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "digest/model/topic.h"
#include "digest/text/tokens.h"

namespace digest {

/// How often a term of a topic stands in a paper.
struct TermCount {
    std::uint32_t term = 0;  ///< index into TopicMatcher::terms()
    std::uint32_t title = 0;
    std::uint32_t abstract = 0;

    bool operator==(const TermCount&) const = default;
};

/// Where a term that counts ends in an abstract: behind its last word.
struct TermEnd {
    std::uint32_t term = 0;
    std::uint32_t end = 0;
};

/// Finds the terms of all topics in one walk over a paper's words (Aho-Corasick over word numbers), so that a term
/// matches whole words only. Plurals, hyphens and case make no difference ("fine-tuning" = "fine tuning" =
/// "Finetuning"), but an acronym of up to five letters matches in capitals only ("RAG", not "rag"). Within a topic the
/// longest match counts alone, and a match inside one of the topic's excluded phrases does not count.
class TopicMatcher {
  public:
    struct Term {
        std::size_t topic = 0;  ///< index into the topics as given
        std::string text{};     ///< as the topic has it
        double weight = 1.0;    ///< 0.5 for `also`
    };

    /// The words of later texts must come from the same vocabulary; tokenise_known() is enough.
    TopicMatcher(const std::vector<Topic>& topics, Vocabulary& vocabulary);

    const std::vector<Term>& terms() const { return terms_; }

    /// Replaces `out` by the terms that the paper holds, ordered by term, and `ends` by where they end in the abstract.
    void match(const TokenisedPaper& paper, std::vector<TermCount>& out, std::vector<TermEnd>* ends = nullptr) const;

  private:
    struct Pattern {
        std::uint32_t term = 0;
        std::uint32_t topic = 0;
        bool cancels = false;
        std::uint32_t length = 0;    ///< in words
        std::uint32_t acronyms = 0;  ///< bit i: word i must be written in capitals
        std::uint32_t hyphens = 0;   ///< bit i: a hyphen must stand before word i
    };
    struct Node {
        std::uint32_t fallback = 0;     ///< the longest proper suffix that is a node
        std::uint32_t next_output = 0;  ///< the nearest fallback with patterns; 0: none
        std::uint32_t children_begin = 0, children_end = 0;
        std::uint32_t patterns_begin = 0, patterns_end = 0;
    };
    struct Child {
        std::uint32_t symbol = 0;
        std::uint32_t node = 0;
    };
    struct Hit {
        std::uint32_t pattern = 0;
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    struct Builder;

    std::uint32_t symbol_of(const Token& token) const {
        return token.base < symbols_.size() ? symbols_[token.base] : 0;
    }
    std::uint32_t step(std::uint32_t node, std::uint32_t symbol) const;
    std::vector<Hit> hits_in(const std::vector<Token>& tokens) const;
    bool fits(const Pattern& pattern, const Token* words) const;
    bool counts(const Hit& hit, const std::vector<Hit>& hits) const;

    std::vector<Term> terms_{};
    std::vector<Pattern> patterns_{};       ///< grouped by the node where they end
    std::uint32_t longest_ = 0;             ///< of the patterns, in words
    std::vector<Node> nodes_{};             ///< 0: the root
    std::vector<Child> children_{};         ///< grouped by node, sorted by symbol; not the root's
    std::vector<std::uint32_t> root_{};     ///< by symbol
    std::vector<std::uint32_t> symbols_{};  ///< by word number; 0: in no term
};

}  // namespace digest
