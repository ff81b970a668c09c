#include "digest/enrich/enricher.h"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "digest/net/curl_client.h"
#include "support/fake_arxiv_web.h"

using namespace digest;
using namespace std::chrono_literals;
using test::FakeArxivWeb;
using test::ImageAddress;
using test::WebFigure;
using test::WebPaper;

namespace {

constexpr const char* by = "http://creativecommons.org/licenses/by/4.0/";
constexpr const char* arxiv_only = "http://arxiv.org/licenses/nonexclusive-distrib/1.0/";

Timestamp at(const char* day) {
    return *parse_day(day);
}

WebPaper paper(const std::string& id, const std::string& licence = by) {
    WebPaper made;
    made.id = id;
    made.licence = licence;
    return made;
}

EnrichRequest request(const std::string& id, const char* submitted = "2026-10-01") {
    return {id, at(submitted), {"Ada Example", "Bob Sample"}};
}

struct Outcome {
    std::vector<Enrichment> enrichments{};
    EnrichReport report{};
};

EnrichSettings settings_for(const FakeArxivWeb& web) {
    EnrichSettings settings;
    settings.arxiv_oai = web.oai_url();
    settings.arxiv_web = web.web_url() + "/";
    settings.ar5iv = web.ar5iv_url();
    settings.user_agent = "digest-test/1 (+https://example.org)";
    settings.interval = 1ms;
    settings.timeout = 5s;
    settings.now = at("2026-11-05");
    return settings;
}

Outcome run(const EnrichSettings& settings, const std::vector<EnrichRequest>& requests) {
    CurlClient client({});
    Pacer pacer({.interval = 1ms});
    Outcome outcome;
    const auto sink = [&](const Enrichment& enrichment) -> Result<void> {
        outcome.enrichments.push_back(enrichment);
        return {};
    };
    auto report = enrich_picks(requests, settings, client, pacer, sink, {}, {});
    REQUIRE(report);
    REQUIRE(outcome.enrichments.size() == requests.size());
    outcome.report = std::move(*report);
    return outcome;
}

Outcome run(const FakeArxivWeb& web, const std::vector<EnrichRequest>& requests) {
    return run(settings_for(web), requests);
}

int notices_about(const Outcome& outcome, const std::string& words, NoticeKind kind) {
    return static_cast<int>(
        std::count_if(outcome.report.notices.begin(), outcome.report.notices.end(), [&](const Notice& notice) {
            return notice.kind == kind && (notice.message + notice.origin).find(words) != std::string::npos;
        }));
}

}  // namespace

TEST_CASE("a figure under CC BY comes with image, caption, credit and licence", "[enrich]") {
    for (const ImageAddress address :
         {ImageAddress::with_base, ImageAddress::beside_page, ImageAddress::from_root, ImageAddress::data}) {
        WebPaper shown = paper("2610.00001");
        shown.figure->address = address;
        FakeArxivWeb web({shown});
        const Outcome outcome = run(web, {request("2610.00001")});
        const Enrichment& enrichment = outcome.enrichments.front();
        REQUIRE(enrichment.licence);
        CHECK(enrichment.licence->name == "CC BY 4.0");
        REQUIRE(enrichment.figure);
        CHECK(enrichment.figure->url == "https://arxiv.org/html/2610.00001#S1.F1");
        CHECK(enrichment.figure->number == "1");
        CHECK(enrichment.figure->caption == "Overview of the method.");
        CHECK(enrichment.figure->credit == "Ada Example and Bob Sample");
        REQUIRE(enrichment.figure->image);
        CHECK(enrichment.figure->image->bytes == shown.figure->image);
        CHECK(enrichment.figure->image->info == ImageInfo{ImageType::png, 320, 200});
        CHECK(outcome.report.notices.empty());
        CHECK(web.server().requests().front().header("User-Agent") == "digest-test/1 (+https://example.org)");
    }
}

TEST_CASE("without a licence that allows it the figure is only linked and its image never asked for", "[enrich]") {
    FakeArxivWeb web({paper("2610.00001", arxiv_only), paper("2610.00002", ""),
                      paper("2610.00003", "http://creativecommons.org/licenses/by-nc-sa/4.0/")});
    const Outcome outcome = run(web, {request("2610.00001"), request("2610.00002"), request("2610.00003")});
    for (const Enrichment& enrichment : outcome.enrichments) {
        INFO(enrichment.id);
        REQUIRE(enrichment.licence);
        CHECK_FALSE(enrichment.licence->may_show);
        REQUIRE(enrichment.figure);
        CHECK(enrichment.figure->url == "https://arxiv.org/html/" + enrichment.id + "#S1.F1");
        CHECK(enrichment.figure->caption.empty());
        CHECK_FALSE(enrichment.figure->image);
    }
    CHECK(web.asked() == std::vector<std::string>{"oai:arXiv.org:2610.00001", "/html/2610.00001",
                                                  "oai:arXiv.org:2610.00002", "/html/2610.00002",
                                                  "oai:arXiv.org:2610.00003", "/html/2610.00003"});
}

TEST_CASE("papers from before December 2023 are looked up at ar5iv", "[enrich]") {
    WebPaper old = paper("2201.03545");
    old.on_ar5iv = true;
    WebPaper older = paper("hep-th/9901001");
    older.on_ar5iv = true;
    FakeArxivWeb web({old, older, paper("2312.00001")});
    const Outcome outcome = run(web, {request("2201.03545", "2022-01-10"), request("hep-th/9901001", "1999-01-01"),
                                      request("2311.99999", "2023-11-30"), request("2312.00001", "2023-12-01")});
    REQUIRE(outcome.enrichments[0].figure);
    CHECK(outcome.enrichments[0].figure->url == "https://ar5iv.labs.arxiv.org/html/2201.03545#S1.F1");
    CHECK(outcome.enrichments[0].figure->image);
    REQUIRE(outcome.enrichments[1].figure);
    CHECK(outcome.enrichments[1].figure->url == "https://ar5iv.labs.arxiv.org/html/hep-th/9901001#S1.F1");
    // ar5iv sends on to the abstract page: no figure and nothing wrong.
    CHECK_FALSE(outcome.enrichments[2].figure);
    REQUIRE(outcome.enrichments[3].figure);
    CHECK(outcome.enrichments[3].figure->url == "https://arxiv.org/html/2312.00001#S1.F1");
    CHECK(notices_about(outcome, "", NoticeKind::data_doubted) == 0);
    CHECK(notices_about(outcome, "does not know 2311.99999", NoticeKind::information) == 1);
}

TEST_CASE("no HTML edition is no figure and no notice", "[enrich]") {
    WebPaper bare = paper("2610.00001");
    bare.has_html = false;
    WebPaper plain = paper("2610.00002");
    plain.figure.reset();
    FakeArxivWeb web({bare, plain});
    const Outcome outcome = run(web, {request("2610.00001"), request("2610.00002")});
    CHECK_FALSE(outcome.enrichments[0].figure);
    CHECK(outcome.enrichments[0].licence->name == "CC BY 4.0");
    CHECK_FALSE(outcome.enrichments[1].figure);
    CHECK(outcome.report.notices.empty());
}

TEST_CASE("one dead service costs only what it gives", "[enrich]") {
    std::vector<WebPaper> papers{paper("2610.00001"), paper("2610.00002"), paper("2201.03545")};
    papers[2].on_ar5iv = true;
    const std::vector<EnrichRequest> requests{request("2610.00001"), request("2610.00002"),
                                              request("2201.03545", "2022-01-10")};
    FakeArxivWeb web(papers);

    SECTION("OAI refuses the connection: figures are only linked") {
        EnrichSettings settings = settings_for(web);
        settings.arxiv_oai = "http://127.0.0.1:1/oai";
        const Outcome outcome = run(settings, requests);
        for (const Enrichment& enrichment : outcome.enrichments) {
            CHECK_FALSE(enrichment.licence);
            REQUIRE(enrichment.figure);
            CHECK_FALSE(enrichment.figure->image);
        }
        CHECK(outcome.report.notices.size() == 1);
        CHECK(notices_about(outcome, "arXiv OAI", NoticeKind::data_doubted) == 1);
    }
    SECTION("arXiv's HTML answers 503 for ever: asked so often, then left alone") {
        web.fail_when([](const test::Request& asked) -> std::optional<test::Reply> {
            const bool arxiv = asked.header("Host").rfind("127.", 0) == 0 && asked.path.rfind("/html/", 0) == 0;
            return arxiv ? std::optional(test::status(503)) : std::nullopt;
        });
        const Outcome outcome = run(web, requests);
        CHECK_FALSE(outcome.enrichments[0].figure);
        CHECK_FALSE(outcome.enrichments[1].figure);
        CHECK(outcome.enrichments[1].licence);
        CHECK(outcome.enrichments[2].figure->image);
        CHECK(outcome.report.notices.size() == 1);
        CHECK(notices_about(outcome, "arXiv HTML", NoticeKind::data_doubted) == 1);
        const auto asked = web.asked();
        CHECK(std::count(asked.begin(), asked.end(), "/html/2610.00001") == 3);
        CHECK(std::count(asked.begin(), asked.end(), "/html/2610.00002") == 0);
    }
    SECTION("ar5iv asks for an hour of patience: given up at once") {
        web.fail_when([](const test::Request& asked) -> std::optional<test::Reply> {
            if (asked.header("Host").rfind("localhost", 0) != 0) {
                return std::nullopt;
            }
            return test::with_header(test::status(429), "Retry-After", "3600");
        });
        const Outcome outcome = run(web, requests);
        CHECK(outcome.enrichments[0].figure->image);
        CHECK_FALSE(outcome.enrichments[2].figure);
        CHECK(notices_about(outcome, "3600 s", NoticeKind::data_doubted) == 1);
    }
}

TEST_CASE("a passing fault is tried again", "[enrich]") {
    FakeArxivWeb web({paper("2610.00001")});
    web.fail_when([](const test::Request& asked) -> std::optional<test::Reply> {
        if (asked.number == 0) {
            return test::status(503);
        }
        if (asked.number == 2) {
            return test::reset(20);
        }
        if (asked.number == 4) {
            return test::cut_short(test::ok(test::png_image(320, 200), "image/png"), 50);
        }
        return std::nullopt;
    });
    const Outcome outcome = run(web, {request("2610.00001")});
    REQUIRE(outcome.enrichments[0].figure);
    CHECK(outcome.enrichments[0].figure->image);
    CHECK(outcome.report.requests == 6);
    CHECK(outcome.report.notices.empty());
}

TEST_CASE("an OAI answer that makes no sense is no licence", "[enrich]") {
    FakeArxivWeb web({paper("2610.00001"), paper("2610.00002"), paper("2610.00003"), paper("2610.00004")});
    web.fail_when([](const test::Request& asked) -> std::optional<test::Reply> {
        if (asked.path != "/oai") {
            return std::nullopt;
        }
        if (asked.number == 0) {
            return test::ok("<html><body>busy</body></html>", "text/html");
        }
        if (asked.number == 2) {
            return test::ok(
                "<OAI-PMH><GetRecord><record><header><identifier>oai:arXiv.org:2610.00009</identifier></header>"
                "<metadata><arXiv><license>http://creativecommons.org/licenses/by/4.0/</license></arXiv>"
                "</metadata></record></GetRecord></OAI-PMH>");
        }
        return test::status(404);
    });
    const Outcome outcome =
        run(web, {request("2610.00001"), request("2610.00002"), request("2610.00003"), request("2610.00004")});
    for (const Enrichment& enrichment : outcome.enrichments) {
        CHECK_FALSE(enrichment.licence);
        REQUIRE(enrichment.figure);
        CHECK_FALSE(enrichment.figure->image);
    }
    CHECK(notices_about(outcome, "record of 2610.00009", NoticeKind::data_doubted) == 1);
    CHECK(notices_about(outcome, "not asked any more", NoticeKind::data_doubted) == 1);
    const auto asked = web.asked();
    CHECK(std::count(asked.begin(), asked.end(), "oai:arXiv.org:2610.00004") == 0);
}

TEST_CASE("an image that cannot be taken leaves the link", "[enrich]") {
    const std::string svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    const auto left_out = [](const std::string& image, const std::function<std::optional<test::Reply>()>& instead) {
        WebPaper shown = paper("2610.00001");
        if (!image.empty()) {
            shown.figure->image = image;
        }
        FakeArxivWeb web({shown});
        web.fail_when([&](const test::Request& asked) -> std::optional<test::Reply> {
            return asked.path.ends_with(".png") ? instead() : std::nullopt;
        });
        const Outcome outcome = run(web, {request("2610.00001")});
        REQUIRE(outcome.enrichments[0].figure);
        CHECK(outcome.enrichments[0].figure->caption == "Overview of the method.");
        CHECK_FALSE(outcome.enrichments[0].figure->image);
        CHECK(outcome.report.notices.size() == 1);
        CHECK(outcome.report.notices[0].kind == NoticeKind::information);
    };
    const auto truth = []() -> std::optional<test::Reply> { return std::nullopt; };
    left_out(svg, truth);
    left_out("<html>not found</html>", truth);
    left_out(test::png_image(16, 16), truth);
    left_out({}, [] { return std::optional(test::status(404)); });
    left_out({}, [] { return std::optional(test::padding(6u << 20)); });
    FakeArxivWeb elsewhere({paper("2610.00001")});
    left_out({}, [&] { return std::optional(test::redirect(302, elsewhere.web_url() + "/html/2610.00001v1/x1.png")); });
}

TEST_CASE("a hostile page is survived", "[enrich]") {
    std::vector<WebPaper> papers{paper("2610.00001"), paper("2610.00002"), paper("2610.00003"), paper("2610.00004")};
    papers[1].page = "<html><body>";
    for (int i = 0; i < 16'000; ++i) {
        papers[1].page += "<div>";
    }
    papers[2].page =
        "<html><body><figure class='ltx_figure'><img src='http://127.0.0.1:1/x.png'><figcaption>"
        "<span class='ltx_tag'>Figure 1: </span>Local.</figcaption></figure>";
    FakeArxivWeb web(papers);
    web.fail_when([](const test::Request& asked) -> std::optional<test::Reply> {
        return asked.path == "/html/2610.00001" ? std::optional(test::padding(31u << 20)) : std::nullopt;
    });
    const Outcome outcome =
        run(web, {request("2610.00001"), request("2610.00002"), request("2610.00003"), request("2610.00004")});
    CHECK_FALSE(outcome.enrichments[0].figure);
    CHECK_FALSE(outcome.enrichments[1].figure);
    REQUIRE(outcome.enrichments[2].figure);
    CHECK_FALSE(outcome.enrichments[2].figure->image);
    CHECK(outcome.enrichments[3].figure->image);
    CHECK(outcome.report.notices.size() == 1);
    CHECK(notices_about(outcome, "the answer for 2610.00001 is larger than 30 MiB", NoticeKind::information) == 1);
}

TEST_CASE("what is no arXiv id is asked nowhere", "[enrich]") {
    FakeArxivWeb web({});
    const Outcome outcome =
        run(web, {request("../../etc/passwd"), request(""), request("2610.00001&verb=ListRecords")});
    CHECK(outcome.enrichments[0] == Enrichment{"../../etc/passwd", {}, {}});
    CHECK(web.server().requests().empty());
}

TEST_CASE("images are left alone when they are not wanted", "[enrich]") {
    FakeArxivWeb web({paper("2610.00001")});
    EnrichSettings settings = settings_for(web);
    settings.fetch_images = false;
    const Outcome outcome = run(settings, {request("2610.00001")});
    REQUIRE(outcome.enrichments[0].figure);
    CHECK_FALSE(outcome.enrichments[0].figure->image);
    CHECK(outcome.enrichments[0].figure->caption == "Overview of the method.");
    CHECK(web.server().requests().size() == 2);
}

TEST_CASE("every request keeps the pace, one connection at a time", "[enrich]") {
    WebPaper old = paper("2201.03545");
    old.on_ar5iv = true;
    FakeArxivWeb web({paper("2610.00001"), old});
    CurlClient client({});
    Pacer pacer({.interval = 30ms});
    const auto report = enrich_picks({request("2610.00001"), request("2201.03545", "2022-01-10")}, settings_for(web),
                                     client, pacer, [](const Enrichment&) -> Result<void> { return {}; }, {}, {});
    REQUIRE(report);
    CHECK(report->requests == 6);
    CHECK(web.server().requests().size() == 6);
    // Five gaps; a busy machine may see one request later than it was sent.
    CHECK(web.server().time_of_requests() >= 5 * 30ms - 60ms);
    CHECK(web.server().most_connections_at_once() == 1);
}

TEST_CASE("a stop or a failing sink ends the run", "[enrich]") {
    FakeArxivWeb web({paper("2610.00001"), paper("2610.00002")});
    CurlClient client({});
    Pacer pacer({.interval = 1ms});
    std::stop_source stop;
    int taken = 0;
    std::vector<ProgressEvent> events;
    const auto stopped = enrich_picks(
        {request("2610.00001"), request("2610.00002")}, settings_for(web), client, pacer,
        [&](const Enrichment&) -> Result<void> {
            ++taken;
            stop.request_stop();
            return {};
        },
        [&](const ProgressEvent& event) { events.push_back(event); }, stop.get_token());
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().kind == ErrorKind::interrupted);
    CHECK(taken == 1);
    REQUIRE(events.size() == 2);
    CHECK(events[1].done == 1);
    CHECK(events[1].total == 2);

    const auto failed =
        enrich_picks({request("2610.00001")}, settings_for(web), client, pacer,
                     [](const Enrichment&) -> Result<void> { return fail(ErrorKind::storage, "disk full"); }, {}, {});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message == "disk full");
}
