#include "digest/observe/observer.h"

#include <algorithm>
#include <functional>

#include <catch2/catch.hpp>

#include "observe/services.h"

namespace digest {
namespace {

const Timestamp now = parse_rfc3339("2022-03-01T08:00:00Z").value();
const Window january{parse_day("2022-01-01").value(), parse_day("2022-02-01").value()};
constexpr const char* key = "s3cr3t-k3y-0123456789";

/// Answers from a function, without any network.
class ScriptedClient final : public HttpClient {
  public:
    using Answer = std::function<tl::expected<HttpResponse, TransportError>(const HttpRequest&)>;
    explicit ScriptedClient(Answer answer) : answer_(std::move(answer)) {}
    tl::expected<HttpResponse, TransportError> send(const HttpRequest& request, std::stop_token) override {
        requests.push_back(request);
        return answer_(request);
    }
    std::vector<HttpRequest> requests{};

  private:
    Answer answer_;
};

HttpResponse response(int status, std::string body, HttpHeaders headers = {}) {
    return {status, std::move(headers), std::move(body), ""};
}

std::vector<Paper> papers_of(int count) {
    std::vector<Paper> papers;
    for (int i = 0; i < count; ++i) {
        Paper paper;
        paper.id = "2201." + std::to_string(10000 + i);
        paper.submitted = january.from + std::chrono::hours(i % 700);
        papers.push_back(std::move(paper));
    }
    return papers;
}

ObserveSettings settings_of(std::string_view service) {
    ObserveSettings settings;
    settings.interval = std::chrono::milliseconds{0};
    settings.now = now;
    settings.max_attempts = 3;
    settings.services[std::string{service}] = {true, "http://service.example", key};
    return settings;
}

struct Outcome {
    Notices notices{};
    std::vector<Observation> observations{};
    std::size_t batches = 0;
};

Outcome run(ScriptedClient& client, const ObserveSettings& settings, const std::vector<Paper>& papers,
            const std::vector<Observation>& known = {}) {
    Outcome outcome;
    const auto sink = [&](const std::vector<Observation>& batch) -> Result<void> {
        outcome.observations.insert(outcome.observations.end(), batch.begin(), batch.end());
        ++outcome.batches;
        return {};
    };
    auto notices = observe(january, papers, known, settings, client, sink, {}, {});
    REQUIRE(notices);
    outcome.notices = std::move(*notices);
    return outcome;
}

std::ptrdiff_t count_of(const Outcome& outcome, ObservationState state) {
    return std::count_if(outcome.observations.begin(), outcome.observations.end(),
                         [&](const Observation& observation) { return observation.state == state; });
}

bool mentions(const Outcome& outcome, std::string_view text) {
    const auto holds = [&](const std::string& words) { return words.find(text) != std::string::npos; };
    return std::any_of(outcome.notices.begin(), outcome.notices.end(),
                       [&](const Notice& notice) { return holds(notice.message) || holds(notice.origin); }) ||
           std::any_of(outcome.observations.begin(), outcome.observations.end(),
                       [&](const Observation& observation) { return holds(observation.detail); });
}

ScriptedClient::Answer always(int status, std::string body, HttpHeaders headers = {}) {
    return [=](const HttpRequest&) { return response(status, body, headers); };
}

}  // namespace

TEST_CASE("every service that is observed has its observer, and no other", "[observer]") {
    std::vector<std::string_view> wanted;
    for (const Service& service : known_services()) {
        if (service.use == ServiceUse::numbers) {
            wanted.push_back(service.name);
        }
    }
    std::vector<std::string_view> there;
    for (const services::Observer& observer : services::observers) {
        there.push_back(observer.service);
    }
    CHECK(there == wanted);
}

TEST_CASE("a service that is not configured is not asked", "[observer]") {
    ScriptedClient client(always(200, "[null]"));
    ObserveSettings settings;
    settings.now = now;
    CHECK(run(client, settings, papers_of(1)).observations.empty());
    CHECK(client.requests.empty());
}

TEST_CASE("only what is missing, stale or failed is asked for", "[observer]") {
    const auto papers = papers_of(5);
    std::vector<Observation> known;
    const auto add = [&](std::size_t paper, std::chrono::days age, ObservationState state) {
        for (const char* metric : {"citations", "influential_citations", "h_indexes", "author_citations"}) {
            known.push_back({papers[paper].id, "semantic_scholar", metric, state, std::nullopt, "", now - age});
        }
    };
    add(0, std::chrono::days{13}, ObservationState::known);
    add(1, std::chrono::days{13}, ObservationState::unknown);
    add(2, std::chrono::days{15}, ObservationState::known);
    add(3, std::chrono::days{1}, ObservationState::failed);
    known.push_back({papers[4].id, "openalex", "citations", ObservationState::known, 3.0, "", now});
    ScriptedClient client(always(200, "[null,null,null]"));
    const auto outcome = run(client, settings_of("semantic_scholar"), papers, known);
    REQUIRE(client.requests.size() == 1);
    CHECK(client.requests[0].body == R"({"ids":["ARXIV:2201.10002","ARXIV:2201.10003","ARXIV:2201.10004"]})");
    CHECK(outcome.observations.size() == 12);
    CHECK(outcome.notices.empty());
}

TEST_CASE("a service whose every answer is useless is given up after three batches", "[observer]") {
    const std::string body = GENERATE("<html>login</html>", "[{\"citationCount\":", "{}", "");
    CAPTURE(body);
    ScriptedClient client(always(200, body));
    const auto outcome = run(client, settings_of("semantic_scholar"), papers_of(5000));
    CHECK(client.requests.size() == 3);
    CHECK(outcome.notices.size() == 4);
    CHECK(outcome.notices.back().kind == NoticeKind::data_doubted);
    CHECK(outcome.notices.back().origin == "Semantic Scholar");
    CHECK(count_of(outcome, ObservationState::failed) == 3 * 500 * 4);
}

TEST_CASE("one bad batch between good ones costs that batch alone", "[observer]") {
    int number = 0;
    ScriptedClient client([&](const HttpRequest&) {
        std::string nulls = "[null";
        for (int i = 1; i < 500; ++i) {
            nulls += ",null";
        }
        return response(200, ++number % 2 == 0 ? "rubbish" : nulls + "]");
    });
    const auto outcome = run(client, settings_of("semantic_scholar"), papers_of(3500));
    CHECK(client.requests.size() == 7);
    CHECK(outcome.notices.size() == 3);
    CHECK(count_of(outcome, ObservationState::failed) == 3 * 500 * 4);
    CHECK(count_of(outcome, ObservationState::unknown) == 4 * 500 * 4);
}

TEST_CASE("throttling is waited for when it is short, and ends the service when it is long", "[observer]") {
    const auto papers = papers_of(2000);
    SECTION("a budget that is used up for hours: one request") {
        ScriptedClient client(always(429, "{}", {{"Retry-After", "50000"}}));
        const auto outcome = run(client, settings_of("openalex"), papers);
        CHECK(client.requests.size() == 1);
        CHECK(mentions(outcome, "14 hours"));
    }
    SECTION("no word about how long: max_attempts, then no more in this run") {
        ScriptedClient client(always(429, R"({"message":"Too Many Requests.","code":"429"})"));
        const auto outcome = run(client, settings_of("semantic_scholar"), papers);
        CHECK(client.requests.size() == 3);
        CHECK(mentions(outcome, "it still throttles"));
    }
    SECTION("the daily lists' own header") {
        ScriptedClient client(always(429, "", {{"RateLimit", "\"api\";r=0;t=299"}}));
        const auto outcome = run(client, settings_of("hugging_face"), papers);
        CHECK(client.requests.size() == 1);
        CHECK(outcome.observations.empty());
    }
    SECTION("once, then an answer") {
        int number = 0;
        ScriptedClient client(
            [&](const HttpRequest&) { return ++number == 1 ? response(429, "") : response(200, "[null]"); });
        const auto outcome = run(client, settings_of("semantic_scholar"), papers_of(1));
        CHECK(client.requests.size() == 2);
        CHECK(outcome.notices.empty());
    }
}

TEST_CASE("a refusal, or a host that cannot be reached, ends the service at once", "[observer]") {
    SECTION("a wrong key") {
        ScriptedClient client(always(403, R"({"message":"Forbidden"})"));
        const auto outcome = run(client, settings_of("semantic_scholar"), papers_of(2000));
        CHECK(client.requests.size() == 1);
        CHECK(mentions(outcome, "check its key"));
    }
    SECTION("no such host") {
        ScriptedClient client([](const HttpRequest&) -> tl::expected<HttpResponse, TransportError> {
            return tl::unexpected(TransportError{TransportFault::cannot_connect, "no such host", "service.example"});
        });
        const auto outcome = run(client, settings_of("semantic_scholar"), papers_of(2000));
        CHECK(client.requests.size() == 1);
        CHECK(outcome.notices.size() == 1);
    }
}

TEST_CASE("keys go into a header and nowhere else, also when a service echoes them", "[observer]") {
    const auto service = GENERATE("semantic_scholar", "openalex", "github");
    const int status = GENERATE(400, 401, 403, 429, 500);
    auto papers = papers_of(1);
    papers[0].abstract = "Code: https://github.com/o/r";
    ScriptedClient client(always(status, std::string("bad key ") + key + " and again " + std::string(140, 'x') + key));
    const auto outcome = run(client, settings_of(service), papers);
    REQUIRE_FALSE(client.requests.empty());
    CHECK_FALSE(outcome.notices.empty());
    CHECK_FALSE(mentions(outcome, key));
    CHECK_FALSE(mentions(outcome, std::string_view(key).substr(0, 8)));
    CHECK(mentions(outcome, "***"));
    CHECK(client.requests[0].url.find(key) == std::string::npos);
    CHECK(client.requests[0].body.find(key) == std::string::npos);
    CHECK(std::any_of(client.requests[0].headers.begin(), client.requests[0].headers.end(),
                      [](const auto& header) { return header.second.find(key) != std::string::npos; }));
}

TEST_CASE("a key with blanks or line ends is refused and not sent", "[observer]") {
    auto settings = settings_of("semantic_scholar");
    settings.services["semantic_scholar"].api_key = GENERATE("two words", "line\r\nX-Injected: 1", " ", "tab\t");
    ScriptedClient client(always(200, "[null]"));
    const auto outcome = run(client, settings, papers_of(1));
    CHECK(client.requests.empty());
    REQUIRE(outcome.notices.size() == 1);
    CHECK_THAT(outcome.notices[0].message, Catch::Contains("key"));
    CHECK(outcome.observations.empty());
}

TEST_CASE("without a key no header speaks of one", "[observer]") {
    auto settings = settings_of("openalex");
    settings.services["openalex"].api_key.clear();
    ScriptedClient client(always(200, R"({"meta":{"count":0},"results":[]})"));
    run(client, settings, papers_of(1));
    REQUIRE(client.requests.size() == 1);
    CHECK(client.requests[0].headers.empty());
}

TEST_CASE("a failing sink ends the run with its error, a stop with an interruption", "[observer]") {
    ScriptedClient client(always(200, "[null]"));
    const auto settings = settings_of("semantic_scholar");
    const auto full = [](const std::vector<Observation>&) -> Result<void> {
        return fail(ErrorKind::storage, "the disk is full");
    };
    const auto failed = observe(january, papers_of(1), {}, settings, client, full, {}, {});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == ErrorKind::storage);

    std::stop_source stop;
    stop.request_stop();
    const auto sink = [](const std::vector<Observation>&) -> Result<void> { return {}; };
    const auto stopped = observe(january, papers_of(1), {}, settings, client, sink, {}, stop.get_token());
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().kind == ErrorKind::interrupted);
}

TEST_CASE("lists make absence known only when every day was over, read, and not all of them were empty", "[observer]") {
    auto settings = settings_of("hugging_face");
    const auto papers = papers_of(3);
    const std::string listed = R"([{"paper":{"id":"2201.10001","upvotes":4},"numComments":0}])";
    const auto state_of_first = [](const Outcome& outcome) {
        const auto found =
            std::find_if(outcome.observations.begin(), outcome.observations.end(),
                         [](const Observation& observation) { return observation.paper_id == "2201.10000"; });
        return found == outcome.observations.end() ? std::optional<ObservationState>{} : found->state;
    };
    SECTION("all read") {
        ScriptedClient client(always(200, listed));
        const auto outcome = run(client, settings, papers);
        CHECK(client.requests.size() == 31 + 7);
        CHECK(client.requests.front().url == "http://service.example/daily_papers?date=2022-01-01&limit=100&p=0");
        CHECK(client.requests.back().url == "http://service.example/daily_papers?date=2022-02-07&limit=100&p=0");
        CHECK(state_of_first(outcome) == ObservationState::absent);
        CHECK(outcome.observations.size() == 4);
    }
    SECTION("one day could not be read") {
        ScriptedClient client([&](const HttpRequest& request) {
            return response(200, request.url.find("2022-01-20") == std::string::npos ? listed : "rubbish");
        });
        const auto outcome = run(client, settings, papers);
        CHECK(state_of_first(outcome) == ObservationState::failed);
        CHECK(outcome.notices.size() == 1);
    }
    SECTION("days to come are not asked for, and the unknown is asked again the next day") {
        settings.now = parse_rfc3339("2022-02-05T08:00:00Z").value();
        ScriptedClient client(always(200, listed));
        const auto outcome = run(client, settings, papers);
        CHECK(client.requests.size() == 31 + 5);
        CHECK(state_of_first(outcome) == ObservationState::unknown);
        settings.now += std::chrono::hours{12};
        run(client, settings, papers, outcome.observations);
        CHECK(client.requests.size() == 31 + 5);
        settings.now += std::chrono::days{1};
        run(client, settings, papers, outcome.observations);
        CHECK(client.requests.size() == 31 + 5 + 31 + 6);
    }
    SECTION("before the daily papers began") {
        ScriptedClient client(always(200, "[]"));
        CHECK(state_of_first(run(client, settings, papers)) == ObservationState::unknown);
    }
    SECTION("a window to come") {
        settings.now = parse_rfc3339("2021-12-31T23:59:59Z").value();
        ScriptedClient client(always(200, "[]"));
        CHECK(run(client, settings, papers).observations.empty());
        CHECK(client.requests.empty());
    }
}

TEST_CASE("a server that sends the same full page for ever is not asked for ever", "[observer]") {
    std::string page = "[";
    for (int i = 0; i < 100; ++i) {
        page += (i > 0 ? "," : "") + std::string(R"({"paper":{"id":"2201.)") + std::to_string(20000 + i) +
                R"(","upvotes":1}})";
    }
    ScriptedClient client(always(200, page + "]"));
    run(client, settings_of("hugging_face"), papers_of(1));
    CHECK(client.requests.size() == 2 * 38);
}

TEST_CASE("a search that holds more than a thousand stories is halved until it can be read", "[observer]") {
    const auto filter_of = [](const std::string& url, const char* name) {
        return std::stoll(url.substr(url.find(name) + std::string_view(name).size()));
    };
    ScriptedClient client([&](const HttpRequest& request) {
        const auto from = filter_of(request.url, "created_at_i%3E%3D");
        const auto until = filter_of(request.url, "created_at_i%3C");
        if (until - from > 86400 * 10) {
            return response(200, R"({"nbHits":1500,"nbPages":1,"hits":[]})");
        }
        return response(200, R"({"nbHits":1,"nbPages":1,"hits":[{"objectID":")" + std::to_string(from) +
                                 R"(","url":"https://arxiv.org/abs/2201.10001","points":7}]})");
    });
    const auto outcome = run(client, settings_of("hacker_news"), papers_of(2));
    CHECK(client.requests.size() == 7);
    CHECK(count_of(outcome, ObservationState::absent) == 1);
    CHECK(outcome.batches == 1);

    ScriptedClient short_page(always(200, R"({"nbHits":5,"nbPages":1,"hits":[]})"));
    const auto doubted = run(short_page, settings_of("hacker_news"), papers_of(2));
    CHECK(count_of(doubted, ObservationState::failed) == 2);
    CHECK(doubted.notices.size() == 1);

    ScriptedClient nothing(always(200, R"({"nbHits":0,"nbPages":0,"hits":[]})"));
    CHECK(count_of(run(nothing, settings_of("hacker_news"), papers_of(2)), ObservationState::unknown) == 2);
}

TEST_CASE("stars: one request a repository, gone is unknown, and the limit ends it", "[observer]") {
    auto papers = papers_of(5);
    papers[0].abstract = "https://github.com/o/one";
    papers[1].comment = "Code: https://github.com/O/One";
    papers[2].comment = "https://github.com/o/gone";
    papers[3].comment = "https://github.com/o/late";
    const auto answer = [](int limit) {
        return [limit, number = 0](const HttpRequest& request) mutable {
            const HttpHeaders left = {{"X-RateLimit-Remaining", std::to_string(limit - ++number)}};
            if (request.url.ends_with("/gone")) {
                return response(404, "{}", left);
            }
            return response(200, R"({"stargazers_count":12})", left);
        };
    };
    ScriptedClient client(answer(60));
    const auto outcome = run(client, settings_of("github"), papers);
    CHECK(client.requests.size() == 3);
    CHECK(client.requests[0].url == "http://service.example/repos/o/one");
    CHECK(count_of(outcome, ObservationState::known) == 3);
    CHECK(count_of(outcome, ObservationState::unknown) == 1);
    CHECK(outcome.notices.empty());

    ScriptedClient limited(answer(2));
    const auto cut = run(limited, settings_of("github"), papers);
    CHECK(limited.requests.size() == 2);
    CHECK(mentions(cut, "after 2 of 3"));
}

}  // namespace digest
