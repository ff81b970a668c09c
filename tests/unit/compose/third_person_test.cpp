#include "digest/compose/third_person.h"

#include <catch2/catch.hpp>

#include "digest/compose/abbreviations.h"
#include "digest/compose/bullets.h"
#include "digest/compose/cleaning.h"
#include "digest/compose/connectors.h"

using namespace digest;

namespace {

std::string third(std::string_view sentence, const PersonContext& before = {}) {
    return to_third_person(sentence, before).text;
}

}  // namespace

TEST_CASE("we are the authors, then they, then the authors where they could be others", "[third_person]") {
    CHECK(third("We sing.") == "The authors sing.");
    CHECK(third("We dance.", {true, false}) == "They dance.");
    CHECK(third("We dance.", {true, true}) == "The authors dance.");
    CHECK(third("We ask them to dance.", {true, false}) == "The authors ask them to dance.");
    CHECK(third("We write songs, and we sing.") == "The authors write songs, and they sing.");
    CHECK(third("We find that songs fade when we sing.") == "The authors find that songs fade when the authors sing.");
    CHECK(third("Songs fade when we sing.", {true, false}) == "Songs fade when the authors sing.");
    CHECK(third("First, We sing.") == "First, the authors sing.");
    CHECK(to_third_person("First, We sing.").capital);
    CHECK(third("It has two sides. (1) We sing. (2) We dance.") ==
          "It has two sides. (1) The authors sing. (2) The authors dance.");
    CHECK(third("We show that we can sing.") == "The authors show that they can sing.");
    CHECK_FALSE(to_third_person("How can we sing?").complete);
    CHECK(third("We've sung.") == "The authors have sung.");
}

TEST_CASE("they are the authors only where these are the subject of the sentence before", "[third_person]") {
    const auto authors_after = [](std::string_view sentence) {
        return to_third_person(sentence).context.authors_before;
    };
    CHECK(authors_after("We sing."));
    CHECK(authors_after("Then we sing."));
    CHECK(authors_after("By singing, we learn."));
    CHECK(authors_after("To that end, we sing."));
    CHECK_FALSE(authors_after("For this task, annotators rate the songs that we sing."));
    CHECK_FALSE(authors_after("For the songs that critics, whom we know, like, prizes are given."));
    CHECK_FALSE(authors_after("Songs are what we sing."));
}

TEST_CASE("people in general are not the authors", "[third_person]") {
    CHECK(third("We study how songs affect our daily lives.") ==
          "The authors study how songs affect people's daily lives.");
    CHECK(third("We ask what songs do to our brains and our society.") ==
          "The authors ask what songs do to people's brains and the society.");
    for (const char* everybody :
         {"We humans sing.", "As we scale choirs, they become loud.", "This changed the way we sing.",
          "People like songs more than we know.", "Songs show how we feel."}) {
        CHECK_FALSE(to_third_person(everybody).complete);
    }
    for (const char* own :
         {"As we show below, songs fade.", "We describe how we sing.", "As we also prove, songs fade.",
          "As we noticed before, songs fade.", "As we have shown, songs fade."}) {
        CHECK(to_third_person(own).complete);
    }
}

TEST_CASE("what stands in quotation marks, single ones too, is not rewritten", "[third_person]") {
    CHECK(third("We study the pronouns ‘we’ and ‘us’ in songs.") ==
          "The authors study the pronouns ‘we’ and ‘us’ in songs.");
    CHECK(third("We count “our” in songs.") == "The authors count “our” in songs.");
}

TEST_CASE("mine is a pronoun only where it can be one", "[third_person]") {
    CHECK_FALSE(has_first_person("The authors mine songs."));
    CHECK_FALSE(has_first_person("A coal mine is loud."));
    CHECK(has_first_person("It is a song of mine."));
}

TEST_CASE("our case is the authors' case, and our GAN keeps an article", "[third_person]") {
    CHECK(third("In our case, songs fade.") == "In the authors' case, songs fade.");
    CHECK(third("Our case study is long.") == "The case study is long.");
    CHECK(third("Our GAN sings.") == "The authors' GAN sings.");
    CHECK(third("Our TUNA sings.") == "TUNA sings.");
}

TEST_CASE("one author presents, evaluates and then is they", "[third_person]") {
    const auto one = [](std::string_view sentence, bool author_before = false) {
        const ThirdPerson person = to_third_person(sentence, {author_before, false, true});
        CHECK(person.context.one_author);
        return person.agrees ? person.text : "in the plural";
    };
    CHECK(one("We present songs.") == "The author presents songs.");
    CHECK(one("We also apply it.") == "The author also applies it.");
    CHECK(one("In this paper, we first address a gap and then show that songs fade.") ==
          "The author first addresses a gap and then shows that songs fade.");
    CHECK(one("We propose songs, evaluate them, and release the code.") ==
          "The author proposes songs, evaluates them, and releases the code.");
    CHECK(one("We have sung, and we are tired.") == "The author has sung, and they are tired.");
    CHECK(one("We've sung.") == "The author has sung.");
    CHECK(one("We're singing.") == "The author is singing.");
    CHECK(one("We can sing and dance.") == "The author can sing and dance.");
    CHECK(one("We developed songs and evaluated them.") == "The author developed songs and evaluated them.");
    CHECK(one("Songs fade when we study them.") == "Songs fade when the author studies them.");
    CHECK(one("We use data, benchmark and model.") == "The author uses data, benchmark and model.");
    CHECK(one("We evaluate it.", true) == "They evaluate it.");
    CHECK(one("Songs surprise us, to our knowledge, in our voice.") ==
          "Songs surprise the author, to the author's knowledge, in their voice.");
    CHECK(one("As far as we know, our best song is new.") ==
          "As far as the author knows, the author's best song is new.");

    // whose verb comes behind "and" is not told by the words alone
    for (const char* sentence :
         {"We propose songs to comfort people and improve the mood.",
          "We show that songs can comfort and improve the mood.", "We present songs and test sets.",
          "We present songs and zorble the rest.", "We frobnicate songs.", "We, too, present songs.", "We",
          "We sample, filter, and label the songs.", "We propose songs; evaluate them; and sing.",
          "We find singers perform well and develop a voice."}) {
        CHECK(one(sentence) == "in the plural");
    }
}

TEST_CASE("in this paper we are the authors, in this survey we stay there", "[third_person]") {
    CHECK(third("In this paper, we sing.") == "The authors sing.");
    CHECK(third("In this work we sing.") == "The authors sing.");
    CHECK(third("Here we present songs.") == "The authors present songs.");
    CHECK(third("Here, we present songs.") == "The authors present songs.");
    CHECK(third("To help, in this article we sing.") == "To help, the authors sing.");
    CHECK(third("In this survey, we list songs.") == "In this survey, the authors list songs.");
    CHECK(third("In this paper, songs are listed.") == "In this paper, songs are listed.");
    CHECK(third("This paper lists songs.") == "This paper lists songs.");
}

TEST_CASE("our results are the results, our best song is theirs", "[third_person]") {
    CHECK(third("Our results show it.") == "The results show it.");
    CHECK(third("It follows our approach.") == "It follows the approach.");
    CHECK(third("Our combined method wins.") == "The combined method wins.");
    CHECK(third("Our best model wins.") == "The authors' best model wins.");
    CHECK(third("Our best model wins.", {true, false}) == "Their best model wins.");
    CHECK(third("We test our best model.") == "The authors test their best model.");
    CHECK(third("We test our model.") == "The authors test their model.");
    CHECK(third("Models fail on our tasks.") == "Models fail on the authors' tasks.");
    CHECK(third("It deepens our understanding of songs.") == "It deepens the understanding of songs.");
    CHECK(third("To the best of our knowledge, it is new.") == "To the authors' knowledge, it is new.");
    CHECK(third("Our TUNA features songs.") == "TUNA features songs.");
    CHECK(third("Our BERT baseline loses.") == "The authors' BERT baseline loses.");
}

TEST_CASE("us and ourselves, quotations, and what is no pronoun", "[third_person]") {
    CHECK(third("It helps us count.") == "It helps the authors count.");
    CHECK(third("We use it, which helps us count.") == "The authors use it, which helps them count.");
    CHECK(third("They ask \"do we sing?\" aloud.") == "They ask \"do we sing?\" aloud.");
    CHECK(third("The US and Type I errors stay.") == "The US and Type I errors stay.");
    CHECK_FALSE(to_third_person("Let us sing.").complete);
    CHECK_FALSE(to_third_person("I sing my songs.").complete);
    CHECK(to_third_person("We sing.").complete);
    CHECK(has_first_person("I argue so."));
    CHECK_FALSE(has_first_person("Type I errors and \"we\" and “our” and US."));
    CHECK_FALSE(has_first_person("\"What should we do?\""));
    CHECK_FALSE(has_first_person(""));
}

TEST_CASE("connectors are told from phrases with content", "[connectors]") {
    CHECK(without_connector("However, songs fade.") == "Songs fade.");
    CHECK(without_connector("To address these challenges, we sing.") == "We sing.");
    CHECK(without_connector("To tackle this, we sing.") == "We sing.");
    CHECK(without_connector("Thus we sing.") == "We sing.");
    CHECK(without_connector("In contrast, mBERT sings.") == "mBERT sings.");
    CHECK_FALSE(without_connector("In contrast to the quadratic cost, it sings."));
    CHECK_FALSE(without_connector("Compared to songs, it sings."));
    CHECK_FALSE(without_connector("Inspired by the success of choirs, we sing."));
    CHECK_FALSE(without_connector("To address deafness, we sing."));
    CHECK(without_connector("To tackle such noise, hum, and hiss, we sing.") == "We sing.");
    CHECK_FALSE(without_connector("Howevers sing."));
    CHECK_FALSE(without_connector(""));
}

TEST_CASE("a purpose clause is lifted whole or not at all", "[connectors]") {
    const auto clause = split_purpose_clause("To label soil with large language models (LLMs), we built a graph.");
    REQUIRE(clause);
    CHECK(clause->aim == "The aim is to label soil with large language models.");
    CHECK(clause->rest == "We built a graph.");
    CHECK_FALSE(split_purpose_clause("To solve this hard problem, we built a graph."));
    CHECK_FALSE(split_purpose_clause("To label soil by hand is dull."));
    CHECK_FALSE(split_purpose_clause("To varying degrees across many tasks, we find that songs fade."));
    CHECK_FALSE(split_purpose_clause("To some extent across many tasks, we sing."));
    CHECK_FALSE(split_purpose_clause("To keep what we're given in mind, we sing."));
    CHECK_FALSE(split_purpose_clause(""));
}

TEST_CASE("safe cuts take brackets that only cite and closing clauses that only hope", "[connectors]") {
    CHECK(with_safe_cuts("Songs (Miller 1998) fade.") == "Songs fade.");
    for (const char* whole :
         {"Recent results on the songs of old sailors at sea, showing great potential for choirs, remain hard to sing.",
          "The choir first plans in silence, the plan is then checked by a critic, and code is sung from it by night.",
          "The fumes of old buses are emitted mainly in towns, contributing to the deaths of many people a year."}) {
        CHECK(with_safe_cuts(whole) == whole);
    }
    CHECK(with_safe_cuts("The new bag keeps bread fresh for a whole week, and the code is publicly available.") ==
          "The new bag keeps bread fresh for a whole week.");
    CHECK(with_safe_cuts("Songs (https://a.example) fade [12].") == "Songs fade.");
    CHECK(with_safe_cuts("Songs (in 1998) fade in [0, 1].") == "Songs (in 1998) fade in [0, 1].");
    CHECK(with_safe_cuts("The new bag keeps bread fresh for a week, paving the way for breakfast.") ==
          "The new bag keeps bread fresh for a week.");
}

TEST_CASE("bullets need three parallel items that are plainly items", "[bullets]") {
    CHECK_FALSE(as_bullets("We study flows for the groups U(1), SU(2) and SU(3) on small lattices."));
    CHECK_FALSE(
        as_bullets("We show that (1) depth, (2) width, and (3) data all matter for songs in choirs of any size."));
    CHECK(as_bullets("It draws from:(1)old songs;(2)new songs;(3)all hymns."));
    const auto numbered = as_bullets("It draws from: (1) old songs, (2) new songs, and (3) all hymns.");
    REQUIRE(numbered);
    CHECK(numbered->lead == "It draws from:");
    CHECK(numbered->items == std::vector<std::string>{"old songs", "new songs", "all hymns"});
    CHECK(as_bullets("It sings 1) songs, 2) hymns, 3) psalms."));
    CHECK(as_bullets("They (i) write songs; (ii) sing songs; (iii) print songs."));
    CHECK(as_bullets("It rests on parts: a choir of ten; a hall with doors; and a score by hand."));
    CHECK_FALSE(as_bullets("It has (1) songs and (2) hymns."));
    CHECK_FALSE(as_bullets("It has three parts: the choir to sing, and the hall to stand in for the night."));
    CHECK_FALSE(as_bullets("It has three parts: a linker, a sorter, and a merger."));
    CHECK_FALSE(as_bullets("It sings (1) songs, (2) hymns, and (3) psalms, which makes people glad."));
    CHECK_FALSE(as_bullets("(1) (2) (3)"));
    CHECK_FALSE(as_bullets(""));
}

TEST_CASE("abbreviations are read from the text's own definitions", "[abbreviations]") {
    const auto found =
        defined_abbreviations("We study speech emotion recognition (SER) and the S(hou)t(s) set (see Fig).");
    REQUIRE(found.size() == 1);
    CHECK(found[0] == Abbreviation{"SER", "speech emotion recognition"});
    CHECK(defined_abbreviations("nothing (XYZ)").empty());
    CHECK(defined_abbreviations("(").empty());
    CHECK(find_abbreviation("ASER and SER-based and SER.", "SER") == 23);
}

TEST_CASE("line-end hyphens are joined only by known words, suspended ones stay", "[cleaning]") {
    const KnownWords known = KnownWords::settle({"imbal- anced hip- hop short- and long-run SemEval- 2025 odd- thing"},
                                                {"an imbalanced set of hip-hop songs"});
    CHECK(join_hyphens("imbal- anced hip- hop short- and long-run SemEval- 2025 odd- thing", known) ==
          "imbalanced hip-hop short- and long-run SemEval-2025 odd- thing");
    CHECK(join_hyphens("", known).empty());
}

TEST_CASE("markup goes, comparisons stay", "[cleaning]") {
    for (const char* text : {"rates 0<p<1 and norms with q>2", "a <b and c> d", ">90% of all songs", "#SAT is hard",
                             "*-autonomous songs", "for all f[x](y)"}) {
        CHECK(without_markup(text) == text);
    }
    CHECK(without_markup("x <a href=\"https://a.example\">y</a><br/>z <sub >2</sub >") == "x y z 2");
    CHECK(without_markup("> quoted") == "quoted");
    CHECK(without_markup("* an item") == "an item");
    CHECK(clean_abstract("We’ve sung the singers’ songs.", MathStyle::unicode)[0].text ==
          "We've sung the singers’ songs.");
    CHECK(clean_abstract("It is $O(n - k)$ - or $0<p<1$, $ k_i $ > 3 and $q>2$.", MathStyle::keep)[0].text ==
          "It is $O(n - k)$ — or $0<p<1$, $k_i$ > 3 and $q>2$.");
    CHECK(without_markup("<b>a</b> < b and c > d, H<sub>2</sub>O &amp; &lt;x") == "a < b and c > d, H2O & <x");
    CHECK(without_markup("# **Bold** [link](https://a.example) `code` a*b *c* [0, 1]") ==
          "Bold link code a*b c [0, 1]");
    const auto sentences =
        clean_abstract("Abstract: Songs. Results: We sing. Results matter - as songs do.", MathStyle::unicode);
    REQUIRE(sentences.size() == 3);
    CHECK(sentences[0].text == "Songs.");
    CHECK(sentences[1].text == "We sing.");
    CHECK(sentences[1].label == SentenceRole::result);
    CHECK(sentences[2].text == "Results matter — as songs do.");
    CHECK_FALSE(sentences[2].label);
}
