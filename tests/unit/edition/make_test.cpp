#include "digest/edition/make.h"

#include <catch2/catch.hpp>

#include "literals.h"

using namespace digest;
using namespace digest::test;

namespace {

Edition made(const Snapshot& snapshot, const EditionSettings& settings, const Overlay& overlay = {},
             FigurePlace figures = FigurePlace::stored) {
    const Prose prose = prose_of(std::nullopt, papers_of(snapshot));
    const EditionChoice choice = choose(snapshot, settings, overlay, prose, std::nullopt, run_in_order);
    return make(snapshot, settings, overlay, choice, {}, prose, figures);
}

}  // namespace

TEST_CASE("an edition is made of a snapshot and settings alone", "[make]") {
    Snapshot snapshot = snapshot_of(four_candidates());
    snapshot.whole = false;
    EditionSettings settings = settings_of_two();
    settings.title = "Of {month}";
    const Edition edition = made(snapshot, settings);
    CHECK(edition.title == "Of February");
    CHECK(edition.draft);
    CHECK(edition.considered == 4);
    REQUIRE(edition.picks.size() == 2);
    CHECK(edition.picks[0].id == "2201.00001");
    CHECK(edition.picks[0].topic == "Rivers");
    CHECK_FALSE(edition.picks[0].blurb.insights.empty());
    CHECK(edition == made(snapshot, settings));
}

TEST_CASE("the settings that are handed over count, not those of the snapshot", "[make]") {
    const Snapshot snapshot = snapshot_of(four_candidates());
    EditionSettings settings = settings_of_two();
    settings.picks = 3;
    settings.language = Language::chinese;
    const Edition edition = made(snapshot, settings);
    CHECK(edition.picks.size() == 3);
    CHECK(edition.language == Language::chinese);
}

TEST_CASE("a figure is stored beside a file, and only linked from elsewhere", "[make]") {
    Snapshot snapshot = snapshot_of(four_candidates());
    FrozenFigure& figure = snapshot.figures["2201.00001"];
    figure.figure.url = "https://arxiv.org/html/2201.00001#S1.F1";
    figure.figure.path = "assets/2022-02/2201.00001-figure-1.png";
    figure.bytes = "bytes";
    snapshot.figures["2201.00002"] = {};  // nothing was found of it
    const Edition stored = made(snapshot, snapshot.settings);
    REQUIRE(stored.picks[0].figure);
    CHECK(stored.picks[0].figure->path == "assets/2022-02/2201.00001-figure-1.png");
    CHECK_FALSE(stored.picks[1].figure);
    const Edition linked = made(snapshot, snapshot.settings, {}, FigurePlace::linked);
    CHECK(linked.picks[0].figure->path.empty());
    snapshot.figures["2201.00001"].bytes.clear();
    CHECK(made(snapshot, snapshot.settings).picks[0].figure->path.empty());
}

TEST_CASE("repositories that a service named are linked", "[make]") {
    Snapshot snapshot = snapshot_of(four_candidates());
    Observation repository;
    repository.paper_id = "2201.00002";
    repository.service = "hugging_face";
    repository.metric = "repository";
    repository.detail = "https://github.com/example/two";
    snapshot.observations = {repository};
    const Edition edition = made(snapshot, snapshot.settings);
    CHECK(edition.picks[0].extras.empty());
    CHECK(edition.picks[1].extras == std::vector<Link>{{"Code", "https://github.com/example/two"}});
}
