#include "score/signals.h"

#include <catch2/catch.hpp>

#include "digest/text/evidence_words.h"
#include "score/cohort.h"

using namespace digest;

namespace {

Paper paper(std::string id, std::string title, std::string abstract = "") {
    Paper result;
    result.id = std::move(id);
    result.title = std::move(title);
    result.abstract = std::move(abstract);
    result.categories = {"cs.CL"};
    result.submitted = *parse_day("2022-01-12");
    return result;
}

Observation observation(std::string id, std::string service, std::string metric, std::optional<double> value,
                        ObservationState state = ObservationState::known) {
    return {
        std::move(id), std::move(service), std::move(metric), state, value, "", *parse_rfc3339("2026-11-20T08:00:00Z")};
}

std::shared_ptr<const ObservationColumns> columns_of(const std::vector<Paper>& papers,
                                                     const std::vector<Observation>& observations) {
    return std::make_shared<const ObservationColumns>(papers, observations);
}

TopicMatchSignal::Result match(const std::vector<Topic>& topics, const std::vector<Paper>& papers) {
    Vocabulary vocabulary;
    TopicMatchSignal signal(topics, vocabulary);
    TokenisedPaper tokens;
    for (const Paper& p : papers) {
        tokenise_known(p, vocabulary, tokens);
        signal.add(p, tokens);
    }
    return std::move(signal).finish();
}

double venue_value(const std::string& comment, const std::string& journal_ref = "") {
    Paper p = paper("1", "t");
    p.comment = comment;
    p.journal_ref = journal_ref;
    const std::vector<Venue> venues = {{"ICLR", {"International Conference on Learning Representations"}, 1.0},
                                       {"NeurIPS", {"NIPS"}, 1.0},
                                       {"Nature", {}, 1.0},
                                       {"Nature Communications", {}, 0.5},
                                       {"ACL", {}, 0.8},
                                       {"TMLR", {}, 0.6}};
    const std::vector<Paper> papers = {p};
    return *venue_signal({papers, nullptr, venues}).values[0];
}

double openness_value(const std::string& abstract, const std::string& comment = "") {
    Paper p = paper("1", "t", abstract);
    p.comment = comment;
    const std::vector<Paper> papers = {p};
    return *openness_signal({papers}).values[0];
}

}  // namespace

TEST_CASE("topic_match is the BM25F of title and abstract, by hand", "[topic_match]") {
    Topic topic;
    topic.name = "Retrieval";
    topic.terms = {"dense retrieval"};
    const auto result = match({topic}, {paper("1", "Dense retrieval"), paper("2", "Other words")});
    // N = 2, n = 1: idf = ln(1 + 1.5 / 1.5) / ln 3; both titles have the mean length: tf = 2.5.
    const double raw = std::log(2.0) / std::log(3.0) * 2.5 / (1.2 + 2.5);
    CHECK(*result.column.values[0] == Approx(raw / (raw + 0.5)));
    CHECK(*result.column.values[1] == 0);
    CHECK(result.topics[0] == std::vector<std::string>{"Retrieval"});
    CHECK(result.topics[1].empty());
    CHECK(evidence_in_words(result.column.evidence(0, paper("1", "Dense retrieval"))) ==
          std::vector<std::string>{"Retrieval: dense retrieval (title)"});
}

TEST_CASE("topic_match: title over abstract, rare over common, weight and category as hints", "[topic_match]") {
    Topic topic;
    topic.name = "T";
    topic.terms = {"alpha", "beta"};
    topic.also = {"gamma"};
    std::vector<Paper> papers = {paper("1", "alpha", "word"), paper("2", "word", "alpha"), paper("3", "word", "beta"),
                                 paper("4", "word", "gamma"), paper("5", "alpha", "x"),    paper("6", "none", "x")};
    auto values = match({topic}, papers).column.values;
    CHECK(*values[0] > *values[1]);
    CHECK(*values[2] > *values[1]);
    CHECK(*values[2] > *values[3]);
    CHECK(*values[3] > 0);
    CHECK(*values[5] == 0);

    topic.categories = {"cs.CL"};
    const auto hinted = match({topic}, papers);
    CHECK(*hinted.column.values[5] > 0);
    CHECK(*hinted.column.values[5] < *values[1]);
    CHECK(evidence_in_words(hinted.column.evidence(5, papers[5])) == std::vector<std::string>{"T: its category"});

    topic.weight = 0;
    const auto unweighted = match({topic}, papers);
    CHECK(*unweighted.column.values[0] == 0);
    CHECK(unweighted.topics[0] == std::vector<std::string>{"T"});
}

TEST_CASE("topic_match names the strongest topic first and tells of a term in half the papers", "[topic_match]") {
    Topic weak;
    weak.name = "Weak";
    weak.terms = {"everywhere"};
    Topic strong;
    strong.name = "Strong";
    strong.terms = {"rare phrase"};
    std::vector<Paper> papers;
    for (int i = 0; i < 120; ++i) {
        papers.push_back(paper(std::to_string(i), "everywhere"));
    }
    papers.push_back(paper("x", "rare phrase everywhere"));
    const auto result = match({weak, strong}, papers);
    REQUIRE_FALSE(result.topics.back().empty());
    CHECK(result.topics.back().front() == "Strong");
    REQUIRE(result.notices.size() == 1);
    CHECK(result.notices[0].message.find("\"everywhere\" stands in 121 of 121") != std::string::npos);
}

TEST_CASE("a window without papers, topics or words does no harm", "[topic_match]") {
    CHECK(match({}, {}).column.values.empty());
    CHECK(*match({}, {paper("1", "", "")}).column.values[0] == 0);
}

TEST_CASE("mid-rank gives equal values one place", "[cohort]") {
    const std::vector<double> sorted = {0, 0, 0, 0, 1, 3};
    CHECK(mid_rank(sorted, 0) == Approx(2.0 / 6));
    CHECK(mid_rank(sorted, 1) == Approx(4.5 / 6));
    CHECK(mid_rank(sorted, 3) == Approx(5.5 / 6));
    CHECK(mid_rank(sorted, 2) == Approx(5.0 / 6));
}

TEST_CASE("weeks begin on Monday, also before 1970", "[cohort]") {
    const auto week = [](const char* day) {
        Paper p;
        p.submitted = *parse_day(day);
        return week_of(p);
    };
    CHECK(week("2022-01-10") == week("2022-01-16"));
    CHECK(week("2022-01-16") + 1 == week("2022-01-17"));
    CHECK(week("1969-12-29") == week("1970-01-04"));
    CHECK(week("1969-12-28") + 1 == week("1969-12-29"));
}

TEST_CASE("small cells are pooled into the week, then the window, and the standing says which", "[cohort]") {
    std::vector<Paper> papers;
    std::vector<std::optional<double>> values;
    for (int i = 0; i < 3; ++i) {
        papers.push_back(paper(std::to_string(i), "t"));
        values.push_back(i);
    }
    papers.push_back(paper("3", "t"));
    papers[3].categories = {"cs.CV"};
    values.push_back(9.0);
    papers.push_back(paper("4", "t"));
    papers[4].submitted = *parse_day("2022-01-20");
    values.push_back(5.0);
    papers.push_back(paper("5", "t"));
    values.push_back(std::nullopt);
    const auto cohorts = compare_in_cells(papers, values, 3);
    CHECK(standing_of(*cohorts[2], papers[2]) == Standing{ComparedWith::category_week, "cs.CL", 3, 83});
    CHECK(standing_of(*cohorts[3], papers[3]) == Standing{ComparedWith::week, "", 4, 87});
    CHECK(standing_of(*cohorts[4], papers[4]) == Standing{ComparedWith::window, "", 5, 70});
    CHECK_FALSE(cohorts[5]);
    CHECK(whole_count(1) == 1);
    CHECK(whole_count(1e300) == 1'000'000'000'000'000);
}

TEST_CASE("citations: evidence a reader can check, unknown stays unknown, services are compared within themselves",
          "[citations]") {
    std::vector<Paper> papers;
    std::vector<Observation> observations;
    for (int i = 0; i < 60; ++i) {
        papers.push_back(paper("p" + std::to_string(100 + i), "t"));
        if (i < 50) {
            observations.push_back(observation(papers.back().id, "semantic_scholar", "citations", i));
        }
    }
    observations.push_back(
        observation("p150", "semantic_scholar", "citations", std::nullopt, ObservationState::unknown));
    observations.push_back(observation("p151", "openalex", "citations", 7.0));  // alone among its own
    observations.push_back(
        observation("p152", "semantic_scholar", "citations", std::nullopt, ObservationState::failed));
    observations.push_back(observation("elsewhere", "semantic_scholar", "citations", 1e6));
    observations.push_back(
        observation("p149", "openalex", "citations", 3.0));  // Semantic Scholar knows it: passed over
    const SignalColumn column = citations_signal({papers, columns_of(papers, observations)});
    CHECK(column.information == 1.0);
    CHECK(*column.values[49] == Approx(49.5 / 50));
    CHECK(evidence_in_words(column.evidence(49, papers[49]).at(0)) ==
          "49 citations, 99th percentile of 50 cs.CL papers of that week, Semantic Scholar, 2026-11-20");
    CHECK(*column.values[0] == Approx(0.01));
    for (const std::size_t i : {50U, 52U, 53U}) {
        CHECK_FALSE(column.values[i]);
    }
    CHECK(*column.values[51] == Approx(0.75));
    CHECK(evidence_in_words(column.evidence(51, papers[51]).at(0)).find("OpenAlex") != std::string::npos);
}

TEST_CASE("citations: absurd numbers are unknown, the newest counts, influential ones only lift", "[citations]") {
    const std::vector<Paper> papers = {paper("a", "t"), paper("b", "t"), paper("c", "t"), paper("d", "t")};
    std::vector<Observation> observations = {
        observation("a", "semantic_scholar", "citations", -3.0),
        observation("b", "semantic_scholar", "citations", 5.0),
        observation("c", "semantic_scholar", "citations", 5.0),
        observation("d", "semantic_scholar", "citations", std::nan("")),
        observation("c", "semantic_scholar", "influential_citations", 4.0),
        observation("b", "semantic_scholar", "influential_citations", 0.0),
    };
    Observation older = observation("b", "semantic_scholar", "citations", 900.0);
    older.observed_at -= std::chrono::hours{24};
    observations.insert(observations.begin(), older);
    const SignalColumn column = citations_signal({papers, columns_of(papers, observations)});
    CHECK_FALSE(column.values[0]);
    CHECK_FALSE(column.values[3]);
    CHECK(*column.values[1] == Approx(0.5));
    CHECK(*column.values[2] == Approx((0.5 + 0.75) / 2));
    CHECK(column.evidence(2, papers[2]).size() == 2);
}

TEST_CASE("citations fade where hardly anything is cited, and count nothing where nothing is", "[citations]") {
    std::vector<Paper> papers;
    std::vector<Observation> observations;
    for (int i = 0; i < 100; ++i) {
        papers.push_back(paper("p" + std::to_string(100 + i), "t"));
        observations.push_back(observation(papers.back().id, "semantic_scholar", "citations", i < 6 ? 1.0 : 0.0));
    }
    CHECK(citations_signal({papers, columns_of(papers, observations)}).information == Approx(0.2));
    for (Observation& o : observations) {
        o.value = 0.0;
    }
    const SignalColumn none = citations_signal({papers, columns_of(papers, observations)});
    CHECK(none.information == 0);
    CHECK(*none.values[0] == Approx(0.5));
}

TEST_CASE("citations in pooled cells are compared for field and age, not raw", "[citations]") {
    // Old papers have some forty citations, new ones one or two: a new one with eight stands out.
    std::vector<Paper> papers;
    std::vector<Observation> observations;
    for (int i = 0; i < 80; ++i) {
        papers.push_back(paper("p" + std::to_string(100 + i), "t"));
        papers.back().submitted = *parse_day(i < 40 ? "2022-01-04" : "2022-01-26");
        const double count = i == 79 ? 8.0 : i < 40 ? 30.0 + i % 20 : i % 3;
        observations.push_back(observation(papers.back().id, "semantic_scholar", "citations", count));
    }
    const SignalColumn column = citations_signal({papers, columns_of(papers, observations)});
    CHECK(*column.values[79] > 0.85);  // by the raw count it would stand in the middle
    CHECK(*column.values[0] < 0.6);
}

TEST_CASE("authorship: three highest, log scale, shrunk to the mean; junk in the list is passed over", "[authorship]") {
    const std::vector<Paper> papers = {paper("a", "t"), paper("b", "t"), paper("c", "t"), paper("d", "t")};
    std::vector<Observation> observations = {observation("a", "semantic_scholar", "h_indexes", 40.0),
                                             observation("b", "semantic_scholar", "h_indexes", 40.0),
                                             observation("c", "semantic_scholar", "h_indexes", 1.0)};
    observations[0].detail = "3,40, 40,40,-2,x,";
    observations[1].detail = "40";
    observations[2].detail = "1,1,1";
    const SignalColumn column = authorship_signal({papers, columns_of(papers, observations)});
    CHECK(*column.values[0] > *column.values[1]);  // one author known is shrunk more
    CHECK(*column.values[1] > *column.values[2]);
    CHECK_FALSE(column.values[3]);
    CHECK(evidence_in_words(column.evidence(0, papers[0]).at(0)) ==
          "h-index 40, 40, 40 (3 highest of the authors), Semantic Scholar, 2026-11-20");
}

TEST_CASE("attention: the highest of the sources; absent is a known zero, failed is not", "[attention]") {
    std::vector<Paper> papers;
    std::vector<Observation> observations;
    for (int i = 0; i < 30; ++i) {
        papers.push_back(paper("p" + std::to_string(100 + i), "t"));
        if (i < 20) {
            observations.push_back(observation(papers.back().id, "hugging_face", "upvotes", i + 1));
        }
    }
    observations.push_back(observation("p120", "hugging_face", "upvotes", std::nullopt, ObservationState::absent));
    observations.push_back(observation("p121", "hugging_face", "upvotes", std::nullopt, ObservationState::failed));
    observations.push_back(observation("p122", "hugging_face", "upvotes", std::nullopt, ObservationState::failed));
    observations.push_back(observation("p122", "hacker_news", "points", std::nullopt, ObservationState::absent));
    observations.push_back(observation("p123", "hugging_face", "upvotes", std::nullopt, ObservationState::absent));
    observations.push_back(observation("p123", "hacker_news", "points", 12.0));
    const SignalColumn column = attention_signal({papers, columns_of(papers, observations)});
    CHECK(*column.values[19] == Approx((1 + 19.5 / 20) / 2));
    CHECK(evidence_in_words(column.evidence(19, papers[19]).at(0)) ==
          "20 upvotes, 97th percentile of 20 papers with upvotes of that week, Hugging Face, 2026-11-20");
    CHECK(*column.values[0] > 0.5);
    CHECK(*column.values[20] == 0);
    CHECK_FALSE(column.values[21]);
    CHECK_FALSE(column.values[22]);
    CHECK(*column.values[23] == Approx(0.75));
    CHECK_FALSE(column.values[24]);
}

TEST_CASE("venue: accepted counts, submitted does not, the nearest status word holds", "[venue]") {
    CHECK(venue_value("Accepted at ICLR 2022") == Approx(0.7));
    CHECK(venue_value("ICLR'22") == Approx(0.7));
    CHECK(venue_value("NeurIPS2023, 12 pages") == Approx(0.7));
    CHECK(venue_value("ACL-2023 main conference") == Approx(0.56));
    CHECK(venue_value("International Conference on Learning Representations (ICLR), 2022") == Approx(0.7));
    CHECK(venue_value("ICLR 2022 (oral)") == Approx(0.85));
    CHECK(venue_value("NeurIPS 2022 Spotlight. Code online") == Approx(0.85));
    CHECK(venue_value("Outstanding paper award at ACL 2023") == Approx(0.8));
    CHECK(venue_value("Accepted at the ICLR 2022 Workshop on Agents") == Approx(0.25));
    for (const char* no :
         {"Submitted to ICLR 2023", "under review at NeurIPS 2022", "ICLR 2023, under review", "In submission to TMLR",
          "Under submission: ACL", "Preprint. Submitted to the journal Nature", "",
          "Iclr, nips and the nature of things", "oracle", "MICLR", "ICLRs", "Rejected from ICLR 2022"}) {
        CHECK(venue_value(no) == 0);
    }
    CHECK(venue_value("Submitted to ICLR, accepted to TMLR") == Approx(0.42));
    CHECK(venue_value("Accepted at ICLR 2022; a longer version is under review at TMLR") == Approx(0.7));
    CHECK(venue_value("", "Nature Communications 13 (2022)") == Approx(0.35));
    CHECK(venue_value("Code: https://x.y/ACL", "Nature 600") == Approx(0.7));
}

TEST_CASE("openness: code, data and page each once; papers of others are not one's own", "[openness]") {
    CHECK(openness_value("Code at https://github.com/a/b.") == Approx(0.6));
    CHECK(openness_value("https://github.com/a/b https://github.com/c/d") == Approx(0.6));
    CHECK(openness_value("See https://a.github.io/x",
                         "data: https://huggingface.co/datasets/q/r, code: github.com/q/r") == Approx(1.0));
    CHECK(openness_value("", "Project page: www.example.org/p)") == Approx(0.15));
    CHECK(openness_value("Code will be released soon.") == 0);
    CHECK(openness_value("", "extends https://arxiv.org/abs/2101.00001, doi https://doi.org/10.1/2") == 0);
    CHECK(openness_value("http:// ://, github.com/") == Approx(0.6));
    const std::vector<Paper> papers = {paper("1", "t", "(https://github.com/a/b)."),
                                       paper("2", "t", "\\url{https://github.com/openai/consistency\\_models}")};
    const SignalColumn column = openness_signal({papers});
    CHECK(column.evidence(0, papers[0]) == std::vector<Evidence>{LinkEvidence{LinkKind::code, "github.com/a/b"}});
    CHECK(evidence_in_words(column.evidence(1, papers[1])) ==
          std::vector<std::string>{"code: github.com/openai/consistency_models"});
}

TEST_CASE("topic_match counts short forms that the window's papers define", "[topic_match]") {
    Topic topic;
    topic.name = "T";
    topic.terms = {"query expansion"};
    std::vector<Paper> papers;
    for (int i = 0; i < 3; ++i) {
        papers.push_back(paper(std::to_string(i), "t", "We study query expansion (QE)."));
    }
    papers.push_back(paper("3", "QE for all"));
    papers.push_back(paper("4", "nothing"));
    const auto result = match({topic}, papers);
    CHECK(*result.column.values[3] > 0);
    CHECK(result.topics[3] == std::vector<std::string>{"T"});
    CHECK(*result.column.values[4] == 0);
}

TEST_CASE("topics and a model's opinion are the same whether a window is read at once or in parts", "[topic_match]") {
    Topic topic;
    topic.name = "T";
    topic.terms = {"query expansion", "dense retrieval"};
    std::vector<Paper> papers;
    // the short form is defined on either side of the cut, and used behind it
    for (int i = 0; i < 3; ++i) {
        papers.push_back(paper(std::to_string(i), "t", "We study query expansion (QE)."));
    }
    papers.push_back(paper("3", "QE for all", "Dense retrieval is common."));
    papers.push_back(paper("4", "nothing"));
    papers.push_back(paper("5", "Dense retrieval", "QE helps it."));
    LinearModel model;
    model.bucket_bits = 12;
    model.scale = 0.1;
    for (int i = 0; i < 1 << 12; ++i) {
        model.weights.push_back(static_cast<std::int8_t>(i * 37 % 17 - 8));
    }
    const AuthorHistory nobody;

    const auto whole = match({topic}, papers);
    for (const std::size_t cut : {0U, 1U, 2U, 4U, 6U}) {
        Vocabulary vocabulary;
        TopicMatchSignal topics({topic}, vocabulary);
        TopicMatchSignal later_topics = topics.sibling();
        ModelSignal opinion(&model, nobody);
        ModelSignal later_opinion = opinion;
        ModelSignal opinion_at_once = opinion;
        TokenisedPaper tokens;
        for (std::size_t i = 0; i < papers.size(); ++i) {
            tokenise_known(papers[i], vocabulary, tokens);
            (i < cut ? topics : later_topics).add(papers[i], tokens);
            (i < cut ? opinion : later_opinion).add(papers[i], tokens);
            opinion_at_once.add(papers[i], tokens);
        }
        topics.append(later_topics);
        opinion.append(later_opinion);
        const auto parts = std::move(topics).finish();
        CAPTURE(cut);
        CHECK(parts.column.values == whole.column.values);
        CHECK(parts.topics == whole.topics);
        CHECK(parts.notices.size() == whole.notices.size());
        for (std::size_t i = 0; i < papers.size(); ++i) {
            CHECK(parts.column.evidence(i, papers[i]) == whole.column.evidence(i, papers[i]));
        }
        CHECK(opinion.finish().values == opinion_at_once.finish().values);
        CHECK(*opinion.finish().values[5] != *opinion.finish().values[0]);
    }
}
