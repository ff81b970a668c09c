#pragma once

#include <string>
#include <vector>

#include "digest/model/candidate.h"
#include "digest/model/snapshot.h"

namespace digest::test {

/// An abstract that gives both blocks, about a subject of two or three words.
inline std::string abstract_about(const std::string& subject) {
    return "Work on " + subject +
           " has long suffered from a lack of careful measurements. In this paper, we propose a "
           "method that measures " +
           subject +
           " directly. Experiments on three collections show that our method "
           "improves accuracy by 12% over the best earlier one. The method needs no labels and runs on one machine.";
}

inline Paper paper_about(std::string id, const std::string& subject) {
    Paper paper;
    paper.id = std::move(id);
    paper.title = "Measuring " + subject;
    paper.abstract = abstract_about(subject);
    paper.authors = {"Ada Example", "Bob Sample"};
    paper.categories = {"cs.CV"};
    paper.submitted = *parse_day("2022-01-10");
    return paper;
}

inline Candidate candidate_about(std::string id, double score, std::string topic, const std::string& subject) {
    Candidate candidate;
    candidate.paper = paper_about(std::move(id), subject);
    candidate.score = score;
    candidate.topics = {std::move(topic)};
    candidate.signals = {{"topic_match", score, 1.0, {}}};
    return candidate;
}

/// Four candidates, of which an edition of two picks takes the first two.
inline std::vector<Candidate> four_candidates() {
    return {candidate_about("2201.00001", 0.9, "Rivers", "river delta sediment"),
            candidate_about("2201.00002", 0.8, "Strings", "violin string tension"),
            candidate_about("2201.00003", 0.7, "Rivers", "mountain glacier retreat"),
            candidate_about("2201.00004", 0.6, "Brass", "trumpet brass alloy")};
}

inline EditionSettings settings_of_two() {
    EditionSettings settings;
    settings.picks = 2;
    return settings;
}

inline Snapshot snapshot_of(std::vector<Candidate> pool) {
    Snapshot snapshot;
    snapshot.key = edition_of(Month{2022, 2});
    snapshot.settings = settings_of_two();
    snapshot.signal_names = {"topic_match"};
    for (const Candidate& candidate : pool) {
        snapshot.candidates.push_back({candidate.paper.id, 1, candidate.score, {candidate.score}});
    }
    snapshot.pool = std::move(pool);
    return snapshot;
}

}  // namespace digest::test
