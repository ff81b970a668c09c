#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/paper.h"
#include "digest/text/topic_matcher.h"

namespace digest {

/// Learns the short forms of the topics' terms from the papers themselves: "vision-language navigation (VLN)". A short
/// form stands for a term where three papers or more define it so, and they are most of those that define it at all
/// (after Schwartz and Hearst 2003: its letters stand in the term in this order, the first one first).
class AliasFinder {
  public:
    /// Papers in order. `ends` are the matches in the abstract. Only words that no term has can become short forms.
    void add(const Paper& paper, const TokenisedPaper& tokens, const std::vector<TermEnd>& ends);

    /// Takes over what another one learnt of the papers behind these.
    void append(const AliasFinder& behind);

    struct Alias {
        std::string text{};
        std::uint32_t term = 0;
        std::size_t papers = 0;  ///< that define it

        bool operator==(const Alias&) const = default;
    };
    /// Ordered by text, then term.
    std::vector<Alias> aliases(const std::vector<TopicMatcher::Term>& terms) const;

    /// What the short forms add to each paper, by paper in the order of add(): their own occurrences, as the term's.
    std::vector<std::vector<TermCount>> counts(const std::vector<Alias>& aliases) const;

  private:
    struct Definitions {
        std::size_t papers = 0;                        ///< that put it in brackets behind anything
        std::map<std::uint32_t, std::size_t> terms{};  ///< behind a term
    };
    struct Occurrence {
        std::uint32_t paper = 0;
        std::uint32_t title = 0;
        std::uint32_t abstract = 0;
        std::uint64_t hash = 0;
    };
    void count(std::string_view form, std::uint32_t Occurrence::*field, std::size_t first);
    void define(std::string_view form, std::size_t at, const std::vector<TermEnd>& ends);

    std::uint32_t papers_ = 0;
    std::map<std::string, Definitions, std::less<>> definitions_{};
    std::vector<Occurrence> occurrences_{};  ///< grouped by paper
};

}  // namespace digest
