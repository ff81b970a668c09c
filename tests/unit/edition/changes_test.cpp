#include "digest/edition/changes.h"

#include <catch2/catch.hpp>

#include "literals.h"

using namespace digest;
using namespace digest::test;

namespace {

Edition edition_of_ids(const std::vector<std::string>& ids) {
    Edition edition;
    for (const std::string& id : ids) {
        Pick& pick = edition.picks.emplace_back();
        pick.number = static_cast<int>(edition.picks.size());
        pick.id = id;
        pick.title = "Of " + id;
    }
    return edition;
}

std::vector<std::string> lines(const std::vector<EditionChange>& found) {
    std::vector<std::string> words;
    for (const EditionChange& change : found) {
        words.push_back(in_words(change));
    }
    return words;
}

}  // namespace

TEST_CASE("a refresh tells who left, who entered and who moved", "[changes]") {
    const Snapshot snapshot = snapshot_of(four_candidates());
    CHECK(lines(changes(snapshot, edition_of_ids({"a", "b", ""}), snapshot, edition_of_ids({"b", "c", ""}))) ==
          std::vector<std::string>{"out: a Of a", "moved: b from no. 2 to no. 1", "in: no. 2, c Of c"});
    CHECK(changes(snapshot, edition_of_ids({"a"}), snapshot, edition_of_ids({"a"})).empty());
}

TEST_CASE("a refresh tells new dates of numbers and another count of candidates", "[changes]") {
    Snapshot before = snapshot_of(four_candidates());
    Snapshot after = before;
    after.candidates.pop_back();
    before.provenance = {
        {"semantic_scholar", "citations", std::nullopt, *parse_rfc3339("2022-02-05T06:00:00Z"), false}};
    after.provenance = {{"semantic_scholar", "citations", std::nullopt, *parse_rfc3339("2022-03-05T06:00:00Z"), false},
                        {"hacker_news", "points", std::nullopt, *parse_rfc3339("2022-03-05T06:00:00Z"), false}};
    CHECK(lines(changes(before, {}, after, {})) ==
          std::vector<std::string>{"candidates: 4 before, 3 now",
                                   "citations of Semantic Scholar: as of 2022-02-05 before, 2022-03-05 now",
                                   "points of Hacker News: as of never before, 2022-03-05 now"});
}

TEST_CASE("each input that changed since the freezing is named", "[changes]") {
    Snapshot frozen = snapshot_of(four_candidates());
    CHECK(changed_inputs(frozen, frozen.settings, frozen.texts).empty());
    EditionSettings settings = frozen.settings;
    settings.picks = 12;
    EditionTexts texts = frozen.texts;
    texts.topics = "other";
    texts.role_model = "other";
    CHECK(changed_inputs(frozen, settings, texts) ==
          std::vector<EditionInput>{EditionInput::configuration, EditionInput::topics, EditionInput::role_model});
    CHECK(title_of(EditionInput::landmarks) == "the landmark works");
}
