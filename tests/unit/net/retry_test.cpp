#include "digest/net/retry.h"

#include <catch2/catch.hpp>

using namespace digest;
using namespace std::chrono_literals;

namespace {

HttpResponse with_retry_after(std::string value) {
    HttpResponse response;
    response.headers.emplace_back("retry-AFTER", std::move(value));
    return response;
}

const Timestamp now = *parse_rfc3339("2022-02-05T10:00:00Z");

}  // namespace

TEST_CASE("the backoff starts at three intervals, doubles and is capped", "[retry]") {
    RetryPolicy policy;
    policy.interval = 1000ms;
    const std::vector<int> floors{3, 6, 12, 24, 48, 60, 60};
    for (std::size_t i = 0; i < floors.size(); ++i) {
        const auto wait = backoff(policy, static_cast<int>(i) + 2);
        CHECK(wait >= floors[i] * 1000ms);
        CHECK(wait < (floors[i] + 1) * 1000ms);
    }
    CHECK(backoff(policy, 1'000'000) < 61'000ms);
}

TEST_CASE("the jitter is the same for the same seed and differs between seeds", "[retry]") {
    RetryPolicy policy;
    const auto first = backoff(policy, 2);
    CHECK(backoff(policy, 2) == first);
    policy.jitter_seed = 7;
    CHECK(backoff(policy, 2) != first);
}

TEST_CASE("Retry-After is read in seconds and as a date; zero, the past and rubbish say nothing", "[retry]") {
    CHECK(retry_after(with_retry_after("120"), now) == 120s);
    CHECK(retry_after(with_retry_after("  7 "), now) == 7s);
    CHECK(retry_after(with_retry_after("Sat, 05 Feb 2022 10:01:30 GMT"), now) == 90s);
    for (const std::string nothing : {"0", "-5", "soon", "", "1.5", "12 apples", "-99999999999999999999",
                                      "Sat, 05 Feb 2022 09:00:00 GMT", "Sat, 05 Foo 2022 10:01:30 GMT"}) {
        INFO(nothing);
        CHECK_FALSE(retry_after(with_retry_after(nothing), now));
    }
    CHECK(retry_after(with_retry_after("99999999999999999999999"), now) > 24h * 365);
    CHECK_FALSE(retry_after(HttpResponse{}, now));
}

TEST_CASE("only what may pass by itself is worth another try", "[retry]") {
    for (const int status : {406, 429, 500, 502, 503, 504}) {
        CHECK(worth_retrying(status));
    }
    for (const int status : {200, 301, 304, 400, 401, 403, 404, 410, 501, 505}) {
        CHECK_FALSE(worth_retrying(status));
    }
    CHECK(worth_retrying(TransportFault::timed_out));
    CHECK(worth_retrying(TransportFault::broken));
    CHECK_FALSE(worth_retrying(TransportFault::cannot_connect));
    CHECK_FALSE(worth_retrying(TransportFault::too_large));
    CHECK_FALSE(worth_retrying(TransportFault::refused_here));
    CHECK_FALSE(worth_retrying(TransportFault::stopped));
}

TEST_CASE("the last header of a name counts, whatever its case", "[http]") {
    HttpResponse response;
    response.headers = {{"X-Pool", "a"}, {"x-pool", "b"}};
    CHECK(response.header("X-POOL") == "b");
    CHECK_FALSE(response.header("X-Po"));
}

TEST_CASE("a host is named without scheme, path or password", "[http]") {
    CHECK(host_of("https://Export.arXiv.org/api/query?a=b") == "export.arxiv.org");
    CHECK(host_of("http://127.0.0.1:8080") == "127.0.0.1:8080");
    CHECK(host_of("https://me:secret@example.org/x@y") == "example.org");
    CHECK(host_of("https://example.org?next=http://other.org/") == "example.org");
    CHECK(host_of("http://[::1]:80/x") == "[::1]:80");
    CHECK(host_of("") == "");
}

TEST_CASE("all but unreserved characters are percent-encoded", "[http]") {
    CHECK(url_encode("(cat:cs.CL OR x) AND d:[1 TO 2]") == "%28cat%3Acs.CL%20OR%20x%29%20AND%20d%3A%5B1%20TO%202%5D");
    CHECK(url_encode("aZ09-._~") == "aZ09-._~");
    CHECK(url_encode("é+\"/") == "%C3%A9%2B%22%2F");
}
