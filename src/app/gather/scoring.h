#pragma once

#include <limits>
#include <string>
#include <vector>

#include "app/workspace/session.h"
#include "digest/learn/model_file.h"
#include "digest/model/edition_key.h"
#include "digest/model/observation.h"
#include "digest/model/paper.h"
#include "digest/model/snapshot.h"
#include "digest/model/topic.h"
#include "digest/score/scorer.h"

namespace digest {

/// What papers are scored with, read once and handed on: the texts of topics and venues are those that are frozen.
struct ScoringTexts {
    std::string topics_text{};
    std::string venues_text{};
    std::vector<Topic> topics{};
    std::vector<Venue> venues{};
    std::optional<ModelFile> notability{};
    std::optional<ModelFile> taste{};
};

/// Reads the workspace's files, else the shipped ones. A mistake in topics or venues is a user_file error; a model that
/// cannot be used is told, and its signal is unknown then.
Result<ScoringTexts> read_scoring_texts(Session& session);

/// Signals and scores. Of the best `with_evidence` the evidence is kept.
Scoring score_window(Session& session, const EditionKey& key, const ScoringTexts& texts, std::vector<Paper> papers,
                     std::vector<Observation> observations,
                     std::size_t with_evidence = std::numeric_limits<std::size_t>::max());

}  // namespace digest
