#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "digest/model/candidate.h"
#include "digest/model/edition.h"
#include "digest/model/edition_settings.h"
#include "digest/model/observation.h"

namespace digest {

/// The files that an edition's decisions rest on, as text.
struct EditionTexts {
    std::string topics{};
    std::string venues{};
    std::string landmarks{};
    std::string template_name{};
    std::string template_text{};
    std::string role_model{};  ///< empty: the rule

    bool operator==(const EditionTexts&) const = default;
};

/// A candidate beyond the pool that select works on: its numbers only.
struct FrozenCandidate {
    std::string id{};
    int version = 1;
    double score = 0;
    std::vector<std::optional<double>> signals{};  ///< in the order of Snapshot::signal_names

    bool operator==(const FrozenCandidate&) const = default;
};

/// What was found of the figure of a paper, whether or not it may be stored.
struct FrozenFigure {
    Figure figure{};
    std::string hash{};  ///< names the bytes in the archive; empty where nothing may be stored
    std::string bytes{};
    std::string file_type{};  ///< "png"

    bool operator==(const FrozenFigure&) const = default;
};

/// Where numbers came from, for evidence and colophon.
struct Provenance {
    std::string service{};             ///< "semantic_scholar"
    std::string what{};                ///< "citations"
    std::optional<Timestamp> first{};  ///< earliest and latest date of the numbers used
    std::optional<Timestamp> last{};
    bool knows_future = false;  ///< taken long after the window: the edition says so

    bool operator==(const Provenance&) const = default;
};

/// Everything an edition was built from. Building is overlay, select, compose and render on it, and on nothing else:
/// so the same snapshot and overlay give the same bytes.
struct Snapshot {
    EditionKey key{};
    bool whole = true;
    bool sample = false;
    std::string program_version{};
    Timestamp made_at{};
    std::optional<Timestamp> as_of{};
    EditionSettings settings{};  ///< in force when it was frozen
    EditionTexts texts{};
    std::vector<std::string> signal_names{};
    std::vector<FrozenCandidate> candidates{};                   ///< all of them, best first
    std::vector<Candidate> pool{};                               ///< the best 500, whole
    std::vector<Paper> added{};                                  ///< pinned papers that are not in the pool
    std::map<std::string, std::vector<RelatedPaper>> related{};  ///< by pick
    std::map<std::string, FrozenFigure> figures{};               ///< by pick
    std::vector<Observation> observations{};                     ///< of the pool: the repositories that services named
    std::vector<NewsItem> news{};
    std::vector<Trend> trends{};
    std::vector<Provenance> provenance{};
    std::set<std::string> featured_before{};          ///< the memory used
    std::map<std::string, int> primary_categories{};  ///< of all candidates, with their number
    std::vector<std::string> notices{};

    int considered() const { return static_cast<int>(candidates.size()); }

    bool operator==(const Snapshot&) const = default;
};

}  // namespace digest
