#include "page_fetcher.h"

#include <algorithm>

#include <fmt/format.h>

#include "digest/base/try.h"

namespace digest {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int least_page = 25;
constexpr std::size_t largest_page = 32u << 20;  // 2,000 entries take five
constexpr int good_pages_to_recover = 4;
constexpr const char* kept = "what came so far is kept: run the same command later and it goes on from there";

std::string outcome_of(const tl::expected<HttpResponse, TransportError>& answer) {
    return answer ? fmt::format("HTTP {}, {} bytes", answer->status, answer->body.size()) : answer.error().message;
}

}  // namespace

PageFetcher::PageFetcher(const HarvestSettings& settings, HttpClient& client, Pacer& pacer, std::stop_token stop)
    : settings_(settings), client_(client), pacer_(pacer), stop_(std::move(stop)), host_(host_of(settings.base_url)) {
    policy_.max_attempts = std::max(settings.max_attempts, 1);
    policy_.interval = settings.interval;
    policy_.max_wait = settings.max_wait;
    policy_.jitter_seed = static_cast<std::uint64_t>(settings.now.time_since_epoch().count());
    page_size_ = std::max(settings.page_size, 1);
}

Timestamp PageFetcher::now() const {
    return settings_.now + std::chrono::duration_cast<std::chrono::seconds>(Steady::now() - begun_);
}

void PageFetcher::count_cause(const std::string& cause) {
    ++retries_;
    ++causes_[cause];
}

void PageFetcher::halve_page() {
    good_pages_ = 0;
    page_size_ = std::max(page_size_ / 2, std::min(settings_.page_size, least_page));
}

void PageFetcher::note_good_page() {
    if (page_size_ >= settings_.page_size || ++good_pages_ < good_pages_to_recover) {
        return;
    }
    good_pages_ = 0;
    page_size_ = std::min(page_size_ * 2, settings_.page_size);
}

Result<AtomPage> PageFetcher::fetch(const PageRequest& request) {
    std::string reason = request.reason;
    Steady::time_point not_before = request.wait.count() > 0 ? Steady::now() + request.wait : Steady::time_point{};
    std::string fault;
    for (int attempt = 1; attempt <= policy_.max_attempts; ++attempt) {
        TRY_ASSIGN(Attempt tried, ask(request.url(page_size_), reason, not_before));
        if (tried.page) {
            tried.fault = request.doubt(*tried.page, attempt);
            if (tried.fault.empty()) {
                note_good_page();
                return std::move(*tried.page);
            }
        }
        fault = tried.fault;
        // One combination of start and size may fail for ever while its neighbours work.
        if (tried.slow || (attempt > 2 && tried.fault != "HTTP 429")) {
            halve_page();
        }
        if (attempt == policy_.max_attempts) {
            break;
        }
        const auto wait =
            std::max(backoff(policy_, attempt + 1), tried.retry_after.value_or(std::chrono::milliseconds{0}));
        not_before = Steady::now() + wait;
        reason = fault;
        count_cause(tried.cause.empty() ? fault : tried.cause);
        if (on_wait) {
            on_wait(fault, wait);
        }
    }
    return give_up(request, fault);
}

Result<AtomPage> PageFetcher::give_up(const PageRequest& request, const std::string& fault) const {
    return fail(ErrorKind::network,
                fmt::format("{} did not give {} in {} attempts; the last one: {}", host_, request.what,
                            policy_.max_attempts, fault),
                host_, kept);
}

Result<PageFetcher::Attempt> PageFetcher::ask(const std::string& url, const std::string& reason,
                                              Steady::time_point not_before) {
    HttpRequest request;
    request.url = url;
    request.timeout = settings_.timeout;
    request.max_body_bytes = largest_page;
    if (!settings_.user_agent.empty()) {
        request.headers.emplace_back("User-Agent", settings_.user_agent);
    }
    const auto in_turn = [&]() -> Result<Answer> {
        TRY_ASSIGN(const Pacer::Turn turn, pacer_.take_turn(stop_, not_before));
        Answer got = client_.send(request, stop_);
        ++requests_;
        if (settings_.on_request) {
            const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - turn.started());
            settings_.on_request({url, reason, outcome_of(got), turn.started(), time});
        }
        return got;
    };
    TRY_ASSIGN(const Answer answer, in_turn());
    // The turn is over here: what follows runs while the pace waits.
    return judge(answer);
}

Result<PageFetcher::Attempt> PageFetcher::judge(const Answer& answer) {
    if (!answer) {
        return judge_fault(answer.error());
    }
    answered_ = true;
    if (answer->status != 200) {
        return judge_status(*answer);
    }
    Attempt attempt;
    auto page = parse_atom(answer->body, host_);
    if (!page) {
        attempt.fault = page.error().message;
        attempt.cause = "answers that were not a whole feed";
    } else if (!page->total_results) {
        attempt.fault = "the feed does not say how many results there are";
    } else {
        attempt.page = std::move(*page);
    }
    return attempt;
}

Result<PageFetcher::Attempt> PageFetcher::judge_fault(const TransportError& error) const {
    if (error.fault == TransportFault::stopped) {
        return fail(ErrorKind::interrupted, "stopped", host_, kept);
    }
    if (error.fault == TransportFault::refused_here) {
        return fail(ErrorKind::network, fmt::format("the address of the service cannot be used: {}", error.message),
                    host_, "check [services] arxiv_api in digest.toml");
    }
    if (error.fault == TransportFault::cannot_connect && !answered_) {
        return fail(ErrorKind::network, fmt::format("cannot reach {}: {}", host_, error.message), host_,
                    "check the network; or add --offline to work with the archive, or --sample for the sample month");
    }
    Attempt attempt;
    attempt.slow = error.fault == TransportFault::timed_out || error.fault == TransportFault::too_large;
    attempt.fault = error.fault == TransportFault::timed_out ? "timed out" : error.message;
    if (error.fault != TransportFault::timed_out) {
        attempt.cause = "broken transfers";
    }
    return attempt;
}

Result<PageFetcher::Attempt> PageFetcher::judge_status(const HttpResponse& response) const {
    if (response.status == 403) {
        return fail(
            ErrorKind::network, "arXiv has blocked this address or program (HTTP 403)", host_,
            "wait a day, see https://info.arxiv.org/help/robots.html, and set [harvest] contact in digest.toml");
    }
    if (!worth_retrying(response.status)) {
        auto page = parse_atom(response.body, host_);
        const bool told = !page && page.error().kind == ErrorKind::network;
        return fail(ErrorKind::network,
                    fmt::format("{} refuses the request: HTTP {}{}", host_, response.status,
                                told ? ", " + page.error().message : std::string{}),
                    host_, "check [harvest] categories and [services] arxiv_api in digest.toml");
    }
    Attempt attempt;
    attempt.fault = fmt::format("HTTP {}", response.status);
    attempt.slow = response.status >= 500;
    attempt.retry_after = retry_after(response, now());
    if (attempt.retry_after && *attempt.retry_after > policy_.max_wait) {
        const auto when = now() + std::chrono::ceil<std::chrono::seconds>(*attempt.retry_after);
        return fail(ErrorKind::network,
                    fmt::format("{} answers HTTP {} and asks to come back after {}", host_, response.status,
                                format_rfc3339(when)),
                    host_, kept);
    }
    return attempt;
}

}  // namespace digest
