#include "web_service.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "digest/base/hash.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/net/retry.h"

namespace digest {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int failures_to_give_up = 3;

std::string one_line(std::string_view text) {
    return collapse_white_space(strip_controls(repair_utf8(text)));
}

}  // namespace

void WebService::give_up(const std::string& reason) {
    open_ = false;
    run_.report.notices.push_back(
        {NoticeKind::data_doubted, fmt::format("not asked any more in this run: {}; {}", reason, loss_), title_});
}

void WebService::useless(const std::string& id, const std::string& reason) {
    run_.report.notices.push_back(
        {NoticeKind::data_doubted, fmt::format("nothing usable for {}: {}", id, reason), title_});
    if (open_ && ++failures_in_a_row_ >= failures_to_give_up) {
        give_up(fmt::format("{} answers in a row were of no use", failures_to_give_up));
    }
}

Result<WebService::Attempt> WebService::try_once(const HttpRequest& request, Steady::time_point not_before) {
    TRY_ASSIGN(const Pacer::Turn turn, run_.pacer.take_turn(run_.stop, not_before));
    ++run_.report.requests;
    auto answer = run_.client.send(request, run_.stop);
    Attempt attempt;
    if (!answer) {
        const TransportFault fault = answer.error().fault;
        if (fault == TransportFault::stopped) {
            return fail(ErrorKind::interrupted, "stopped", title_);
        }
        attempt.reason = one_line(answer.error().message);
        attempt.dead = fault == TransportFault::cannot_connect;
        attempt.too_large = fault == TransportFault::too_large;
        attempt.again = worth_retrying(fault) && !attempt.dead;
        return attempt;
    }
    attempt.reason = fmt::format("it answers HTTP {}", answer->status);
    if (worth_retrying(answer->status)) {
        const auto passed = std::chrono::floor<std::chrono::seconds>(Steady::now() - run_.begun);
        const auto asked = retry_after(*answer, run_.settings.now + passed);
        if (asked && *asked > run_.settings.max_wait) {
            attempt.dead = true;
            attempt.reason +=
                fmt::format(" and asks to wait {} s", std::chrono::ceil<std::chrono::seconds>(*asked).count());
            return attempt;
        }
        attempt.again = true;
        attempt.wait = asked.value_or(attempt.wait);
        return attempt;
    }
    if (answer->status == 200 || answer->status == 404 || answer->status == 410) {
        attempt.response = std::move(*answer);
    }
    return attempt;
}

Result<std::optional<HttpResponse>> WebService::get(const std::string& url, std::size_t max_body_bytes,
                                                    const std::string& id) {
    if (!open_) {
        return std::optional<HttpResponse>{};
    }
    HttpRequest request;
    request.url = url;
    request.timeout = run_.settings.timeout;
    request.max_body_bytes = max_body_bytes;
    if (!run_.settings.user_agent.empty()) {
        request.headers.emplace_back("User-Agent", run_.settings.user_agent);
    }

    RetryPolicy policy;
    policy.max_attempts = std::max(run_.settings.max_attempts, 1);
    policy.interval = run_.settings.interval;
    policy.jitter_seed = fnv1a(url);
    Steady::time_point not_before{};
    Attempt attempt;
    for (int number = 1; number <= policy.max_attempts; ++number) {
        TRY_ASSIGN(attempt, try_once(request, not_before));
        if (attempt.response || !attempt.again) {
            break;
        }
        not_before = Steady::now() + std::max(attempt.wait, backoff(policy, number + 1));
    }
    if (attempt.response) {
        return std::move(attempt.response);
    }
    if (attempt.too_large) {
        run_.report.notices.push_back(
            {NoticeKind::information,
             fmt::format("the answer for {} is larger than {} MiB and was not taken", id, max_body_bytes >> 20U),
             title_});
    } else if (attempt.dead) {
        give_up(attempt.reason);
    } else if (attempt.again) {
        give_up(fmt::format("{}, also at attempt {}", attempt.reason, policy.max_attempts));
    } else {
        useless(id, attempt.reason);
    }
    return std::optional<HttpResponse>{};
}

}  // namespace digest
