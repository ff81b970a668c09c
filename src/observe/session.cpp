#include "session.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include <fmt/format.h>

#include "digest/base/hash.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"

namespace digest::services {

namespace {

using namespace std::chrono_literals;

constexpr int failures_to_give_up = 3;
constexpr std::chrono::milliseconds longest_wait = 120s;
constexpr std::size_t quote_bytes = 160;

bool has_blank_or_control(std::string_view key) {
    return std::any_of(key.begin(), key.end(), [](char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return value <= 0x20 || value >= 0x7f;
    });
}

/// Hugging Face says how long in its own header: "api";r=0;t=123.
std::optional<std::chrono::milliseconds> rate_limit_wait(const HttpResponse& response) {
    const auto header = response.header("RateLimit");
    if (!header) {
        return std::nullopt;
    }
    const std::size_t at = header->find(";t=");
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    int seconds = 0;
    std::from_chars(header->data() + at + 3, header->data() + header->size(), seconds);
    if (seconds <= 0) {
        return std::nullopt;
    }
    return std::chrono::seconds{seconds};
}

ServiceSettings settings_of(const Run& run, std::string_view service) {
    const auto found = run.settings.services.find(service);
    return found == run.settings.services.end() ? ServiceSettings{} : found->second;
}

/// Nothing more may be asked for a while, and it does not say how long.
bool is_used_up(const HttpResponse& response) {
    return (response.status == 403 || response.status == 429) &&
           response.header("x-ratelimit-remaining") == std::optional<std::string_view>{"0"};
}

std::string in_words(std::chrono::milliseconds wait) {
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
    return minutes < 120 ? fmt::format("{} minutes", minutes) : fmt::format("{} hours", (minutes + 59) / 60);
}

}  // namespace

ServiceSession::ServiceSession(Run& run, std::string service)
    : run_(run),
      service_(std::move(service)),
      settings_(settings_of(run, service_)),
      pacer_({run.settings.interval, {}, [this](std::chrono::milliseconds wait) {
                  report(service_title(service_), wait);
              }}) {
    policy_.max_attempts = std::max(run.settings.max_attempts, 1);
    policy_.interval = run.settings.interval;
    policy_.max_wait = longest_wait;
    policy_.jitter_seed = fnv1a(service_);
    if (has_blank_or_control(settings_.api_key)) {
        give_up("its key was not sent: it contains a blank or a character that no key has; correct it");
    }
}

Timestamp ServiceSession::now() const {
    return run_.settings.now + std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - begun_);
}

void ServiceSession::give_up(const std::string& reason, NoticeKind kind) {
    if (!open_) {
        return;
    }
    open_ = false;
    run_.notices.push_back(
        {kind, redacted(fmt::format("not asked any more in this run: {}", reason)), service_title(service_)});
}

void ServiceSession::failed(const std::string& what, const std::string& reason) {
    if (!open_) {
        return;
    }
    run_.notices.push_back({NoticeKind::data_doubted,
                            redacted(fmt::format("no usable answer for {}: {}", what, reason)),
                            service_title(service_)});
    if (++failures_in_a_row_ >= failures_to_give_up) {
        give_up(fmt::format("{} requests in a row got no usable answer", failures_to_give_up));
    }
}

void ServiceSession::tell(const Notices& notices) {
    for (Notice notice : notices) {
        notice.message = redacted(std::move(notice.message));
        run_.notices.push_back(std::move(notice));
    }
}

std::string ServiceSession::redacted(std::string text) const {
    const std::string& key = settings_.api_key;
    if (key.empty()) {
        return text;
    }
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 3)) {
        text.replace(at, key.size(), "***");
    }
    return text;
}

std::string ServiceSession::quoted(std::string_view body) const {
    // The key goes first: cut or cleaned, it would not be found any more.
    const std::string clean = collapse_white_space(
        strip_controls(repair_utf8(redacted(std::string(body.substr(0, std::size_t{64} * 1024))))));
    const std::string_view shown = utf8_prefix(clean, quote_bytes);
    return fmt::format("“{}{}”", shown, shown.size() < clean.size() ? "…" : "");
}

ServiceSession::Verdict ServiceSession::judge(const HttpResponse& response, const Accepts& accepts, std::string& reason,
                                              std::chrono::milliseconds& wait) {
    if (response.status == 200 || (accepts && accepts(response))) {
        return Verdict::answered;
    }
    reason = fmt::format("HTTP {}", response.status);
    if (!trim(response.body).empty()) {
        reason += " " + quoted(response.body);
    }
    if (const auto verdict = judge_retry(response, reason, wait)) {
        return *verdict;
    }
    if (is_used_up(response)) {
        give_up(fmt::format("its limit is used up ({})", reason));
    } else if (response.status == 401 || response.status == 403) {
        give_up(fmt::format("it refuses ({}){}", reason, settings_.api_key.empty() ? "" : "; check its key"));
    }
    return Verdict::failed;
}

std::optional<ServiceSession::Verdict> ServiceSession::judge_retry(const HttpResponse& response,
                                                                   const std::string& reason,
                                                                   std::chrono::milliseconds& wait) {
    const auto asked_to_wait = retry_after(response, now());
    const bool throttled = response.status == 429 || (response.status == 403 && asked_to_wait);
    if (!throttled && !worth_retrying(response.status)) {
        return std::nullopt;
    }
    const auto longer = asked_to_wait || !throttled ? asked_to_wait : rate_limit_wait(response);
    if (!longer) {
        return is_used_up(response) ? std::nullopt : std::optional{Verdict::again};
    }
    if (*longer > longest_wait) {
        give_up(fmt::format("it asks to be left alone for {} ({})", in_words(*longer), reason));
        return Verdict::failed;
    }
    wait = std::max(wait, *longer);
    return Verdict::again;
}

Result<std::optional<HttpResponse>> ServiceSession::ask(HttpRequest request, const std::string& what,
                                                        const Accepts& accepts) {
    if (!run_.settings.user_agent.empty()) {
        request.headers.emplace_back("User-Agent", run_.settings.user_agent);
    }
    request.timeout = run_.settings.timeout;
    std::string reason;
    int status = 0;
    std::chrono::steady_clock::time_point not_before{};
    for (int attempt = 1; open_ && attempt <= policy_.max_attempts; ++attempt) {
        std::chrono::milliseconds wait = backoff(policy_, attempt + 1);
        {
            TRY_ASSIGN(const auto turn, pacer_.take_turn(run_.stop, not_before));
            auto response = run_.client.send(request, run_.stop);
            if (!response && response.error().fault == TransportFault::stopped) {
                return fail(ErrorKind::interrupted, "stopped", service_title(service_));
            }
            if (response) {
                status = response->status;
                const Verdict verdict = judge(*response, accepts, reason, wait);
                if (verdict == Verdict::answered) {
                    return std::optional{std::move(*response)};
                }
                if (verdict == Verdict::failed) {
                    break;
                }
            } else {
                status = 0;
                reason = response.error().message;
                if (response.error().fault == TransportFault::cannot_connect) {
                    give_up(fmt::format("it cannot be reached ({})", reason));
                }
                if (!worth_retrying(response.error().fault)) {
                    break;
                }
            }
        }
        not_before = std::chrono::steady_clock::now() + wait;
    }
    if (status == 429) {
        give_up(fmt::format("it still throttles after {} attempts ({})", policy_.max_attempts, reason));
    }
    failed(what, reason);
    return std::optional<HttpResponse>{};
}

void ServiceSession::begin(std::int64_t total, std::string unit) {
    total_ = total;
    unit_ = std::move(unit);
    report({}, 0ms);
}

void ServiceSession::advance(std::int64_t by) {
    done_ = std::min(done_ + by, total_);
    report({}, 0ms);
}

void ServiceSession::report(std::string waiting_for, std::chrono::milliseconds wait) {
    if (!run_.progress) {
        return;
    }
    ProgressEvent event;
    event.task = "observe";
    event.detail = service_title(service_);
    event.done = done_;
    event.total = total_;
    event.unit = unit_;
    event.waiting_for = std::move(waiting_for);
    event.wait = wait;
    event.finished = total_ > 0 && done_ == total_;
    run_.progress(event);
}

std::vector<const Paper*> stale_papers(const Run& run, std::string_view service,
                                       std::span<const std::string_view> metrics, bool brief_unknown) {
    const Timestamp now = run.settings.now;
    const Timestamp oldest = now - std::chrono::days{run.settings.fresh_days};
    const Timestamp oldest_unknown = std::max(oldest, now - std::chrono::days{1});
    std::unordered_map<std::string_view, std::size_t> fresh;
    fresh.reserve(run.papers.size());
    for (const Observation& observation : run.known) {
        if (observation.service != service || observation.state == ObservationState::failed) {
            continue;
        }
        if (std::find(metrics.begin(), metrics.end(), observation.metric) == metrics.end()) {
            continue;
        }
        const bool brief = brief_unknown && observation.state == ObservationState::unknown;
        if (observation.observed_at > (brief ? oldest_unknown : oldest)) {
            ++fresh[observation.paper_id];
        }
    }
    std::vector<const Paper*> stale;
    for (const Paper& paper : run.papers) {
        const auto found = fresh.find(paper.id);
        if (found == fresh.end() || found->second < metrics.size()) {
            stale.push_back(&paper);
        }
    }
    return stale;
}

Observation without_number(std::string_view paper_id, std::string_view service, std::string_view metric,
                           ObservationState state, Timestamp now) {
    Observation observation;
    observation.paper_id = paper_id;
    observation.service = service;
    observation.metric = metric;
    observation.state = state;
    observation.observed_at = now;
    if (state == ObservationState::absent) {
        observation.value = 0;
    }
    return observation;
}

}  // namespace digest::services
