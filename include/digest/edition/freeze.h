#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "digest/model/edition_settings.h"
#include "digest/model/observation.h"
#include "digest/model/paper.h"
#include "digest/model/snapshot.h"
#include "digest/model/topic.h"
#include "digest/score/scorer.h"

namespace digest {

/// What was found of a window beside its scored papers.
struct WindowFindings {
    std::vector<Provenance> provenance{};     ///< provenance_of() all observations
    std::vector<Observation> repositories{};  ///< repositories_in() them
    std::vector<Trend> trends{};
    std::vector<NewsItem> news{};  ///< of the window; the few that an edition has room for are chosen of them
    std::set<std::string> featured_before{};
    std::vector<std::string> notices{};
    std::optional<Timestamp> as_of{};
    bool whole = true;
};

/// Who freezes, and when.
struct FreezingRun {
    std::string program_version{};
    Timestamp made_at{};
    bool sample = false;
};

/// Which numbers were used, from when to when.
std::vector<Provenance> provenance_of(const std::vector<Observation>& observations, const Window& window);

/// All that an edition shows of single observations: which repositories services named for which papers.
std::vector<Observation> repositories_in(const std::vector<Observation>& observations);

/// The terms that rise and fall between the papers of a window and those of the months before.
std::vector<Trend> trends_between(const std::vector<Paper>& papers, const std::vector<Paper>& earlier);

/// What the edition is built from. `scoring` was made with these topics and settings, which are frozen beside it: so
/// what is frozen is what was scored. Takes the best candidates out of `scoring`; of the others it keeps the numbers.
Snapshot freeze(const EditionKey& key, WindowFindings&& findings, Scoring& scoring, const std::vector<Topic>& topics,
                EditionTexts texts, EditionSettings settings, const FreezingRun& run);

}  // namespace digest
