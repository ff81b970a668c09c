#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "digest/base/dates.h"
#include "digest/net/http.h"
#include "digest/net/pacer.h"

namespace digest {

/// How long to go on trying, counted in intervals of the pacer, so that tests need not wait.
struct RetryPolicy {
    int max_attempts = 6;
    std::chrono::milliseconds interval{3000};
    int first_backoff = 3;                        ///< intervals before the second attempt; doubles with each
    int backoff_cap = 60;                         ///< intervals
    std::chrono::milliseconds max_wait{900'000};  ///< a longer Retry-After gives up
    std::uint64_t jitter_seed = 0;
};

/// Backoff before attempt `attempt` (2 = the first repetition): doubling, capped, plus up to one interval of jitter.
std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempt);

/// Retry-After in seconds or as a date, as a wait from `now`; 0, the past and rubbish say nothing.
std::optional<std::chrono::milliseconds> retry_after(const HttpResponse& response, Timestamp now);

/// 406, 429, 500, 502, 503, 504.
bool worth_retrying(int status);
/// A time-out or a broken transfer; not a host that cannot be reached at all.
bool worth_retrying(TransportFault fault);

}  // namespace digest
