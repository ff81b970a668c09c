#include "observe/services.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace digest {
namespace {

const Timestamp now = parse_rfc3339("2026-11-20T08:00:00Z").value();
const std::vector<std::string> three = {"2201.00001", "2201.00002", "hep-th/9901001"};

const Observation& find(const std::vector<Observation>& observations, std::string_view id, std::string_view metric) {
    const auto found = std::find_if(observations.begin(), observations.end(), [&](const Observation& observation) {
        return observation.paper_id == id && observation.metric == metric;
    });
    REQUIRE(found != observations.end());
    return *found;
}

ObservationState state_of(const ServiceAnswer& answer, std::string_view id, std::string_view metric = "citations") {
    return find(answer.observations, id, metric).state;
}

}  // namespace

TEST_CASE("a batch of Semantic Scholar gives counts and authors, and null is unknown", "[semantic_scholar]") {
    const auto answer = parse_semantic_scholar(R"([
        {"paperId":"a","externalIds":{"ArXiv":"2201.00001","CorpusId":5},"citationCount":41,"influentialCitationCount":0,
         "authors":[{"name":"A","hIndex":12,"citationCount":900},{"name":"B","hIndex":null,"citationCount":null},
                    {"name":"C","hIndex":"40","citationCount":"5000"},{"name":"D","hIndex":7,"citationCount":100},
                    {"name":"E","hIndex":1,"citationCount":1}]},
        null,
        {"paperId":"b","externalIds":{"ArXiv":"hep-th/9901001"},"citationCount":null,"influentialCitationCount":2,"authors":[]}])",
                                               three, now);
    REQUIRE(answer);
    CHECK(answer->notices.empty());
    CHECK(answer->observations.size() == 12);
    const auto& citations = find(answer->observations, "2201.00001", "citations");
    CHECK(citations.value == 41.0);
    CHECK(citations.service == "semantic_scholar");
    CHECK(citations.observed_at == now);
    CHECK(find(answer->observations, "2201.00001", "influential_citations").value == 0.0);
    CHECK(state_of(*answer, "2201.00001", "influential_citations") == ObservationState::known);
    const auto& h_indexes = find(answer->observations, "2201.00001", "h_indexes");
    CHECK(h_indexes.detail == "12,40,7,1");
    CHECK(h_indexes.value == Approx((40.0 + 12 + 7) / 3));
    CHECK(find(answer->observations, "2201.00001", "author_citations").value == Approx(2000));
    for (const char* metric : {"citations", "influential_citations", "h_indexes", "author_citations"}) {
        CHECK(state_of(*answer, "2201.00002", metric) == ObservationState::unknown);
    }
    CHECK(state_of(*answer, "hep-th/9901001") == ObservationState::unknown);
    CHECK(state_of(*answer, "hep-th/9901001", "h_indexes") == ObservationState::unknown);
    CHECK(find(answer->observations, "hep-th/9901001", "influential_citations").value == 2.0);
}

TEST_CASE("records are matched by their arXiv id, whatever their order or version", "[semantic_scholar]") {
    const auto answer = parse_semantic_scholar(
        R"([{"externalIds":{"ArXiv":"hep-th/9901001"},"citationCount":3},{"externalIds":{"ArXiv":"2201.00001v2"},"citationCount":1},
            {"externalIds":{"ArXiv":"2201.00002"},"citationCount":2}])",
        three, now);
    REQUIRE(answer);
    CHECK(find(answer->observations, "2201.00001", "citations").value == 1.0);
    CHECK(find(answer->observations, "2201.00002", "citations").value == 2.0);
    CHECK(find(answer->observations, "hep-th/9901001", "citations").value == 3.0);
}

TEST_CASE("a record without arXiv id counts by position only in an array of the batch's length", "[semantic_scholar]") {
    const std::string_view nameless = R"({"externalIds":{},"citationCount":9})";
    const auto array = [&](int records) {
        std::string body = "[";
        for (int i = 0; i < records; ++i) {
            body += (i > 0 ? "," : "") + std::string(nameless);
        }
        return body + "]";
    };
    const auto right = parse_semantic_scholar(array(3), three, now);
    REQUIRE(right);
    CHECK(find(right->observations, "2201.00002", "citations").value == 9.0);
    for (const int records : {2, 4, 0}) {
        const auto wrong = parse_semantic_scholar(array(records), three, now);
        REQUIRE(wrong);
        CHECK(state_of(*wrong, "2201.00002") == ObservationState::failed);
        REQUIRE(wrong->notices.size() == 1);
        CHECK(wrong->notices[0].kind == NoticeKind::data_doubted);
    }
}

TEST_CASE("an array that is too short gives what names itself, and the rest failed", "[semantic_scholar]") {
    const auto answer = parse_semantic_scholar(
        R"([{"externalIds":{"ArXiv":"2201.00002"},"citationCount":2},{"externalIds":{"ArXiv":"2201.00002"},"citationCount":7}])",
        three, now);
    REQUIRE(answer);
    CHECK(find(answer->observations, "2201.00002", "citations").value == 2.0);  // the first of duplicates
    CHECK(state_of(*answer, "2201.00001") == ObservationState::failed);
    CHECK(answer->notices.size() == 1);
}

TEST_CASE("another paper's record is never taken for the one at its place", "[semantic_scholar]") {
    const auto answer = parse_semantic_scholar(
        R"([{"externalIds":{"ArXiv":"1706.03762"},"citationCount":99999},null,null])", three, now);
    REQUIRE(answer);
    CHECK(state_of(*answer, "2201.00001") == ObservationState::unknown);
    CHECK(answer->notices.size() == 1);
}

TEST_CASE("numbers that make no sense are failed, never zero", "[semantic_scholar]") {
    const std::string_view text = GENERATE("-1", "1e12", "\"many\"", "[1]", "true", "2.5", "\"\"", "{}");
    CAPTURE(text);
    const auto answer = parse_semantic_scholar(
        "[{\"citationCount\":" + std::string(text) + ",\"authors\":[{\"hIndex\":" + std::string(text) + "}]}]",
        std::vector<std::string>{"2201.00001"}, now);
    REQUIRE(answer);
    for (const char* metric : {"citations", "h_indexes"}) {
        const auto& observation = find(answer->observations, "2201.00001", metric);
        CHECK(observation.state == ObservationState::failed);
        CHECK_FALSE(observation.value);
    }
    REQUIRE(answer->notices.size() == 1);
    CHECK_THAT(answer->notices[0].message, Catch::Contains("made no sense"));
    CHECK(answer->notices[0].origin == "Semantic Scholar");
}

TEST_CASE("a record of a wrong type costs that paper alone", "[semantic_scholar]") {
    const auto answer = parse_semantic_scholar(
        R"([7,{"externalIds":{"ArXiv":7},"citationCount":2,"authors":"x"},{"externalIds":null,"citationCount":3,"authors":[null,5]}])",
        three, now);
    REQUIRE(answer);
    CHECK(state_of(*answer, "2201.00001") == ObservationState::failed);
    CHECK(find(answer->observations, "hep-th/9901001", "citations").value == 3.0);
    CHECK_FALSE(answer->notices.empty());
}

TEST_CASE("what is no JSON of the form is an error, whatever the service", "[services]") {
    const std::string_view body =
        GENERATE("", "<!DOCTYPE html><html></html>", "[{\"citationCount\":4", "Rate exceeded.", "\"text\"",
                 "{\"results\":{}}", "{\"hits\":[]}", "{\"message\":\"Forbidden\"}", "[1e999]", "\xff\xfe{");
    CAPTURE(body);
    const bool array = body == "[1e999]";
    CHECK_FALSE(parse_semantic_scholar(body, three, now));
    CHECK_FALSE(parse_openalex(body, three, now));
    if (!array) {
        CHECK_FALSE(parse_daily_papers(body, now));
    }
    CHECK_FALSE(parse_stories(body));
    CHECK_FALSE(parse_repository_stars(body));
}

TEST_CASE("nesting without end is refused or survived", "[services]") {
    const std::string deep(200'000, '[');
    CHECK_FALSE(parse_semantic_scholar(deep, three, now));
    CHECK(parse_daily_papers("[" + deep + std::string(200'000, ']') + "]", now).value().papers.empty());
}

TEST_CASE("OpenAlex is read by DOI, and what is absent is unknown", "[openalex]") {
    const auto answer = parse_openalex(R"({"meta":{"count":3},"results":[
        {"doi":"https://doi.org/10.48550/arXiv.hep-th/9901001","cited_by_count":"12","citation_normalized_percentile":{"value":0.99}},
        {"doi":null,"cited_by_count":5},
        {"doi":"https://doi.org/10.48550/arxiv.2201.00001","cited_by_count":0,"citation_normalized_percentile":null},
        {"doi":"https://doi.org/10.48550/arxiv.2201.00001","cited_by_count":8}]})",
                                       three, now);
    REQUIRE(answer);
    CHECK(find(answer->observations, "hep-th/9901001", "citations").value == 12.0);
    CHECK(find(answer->observations, "hep-th/9901001", "citation_percentile").value == 0.99);
    CHECK(find(answer->observations, "2201.00001", "citations").value == 0.0);
    CHECK(state_of(*answer, "2201.00001") == ObservationState::known);
    CHECK(state_of(*answer, "2201.00001", "citation_percentile") == ObservationState::unknown);
    CHECK(state_of(*answer, "2201.00002") == ObservationState::unknown);
    CHECK(answer->notices.empty());
}

TEST_CASE("a page of OpenAlex that is cut makes nobody unknown", "[openalex]") {
    const auto answer = parse_openalex(
        R"({"meta":{"count":2},"results":[{"doi":"https://doi.org/10.48550/arxiv.2201.00001","cited_by_count":-4,
        "citation_normalized_percentile":{"value":70}}]})",
        three, now);
    REQUIRE(answer);
    CHECK(state_of(*answer, "2201.00001") == ObservationState::failed);
    CHECK(state_of(*answer, "2201.00001", "citation_percentile") == ObservationState::failed);
    CHECK(state_of(*answer, "2201.00002") == ObservationState::failed);
    CHECK(answer->notices.size() == 2);
}

TEST_CASE("a day's list gives upvotes, comments, repository and stars", "[hugging_face]") {
    const auto page = parse_daily_papers(R"([
        {"paper":{"id":"2201.00001","upvotes":57,"githubRepo":"https://github.com/o/r","githubStars":123},"numComments":2},
        {"paper":{"id":"2201.00002","upvotes":0,"githubRepo":"javascript:void","numComments":99
}
},
        {"paper":{"id":"../../etc/passwd","upvotes":5}},
        {"paper":{"id":"2201.00001","upvotes":1},"numComments":1},
        null])",
                                         now);
    REQUIRE(page);
    CHECK(page->entries == 5);
    REQUIRE(page->papers.size() == 2);
    const auto& first = page->papers[0].observations;
    CHECK(find(first, "2201.00001", "upvotes").value == 57.0);
    CHECK(find(first, "2201.00001", "comments").value == 2.0);
    CHECK(find(first, "2201.00001", "stars").value == 123.0);
    CHECK(find(first, "2201.00001", "stars").detail == "https://github.com/o/r");
    CHECK(find(first, "2201.00001", "repository").detail == "https://github.com/o/r");
    const auto& second = page->papers[1].observations;
    CHECK(find(second, "2201.00002", "upvotes").value == 0.0);
    CHECK(find(second, "2201.00002", "comments").state == ObservationState::unknown);
    CHECK(second.size() == 2);
    CHECK(page->notices.size() == 1);
}

TEST_CASE("stories are matched by the paper that their address names", "[hacker_news]") {
    const auto stories = parse_stories(R"({"nbHits":9,"nbPages":1,"hits":[
        {"objectID":"1","url":"https://arxiv.org/abs/2201.00001v3","points":120,"num_comments":40},
        {"objectID":"2","url":"http://www.arxiv.org/pdf/2201.00002.pdf#page=3","points":null,"num_comments":0},
        {"objectID":"3","url":"https://export.ArXiv.org/html/2201.00003?context=cs","points":5,"num_comments":1},
        {"objectID":"4","url":"https://arxiv.org/pdf/2201.00004v1.pdf","points":-3,"num_comments":"7"},
        {"objectID":"5","url":"https://blog.example/arxiv.org/abs/2201.00005","points":9},
        {"objectID":"6","title":"a self post"},
        {"objectID":"x\"><script>","url":"https://arxiv.org/abs/2201.00006","points":9},
        {"objectID":"8","url":"https://arxiv.org/list/cs.CL/recent","points":9},
        17]})");
    REQUIRE(stories);
    CHECK(stories->found == 9);
    CHECK(stories->entries == 9);
    std::vector<std::string> ids;
    for (const auto& story : stories->stories) {
        ids.push_back(story.paper_id);
    }
    CHECK(ids == std::vector<std::string>{"2201.00001", "2201.00002", "2201.00003", "2201.00004"});
    CHECK(stories->notices.size() == 1);
    const auto papers = best_stories(stories->stories, now);
    CHECK(find(papers[0].observations, "2201.00001", "points").detail == "https://news.ycombinator.com/item?id=1");
    CHECK(find(papers[1].observations, "2201.00002", "points").state == ObservationState::unknown);
    CHECK(find(papers[3].observations, "2201.00004", "comments").value == 7.0);
}

TEST_CASE("of several stories about a paper the most liked counts, in any order", "[hacker_news]") {
    std::vector<Stories::Story> stories = {{"2201.00001", "10", 3.0, 1.0},
                                           {"2201.00001", "9", 50.0, 8.0},
                                           {"2201.00001", "9", 50.0, 7.0},  // the same story, an hour before
                                           {"2201.00001", "11", 50.0, 2.0},
                                           {"2201.00001", "12", std::nullopt, 1.0}};
    const auto forward = best_stories(stories, now);
    std::reverse(stories.begin(), stories.end());
    const auto backward = best_stories(stories, now);
    REQUIRE(forward.size() == 1);
    CHECK(forward[0].observations == backward[0].observations);
    CHECK(find(forward[0].observations, "2201.00001", "comments").value == 8.0);
    CHECK(find(forward[0].observations, "2201.00001", "points").detail == "https://news.ycombinator.com/item?id=9");
}

TEST_CASE("the repository that a paper names", "[github]") {
    const auto named = [](std::string abstract, std::string comment = {}) {
        Paper paper;
        paper.abstract = std::move(abstract);
        paper.comment = std::move(comment);
        return named_repository(paper);
    };
    CHECK(named("Code is at https://github.com/some-one/a_repo.") == "some-one/a_repo");
    CHECK(named("Code (https://www.GitHub.com/o/r.js).") == "o/r.js");
    CHECK(named("See http://github.com/o/r.git, too") == "o/r");
    CHECK(named("\\url{https://github.com/o/r/tree/main/x}") == "o/r");
    CHECK(named("at github.com/o/r") == "o/r");
    CHECK(named("https://github.com/openai/consistency\\_models.") == "openai/consistency_models");
    CHECK(named("\\url{https://github.com/o/a{\\_}b}") == "o/a_b");
    CHECK(named("nothing", "Code: https://github.com/o/c") == "o/c");
    CHECK(named("https://github.com/o", "https://github.com/o/c") == "o/c");
    CHECK(named("https://notgithub.com/o/r").empty());
    CHECK(named("https://github.com/../etc").empty());
    CHECK(named("https://github.com/o/..").empty());
    CHECK(named("https://github.com/").empty());
    CHECK(named("https://pages.github.com/o/r").empty());
}

TEST_CASE("stars are a whole number or nothing", "[github]") {
    CHECK(parse_repository_stars(R"({"stargazers_count":0})").value() == 0);
    CHECK(parse_repository_stars(R"({"stargazers_count":"17"})").value() == 17);
    CHECK_FALSE(parse_repository_stars(R"({"stargazers_count":null})"));
    CHECK_FALSE(parse_repository_stars(R"({"stargazers_count":-1})"));
}

}  // namespace digest
