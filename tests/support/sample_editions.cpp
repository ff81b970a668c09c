#include "support/sample_editions.h"

#include <chrono>

#include "digest/model/arxiv_id.h"

namespace digest::test {
namespace {

using namespace std::chrono_literals;

constexpr Day day(int year, unsigned month, unsigned day_of_month) {
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day_of_month);
}

Pick pick(int number, const std::string& id, const std::string& title, std::vector<std::string> authors,
          const std::string& byline) {
    Pick pick{.number = number, .id = id, .version = 2, .title = title};
    pick.url = abstract_url(id);
    pick.pdf_url = pdf_url(id);
    pick.authors = std::move(authors);
    pick.byline = byline;
    pick.topic = "Computer vision";
    pick.reason = "cited 120 times";
    pick.score = 0.8312345678;
    pick.signals = {
        {.name = "topic_match", .value = 0.71, .weight = 1.0, .evidence = {SentenceEvidence{"image classification"}}},
        {.name = "citations", .weight = 1.0}};
    return pick;
}

Pick vision_pick() {
    Pick pick = test::pick(1, "2201.00010", "Plain Convolutions Strike Back",
                           {"Ada Example", "Bob Sample", "Cy Test", "Di Last", "Ed More"},
                           "Ada Example, Bob Sample, Cy Test et al.");
    pick.extras = {{"Code", "https://github.com/example/plain"}, {"Website", "https://plain.example/"}};
    pick.blurb.why = {{.text = "Attention models [1] replaced convolutions within two years.", .sources = {0}},
                      {.text = "However, few have asked which of the changes mattered.",
                       .sources = {1},
                       .operations = {Operation::connector}}};
    pick.blurb.insights = {
        {.text = "The authors modernise a residual network step by step, and find three things:",
         .sources = {2},
         .operations = {Operation::who},
         .list = {"larger kernels help", "fewer activations do not hurt", "layer_norm replaces batch_norm"}},
        {.text = "The result reaches 87.8% top-1 accuracy.", .sources = {3}, .new_paragraph = true}};
    pick.figure = Figure{.path = "assets/2022-02/2201.00010-figure-1.png",
                         .number = "1",
                         .caption = "Accuracy against compute.",
                         .credit = "Ada Example et al.",
                         .licence = "CC BY 4.0",
                         .licence_url = "https://creativecommons.org/licenses/by/4.0/",
                         .url = "https://arxiv.org/html/2201.00010#S1.F1"};
    pick.related = {{.id = "2201.00099",
                     .title = "Kernels at Scale",
                     .url = abstract_url("2201.00099"),
                     .reason = "kernel, convolution"},
                    {.id = "2201.00020",
                     .title = "Agents that Plan in Words",
                     .url = abstract_url("2201.00020"),
                     .reason = "planning",
                     .pick = 2}};
    return pick;
}

Pick agent_pick() {
    Pick pick = test::pick(2, "2201.00020", "Agents that Plan in Words", {"Eve Writer", "Flo Reader"},
                           "Eve Writer and Flo Reader.");
    pick.topic = "Agents";
    pick.blurb.why = {{.text = "Household tasks are hard to script.", .sources = {0}}};
    pick.blurb.insights = {
        {.text = "Language models write plans, which a second model maps to actions.", .sources = {1, 2}}};
    pick.figure = Figure{.number = "2", .url = "https://ar5iv.labs.arxiv.org/html/2201.00020#S2.F2"};
    pick.related = {{.id = "2112.00005", .title = "Scripts for Homes", .url = abstract_url("2112.00005")}};
    return pick;
}

Pick old_pick() {
    Pick pick = test::pick(3, "cs/0112017", "A Classic, Revisited", {"Gus Elder"}, "Gus Elder.");
    pick.blurb.why = {{.text = "Some questions stay.", .sources = {0}}};
    pick.blurb.insights = {{.text = "The answer has not changed.", .sources = {1}}};
    return pick;
}

}  // namespace

Edition empty_edition() {
    Edition edition;
    edition.key = edition_of({2022, 2});
    edition.title = "Best of arXiv — February 2022";
    edition.blocks = {Block::opening, Block::news, Block::research, Block::closing, Block::references, Block::colophon};
    edition.program_version = "0.1.0";
    return edition;
}

Edition full_edition() {
    Edition edition = empty_edition();
    edition.subtitle = "A monthly selection of ML papers: computer vision, agents and more";
    edition.blocks = {Block::opening,     Block::news,    Block::trends,     Block::research,
                      Block::near_misses, Block::closing, Block::references, Block::colophon};
    edition.opening = {
        "This edition looks back on the papers first submitted from 15 December 2021 to 31 January 2022.",
        "It considers 9,312 of them."};
    edition.news = {{.title = "A Library Turns Five",
                     .url = "https://library.example/five",
                     .source = "Library Blog",
                     .date = day(2022, 1, 19)},
                    {.title = "A Note without Address", .source = "Somewhere"},
                    {.title = "Bare", .url = "https://bare.example/"}};
    edition.publisher = "Example Press";
    edition.publisher_url = "https://press.example/";
    edition.research_lead = "Example Press follows the field so that you need not.";
    edition.research_bold = "This edition selects 3 papers that exemplify developments across the field:";
    edition.research_topics = "computer vision and agents. Enjoy!";
    edition.topics = {"Computer vision", "Agents"};
    edition.picks = {vision_pick(), agent_pick(), old_pick()};
    edition.near_misses = {{.id = "2201.00030",
                            .title = "Almost There",
                            .score = 0.61,
                            .lost_to = "the topic Computer vision was full (3)"},
                           {.id = "2201.00031", .title = "Close", .score = 0.6}};
    edition.trends = {
        {.term = "diffusion", .papers = 42, .papers_before = 13, .ratio = 3.23, .z = 6.1, .examples = {"2201.00010"}},
        {.term = "prompt", .papers = 17, .papers_before = 0, .ratio = 0, .z = 5.0},
        {.term = "capsule", .papers = 3, .papers_before = 12, .ratio = 0.25, .z = -2.6, .rising = false}};
    edition.closing = {"The selection of Example Press ends here.", "See you next month!"};
    edition.references = {{.number = 1,
                           .title = "Attention as a Building Block",
                           .authors = "Hal Named et al.",
                           .year = 2017,
                           .url = "https://arxiv.org/abs/1706.00001",
                           .named_as = "Attention models"}};
    edition.colophon = {"Edition of February 2022: 9,312 candidates.",
                        "Thank you to arXiv for use of its open access interoperability."};
    edition.considered = 9312;
    edition.notices = {"one entry was skipped"};
    return edition;
}

Edition hostile_edition() {
    Edition edition = full_edition();
    const std::string evil =
        "# x](https://evil.example) | a | <script>alert(1)</script> {{< evil >}} {% raw %} {{ x }} *a* _b_ `c` "
        "www.evil.example "
        "me@evil.example $x$ ~~y~~ [1]: z\n\n## H\n- item ![i](x.png) &lt; :smile: {: .c} C#";
    edition.opening = {evil, "> quote " + evil};
    edition.news[0].title = evil;
    edition.news[0].source = evil;
    edition.news[1].title = "1. " + evil;
    edition.news[2].title = evil;
    edition.news[2].url = "https://bare.example/a b)\"<>|{{x}}";
    edition.research_lead = "Example Press: " + evil;
    edition.research_topics = evil;
    for (Pick& pick : edition.picks) {
        pick.title = "- " + evil;
        pick.byline = evil;
        for (auto* block : {&pick.blurb.why, &pick.blurb.insights}) {
            for (ComposedSentence& sentence : *block) {
                sentence.text = "+ " + evil;
                for (std::string& item : sentence.list) {
                    item = "| " + evil;
                }
            }
        }
        for (RelatedPaper& paper : pick.related) {
            paper.title = evil;
        }
        for (Link& extra : pick.extras) {
            extra.label = evil;
        }
    }
    edition.picks[0].figure->caption = evil;
    edition.picks[0].figure->credit = evil;
    for (NearMiss& miss : edition.near_misses) {
        miss.title = evil;
    }
    edition.near_misses[0].lost_to = evil;
    for (Trend& trend : edition.trends) {
        trend.term = evil;
    }
    edition.references[0].title = evil;
    edition.references[0].authors = evil;
    edition.colophon = {"Edition: " + evil};
    return edition;
}

Edition chinese_edition() {
    Edition edition = full_edition();
    edition.language = Language::chinese;
    edition.title = "arXiv 最佳 — 2022 年 2 月";
    edition.subtitle = "每月 ML 论文精选：计算机视觉、智能体等";
    edition.opening = {"本期回顾 2021 年 12 月 15 日至 2022 年 1 月 31 日首次提交的论文。", "共考虑 9312 篇。"};
    edition.research_lead = "Example Press 关注研究趋势。";
    edition.research_bold = "本期选出 3 篇论文：";
    edition.research_topics = "计算机视觉和智能体。";
    edition.topics = {"计算机视觉", "智能体"};
    edition.closing = {"本期到此结束。", "下月再见！"};
    edition.colophon = {"2022 年 2 月刊。", "感谢 arXiv。"};
    return edition;
}

Edition editors_edition() {
    Edition edition = full_edition();
    edition.blocks.insert(edition.blocks.begin(), Block::cover);
    edition.cover = Cover{.image = "img/cover (1).png", .alt = "A shelf of papers", .credit = "Photo: Ann Other"};
    edition.opening = {};
    edition.opening_markdown = "A month of *surprises*, see [our list](https://press.example/list).\r\n\r\nRead on.\n";
    edition.news.insert(edition.news.begin(),
                        {.text = "**Big** [news](https://news.example/):\nworth reading.", .by = WordsBy::editor});
    edition.closing = {};
    edition.closing_markdown = "Follow us on [our page](https://press.example/).";
    edition.picks[0].also_in_heading = {{"Rough [Convolutions]", abstract_url("2201.00011")}};
    edition.picks[0].blurb.why = {{.text = "I *like* this one.\n\nTwice.", .by = WordsBy::editor}};
    edition.picks[1].blurb.insights = {{.text = "* a bullet of mine\n* and another", .by = WordsBy::editor}};
    Pick talk{.number = 4,
              .title = "A Talk on *Everything*",
              .title_by = WordsBy::editor,
              .url = "https://talks.example/everything"};
    talk.authors = {"Ira Speaker"};
    talk.byline = "Ira Speaker.";
    talk.blurb.why = {{.text = "It is short.", .by = WordsBy::editor}};
    talk.blurb.insights = {{.text = "It says `one thing`.", .by = WordsBy::editor}};
    talk.figure = Figure{.path = "img/talk.png",
                         .caption = "The *one* slide",
                         .credit = "[Ira](https://ira.example/)",
                         .by = WordsBy::editor};
    talk.pinned = true;
    Pick group{.number = 5, .title = "Data sets and benchmarks", .title_by = WordsBy::editor};
    group.items = {"[Ten Million Words](https://words.example/): all of them.", "[Few Words](https://few.example/)"};
    group.pinned = true;
    edition.picks.push_back(std::move(talk));
    edition.picks.push_back(std::move(group));
    return edition;
}

}  // namespace digest::test
