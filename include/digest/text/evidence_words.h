#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/evidence.h"

namespace digest {

/// What evidence is told with, in one language.
struct EvidencePhrases {
    struct Counted {
        std::string_view metric;
        std::string_view one;
        std::string_view many;
        std::string_view papers;  ///< those that a paper is compared with
    };
    struct OfAuthors {
        std::string_view metric;
        std::string_view name;
    };
    std::span<const Counted> counted;
    std::span<const OfAuthors> of_authors;
    std::string_view papers;  ///< where a metric has none of its own
    std::string (*ordinal)(int number);
    std::string_view percentile;        ///< with {place}
    std::string_view in_category_week;  ///< with {percentile}, {count}, {category} and {papers}
    std::string_view in_week;           ///< the same but {category}
    std::string_view in_window;         ///< the same
    std::string_view highest;           ///< behind the authors' numbers, with {count}
    std::string_view comma;
    std::string_view colon;
    std::string_view brackets;  ///< with {inside}, behind a term
    std::string_view in_title;
    std::string_view in_abstract;     ///< with {count}
    std::string_view category_alone;  ///< in the place of a topic's terms
    std::string_view in_favour;
    std::string_view against;
    std::string_view code;
    std::string_view data;
    std::string_view page;
};

extern const EvidencePhrases english_evidence;

/// A key that has no words of its own: "title_words" is "title words".
std::string plain_name(std::string_view key);

/// "41 citations, 98th percentile of 312 cs.CV papers of that week, Semantic Scholar, 2026-11-20".
std::string evidence_in_words(const Evidence& evidence, const EvidencePhrases& phrases = english_evidence);
std::vector<std::string> evidence_in_words(const std::vector<Evidence>& evidence,
                                           const EvidencePhrases& phrases = english_evidence);

// What a reason takes of it; empty where evidence of its kind has no such thing.

/// "41 citations"; "h-index 40, 12, 7".
std::string count_in_words(const Evidence& evidence, const EvidencePhrases& phrases = english_evidence);
/// "98th percentile".
std::string percentile_in_words(const Evidence& evidence, const EvidencePhrases& phrases = english_evidence);
/// The venue; "code".
std::string name_in_words(const Evidence& evidence, const EvidencePhrases& phrases = english_evidence);
/// The terms of a topic; what speaks in favour of a paper. At most `most` of them, those that weigh most: "dense
/// retrieval, BM25".
std::string terms_in_words(const Evidence& evidence, std::size_t most,
                           const EvidencePhrases& phrases = english_evidence);

}  // namespace digest
