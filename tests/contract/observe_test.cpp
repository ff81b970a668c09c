#include "digest/observe/observer.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "digest/net/curl_client.h"
#include "digest/store/archive.h"
#include "support/fake_semantic_scholar.h"
#include "support/fake_services.h"

// Every service over real sockets: success, unknown, partial, throttled, broken.

namespace digest {
namespace {

using test::FakeSemanticScholar;
using test::FakeServices;
using test::Reply;
using test::Request;

const Timestamp now = parse_rfc3339("2022-03-01T08:00:00Z").value();
const Window january{parse_day("2022-01-01").value(), parse_day("2022-02-01").value()};
constexpr const char* key = "s3cr3t-k3y-0123456789";

std::string id_of(int number) {
    return "2201." + std::to_string(10000 + number);
}

std::vector<Paper> papers_of(int count) {
    std::vector<Paper> papers;
    for (int i = 0; i < count; ++i) {
        Paper paper;
        paper.id = id_of(i);
        paper.submitted = january.from + std::chrono::minutes(i);
        papers.push_back(std::move(paper));
    }
    return papers;
}

struct Outcome {
    Notices notices{};
    std::vector<Observation> observations{};

    const Observation* find(const std::string& id, std::string_view metric) const {
        const auto found = std::find_if(observations.begin(), observations.end(), [&](const Observation& observation) {
            return observation.paper_id == id && observation.metric == metric;
        });
        return found == observations.end() ? nullptr : &*found;
    }
    std::optional<double> value(const std::string& id, std::string_view metric) const {
        const Observation* observation = find(id, metric);
        return observation != nullptr ? observation->value : std::nullopt;
    }
    std::optional<ObservationState> state(const std::string& id, std::string_view metric) const {
        const Observation* observation = find(id, metric);
        return observation != nullptr ? std::optional{observation->state} : std::nullopt;
    }
    std::string told() const {
        std::string all;
        for (const Notice& notice : notices) {
            all += notice.origin + ": " + notice.message + "\n";
        }
        return all;
    }
};

ObserveSettings settings_of(std::string_view service, std::string base_url, std::string secret = {}) {
    ObserveSettings settings;
    settings.user_agent = "digest/test (mailto:test@example.org)";
    settings.interval = std::chrono::milliseconds{1};
    settings.max_attempts = 4;
    settings.timeout = std::chrono::milliseconds{2000};
    settings.now = now;
    settings.services[std::string{service}] = {true, std::move(base_url), std::move(secret)};
    return settings;
}

Outcome run(const ObserveSettings& settings, const std::vector<Paper>& papers,
            const std::vector<Observation>& known = {}) {
    CurlClient client({});
    Outcome outcome;
    const auto sink = [&](const std::vector<Observation>& batch) -> Result<void> {
        outcome.observations.insert(outcome.observations.end(), batch.begin(), batch.end());
        return {};
    };
    auto notices = observe(january, papers, known, settings, client, sink, {}, {});
    REQUIRE(notices);
    outcome.notices = std::move(*notices);
    return outcome;
}

/// A fault for the first request only.
std::function<std::optional<Reply>(const Request&)> at_first(Reply reply) {
    return [reply](const Request& request) { return request.number == 0 ? std::optional{reply} : std::nullopt; };
}

std::function<std::optional<Reply>(const Request&)> always(Reply reply) {
    return [reply](const Request&) { return std::optional{reply}; };
}

/// What any service may send once and be forgiven.
std::vector<Reply> passing_faults() {
    return {test::status(429, "Too many requests"),
            test::with_header(test::status(503), "Retry-After", "0"),
            test::status(502, "<html>Bad gateway</html>", "text/html"),
            test::reset(),
            test::reset(30),
            test::cut_short(test::ok("[{\"citationCount\":1}]", "application/json"), 7),
            test::bad_gzip(),
            test::hang_up()};
}

}  // namespace

TEST_CASE("Semantic Scholar: 12,000 papers in 24 requests, and again in none", "[contract]") {
    const auto papers = papers_of(12'000);
    std::vector<test::ScholarRecord> records;
    for (int i = 0; i < 12'000; i += 2) {
        test::ScholarRecord record;
        record.arxiv_id = id_of(i);
        record.citations = i;
        record.h_indexes = {12, std::nullopt, 40, 7};
        record.author_citations = {100, 0, 300, 200};
        record.h_index_as_text = i % 4 == 0;
        records.push_back(std::move(record));
    }
    FakeSemanticScholar service(records);
    service.require_key(key);
    const auto settings = settings_of("semantic_scholar", service.base_url(), key);

    auto archive = Archive::in_memory().value();
    REQUIRE(archive.store_papers(papers));
    CurlClient client({});
    const auto sink = [&](const std::vector<Observation>& batch) { return archive.store_observations(batch); };
    auto notices = observe(january, papers, {}, settings, client, sink, {}, {});
    REQUIRE(notices);
    CHECK(notices->empty());
    CHECK(service.server().requests().size() == 24);

    const auto known = archive.observations(january, {}).value();
    CHECK(known.size() == 12'000 * 4);
    Outcome outcome{{}, known};
    CHECK(outcome.value(id_of(2), "citations") == 2.0);
    CHECK(outcome.find(id_of(2), "h_indexes")->detail == "12,40,7");
    CHECK(outcome.value(id_of(4), "author_citations") == 200.0);
    CHECK(outcome.state(id_of(3), "citations") == ObservationState::unknown);

    service.server().forget();
    notices = observe(january, papers, known, settings, client, sink, {}, {});
    REQUIRE(notices);
    CHECK(service.server().requests().empty());
}

TEST_CASE("Semantic Scholar: a batch of which it knows nothing is unknown, without a notice", "[contract]") {
    FakeSemanticScholar service({});
    const auto outcome = run(settings_of("semantic_scholar", service.base_url()), papers_of(2));
    CHECK(outcome.state(id_of(0), "citations") == ObservationState::unknown);
    CHECK(outcome.state(id_of(1), "h_indexes") == ObservationState::unknown);
    CHECK(outcome.told().empty());
}

TEST_CASE("Semantic Scholar: what passes is tried again, one request each", "[contract]") {
    test::ScholarRecord record;
    record.arxiv_id = id_of(0);
    record.citations = 9;
    for (const Reply& fault : passing_faults()) {
        FakeSemanticScholar service({record});
        service.fail(0, fault);
        const auto outcome = run(settings_of("semantic_scholar", service.base_url()), papers_of(1));
        CHECK(outcome.value(id_of(0), "citations") == 9.0);
        CHECK(outcome.told().empty());
        CHECK(service.server().requests().size() == 2);
    }
}

TEST_CASE("Semantic Scholar: throttled without end, refused, or broken, it never stops the run", "[contract]") {
    FakeSemanticScholar service({});
    std::size_t requests = 0;
    SECTION("throttled") {
        service.fail_when(always(test::scholar_throttled()));
        requests = 4;
    }
    SECTION("a key that it does not know") {
        service.require_key("another");
        requests = 1;
    }
    SECTION("a page with status 200") {
        service.fail_when(always(test::ok("<html><body>Sign in</body></html>", "text/html")));
        requests = 3;
    }
    SECTION("the key echoed in an error") {
        service.fail_when(always(test::status(400, std::string("no such key: ") + key)));
        requests = 3;
    }
    const auto outcome = run(settings_of("semantic_scholar", service.base_url(), key), papers_of(5'000));
    CHECK(service.server().requests().size() == requests);
    CHECK_FALSE(outcome.told().empty());
    CHECK(outcome.told().find(key) == std::string::npos);
    for (const Observation& observation : outcome.observations) {
        CHECK(observation.state == ObservationState::failed);
    }
}

TEST_CASE("OpenAlex: by DOI, a hundred a request, absent is unknown", "[contract]") {
    FakeServices services;
    services.data.openalex_key = key;
    for (int i = 0; i < 250; i += 3) {
        services.data.works.push_back({id_of(i), i, i % 2 == 0 ? std::optional{0.5} : std::nullopt});
    }
    auto papers = papers_of(250);
    papers.back().id = "hep-th/9901001";
    services.data.works.push_back({"hep-th/9901001", 7, {}});
    const auto outcome = run(settings_of("openalex", services.openalex(), key), papers);
    CHECK(outcome.told().empty());
    CHECK(services.server().requests().size() == 3);
    CHECK(outcome.value(id_of(6), "citations") == 6.0);
    CHECK(outcome.value(id_of(6), "citation_percentile") == 0.5);
    CHECK(outcome.state(id_of(3), "citation_percentile") == ObservationState::unknown);
    CHECK(outcome.state(id_of(1), "citations") == ObservationState::unknown);
    CHECK(outcome.value("hep-th/9901001", "citations") == 7.0);
    for (const Request& request : services.server().requests()) {
        CHECK(request.target.find(key) == std::string::npos);
    }
}

TEST_CASE("OpenAlex: a wrong key, and a budget that is used up until midnight", "[contract]") {
    FakeServices services;
    services.data.openalex_key = "another";
    const auto settings = settings_of("openalex", services.openalex(), key);
    const auto refused = run(settings, papers_of(300));
    CHECK(services.server().requests().size() == 1);
    CHECK_THAT(refused.told(), Catch::Contains("HTTP 401"));
    services.server().forget();
    services.decide = always(test::with_header(test::status(429, "{}"), "Retry-After", "54000"));
    const auto used_up = run(settings, papers_of(300));
    CHECK(services.server().requests().size() == 1);
    CHECK_THAT(used_up.told(), Catch::Contains("15 hours"));
    CHECK(refused.observations.size() + used_up.observations.size() == 400);
}

TEST_CASE("Hugging Face: the lists of the window and the seven days after, pages and all", "[contract]") {
    FakeServices services;
    for (int i = 0; i < 130; ++i) {
        services.data.daily.push_back({"2022-01-10", id_of(i), 500 - i, i, "", {}});
    }
    services.data.daily.push_back({"2022-02-07", id_of(200), 3, 0, "https://github.com/o/r", 77});
    services.data.daily.push_back({"2022-02-08", id_of(201), 3, 0, "", {}});
    const auto outcome = run(settings_of("hugging_face", services.hugging_face()), papers_of(300));
    CHECK(outcome.told().empty());
    CHECK(services.server().requests().size() == 31 + 7 + 1);
    CHECK(outcome.value(id_of(129), "upvotes") == 371.0);
    CHECK(outcome.value(id_of(129), "comments") == 129.0);
    CHECK(outcome.value(id_of(200), "stars") == 77.0);
    CHECK(outcome.find(id_of(200), "repository")->detail == "https://github.com/o/r");
    CHECK(outcome.state(id_of(201), "upvotes") == ObservationState::absent);
    CHECK(outcome.value(id_of(201), "upvotes") == 0.0);
    CHECK(outcome.state(id_of(299), "upvotes") == ObservationState::absent);
}

TEST_CASE("Hugging Face: a day that fails for good leaves the rest failed, not absent", "[contract]") {
    FakeServices services;
    services.data.daily.push_back({"2022-01-10", id_of(1), 5, 0, "", {}});
    services.decide = [](const Request& request) {
        return request.value("date") == "2022-01-20" ? std::optional{test::status(500, "oops")} : std::nullopt;
    };
    const auto outcome = run(settings_of("hugging_face", services.hugging_face()), papers_of(3));
    CHECK(outcome.value(id_of(1), "upvotes") == 5.0);
    CHECK(outcome.state(id_of(2), "upvotes") == ObservationState::failed);
    CHECK_THAT(outcome.told(), Catch::Contains("20 January 2022"));
    CHECK(services.server().requests().size() == 38 + 3);
}

TEST_CASE("Hacker News: more than a thousand stories, every one of them found", "[contract]") {
    FakeServices services;
    const auto first = january.from.time_since_epoch().count() * 86400;
    for (int i = 0; i < 2'500; ++i) {
        services.data.stories.push_back({std::to_string(1000 + i), "https://arxiv.org/abs/" + id_of(i) + "v2",
                                         first + i * 1200, i % 7 == 0 ? std::nullopt : std::optional{i}, 2});
    }
    services.data.stories.push_back({"1", "https://arxiv.org/pdf/" + id_of(3), first + 86400 * 20, 9000, 3});
    services.data.stories.push_back({"2", "https://arxiv.org/abs/" + id_of(2'600), first + 86400 * 60, 9000, 3});
    services.data.stories.push_back({"3", "", first + 86400, 5, 3});
    const auto outcome = run(settings_of("hacker_news", services.hacker_news()), papers_of(2'700));
    CHECK(outcome.told().empty());
    CHECK(outcome.value(id_of(2'498), "points") == 2498.0);
    CHECK(outcome.value(id_of(3), "points") == 9000.0);
    CHECK(outcome.find(id_of(3), "points")->detail == "https://news.ycombinator.com/item?id=1");
    CHECK(outcome.state(id_of(7), "points") == ObservationState::unknown);
    CHECK(outcome.state(id_of(2'600), "points") == ObservationState::absent);
    CHECK(outcome.state(id_of(2'699), "points") == ObservationState::absent);
    CHECK(services.server().requests().size() <= 7);
}

TEST_CASE("GitHub: stars, gone repositories, and the limit of the hour", "[contract]") {
    FakeServices services;
    services.data.stars = {{"o/r0", 10}, {"o/r1", 11}, {"o/r3", 13}};
    auto papers = papers_of(6);
    for (std::size_t i = 0; i < 5; ++i) {
        papers[i].abstract = "Code: https://github.com/o/r" + std::to_string(i) + ".";
    }
    SECTION("enough") {
        const auto outcome = run(settings_of("github", services.github()), papers);
        CHECK(services.server().requests().size() == 5);
        CHECK(outcome.value(id_of(0), "stars") == 10.0);
        CHECK(outcome.state(id_of(2), "stars") == ObservationState::unknown);
        CHECK_FALSE(outcome.find(id_of(5), "stars"));
        CHECK(outcome.told().empty());
    }
    SECTION("not enough") {
        services.data.github_limit = 2;
        const auto outcome = run(settings_of("github", services.github()), papers);
        CHECK(services.server().requests().size() == 2);
        CHECK(outcome.observations.size() == 2);
        CHECK_THAT(outcome.told(), Catch::Contains("after 2 of 5"));
    }
    SECTION("none at all") {
        services.data.github_limit = 0;
        const auto outcome = run(settings_of("github", services.github()), papers);
        CHECK(services.server().requests().size() == 1);
        CHECK(outcome.observations.empty());
        CHECK_THAT(outcome.told(), Catch::Contains("limit is used up"));
    }
}

TEST_CASE("every other service, too, is tried again after what passes", "[contract]") {
    for (const Reply& fault : passing_faults()) {
        FakeServices services;
        services.data.works.push_back({id_of(0), 4, {}});
        services.data.daily.push_back({"2022-01-01", id_of(0), 5, 0, "", {}});
        services.data.stories.push_back(
            {"9", "https://arxiv.org/abs/" + id_of(0), january.from.time_since_epoch().count() * 86400, 6, 0});
        services.data.stars = {{"o/r", 7}};
        auto papers = papers_of(1);
        papers[0].comment = "https://github.com/o/r";
        const auto value = [&](std::string_view service, const std::string& base_url, const char* metric) {
            services.server().forget();
            const auto outcome = run(settings_of(service, base_url), papers);
            CHECK(outcome.told().empty());
            return outcome.value(id_of(0), metric);
        };
        services.decide = at_first(fault);
        CHECK(value("openalex", services.openalex(), "citations") == 4.0);
        CHECK(value("hugging_face", services.hugging_face(), "upvotes") == 5.0);
        CHECK(value("hacker_news", services.hacker_news(), "points") == 6.0);
        CHECK(value("github", services.github(), "stars") == 7.0);
    }
}

TEST_CASE("every other service, too, may be broken for good: the run goes on", "[contract]") {
    FakeServices services;
    auto papers = papers_of(3);
    for (std::size_t i = 0; i < 3; ++i) {
        papers[i].comment = "https://github.com/o/r" + std::to_string(i);
    }
    auto settings = settings_of("openalex", services.openalex());
    settings.services["hugging_face"] = {true, services.hugging_face(), ""};
    settings.services["hacker_news"] = {true, services.hacker_news(), ""};
    settings.services["github"] = {true, services.github(), ""};
    settings.max_attempts = 2;
    SECTION("web pages") {
        services.decide = always(test::ok("<html></html>", "text/html"));
    }
    SECTION("JSON cut in the middle") {
        services.decide = always(test::ok("{\"results\":[{\"doi\":", "application/json"));
    }
    SECTION("wrong types") {
        services.decide = always(test::ok("{\"results\":7,\"hits\":{},\"stargazers_count\":[]}", "application/json"));
    }
    SECTION("server errors") {
        services.decide = always(test::status(500, "oops"));
    }
    SECTION("not HTTP") {
        services.decide = always(test::garbage());
    }
    const auto outcome = run(settings, papers);
    CHECK(outcome.notices.size() >= 4);
    for (const char* title : {"OpenAlex", "Hugging Face", "Hacker News", "GitHub"}) {
        CHECK_THAT(outcome.told(), Catch::Contains(title));
    }
    for (const Observation& observation : outcome.observations) {
        CHECK(observation.state == ObservationState::failed);
    }
}

TEST_CASE("a service that cannot be reached is asked once, and the others are asked all the same", "[contract]") {
    FakeServices services;
    services.data.works.push_back({id_of(0), 4, {}});
    auto settings = settings_of("openalex", services.openalex());
    settings.services["semantic_scholar"] = {true, "http://127.0.0.1:1/graph/v1", ""};
    const auto outcome = run(settings, papers_of(1'000));
    CHECK(std::any_of(outcome.observations.begin(), outcome.observations.end(), [](const Observation& observation) {
        return observation.service == "openalex" && observation.paper_id == id_of(0) && observation.value == 4.0;
    }));
    CHECK_THAT(outcome.told(),
               Catch::Contains("Semantic Scholar: not asked any more in this run: it cannot be reached"));
}

}  // namespace digest
