#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "digest/net/pacer.h"
#include "digest/net/retry.h"
#include "digest/observe/observer.h"
#include "services.h"

namespace digest::services {

/// What the services of one run share.
struct Run {
    const Window& window;
    const std::vector<Paper>& papers;
    const std::vector<Observation>& known;
    const ObserveSettings& settings;
    HttpClient& client;
    const ObservationSink& sink;
    const ProgressSink& progress;
    std::stop_token stop;
    Notices notices{};
};

/// The conversation with one service: its pace, its retries, and when to give it up for this run.
class ServiceSession {
  public:
    ServiceSession(Run& run, std::string service);

    /// False where nothing more may be asked: not begun because of an unusable key, or given up. It was told.
    bool open() const { return open_; }

    using Accepts = std::function<bool(const HttpResponse&)>;
    /// The answer: status 200, or one that `accepts` takes. Nothing where none came after all attempts: told as a
    /// notice, with `what` was asked for. Fails only when the run is stopped.
    Result<std::optional<HttpResponse>> ask(HttpRequest request, const std::string& what, const Accepts& accepts = {});

    /// An answer that came was of no use, too. Three of them in a row, and the service is given up.
    void failed(const std::string& what, const std::string& reason);
    void succeeded() { failures_in_a_row_ = 0; }
    void give_up(const std::string& reason, NoticeKind kind = NoticeKind::data_doubted);
    void tell(const Notices& notices);

    void begin(std::int64_t total, std::string unit);  ///< of the progress
    void advance(std::int64_t by);

    /// Words from outside that may be shown: without the key, controls and excess length.
    std::string quoted(std::string_view body) const;

    const ServiceSettings& settings() const { return settings_; }

  private:
    enum class Verdict { answered, again, failed };
    Verdict judge(const HttpResponse& response, const Accepts& accepts, std::string& reason,
                  std::chrono::milliseconds& wait);
    /// Of an answer that is none: nothing where asking again is of no use. What the service asks for raises `wait`.
    std::optional<Verdict> judge_retry(const HttpResponse& response, const std::string& reason,
                                       std::chrono::milliseconds& wait);
    std::string redacted(std::string text) const;
    Timestamp now() const;
    void report(std::string waiting_for, std::chrono::milliseconds wait);

    Run& run_;
    std::string service_;
    ServiceSettings settings_;
    Pacer pacer_;
    RetryPolicy policy_{};
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    bool open_ = true;
    int failures_in_a_row_ = 0;
    std::int64_t done_ = 0;
    std::int64_t total_ = 0;
    std::string unit_{};
};

/// Papers of which the service's `metrics` are not all known freshly. With `brief_unknown` an unknown is asked again
/// after a day: the list was not complete yet.
std::vector<const Paper*> stale_papers(const Run& run, std::string_view service,
                                       std::span<const std::string_view> metrics, bool brief_unknown);

Observation without_number(std::string_view paper_id, std::string_view service, std::string_view metric,
                           ObservationState state, Timestamp now);

/// A service that is asked for so many papers at a time.
struct BatchService {
    std::string_view name;
    std::span<const std::string_view> metrics;
    std::size_t size;
    HttpRequest (*request)(const ServiceSession& session, std::span<const std::string> ids);
    bool (*knows_none)(const HttpResponse& response);  ///< an answer that makes the whole batch unknown; may be null
    Result<ServiceAnswer> (*parse)(std::string_view body, std::span<const std::string> ids, Timestamp now);
};
Result<void> observe_in_batches(Run& run, const BatchService& service);

}  // namespace digest::services
