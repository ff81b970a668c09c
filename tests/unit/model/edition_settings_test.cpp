#include "digest/model/edition_settings.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("names and values of the settings' enumerations are each other's inverse", "[edition settings]") {
    CHECK(name_of(Block::near_misses) == "near_misses");
    CHECK(value_named<Block>("colophon") == Block::colophon);
    CHECK(name_of(Language::chinese) == "zh");
    CHECK(value_named<MathOutput>("mathjax") == MathOutput::mathjax);
    CHECK(value_named<FrontMatter>("yaml") == FrontMatter::yaml);
    CHECK(value_named<OutputFormat>("json") == OutputFormat::json);
    CHECK(value_named<WindowKind>("calendar") == WindowKind::calendar);
    CHECK_FALSE(value_named<WindowKind>("2022-01-10..2022-01-20"));
    CHECK_FALSE(value_named<Language>("EN"));
}

TEST_CASE("settings know which blocks they show", "[edition settings]") {
    EditionSettings settings;
    CHECK(settings.shows(Block::opening));
    CHECK_FALSE(settings.shows(Block::trends));
    settings.blocks = {Block::trends};
    CHECK(settings.shows(Block::trends));
}
