#include "digest/compose/composer.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "digest/compose/links.h"
#include "digest/compose/references.h"
#include "digest/compose/related.h"

using namespace digest;

namespace {

Timestamp noon(std::string_view day) {
    return *parse_day(day) + std::chrono::hours{12};
}

Paper paper_of(std::string id, std::string title, std::string abstract) {
    Paper paper;
    paper.id = std::move(id);
    paper.title = std::move(title);
    paper.abstract = std::move(abstract);
    paper.authors = {"Ada Example", "Bob Sample", "Cy Test"};
    paper.categories = {"cs.CL"};
    paper.submitted = noon("2022-01-10");
    return paper;
}

ComposePick pick_of(Paper paper, std::string topic) {
    ComposePick pick;
    pick.candidate.paper = std::move(paper);
    pick.candidate.score = 0.5;
    pick.candidate.signals = {{"topic_match", 0.7, 1.0, {}}, {"citations", {}, 0.5, {}}, {"venue", 0.0, 0.0, {}}};
    pick.topic = std::move(topic);
    return pick;
}

const char* const song_abstract =
    "Songs are dear to many people but hard to write. We propose SongBird, a BERT-based writer of songs. Results show "
    "that SongBird "
    "beats GPT-3 and BERT on the Lyrics test by 5%. Code: https://github.com/example/songbird";
const char* const boat_abstract =
    "Boats drift in fog when pilots sleep. This paper introduces a lamp for boats, built with ResNet and GPT-3. The "
    "lamp keeps 90% of "
    "all boats on course.";

Landmark landmark(std::vector<std::string> names, std::string title, std::string id) {
    Landmark work;
    work.names = std::move(names);
    work.title = std::move(title);
    work.authors = {"Jo First", "Al Second"};
    work.et_al = true;
    work.year = 2019;
    work.arxiv_id = std::move(id);
    return work;
}

ComposeInput two_picks() {
    ComposeInput input;
    input.key = edition_of({2022, 2});
    input.program_version = "0.1.0";
    input.blocks = {Block::opening, Block::news, Block::research, Block::closing, Block::references, Block::colophon};
    input.topics = {{.name = "Language models", .name_zh = "语言模型"}, {.name = "Boats", .in_text = "safe boats"}};
    input.considered = 9312;
    input.per_topic_max = 3;
    input.primary_categories = {{"cs.CL", 4000}, {"cs.CV", 5000}, {"cs.XX", 12}, {"cs.LG", 300}};
    input.picks = {
        pick_of(paper_of("2201.00001", "SongBird: Writing Songs with $n$ Birds", song_abstract), "Language models"),
        pick_of(paper_of("2201.00002", "A Lamp for Boats", boat_abstract), "Boats")};
    return input;
}

}  // namespace

TEST_CASE("topics are listed so that each can be told from the next, and \"more\" is said only of more", "[composer]") {
    ComposeInput input = two_picks();
    for (const char* name : {"robots", "safety and alignment", "speech and audio", "agents"}) {
        input.topics.push_back({.name = name});
        const std::string id = "2201.0001" + std::to_string(input.picks.size());
        input.picks.push_back(pick_of(paper_of(id, "A Paper", song_abstract), name));
        const std::size_t count = input.picks.size();
        const Edition edition = compose_edition(input);
        CHECK(edition.subtitle.ends_with(count > 5 ? " and more" : std::string{count > 3 ? ", and " : " and "} + name));
    }
    CHECK(compose_edition(input).research_topics ==
          "language models, safe boats, robots, safety and alignment, speech and audio, and agents. Enjoy!");
}

TEST_CASE("the edition's own paragraphs are composed from facts", "[composer]") {
    const Edition edition = compose_edition(two_picks());
    CHECK(edition.title == "Best of arXiv — February 2022");
    CHECK(edition.subtitle == "A monthly selection of ML papers: language models and safe boats");
    REQUIRE(edition.opening.size() == 2);
    CHECK(edition.opening[0] ==
          "This edition looks back on the papers first submitted to arXiv from 15 December 2021 to 31 January 2022.");
    CHECK(edition.opening[1] ==
          "9,312 were considered, most on computer vision (5,000), computation and language (4,000), and "
          "machine learning (300).");
    CHECK(edition.research_lead ==
          "Candidates were ranked by topic and by citation signals, and no topic was given more than three places.");
    CHECK(edition.research_bold == "This edition selects 2 papers that exemplify developments across the field:");
    CHECK(edition.research_topics == "language models and safe boats. Enjoy!");
    CHECK(edition.topics == std::vector<std::string>{"Language models", "Boats"});
    CHECK(edition.closing == std::vector<std::string>{"Our monthly selection ends here; see you next month!"});
    REQUIRE(edition.colophon.size() == 4);
    CHECK(edition.colophon[0] ==
          "Edition of February 2022: papers first submitted from 15 December 2021 to 31 January 2022 (UTC), 9,312 "
          "candidates.");
    CHECK(edition.colophon[1] ==
          "\"Why\" and \"Key insights\" are sentences of the papers' abstracts, shortened and put into the third "
          "person; none was "
          "generated by a model.");
    CHECK(edition.colophon[2] == "Made with digest 0.1.0.");
    CHECK(edition.colophon[3] == "Thank you to arXiv for use of its open access interoperability.");
    CHECK(edition == compose_edition(two_picks()));
}

TEST_CASE("a pick has its title in Unicode, byline, extras and blurb", "[composer]") {
    const Edition edition = compose_edition(two_picks());
    REQUIRE(edition.picks.size() == 2);
    const Pick& pick = edition.picks[0];
    CHECK(pick.number == 1);
    CHECK(pick.title == "SongBird: Writing Songs with n Birds");
    CHECK(pick.url == "https://arxiv.org/abs/2201.00001");
    CHECK(pick.byline == "Ada Example, Bob Sample and Cy Test.");
    CHECK(pick.extras == std::vector<Link>{{"Code", "https://github.com/example/songbird"}});
    CHECK(pick.blurb.why.at(0).text == "Songs are dear to many people but hard to write.");
}

TEST_CASE("news, publisher, trends and provenance are said", "[composer]") {
    ComposeInput input = two_picks();
    input.publisher = "Example Lab";
    input.closing = "Write to us.";
    input.news = {{"A launch", "https://a.example", "Lab", {}, {}, WordsBy::abstract}};
    input.trends = {{"agentic songs", 45, 10, 4.5, 5, true, {}}, {"fading hits", 3, 30, 0.1, -5, false, {}}};
    input.provenance = {{"semantic_scholar", "citations", noon("2022-02-05"), noon("2022-02-05"), false},
                        {"semantic_scholar", "h_indexes", noon("2022-02-06"), noon("2022-02-06"), false},
                        {"hugging_face", "upvotes", noon("2025-06-01"), noon("2025-06-01"), true}};
    const Edition edition = compose_edition(input);
    CHECK(edition.research_lead ==
          "Example Lab ranked the candidates by topic and by citation signals, and gave no topic more than three "
          "places. From this ranking,");
    CHECK(edition.research_bold == "we have selected 2 papers that exemplify developments across the field:");
    CHECK(edition.opening[2] == "More papers than in the months before speak of agentic songs (45 papers).");
    CHECK(edition.opening[3] == "First, some news from these weeks:");
    CHECK(edition.closing == std::vector<std::string>{"Write to us."});
    CHECK(edition.colophon[2] ==
          "Citation counts and h-indexes from Semantic Scholar, as of 5 February 2022 to 6 February 2022.");
    CHECK(edition.colophon[3] == "Data from Semantic Scholar (semanticscholar.org).");
    CHECK(edition.colophon[4] ==
          "Upvotes from Hugging Face, as of 1 June 2025, which the authors of a February 2022 edition could not have "
          "known.");
    input.language = Language::chinese;
    CHECK(compose_edition(input).colophon[3] ==
          "感谢 Semantic Scholar 提供数据（Data from Semantic Scholar (semanticscholar.org).）");
}

TEST_CASE("no pick at all is a sane edition, a draft says so", "[composer]") {
    ComposeInput input;
    input.key = edition_of({2022, 2});
    input.whole = false;
    const Edition edition = compose_edition(input);
    CHECK(edition.picks.empty());
    CHECK(edition.subtitle == "A monthly selection of ML papers");
    CHECK(edition.research_lead == "No paper was selected for this edition.");
    CHECK(edition.research_bold.empty());
    CHECK(edition.draft);
    CHECK(edition.colophon[1] == "The window is not whole: this is a draft.");
}

TEST_CASE("Chinese labels, dates and phrases, the sentences stay", "[composer]") {
    ComposeInput input = two_picks();
    input.language = Language::chinese;
    const Edition edition = compose_edition(input);
    CHECK(edition.title == "arXiv 最佳 — 2022 年 2 月");
    CHECK(edition.subtitle == "每月 ML 论文精选：语言模型和safe boats");
    CHECK(edition.research_bold == "本期选出 2 篇体现各领域进展的论文：");
    CHECK(edition.picks[0].byline == "Ada Example、Bob Sample 和 Cy Test。");
    CHECK(edition.picks[0].blurb.why.at(0).text == "Songs are dear to many people but hard to write.");
    CHECK(edition.opening[0].find("2021 年 12 月 15 日") != std::string::npos);
}

TEST_CASE("bylines", "[composer]") {
    CHECK(byline_of({}) == "");
    CHECK(byline_of({":", "."}) == "");
    CHECK(byline_of({"\\textit{}"}) == "");
    CHECK(byline_of({"A", "\\textit{}"}) == "A.");
    CHECK(byline_of({"A"}) == "A.");
    CHECK(byline_of({"A", ":", "B"}) == "A and B.");
    CHECK(byline_of({"A", "B", "C", "D"}) == "A, B, C and D.");
    CHECK(byline_of({"A", "B", "C", "D", "E"}) == "A, B, C et al.");
    CHECK(byline_of({"J\\'er\\^ome X", "Sam Y Jr."}) == "Jérôme X and Sam Y Jr.");
    CHECK(byline_of({"A", "B", "C", "D", "E"}, Language::chinese) == "A、B、C 等人。");
}

TEST_CASE("landmark works are marked once, at most two a pick, and listed", "[references]") {
    ComposeInput input = two_picks();
    input.landmarks = {landmark({"BERT"}, "Pre-training of Transformers", "1810.04805"),
                       landmark({"GPT-3", "GPT"}, "Few-Shot Learners", "2005.14165"),
                       landmark({"ResNet"}, "Residual Learning", "1512.03385"),
                       landmark({"SongBird"}, "An older bird", "1001.00001"),
                       landmark({"Lyrics"}, "A third work in one pick", "1901.00001"),
                       landmark({"lamp"}, "Guarded", "1902.00001")};
    input.landmarks.back().guards = {"candle"};
    const Edition edition = compose_edition(input);
    REQUIRE(edition.references.size() == 3);
    CHECK(edition.references[0].title == "Pre-training of Transformers");
    CHECK(edition.references[0].authors == "Jo First et al.");
    CHECK(edition.references[1].named_as == "GPT-3");
    CHECK(edition.references[2].number == 3);
    const auto& song = edition.picks[0].blurb.insights;
    CHECK(song.at(0).text == "The authors propose SongBird, a BERT-based [1] writer of songs.");
    CHECK(song.at(1).text == "Results show that SongBird beats GPT-3 [2] and BERT on the Lyrics test by 5%.");
    CHECK(edition.picks[1].blurb.insights.at(0).text ==
          "This paper introduces a lamp for boats, built with ResNet [3] and GPT-3.");
}

TEST_CASE("names stand alone", "[references]") {
    const auto alone = [](std::string_view text, std::string_view name) {
        return stands_alone(text, text.find(name), name.size());
    };
    CHECK(alone("BERT-based", "BERT"));
    CHECK(alone("(BERT)", "BERT"));
    CHECK_FALSE(alone("Sentence-BERT", "BERT"));
    CHECK_FALSE(alone("GPT-4.1", "GPT-4"));
    CHECK_FALSE(alone("GPT-4o", "GPT-4"));
    CHECK_FALSE(alone("SAM-2", "SAM"));
    CHECK(alone("GPT-4.", "GPT-4"));
}

TEST_CASE("runners-up are told by the numbers of the picks, in Chinese without the English reason", "[composer]") {
    ComposeInput input = two_picks();
    input.near_misses = {{"2201.00003", "A Song, Twice", 0.4, {LossReason::adds_variety, "2201.00002"}},
                         {"2201.00004", "A Psalm", 0.3, {LossReason::scores_higher}},
                         {"2201.00005", "A Hymn", 0.2, {LossReason::same_work, "2201.00099"}}};
    const Edition edition = compose_edition(input);
    REQUIRE(edition.near_misses.size() == 3);
    CHECK(edition.near_misses[0].title == "A Song, Twice");
    CHECK(edition.near_misses[0].lost_to == "no. 2 adds more variety");
    CHECK(edition.near_misses[1].lost_to == "the chosen ones score higher");
    CHECK(edition.near_misses[2].lost_to == "the same work as 2201.00099");
    input.language = Language::chinese;
    CHECK(compose_edition(input).near_misses[0].lost_to.empty());
}

TEST_CASE("the editor's words win", "[composer]") {
    ComposeInput input = two_picks();
    input.landmarks = {landmark({"BERT"}, "Pre-training", "1810.04805")};
    input.named = {paper_of("2201.00009", "A Second Work", "")};
    input.named[0].authors = {"Eve Second"};
    input.overlay.title = "Our own title";
    input.overlay.opening = "Welcome to **us**.";
    input.overlay.closing = "Bye.";
    input.overlay.news = {"[A](https://a.example) happened"};
    PinnedPick boats;
    boats.ids = {"2201.00002", "2201.00009"};
    boats.rank = 1;
    boats.why = "Because of BERT.";
    boats.links = {{"Code", "https://code.example"}};
    boats.related = {"2201.00001", "2201.00009"};
    PinnedPick book;
    book.title = "A Book";
    book.url = "https://book.example";
    book.authors = {"Dee Author"};
    book.why = "It matters.";
    book.insights = "It is long.";
    PinnedPick group;
    group.heading = "Also seen";
    group.items = {"one", "two"};
    group.rank = 9;
    input.overlay.picks = {boats, book, group};
    const Edition edition = compose_edition(input);
    CHECK(edition.title == "Our own title");
    CHECK(edition.opening_markdown == "Welcome to **us**.");
    CHECK(edition.closing_markdown == "Bye.");
    REQUIRE(edition.news.size() == 1);
    CHECK(edition.news[0].by == WordsBy::editor);
    REQUIRE(edition.picks.size() == 4);
    const Pick& first = edition.picks[0];
    CHECK(first.id == "2201.00002");
    CHECK(first.pinned);
    CHECK(first.byline == "Ada Example, Bob Sample and Cy Test; Eve Second.");
    CHECK(first.also_in_heading == std::vector<Link>{{"A Second Work", "https://arxiv.org/abs/2201.00009"}});
    CHECK(first.blurb.why.at(0).text == "Because of BERT.");
    CHECK(first.blurb.why.at(0).by == WordsBy::editor);
    CHECK(first.extras.at(0).url == "https://code.example");
    REQUIRE(first.related.size() == 1);
    CHECK(first.related[0].pick == 2);
    CHECK(edition.picks[2].title == "A Book");
    CHECK(edition.picks[2].title_by == WordsBy::editor);
    CHECK(edition.picks[2].byline == "Dee Author.");
    CHECK(edition.picks[3].title == "Also seen");
    CHECK(edition.picks[3].items.size() == 2);
    CHECK(edition.research_bold.find(" 4 papers") != std::string::npos);
    REQUIRE(edition.references.size() == 1);
    CHECK(edition.picks[1].blurb.insights.at(0).text.find("BERT-based [1]") != std::string::npos);
    CHECK(edition.notices.empty());
}

TEST_CASE("a pin whose abstract gives nothing is noticed", "[composer]") {
    ComposeInput input = two_picks();
    input.overlay.picks.resize(1);
    input.overlay.picks[0].ids = {"2201.00077"};
    const Edition edition = compose_edition(input);
    REQUIRE(edition.picks.size() == 3);
    CHECK(edition.picks[2].title == "arXiv:2201.00077");
    REQUIRE(edition.notices.size() == 1);
    CHECK(edition.notices[0].find("2201.00077") == 0);
}

TEST_CASE("links are found in text and labelled by host or context", "[links]") {
    Paper paper;
    paper.abstract =
        "Code is at \\url{https://github.com/a/b\\_c}. Project page: https://songs.example/x). Try www.demo.example "
        "now.";
    paper.comment = "https://gitlab.com/other; video https://youtu.be/x; mail me@github.com/x";
    const auto extras =
        extras_of(paper, {{"Code", "https://late.example"}, {"Demo", "https://huggingface.co/spaces/a/b"}});
    REQUIRE(extras.size() == 3);
    CHECK(extras[0] == Link{"Code", "https://github.com/a/b_c"});
    CHECK(extras[1] == Link{"Website", "https://songs.example/x"});
    CHECK(extras[2] == Link{"Demo", "https://huggingface.co/spaces/a/b"});
    CHECK(extras_of(Paper{}).empty());
}

TEST_CASE("related papers are near, never the paper itself, nor one that is nearly the same", "[related]") {
    std::vector<Paper> papers;
    for (int i = 0; i < 12; ++i) {
        const std::string n = std::to_string(i);
        papers.push_back(paper_of("2201.001" + std::to_string(10 + i),
                                  "Knitting pattern " + n + " for woollen garment number" + n,
                                  "Needles, yarn and stitches make garment" + n + " in colour" + n + "."));
    }
    papers.push_back(
        paper_of("2201.00001", "Harbour pilots in fog", "Harbour pilots steer ferries through fog by lamp and bell."));
    papers.push_back(paper_of("2201.00002", "Fog bells for ferries",
                              "Ferries hear the bell of the harbour in fog; pilots trust a lamp."));
    papers.push_back(
        paper_of("2201.00003", "Harbour pilots in fog", "Harbour pilots steer ferries through fog by lamp and bell."));
    std::vector<const Paper*> pool;
    for (const Paper& paper : papers) {
        pool.push_back(&paper);
    }
    const auto related = RelatedFinder(pool).related_to(papers[12]);
    REQUIRE(related.size() == 1);
    CHECK(related[0].id == "2201.00002");
    CHECK_FALSE(related[0].reason.empty());
    std::reverse(pool.begin(), pool.end());
    CHECK(RelatedFinder(pool).related_to(papers[12])[0].id == "2201.00002");
    CHECK(RelatedFinder({}).related_to(papers[0]).empty());
}
