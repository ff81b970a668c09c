#include "digest/harvest/harvester.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "digest/harvest/query.h"
#include "digest/net/curl_client.h"
#include "digest/store/archive.h"
#include "support/fake_arxiv.h"

// The harvest over real sockets into a real archive, with everything that is known to go wrong on the way.

namespace digest {
namespace {

using namespace std::chrono_literals;
using test::FakeArxiv;
using test::FeedPage;
using test::Reply;
using test::Request;

const Window window{*parse_day("2022-01-10"), *parse_day("2022-01-15")};
const std::vector<std::string> categories{"cs.CL", "cs.LG"};

Paper paper_of(int number, Timestamp submitted) {
    Paper paper;
    paper.id = "2201." + std::to_string(10000 + number);
    paper.title = "Paper number " + std::to_string(number);
    paper.abstract = "We count to " + std::to_string(number) + ".";
    paper.authors = {"Ada Example"};
    paper.categories = number % 3 == 0 ? std::vector<std::string>{"cs.CV", "cs.LG"} : std::vector<std::string>{"cs.CL"};
    paper.submitted = paper.updated = submitted;
    return paper;
}

/// Days of 23, none, 40, 7 and 12 papers, several at the same second, and some that nobody asked for.
std::vector<Paper> a_week() {
    std::vector<Paper> papers;
    const std::array<int, 5> sizes{23, 0, 40, 7, 12};
    for (std::size_t day = 0; day < sizes.size(); ++day) {
        for (int i = 0; i < sizes[day]; ++i) {
            const auto time = window.from + std::chrono::days{static_cast<int>(day)} + std::chrono::minutes{i / 3 * 60};
            papers.push_back(paper_of(static_cast<int>(papers.size()), time));
        }
    }
    papers.back().submitted = window.until - 1s;
    papers.push_back(paper_of(900, window.from - 1s));
    papers.push_back(paper_of(901, Timestamp{window.until}));
    papers.push_back(paper_of(902, Timestamp{window.from}));
    papers.back().categories = {"math.CO"};
    return papers;
}

HarvestSettings settings_for(const FakeArxiv& arxiv) {
    HarvestSettings settings;
    settings.base_url = arxiv.base_url();
    settings.user_agent = "digest-test/1";
    settings.categories = categories;
    settings.page_size = 10;
    settings.interval = 1ms;
    settings.timeout = 5s;
    settings.max_wait = 10s;
    settings.now = *parse_rfc3339("2022-03-01T00:00:00Z");
    return settings;
}

/// An archive with a harvest that fills it, and a watch on what is sent.
class Run {
  public:
    explicit Run(const FakeArxiv& arxiv) : settings(settings_for(arxiv)) {
        settings.on_request = [this](const RequestRecord& record) {
            if (!sent_.insert(record.url).second && record.reason.empty()) {
                repeated_without_reason = record.url;
            }
            records.push_back(record);
        };
    }

    Result<HarvestReport> harvest(std::stop_token stop = {}) {
        sent_.clear();
        CurlClient client({});
        Pacer::Settings pace;
        pace.interval = settings.interval;
        Pacer pacer(pace);
        const auto plan = plan_harvest(window, categories, *archive.slices(window), settings.now);
        return digest::harvest(
            plan, settings, client, pacer,
            [this](const HarvestedPage& page) {
                if (on_page) {
                    on_page(page);
                }
                return archive.store_page(page.papers, page.slice, page.restart);
            },
            {}, stop);
    }

    std::vector<Paper> papers() const { return *archive.papers(window, {}); }
    std::vector<Slice> slices() const {
        auto slices = *archive.slices(window);
        for (Slice& slice : slices) {
            slice.fetched_at = {};
        }
        return slices;
    }
    bool is_whole() const { return plan_harvest(window, categories, *archive.slices(window), settings.now).empty(); }

    HarvestSettings settings;
    Archive archive = std::move(*Archive::in_memory());
    std::function<void(const HarvestedPage&)> on_page{};
    std::vector<RequestRecord> records{};
    std::string repeated_without_reason{};

  private:
    std::set<std::string> sent_{};
};

/// What an undisturbed run leaves.
struct Undisturbed {
    std::vector<Paper> papers{};
    std::vector<Slice> slices{};
    int requests = 0;

    explicit Undisturbed(const std::vector<Paper>& served) {
        FakeArxiv arxiv(served);
        Run run(arxiv);
        const auto report = run.harvest();
        REQUIRE(report);
        REQUIRE(run.is_whole());
        papers = run.papers();
        slices = run.slices();
        requests = report->requests;
    }
};

struct Fault {
    std::string name{};
    Reply reply{};
    std::function<void(FeedPage&)> bend{};
    bool stops = false;  ///< the run may end with ErrorKind::network; else it must survive
    std::chrono::milliseconds timeout{5000};
};

Paper without_title(Paper paper) {
    paper.title.clear();
    return paper;
}

std::vector<Fault> faults() {
    const auto bent = [](std::string name, std::function<void(FeedPage&)> bend) {
        return Fault{std::move(name), {}, std::move(bend)};
    };
    const std::string page = test::atom_feed(a_week(), {10, 0, 10, "q"});
    std::vector<Fault> all;
    for (const int status : {406, 429, 500, 502, 503, 504}) {
        all.push_back({"HTTP " + std::to_string(status), test::status(status, "Rate exceeded."), {}});
    }
    for (const int status : {400, 401, 403, 404, 410, 501}) {
        all.push_back(
            {"HTTP " + std::to_string(status), test::status(status, test::atom_error("no such thing")), {}, true});
    }
    all.push_back({"Retry-After 0", test::with_header(test::status(503), "Retry-After", "0"), {}});
    all.push_back(
        {"Retry-After past", test::with_header(test::status(429), "Retry-After", "Mon, 01 Jan 2001 00:00:00 GMT"), {}});
    all.push_back({"Retry-After an hour", test::with_header(test::status(503), "Retry-After", "3600"), {}, true});
    all.push_back({"reset at once", test::reset(), {}});
    all.push_back({"reset in the head", test::reset(40), {}});
    all.push_back({"reset in the body", test::reset(900), {}});
    all.push_back({"hang-up", test::hang_up(), {}});
    all.push_back({"garbage", test::garbage(), {}});
    all.push_back({"bad gzip", test::bad_gzip(), {}});
    all.push_back({"bad chunk", test::bad_chunk(), {}});
    all.push_back({"cut short", test::cut_short(test::ok(page), page.size() / 2), {}});
    all.push_back({"half a feed, whole as HTTP", test::ok(page.substr(0, page.size() / 2)), {}});
    all.push_back({"silence", test::silence(), {}, false, 120ms});
    all.push_back({"drip", test::drip(test::ok(page), 5ms), {}, false, 120ms});
    all.push_back({"200 MB of padding", test::padding(200u << 20), {}, false, 20s});
    all.push_back({"empty body", test::ok(""), {}});
    all.push_back({"HTML with 200", test::ok("<html><head><title>Busy</title></head></html>", "text/html"), {}});
    all.push_back({"throttled with 200", test::ok("Rate exceeded."), {}});
    all.push_back({"error feed with 200", test::ok(test::atom_error("something broke")), {}});
    all.push_back({"entity bomb", test::ok("<!DOCTYPE feed [<!ENTITY a 'aaaa'>]><feed>&a;</feed>"), {}});
    all.push_back({"invalid UTF-8", test::ok("<feed>\xff</feed>"), {}});
    all.push_back({"feed without total", test::ok("<feed xmlns='http://www.w3.org/2005/Atom'></feed>"), {}});
    all.push_back({"redirect to a file", test::redirect(302, "file:///etc/passwd"), {}, true});
    all.push_back(bent("spurious empty page", [](FeedPage& p) { p.papers.clear(); }));
    all.push_back(bent("empty page and total 0", [](FeedPage& p) { p.papers.clear(), p.head.total = 0; }));
    all.push_back(bent("total grown", [](FeedPage& p) { p.head.total += 3; }));
    all.push_back(
        bent("total shrunk", [](FeedPage& p) { p.head.total = std::max<std::int64_t>(p.head.total - 1, 0); }));
    all.push_back(
        bent("a paper skipped", [](FeedPage& p) { p.papers.resize(p.papers.size() - (p.papers.empty() ? 0 : 1)); }));
    all.push_back(bent("a paper twice", [](FeedPage& p) {
        if (p.papers.size() > 1) {
            p.papers.front() = p.papers.back();
        }
    }));
    all.push_back(bent("an unreadable entry", [](FeedPage& p) {
        if (!p.papers.empty()) {
            p.papers.front() = without_title(p.papers.front());
        }
    }));
    all.push_back(bent("more entries than asked for",
                       [](FeedPage& p) { p.papers.insert(p.papers.end(), p.papers.begin(), p.papers.end()); }));
    return all;
}

void check_manners(const Run& run, const test::LoopbackServer& server) {
    CHECK(run.repeated_without_reason == "");
    CHECK(server.most_connections_at_once() <= 1);
    CHECK(server.most_requests_at_once() <= 1);
}

}  // namespace

TEST_CASE("an undisturbed harvest is whole, in both formats", "[harvest]") {
    const Undisturbed expected(a_week());
    CHECK(expected.papers.size() == 82);
    CHECK(expected.slices.size() == 5);
    // 3 + 1 + 4 + 1 + 2 pages, and the empty day once more.
    CHECK(expected.requests == 12);
    FakeArxiv arxiv(a_week(), test::FeedFormat::before_2025_11);
    Run run(arxiv);
    const auto report = run.harvest();
    REQUIRE(report);
    CHECK(report->retries == 0);
    CHECK(report->papers == 82);
    CHECK(report->notices.empty());
    CHECK(run.papers() == expected.papers);
    CHECK(run.slices() == expected.slices);
    for (const Request& request : arxiv.server().requests()) {
        CHECK(request.header("User-Agent") == "digest-test/1");
    }
    // The second run has nothing to ask.
    CHECK(run.harvest()->requests == 0);
}

TEST_CASE("after any fault at any place the archive is that of the undisturbed run", "[harvest]") {
    const Undisturbed expected(a_week());
    // The first page, one in the middle of a day, the last page with papers, the last question of all.
    const std::array<int, 4> places{0, expected.requests / 2, expected.requests - 2, expected.requests - 1};
    int runs = 0;
    int stopped = 0;
    const auto all = faults();
    for (const Fault& fault : all) {
        for (const int place : places) {
            INFO(fault.name << " at request " << place);
            FakeArxiv arxiv(a_week());
            if (fault.bend) {
                arxiv.bend(place, fault.bend);
            } else {
                arxiv.fail(place, fault.reply);
            }
            Run run(arxiv);
            run.settings.timeout = fault.timeout;
            const auto report = run.harvest();
            ++runs;
            if (!report) {
                ++stopped;
                INFO(report.error().message);
                CHECK(fault.stops);
                CHECK(report.error().kind == ErrorKind::network);
                CHECK(report.error().origin == host_of(arxiv.base_url()));
                CHECK_FALSE(report.error().next.empty());
                CHECK_FALSE(run.is_whole());
                REQUIRE(run.harvest());
            } else {
                CHECK_FALSE(fault.stops);
            }
            CHECK(run.is_whole());
            CHECK(run.papers() == expected.papers);
            CHECK(run.slices() == expected.slices);
            check_manners(run, arxiv.server());
        }
    }
    std::printf("fault matrix: %zu faults x %zu places = %d runs, %d of them stopped and were taken up again\n",
                all.size(), places.size(), runs, stopped);
}

TEST_CASE("a fault that stays stops the run with its cause, and the next run goes on from there", "[harvest]") {
    const Undisturbed expected(a_week());
    for (const Reply& reply : {test::status(503), test::reset(), test::ok("<html/>")}) {
        FakeArxiv arxiv(a_week());
        arxiv.fail_when(
            [&](const Request& request) { return request.number >= 5 ? std::optional(reply) : std::nullopt; });
        Run run(arxiv);
        run.settings.max_attempts = 3;
        const auto report = run.harvest();
        REQUIRE_FALSE(report);
        CHECK(report.error().kind == ErrorKind::network);
        CHECK(report.error().message.find("12 January 2022, from paper 11") != std::string::npos);
        CHECK(report.error().message.find("3 attempts") != std::string::npos);
        CHECK(arxiv.server().requests().size() == 5 + 3);
        CHECK(run.papers().size() == 33);  // the whole first day and a page of the third are kept
        arxiv.fail_when({});
        REQUIRE(run.harvest());
        CHECK(run.papers() == expected.papers);
        CHECK(run.slices() == expected.slices);
        // The first day is not asked for again.
        CHECK(arxiv.server().requests()[8].value("search_query").find("20220111") != std::string::npos);
    }
}

TEST_CASE("refusals are told apart: blocked, wrong, come back later, not there", "[harvest]") {
    const auto message_of = [](const Reply& reply, std::size_t requests) {
        FakeArxiv arxiv(a_week());
        arxiv.fail(0, reply);
        Run run(arxiv);
        const auto report = run.harvest();
        REQUIRE_FALSE(report);
        CHECK(arxiv.server().requests().size() == requests);
        return report.error().message;
    };
    CHECK(message_of(test::status(403, "access denied"), 1).find("arXiv has blocked") == 0);
    const auto wrong = message_of(test::status(400, test::atom_error("Invalid query string: 'x'")), 1);
    CHECK(wrong.find("HTTP 400") != std::string::npos);
    CHECK(wrong.find("Invalid query string: 'x'") != std::string::npos);
    const auto later = message_of(test::with_header(test::status(503), "Retry-After", "7200"), 1);
    CHECK(later.find("2022-03-01T02:00:0") != std::string::npos);

    FakeArxiv arxiv(a_week());
    Run run(arxiv);
    arxiv.server().stop();
    const auto report = run.harvest();
    REQUIRE_FALSE(report);
    CHECK(report.error().message.find("cannot reach " + host_of(arxiv.base_url())) == 0);
    CHECK(report.error().next.find("--offline") != std::string::npos);
    CHECK(run.records.size() == 1);
}

TEST_CASE("Retry-After is waited for", "[harvest]") {
    FakeArxiv arxiv(a_week());
    arxiv.fail(1, test::with_header(test::status(429, "Rate exceeded."), "Retry-After", "1"));
    Run run(arxiv);
    REQUIRE(run.harvest());
    const auto requests = arxiv.server().requests();
    CHECK(requests[2].started - requests[1].ended >= 990ms);
    CHECK(run.records[2].reason == "HTTP 429");
    CHECK(requests[2].target == requests[1].target);
}

TEST_CASE("the page is halved on trouble and grows again", "[harvest]") {
    std::vector<Paper> papers;
    for (int i = 0; i < 700; ++i) {
        papers.push_back(paper_of(i, window.from + std::chrono::minutes{i}));
    }
    FakeArxiv arxiv(papers);
    arxiv.fail_when([](const Request& request) {
        const bool too_much = request.number < 20 && std::stoi(request.value("max_results")) > 50;
        return too_much ? std::optional(test::status(504)) : std::nullopt;
    });
    Run run(arxiv);
    run.settings.page_size = 200;
    REQUIRE(run.harvest());
    CHECK(run.is_whole());
    CHECK(run.papers().size() == 700);
    std::vector<int> sizes;
    for (const Request& request : arxiv.server().requests()) {
        sizes.push_back(std::stoi(request.value("max_results")));
    }
    CHECK(std::vector<int>(sizes.begin(), sizes.begin() + 9) ==
          std::vector<int>{200, 100, 50, 50, 50, 50, 100, 50, 50});
    CHECK(sizes.back() >= 100);
    CHECK(run.repeated_without_reason == "");
}

TEST_CASE("a day with no papers is believed only when it says so twice", "[harvest]") {
    FakeArxiv arxiv(a_week());
    arxiv.bend(0, [](FeedPage& page) { page = {}; });  // the first day is said to be empty
    Run run(arxiv);
    const auto report = run.harvest();
    REQUIRE(report);
    CHECK(run.is_whole());
    CHECK(run.papers().size() == 82);
    const auto asked_again = [&](const char* day) {
        return std::count_if(run.records.begin(), run.records.end(), [&](const RequestRecord& record) {
            return record.url.find(day) != std::string::npos && record.reason.find("once more") != std::string::npos;
        });
    };
    CHECK(asked_again("202201100000") == 3);
    CHECK(asked_again("202201110000") == 1);
    CHECK(asked_again("202201120000") == 0);
}

TEST_CASE("papers that come or go while a day is fetched make it be fetched again", "[harvest]") {
    auto grown = a_week();
    grown.push_back(paper_of(500, window.from + 30s));
    auto shrunk = a_week();
    shrunk.erase(shrunk.begin() + 3);
    for (const auto& later : {grown, shrunk}) {
        FakeArxiv arxiv(a_week());
        Run run(arxiv);
        int pages = 0;
        int restarts = 0;
        run.on_page = [&](const HarvestedPage& page) {
            if (++pages == 2) {
                arxiv.set_papers(later);
            }
            restarts += page.restart ? 1 : 0;
        };
        const auto report = run.harvest();
        REQUIRE(report);
        CHECK(restarts == 1);
        CHECK(run.is_whole());
        CHECK(run.slices().front().total == static_cast<std::int64_t>(later.size() == grown.size() ? 24 : 22));
        CHECK(run.slices().front().distinct == run.slices().front().total);
        const bool told = std::any_of(report->notices.begin(), report->notices.end(), [](const Notice& notice) {
            return notice.origin == "10 January 2022" &&
                   notice.message.find("the total went from 23 to") != std::string::npos;
        });
        CHECK(told);
    }
}

TEST_CASE("a day that never adds up is left as not whole, and the others are fetched", "[harvest]") {
    FakeArxiv arxiv(a_week());
    arxiv.bend_when([](const Request& request, FeedPage& page) {
        if (request.value("search_query").find("20220113") != std::string::npos) {
            page.papers.front() = page.papers.back();
        }
    });
    Run run(arxiv);
    run.settings.max_attempts = 3;
    const auto report = run.harvest();
    REQUIRE(report);
    CHECK_FALSE(run.is_whole());
    for (const Slice& slice : run.slices()) {
        CHECK(slice.whole == (slice.from != Timestamp{*parse_day("2022-01-13")}));
    }
    const auto doubted = std::count_if(report->notices.begin(), report->notices.end(), [](const Notice& notice) {
        return notice.kind == NoticeKind::data_doubted && notice.origin == "13 January 2022" &&
               notice.message.find("6 different papers of 7") != std::string::npos;
    });
    CHECK(doubted == 1);
}

TEST_CASE("an entry that stays unreadable is told, and does not keep the day from being whole", "[harvest]") {
    FakeArxiv arxiv(a_week());
    arxiv.bend_when([](const Request&, FeedPage& page) {
        for (Paper& paper : page.papers) {
            if (paper.id == "2201.10003") {
                paper.title.clear();
            }
        }
    });
    Run run(arxiv);
    const auto report = run.harvest();
    REQUIRE(report);
    CHECK(run.is_whole());
    CHECK(run.papers().size() == 81);
    const auto told = std::count_if(report->notices.begin(), report->notices.end(), [](const Notice& notice) {
        return notice.kind == NoticeKind::data_doubted && notice.message.find("2201.10003") != std::string::npos;
    });
    CHECK(told == 1);
}

TEST_CASE("a day deeper than the service goes is split by hours, then by categories", "[harvest]") {
    std::vector<Paper> papers;
    for (int i = 0; i < 90; ++i) {
        papers.push_back(paper_of(i, window.from + std::chrono::minutes{i * 15}));
    }
    for (int i = 90; i < 135; ++i) {
        papers.push_back(paper_of(i, window.from + 13h));
    }
    FakeArxiv arxiv(papers);
    arxiv.set_result_limit(60);
    Run run(arxiv);
    run.settings.deepest_result = 60;
    const auto report = run.harvest();
    REQUIRE(report);
    CHECK(run.is_whole());
    CHECK(run.papers().size() == 135);
    CHECK(run.slices().front().total == 135);
    CHECK(run.slices().front().distinct == 135);
    CHECK(run.slices().size() == 5);
    CHECK(run.repeated_without_reason == "");

    // An hour and a category that hold too many cannot be had; the days after it can.
    run.archive = std::move(*Archive::in_memory());
    run.settings.deepest_result = 30;
    const auto too_deep = run.harvest();
    REQUIRE(too_deep);
    const auto slices = run.slices();
    CHECK_FALSE(slices.front().whole);
    CHECK(std::count_if(slices.begin(), slices.end(), [](const Slice& slice) { return slice.whole; }) == 4);
}

TEST_CASE("a run that is stopped keeps its pages and is taken up", "[harvest]") {
    const Undisturbed expected(a_week());
    FakeArxiv arxiv(a_week());
    Run run(arxiv);
    std::stop_source stop;
    int pages = 0;
    run.on_page = [&](const HarvestedPage&) {
        if (++pages == 5) {
            stop.request_stop();
        }
    };
    const auto report = run.harvest(stop.get_token());
    REQUIRE_FALSE(report);
    CHECK(report.error().kind == ErrorKind::interrupted);
    CHECK(pages == 5);
    CHECK(run.papers().size() == 33);
    run.on_page = {};
    REQUIRE(run.harvest());
    CHECK(run.papers() == expected.papers);
    CHECK(run.slices() == expected.slices);
}

TEST_CASE("an archive that fails ends the run with its own error", "[harvest]") {
    FakeArxiv arxiv(a_week());
    CurlClient client({});
    Pacer pacer({1ms, {}, {}});
    const auto settings = settings_for(arxiv);
    const auto report =
        harvest(plan_harvest(window, categories, {}, settings.now), settings, client, pacer,
                [](const HarvestedPage&) -> Result<void> { return fail(ErrorKind::storage, "disk full"); }, {}, {});
    REQUIRE_FALSE(report);
    CHECK(report.error().message == "disk full");
    CHECK(arxiv.server().requests().size() == 1);
}

TEST_CASE("single papers come by id, in the order asked for, unknown ones left out", "[harvest]") {
    auto papers = a_week();
    papers.push_back(paper_of(950, window.from));
    papers.back().id = "hep-th/9901001";
    for (int i = 0; i < 120; ++i) {
        papers.push_back(paper_of(2000 + i, window.from));
    }
    FakeArxiv arxiv(papers);
    const auto settings = settings_for(arxiv);
    CurlClient client({});
    Pacer pacer({1ms, {}, {}});
    const auto found =
        fetch_by_id({"2201.10005v1", "nonsense", "hep-th/9901001", "0808.05394", "2201.10001", "2201.10005"}, settings,
                    client, pacer, {});
    REQUIRE(found);
    std::vector<std::string> ids;
    for (const Paper& paper : *found) {
        ids.push_back(paper.id);
    }
    CHECK(ids == std::vector<std::string>{"2201.10005", "hep-th/9901001", "2201.10001"});

    std::vector<std::string> many;
    for (int i = 0; i < 120; ++i) {
        many.push_back("2201." + std::to_string(12000 + i));
    }
    arxiv.server().forget();
    arxiv.bend(0, [](FeedPage& page) { page.papers.clear(); });
    const auto batches = fetch_by_id(many, settings, client, pacer, {});
    REQUIRE(batches);
    CHECK(batches->size() == 120);
    CHECK(arxiv.server().requests().size() == 3);
    CHECK(fetch_by_id({}, settings, client, pacer, {})->empty());
}

TEST_CASE("parsing and storing fit into the wait: a harvest takes its intervals and little more", "[harvest]") {
    const auto interval = 40ms;
    bool in_time = false;
    for (int attempt = 0; attempt < 5 && !in_time; ++attempt) {  // the machine may be busy with other things
        FakeArxiv arxiv(a_week());
        Run run(arxiv);
        run.settings.interval = interval;
        run.on_page = [](const HarvestedPage&) { ::usleep(10'000); };  // a slow disk
        REQUIRE(run.harvest());
        const auto requests = arxiv.server().requests();
        const auto count = static_cast<int>(requests.size());
        for (std::size_t i = 1; i < run.records.size(); ++i) {
            CHECK(run.records[i].started - run.records[i - 1].started >= interval);
        }
        CHECK(arxiv.server().most_connections_at_once() == 1);
        const auto last = requests.back().ended - requests.back().started;
        in_time = requests.back().ended - requests.front().started <= interval * (count - 1) * 21 / 20 + last;
    }
    CHECK(in_time);
}

TEST_CASE("two processes share the pace and the one connection", "[harvest]") {
    std::string folder = (std::filesystem::temp_directory_path() / "digest-harvest-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const auto interval = 30ms;
    std::array<pid_t, 2> children{};
    std::array<std::array<int, 2>, 2> pipes{};
    std::array<int, 2> starts{};
    REQUIRE(::pipe(starts.data()) == 0);
    for (std::size_t i = 0; i < children.size(); ++i) {
        REQUIRE(::pipe(pipes[i].data()) == 0);
        children[i] = ::fork();  // before the server has threads
        if (children[i] != 0) {
            continue;
        }
        int port = 0;
        if (::read(pipes[i][0], &port, sizeof port) != sizeof port) {
            ::_exit(2);
        }
        HarvestSettings settings;
        settings.on_request = [&](const RequestRecord& record) {
            const std::int64_t started = record.started.time_since_epoch().count();
            if (::write(starts[1], &started, sizeof started) != sizeof started) {
                ::_exit(3);
            }
        };
        settings.base_url = "http://127.0.0.1:" + std::to_string(port) + "/api/query";
        settings.page_size = 10;
        settings.interval = interval;
        settings.now = *parse_rfc3339("2022-03-01T00:00:00Z");
        CurlClient client({});
        Pacer::Settings pace;
        pace.interval = interval;
        pace.lock_file = std::filesystem::path(folder) / "pace";
        Pacer pacer(pace);
        std::size_t papers = 0;
        const auto report = harvest(plan_harvest(window, categories, {}, settings.now), settings, client, pacer,
                                    [&](const HarvestedPage& page) -> Result<void> {
                                        papers += page.papers.size();
                                        return {};
                                    },
                                    {}, {});
        ::_exit(report && papers == 82 ? 0 : 1);
    }
    FakeArxiv arxiv(a_week());
    const int port = arxiv.server().port();
    for (const auto& pipe : pipes) {
        CHECK(::write(pipe[1], &port, sizeof port) == sizeof port);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    for (const auto& pipe : pipes) {
        ::close(pipe[0]), ::close(pipe[1]);
    }
    ::close(starts[1]);
    std::vector<std::int64_t> times;
    for (std::int64_t time = 0; ::read(starts[0], &time, sizeof time) == sizeof time;) {
        times.push_back(time);
    }
    ::close(starts[0]);
    std::sort(times.begin(), times.end());
    REQUIRE(times.size() == 24);
    for (std::size_t i = 1; i < times.size(); ++i) {
        CHECK(std::chrono::nanoseconds{times[i] - times[i - 1]} >= interval);
    }
    std::filesystem::remove_all(folder);
    CHECK(arxiv.server().requests().size() == 24);
    CHECK(arxiv.server().most_connections_at_once() == 1);
    CHECK(arxiv.server().most_requests_at_once() == 1);
}

}  // namespace digest
