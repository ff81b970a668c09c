#include "digest/net/retry.h"

#include <algorithm>
#include <charconv>

#include "digest/base/hash.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

/// Evenly spread in [0, 1): the same seed and attempt give the same jitter.
double fraction(std::uint64_t seed, int attempt) {
    std::uint64_t value = seed + 0x9e3779b97f4a7c15ULL * (static_cast<std::uint64_t>(attempt) + 1);
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    value ^= value >> 31U;
    return static_cast<double>(value >> 11U) * 0x1.0p-53;
}

}  // namespace

std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempt) {
    std::int64_t intervals = policy.first_backoff;
    for (int i = 2; i < attempt && intervals < policy.backoff_cap; ++i) {
        intervals *= 2;
    }
    intervals = std::min<std::int64_t>(intervals, policy.backoff_cap);
    const auto jitter = static_cast<double>(policy.interval.count()) * fraction(policy.jitter_seed, attempt);
    return policy.interval * intervals + std::chrono::milliseconds{static_cast<std::int64_t>(jitter)};
}

std::optional<std::chrono::milliseconds> retry_after(const HttpResponse& response, Timestamp now) {
    const auto header = response.header("Retry-After");
    if (!header) {
        return std::nullopt;
    }
    const std::string_view text = trim(*header);
    std::int64_t seconds = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (end != text.data() + text.size() || code == std::errc::invalid_argument) {
        const auto time = parse_mail_date(text);
        if (!time) {
            return std::nullopt;
        }
        seconds = (*time - now).count();
    } else if (code == std::errc::result_out_of_range) {
        seconds = text.front() == '-' ? 0 : INT64_MAX;
    }
    if (seconds <= 0) {
        return std::nullopt;
    }
    constexpr std::int64_t longest = 10LL * 365 * 24 * 3600;
    return std::chrono::seconds{std::min(seconds, longest)};
}

bool worth_retrying(int status) {
    return status == 406 || status == 429 || status == 500 || (status >= 502 && status <= 504);
}

bool worth_retrying(TransportFault fault) {
    return fault == TransportFault::timed_out || fault == TransportFault::broken;
}

}  // namespace digest
