#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "digest/base/dates.h"

namespace digest {

// What caused the value of a signal: facts, not sentences. text/evidence_words.h puts them into words.

/// A sentence as it stands: evidence of snapshots of format 1, which held nothing else.
struct SentenceEvidence {
    std::string sentence{};

    bool operator==(const SentenceEvidence&) const = default;
};

/// What a paper is compared with.
enum class ComparedWith {
    category_week,  ///< the papers of its primary category and week
    week,
    window,
};

/// Where a number stands among those of other papers.
struct Standing {
    ComparedWith cohort = ComparedWith::window;
    std::string category{};  ///< of the paper, where `cohort` is its category
    std::int64_t papers = 0;
    int percentile = 0;  ///< mid-rank, 0..100

    bool operator==(const Standing&) const = default;
};

/// "41 citations, 98th percentile of 312 cs.CV papers of that week, Semantic Scholar, 2026-11-20".
struct CountEvidence {
    std::string metric{};  ///< what was counted, as Observation::metric names it
    std::int64_t count = 0;
    std::optional<Standing> standing{};
    std::string service{};  ///< who counted; empty: whoever was named before, or we ourselves
    std::optional<Day> day{};

    bool operator==(const CountEvidence&) const = default;
};

/// The highest numbers of a paper's authors: "h-index 40, 12, 7".
struct AuthorEvidence {
    std::string metric{};
    std::vector<double> numbers{};  ///< highest first
    std::string service{};
    Day day{};

    bool operator==(const AuthorEvidence&) const = default;
};

struct FoundTerm {
    std::string term{};
    bool in_title = false;
    std::int64_t in_abstract = 0;  ///< how often

    bool operator==(const FoundTerm&) const = default;
};

/// A topic, and which of its terms stand in title and abstract.
struct TopicEvidence {
    std::string topic{};
    std::vector<FoundTerm> terms{};  ///< those that tell most first; none: the paper's category is one of the topic's

    bool operator==(const TopicEvidence&) const = default;
};

/// What moved a model's opinion up, or down.
struct OpinionEvidence {
    bool in_favour = true;
    std::vector<std::string> features{};  ///< heaviest first: words, pairs of words, "link to code"

    bool operator==(const OpinionEvidence&) const = default;
};

/// The venue that accepted a paper, and the sentence that says so.
struct VenueEvidence {
    std::string venue{};
    std::string sentence{};

    bool operator==(const VenueEvidence&) const = default;
};

enum class LinkKind { code, data, page };

/// Something of the paper's own that can be looked at.
struct LinkEvidence {
    LinkKind kind = LinkKind::page;
    std::string address{};  ///< without "https://"

    bool operator==(const LinkEvidence&) const = default;
};

using Evidence = std::variant<SentenceEvidence, CountEvidence, AuthorEvidence, TopicEvidence, OpinionEvidence,
                              VenueEvidence, LinkEvidence>;

}  // namespace digest
