#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "digest/model/paper.h"
#include "feature_scan.h"

namespace digest {

/// What abstract and comment link to.
struct SeenLinks {
    bool code = false;
    bool project_page = false;
    bool hugging_face = false;
    bool other = false;

    void add_address(std::string_view address);
    /// Addresses without "https://" in front fall apart into words; the host's first word gives them away.
    void add_word(std::uint64_t hash, std::string_view rest) {
        if (hash == github || hash == hugging) add_host(hash, rest);
    }

  private:
    static constexpr std::uint64_t github = feature_scan::hash_of("github");
    static constexpr std::uint64_t hugging = feature_scan::hash_of("huggingface");
    void add_host(std::uint64_t hash, std::string_view rest);
};

/// What the words of title or comment say of the paper's kind.
struct SeenWords {
    bool survey = false;
    bool benchmark = false;
    bool dataset = false;
    bool technical_report = false;
    bool project = false;
    bool preprint = false;

    void add(std::uint64_t previous_hash, const feature_scan::Word& word);
};

inline constexpr std::size_t plain_feature_count = 19;
inline constexpr std::size_t strongest_author = 20;  ///< places of the two features of author history
inline constexpr std::size_t all_authors = 21;

/// Plain metadata in a fixed order. Zero is the usual paper, and what is not known.
std::array<double, plain_feature_count> plain_features(const Paper& paper, const SeenLinks& links,
                                                       const SeenWords& title, const SeenWords& comment);

/// Several places may share a name ("number of authors"): they are one reason to a reader.
std::string_view plain_feature_label(std::size_t place);

}  // namespace digest
