#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/base/progress.h"
#include "digest/model/observation.h"
#include "digest/model/paper.h"
#include "digest/net/http.h"

// What the services know of papers, into the archive:
//
//     const ObservationSink store = [&](const std::vector<Observation>& batch) {
//         return archive.store_observations(batch);
//     };
//     TRY_ASSIGN(const Notices notices, observe(window, papers, known, settings, client, store, progress, stop));
//     return notices;

namespace digest {

/// One service as configured. The key is a secret: it goes into a header and nowhere else.
struct ServiceSettings {
    bool enabled = false;
    std::string base_url{};
    std::string api_key{};
};

struct ObserveSettings {
    std::map<std::string, ServiceSettings, std::less<>> services{};  ///< by name; one that is missing is not asked
    std::string user_agent{};
    int fresh_days = 14;
    int max_attempts = 6;
    std::chrono::milliseconds interval{1000};  ///< of one service; its own pace where it asks for a slower one
    std::chrono::milliseconds timeout{60'000};
    Timestamp now{};
};

using ObservationSink = std::function<Result<void>(const std::vector<Observation>&)>;

/// Asks every enabled service for what `known` lacks or holds older than fresh_days, in the service's own batches,
/// and hands each batch to `sink` as it comes. A service that is dead, lies or throttles for long is given up for
/// this run with a notice (kind data_doubted); only a failing sink or a stop ends the run.
Result<Notices> observe(const Window& window, const std::vector<Paper>& papers, const std::vector<Observation>& known,
                        const ObserveSettings& settings, HttpClient& client, const ObservationSink& sink,
                        const ProgressSink& progress, std::stop_token stop);

}  // namespace digest
