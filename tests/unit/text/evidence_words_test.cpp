#include "digest/text/evidence_words.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {

const Day day = *parse_day("2026-11-20");
const Evidence count =
    CountEvidence{"citations", 41, Standing{ComparedWith::category_week, "cs.CV", 312, 98}, "semantic_scholar", day};
const Evidence authors = AuthorEvidence{"h_indexes", {40, 12.5, 7}, "openalex", day};
const Evidence topic = TopicEvidence{
    "Vision: images", {{"image", true, 2}, {"pixel", true, 0}, {"Fréchet distance", false, 1}, {"photo", false, 3}}};
const Evidence opinion = OpinionEvidence{true, {"agentic", "open source", "link to code", "only"}};
const Evidence venue = VenueEvidence{"ICLR", "Accepted at ICLR 2022 (oral)"};
const Evidence page = LinkEvidence{LinkKind::page, "a.example/x"};

std::string standing_words(const Standing& standing, std::string metric = "points") {
    return evidence_in_words(CountEvidence{std::move(metric), 1, standing, {}, {}});
}

std::string plain_ordinal(int number) {
    return std::to_string(number) + ".";
}

}  // namespace

TEST_CASE("each kind of evidence is a line that a reader can check", "[evidence_words]") {
    CHECK(evidence_in_words(count) ==
          "41 citations, 98th percentile of 312 cs.CV papers of that week, Semantic Scholar, 2026-11-20");
    CHECK(evidence_in_words(authors) == "h-index 40, 12.5, 7 (3 highest of the authors), OpenAlex, 2026-11-20");
    CHECK(evidence_in_words(topic) ==
          "Vision: images: image (title, 2 in abstract), pixel (title), Fréchet distance, photo (3 in abstract)");
    CHECK(evidence_in_words(TopicEvidence{"Speech", {}}) == "Speech: its category");
    CHECK(evidence_in_words(opinion) == "for: agentic, open source, link to code, only");
    CHECK(evidence_in_words(OpinionEvidence{false, {"survey"}}) == "against: survey");
    CHECK(evidence_in_words(venue) == "ICLR: Accepted at ICLR 2022 (oral)");
    CHECK(evidence_in_words(page) == "project page: a.example/x");
    CHECK(evidence_in_words(SentenceEvidence{"as {it} stands"}) == "as {it} stands");
    CHECK(evidence_in_words(std::vector{venue, page}) ==
          std::vector<std::string>{"ICLR: Accepted at ICLR 2022 (oral)", "project page: a.example/x"});
}

TEST_CASE("counts have thousands, a singular, and words even where nobody gave them any", "[evidence_words]") {
    CHECK(evidence_in_words(CountEvidence{"citations", 1, {}, {}, {}}) == "1 citation");
    CHECK(evidence_in_words(CountEvidence{"points", 12800, {}, {}, {}}) == "12,800 points");
    CHECK(evidence_in_words(CountEvidence{"title_words", 9, {}, {}, {}}) == "9 title words");
    CHECK(evidence_in_words(AuthorEvidence{"other_index", {1}, "github", day}) ==
          "other index 1 (1 highest of the authors), GitHub, 2026-11-20");
}

TEST_CASE("a standing says among whom", "[evidence_words]") {
    CHECK(standing_words({ComparedWith::week, "", 1234, 22}) ==
          "1 point, 22nd percentile of 1,234 papers with points of that week");
    CHECK(standing_words({ComparedWith::window, "", 20, 100}, "citations") ==
          "1 citation, 100th percentile of 20 papers of the window");
    for (const auto& [place, words] :
         std::vector<std::pair<int, std::string>>{{1, "1st"}, {11, "11th"}, {12, "12th"}, {13, "13th"}, {83, "83rd"}}) {
        CHECK(percentile_in_words(CountEvidence{"points", 1, Standing{ComparedWith::week, "", 2, place}, {}, {}}) ==
              words + " percentile");
    }
}

TEST_CASE("a reason takes the count, the percentile, the name or the strongest terms", "[evidence_words]") {
    CHECK(count_in_words(count) == "41 citations");
    CHECK(count_in_words(authors) == "h-index 40, 12.5, 7");
    CHECK(percentile_in_words(count) == "98th percentile");
    CHECK(name_in_words(venue) == "ICLR");
    CHECK(name_in_words(page) == "project page");
    CHECK(terms_in_words(topic, 3) == "image, pixel, Fréchet distance");
    CHECK(terms_in_words(TopicEvidence{"Speech", {}}, 3) == "its category");
    CHECK(terms_in_words(opinion, 2) == "agentic, open source");
    CHECK(terms_in_words(OpinionEvidence{false, {"survey"}}, 3).empty());
    for (const Evidence& each : {authors, topic, opinion, venue, page}) {
        CHECK(percentile_in_words(each).empty());
    }
    CHECK(count_in_words(topic).empty());
    CHECK(name_in_words(count).empty());
    CHECK(terms_in_words(count, 3).empty());
}

TEST_CASE("another language is another set of phrases", "[evidence_words]") {
    constexpr EvidencePhrases::Counted counted[] = {{"citations", "Zitat", "Zitate", "Artikeln"}};
    EvidencePhrases german = english_evidence;
    german.counted = counted;
    german.ordinal = plain_ordinal;
    german.percentile = "{place} Perzentil";
    german.in_category_week = "unter {count} {papers} der Woche in {category} das {percentile}";
    CHECK(evidence_in_words(count, german) ==
          "41 Zitate, unter 312 Artikeln der Woche in cs.CV das 98. Perzentil, Semantic Scholar, 2026-11-20");
}
