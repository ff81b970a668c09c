#include "digest/edition/choose.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "literals.h"

using namespace digest;
using namespace digest::test;

namespace {

using Ids = std::vector<std::string>;

PinnedPick pin(Ids ids) {
    PinnedPick pick;
    pick.ids = std::move(ids);
    return pick;
}

EditionChoice chosen(const Snapshot& snapshot, const Overlay& overlay, const RelatedSearch& earlier = std::nullopt) {
    const Prose prose = prose_of(std::nullopt, papers_of(snapshot));
    return choose(snapshot, snapshot.settings, overlay, prose, earlier, run_in_order);
}

Ids ids_of(const EditionChoice& choice) {
    Ids ids;
    for (const SelectedPick& pick : choice.selection.picks) {
        ids.push_back(choice.candidates[pick.candidate].paper.id);
    }
    return ids;
}

}  // namespace

TEST_CASE("the overlay's pins and drops decide before the score", "[choose]") {
    const Snapshot snapshot = snapshot_of(four_candidates());
    CHECK(ids_of(chosen(snapshot, {})) == Ids{"2201.00001", "2201.00002"});
    Overlay overlay;
    overlay.picks = {pin({"2201.00004"})};
    overlay.drops = {{"2201.00001", ""}};
    CHECK(ids_of(chosen(snapshot, overlay)) == Ids{"2201.00002", "2201.00004"});
}

TEST_CASE("the second work of a heading is no pick of its own, and a pin without id takes a place", "[choose]") {
    const Snapshot snapshot = snapshot_of(four_candidates());
    Overlay overlay;
    overlay.picks = {pin({"2201.00003", "2201.00001"})};
    CHECK(ids_of(chosen(snapshot, overlay)) == Ids{"2201.00002", "2201.00003"});
    overlay.picks = {pin({})};
    CHECK(ids_of(chosen(snapshot, overlay)) == Ids{"2201.00001"});
}

TEST_CASE("papers that the overlay names and nobody holds are lacking, each once", "[choose]") {
    Snapshot snapshot = snapshot_of(four_candidates());
    Overlay overlay;
    overlay.picks = {pin({"2201.00001", "2112.00001"}), pin({"2112.00001"})};
    overlay.picks.back().related = {"2112.00002", "2201.00002"};
    CHECK(papers_lacking(snapshot, overlay) == Ids{"2112.00001", "2112.00002"});
    snapshot.added = {paper_about("2112.00001", "old maps")};
    CHECK(papers_lacking(snapshot, overlay) == Ids{"2112.00002"});
}

TEST_CASE("a paper from beyond the pool has the numbers that were frozen of it", "[choose]") {
    Snapshot snapshot = snapshot_of(four_candidates());
    snapshot.candidates.push_back({"2201.00009", 1, 0.25, {0.5}});
    const Candidate beyond = candidate_beyond_pool(snapshot, paper_about("2201.00009", "old maps"));
    CHECK(beyond.score == 0.25);
    REQUIRE(beyond.signals.size() == 1);
    CHECK(beyond.signals.front().value == 0.5);
    CHECK(beyond.signals.front().weight == 1.0);
    CHECK(candidate_beyond_pool(snapshot, paper_about("2201.00008", "new maps")).signals.empty());
}

TEST_CASE("what is lacking for the picks is named: related work, figures", "[choose]") {
    Snapshot snapshot = snapshot_of(four_candidates());
    snapshot.figures["2201.00001"] = {};
    const EditionChoice choice = chosen(snapshot, {});
    CHECK(choice.related.empty());
    REQUIRE(choice.without_figure.size() == 1);
    CHECK(choice.candidates[choice.without_figure.front()].paper.id == "2201.00002");

    const std::vector<Paper> earlier = {paper_about("2111.00001", "sediment of a frozen river")};
    const EditionChoice with_related = chosen(snapshot, {}, earlier);
    REQUIRE(with_related.related.contains("2201.00001"));
    REQUIRE_FALSE(with_related.related.at("2201.00001").empty());
    const auto& related = with_related.related.at("2201.00001");
    CHECK(
        std::any_of(related.begin(), related.end(), [](const RelatedPaper& each) { return each.id == "2111.00001"; }));

    snapshot.related["2201.00001"] = {};
    CHECK_FALSE(chosen(snapshot, {}, earlier).related.contains("2201.00001"));
}

TEST_CASE("the memory is asked only where the settings want it", "[choose]") {
    Snapshot snapshot = snapshot_of(four_candidates());
    snapshot.featured_before = {"2201.00001"};
    CHECK(ids_of(chosen(snapshot, {})) == Ids{"2201.00002", "2201.00003"});
    snapshot.settings.select.memory = false;
    CHECK(ids_of(chosen(snapshot, {})) == Ids{"2201.00001", "2201.00002"});
}
