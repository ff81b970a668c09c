#include "digest/net/curl_client.h"

#include <catch2/catch.hpp>

#include <sys/resource.h>

#include <thread>

#include "support/loopback_server.h"

using namespace digest;
using namespace std::chrono_literals;
using test::LoopbackServer;

namespace {

CurlClient::Settings agent() {
    CurlClient::Settings settings;
    settings.user_agent = "digest-test/1 (+https://example.org)";
    return settings;
}

HttpRequest get(std::string url) {
    HttpRequest request;
    request.url = std::move(url);
    request.timeout = 5s;
    return request;
}

TransportFault fault_of(const test::Reply& reply, std::chrono::milliseconds timeout = 5s) {
    LoopbackServer server([&](const test::Request&) { return reply; });
    CurlClient client(agent());
    auto request = get(server.url("/x"));
    request.timeout = timeout;
    const auto response = client.send(request, {});
    REQUIRE_FALSE(response);
    CHECK(response.error().host == host_of(server.url()));
    CHECK_FALSE(response.error().message.empty());
    return response.error().fault;
}

long peak_kilobytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("every request names its agent, asks for compression and closes its connection", "[curl]") {
    LoopbackServer server([](const test::Request&) { return test::gzipped(test::ok("plain text")); });
    CurlClient client(agent());
    for (int i = 0; i < 3; ++i) {
        const auto response = client.send(get(server.url("/a?b=c%20d")), {});
        REQUIRE(response);
        CHECK(response->status == 200);
        CHECK(response->body == "plain text");
        CHECK(response->header("content-type") == "application/atom+xml; charset=utf-8");
        CHECK(response->final_url == server.url("/a?b=c%20d"));
    }
    REQUIRE(server.requests().size() == 3);
    for (const auto& request : server.requests()) {
        CHECK(request.header("User-Agent") == "digest-test/1 (+https://example.org)");
        CHECK(request.header("Accept-Encoding").find("gzip") != std::string::npos);
        CHECK(request.value("b") == "c d");
    }
    CHECK(server.connections().size() == 3);
    CHECK(server.most_connections_at_once() == 1);
}

TEST_CASE("a request's own agent and headers are sent, and a body is posted", "[curl]") {
    LoopbackServer server([](const test::Request& request) { return test::ok(request.method + ":" + request.body); });
    CurlClient client(agent());
    auto request = get(server.url());
    request.method = "POST";
    request.body = std::string("{\"a\":\0}", 7);
    request.headers = {{"user-agent", "mine"}, {"Content-Type", "application/json"}};
    const auto response = client.send(request, {});
    REQUIRE(response);
    CHECK(response->body == "POST:" + request.body);
    const auto seen = server.requests().at(0);
    CHECK(seen.header("User-Agent") == "mine");
    CHECK(seen.header("Content-Type") == "application/json");
    CHECK(seen.header("Expect").empty());
}

TEST_CASE("a response of any status is a response", "[curl]") {
    LoopbackServer server(
        [](const test::Request& request) { return test::status(request.number == 0 ? 429 : 500, "no"); });
    CurlClient client(agent());
    CHECK(client.send(get(server.url()), {})->status == 429);
    CHECK(client.send(get(server.url()), {})->body == "no");
}

TEST_CASE("what goes wrong on the wire is told apart", "[curl]") {
    CHECK(fault_of(test::reset()) == TransportFault::broken);
    CHECK(fault_of(test::reset(60)) == TransportFault::broken);
    CHECK(fault_of(test::cut_short(test::ok("twelve bytes"), 5)) == TransportFault::broken);
    CHECK(fault_of(test::bad_gzip()) == TransportFault::broken);
    CHECK(fault_of(test::bad_chunk()) == TransportFault::broken);
    CHECK(fault_of(test::garbage()) == TransportFault::broken);
    CHECK(fault_of(test::hang_up()) == TransportFault::broken);
    CHECK(fault_of(test::silence(), 80ms) == TransportFault::timed_out);
    CHECK(fault_of(test::drip(test::ok(std::string(100, 'x')), 10ms), 120ms) == TransportFault::timed_out);
}

TEST_CASE("a refused connection and an unknown host cannot be connected to", "[curl]") {
    std::string gone;
    {
        LoopbackServer server([](const test::Request&) { return test::ok(""); });
        gone = server.url();
    }
    CurlClient client(agent());
    const auto refused = client.send(get(gone), {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == TransportFault::cannot_connect);
    CHECK(refused.error().host == host_of(gone));
    const auto unknown = client.send(get("http://no-such-host.invalid/"), {});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().fault == TransportFault::cannot_connect);
}

TEST_CASE("a body is bounded before and after decompression", "[curl]") {
    LoopbackServer server([](const test::Request& request) {
        return request.number == 0 ? test::padding(200u << 20) : test::gzip_bomb(64u << 20);
    });
    const long before = peak_kilobytes();
    CurlClient client(agent());
    auto request = get(server.url());
    request.timeout = 20s;
    request.max_body_bytes = 1u << 20;
    for (int i = 0; i < 2; ++i) {
        const auto response = client.send(request, {});
        REQUIRE_FALSE(response);
        CHECK(response.error().fault == TransportFault::too_large);
        if (i == 0) {
            CHECK(peak_kilobytes() - before < 32 * 1024);
        }
    }
    request.max_body_bytes = 0;
    CHECK_FALSE(client.send(request, {}));
}

TEST_CASE("a body of exactly the bound comes whole", "[curl]") {
    LoopbackServer server([](const test::Request&) { return test::chunked(test::ok(std::string(1000, 'x'))); });
    CurlClient client(agent());
    auto request = get(server.url());
    request.max_body_bytes = 1000;
    REQUIRE(client.send(request, {}));
    request.max_body_bytes = 999;
    CHECK_FALSE(client.send(request, {}));
}

TEST_CASE("redirects are followed to http only, and not for ever", "[curl]") {
    LoopbackServer server([&](const test::Request& request) {
        if (request.path == "/file") {
            return test::redirect(302, "file:///etc/passwd");
        }
        if (request.path == "/gopher") {
            return test::redirect(301, "gopher://127.0.0.1/x");
        }
        if (request.path == "/loop") {
            return test::redirect(301, "/loop");
        }
        if (request.path == "/moved") {
            return test::redirect(301, "/new?a=b");
        }
        return test::ok(request.method + " " + request.target + request.body);
    });
    CurlClient client(agent());
    const auto moved = client.send(get(server.url("/moved")), {});
    REQUIRE(moved);
    CHECK(moved->body == "GET /new?a=b");
    CHECK(moved->final_url == server.url("/new?a=b"));
    for (const std::string path : {"/file", "/gopher", "/loop"}) {
        INFO(path);
        const auto response = client.send(get(server.url(path)), {});
        REQUIRE_FALSE(response);
        CHECK(response.error().fault == TransportFault::refused_here);
    }
    for (const std::string url : {"file:///etc/passwd", "ftp://127.0.0.1/", "dict://127.0.0.1:1/", "/etc/passwd", ""}) {
        INFO(url);
        const auto response = client.send(get(url), {});
        REQUIRE_FALSE(response);
        CHECK(response.error().fault == TransportFault::refused_here);
    }
}

TEST_CASE("secret headers stay with the origin that they were meant for", "[curl]") {
    LoopbackServer other([](const test::Request&) { return test::ok("other"); });
    LoopbackServer server([&](const test::Request& request) {
        if (request.path == "/away") {
            return test::redirect(302, other.url("/landed"));
        }
        if (request.path == "/near") {
            return test::redirect(307, "/landed");
        }
        return test::ok(request.method + request.body);
    });
    CurlClient client(agent());
    auto request = get(server.url("/away"));
    request.headers = {{"Authorization", "Bearer s3cret"},
                       {"x-api-key", "s3cret"},
                       {"Cookie", "s3cret"},
                       {"Accept", "application/json"}};
    REQUIRE(client.send(request, {})->body == "other");
    const auto landed = other.requests().at(0);
    for (const auto& [name, value] : landed.headers) {
        INFO(name);
        CHECK(value.find("s3cret") == std::string::npos);
    }
    CHECK(landed.header("Accept") == "application/json");
    CHECK_FALSE(landed.header("User-Agent").empty());

    request.url = server.url("/near");
    request.method = "POST";
    request.body = "kept";
    REQUIRE(client.send(request, {})->body == "POSTkept");
    CHECK(server.requests().back().header("x-api-key") == "s3cret");
}

TEST_CASE("a header with a line end in it is refused, not sent", "[curl]") {
    LoopbackServer server([](const test::Request&) { return test::ok(""); });
    CurlClient client(agent());
    auto request = get(server.url());
    request.headers = {{"x-api-key", "a\r\nX-Other: b"}};
    const auto response = client.send(request, {});
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == TransportFault::refused_here);
    CHECK(response.error().message.find("X-Other") == std::string::npos);
    CHECK(server.requests().empty());
}

TEST_CASE("a stop ends a silent transfer", "[curl]") {
    LoopbackServer server([](const test::Request&) { return test::silence(); });
    CurlClient client(agent());
    std::stop_source stop;
    std::thread stopper([&] {
        std::this_thread::sleep_for(50ms);
        stop.request_stop();
    });
    auto request = get(server.url());
    request.timeout = 30s;
    const auto begin = std::chrono::steady_clock::now();
    const auto response = client.send(request, stop.get_token());
    stopper.join();
    REQUIRE_FALSE(response);
    CHECK(response.error().fault == TransportFault::stopped);
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    CHECK(client.send(request, stop.get_token()).error().fault == TransportFault::stopped);
    CHECK(server.requests().size() == 1);
}
