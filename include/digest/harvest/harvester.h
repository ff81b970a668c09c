#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/base/progress.h"
#include "digest/model/paper.h"
#include "digest/model/slice.h"
#include "digest/net/http.h"
#include "digest/net/pacer.h"

// What the archive lacks of a window, into the archive:
//
//     Pacer pacer{{.interval = polite_interval(settings.base_url, std::chrono::seconds{3})}};
//     const PageSink store = [&](const HarvestedPage& page) {
//         return archive.store_page(page.papers, page.slice, page.restart);
//     };
//     const HarvestPlan plan = plan_harvest(window, settings.categories, known, settings.now);
//     TRY_ASSIGN(const HarvestReport report, harvest(plan, settings, client, pacer, store, progress, stop));
//     return report.papers;

namespace digest {

/// One request as it went, for a log. The same address never comes twice without a reason.
struct RequestRecord {
    std::string url{};
    std::string reason{};   ///< why it is sent again; empty: it was not sent before
    std::string outcome{};  ///< "HTTP 200, 500 papers", "HTTP 503", "timed out"
    std::chrono::steady_clock::time_point started{};
    std::chrono::milliseconds time{0};
};

struct HarvestSettings {
    std::string base_url = "https://export.arxiv.org/api/query";
    std::string user_agent{};
    std::vector<std::string> categories{};
    int page_size = 500;
    int max_attempts = 6;
    std::chrono::milliseconds interval{3000};  ///< of the backoff; the pacer has its own
    std::chrono::milliseconds max_wait{900'000};
    std::chrono::milliseconds timeout{60'000};
    Timestamp now{};
    std::int64_t deepest_result = 10'000;  ///< start + max_results; a slice that needs more is split
    std::function<void(const RequestRecord&)> on_request{};
};

/// What is to be fetched: slices that are missing, not whole, or were fetched too early.
using HarvestPlan = std::vector<Slice>;

/// One page, handed over to be stored as one transaction together with the slice's record so far. `slice.whole` is
/// true on the page that completes it; `restart` says that earlier pages of this slice did not agree and its count
/// begins anew (papers already stored stay: they are real).
struct HarvestedPage {
    Slice slice{};
    std::vector<Paper> papers{};
    bool restart = false;
};
using PageSink = std::function<Result<void>(const HarvestedPage&)>;

/// Day slices of the window, oldest first, but for days to come and for those that `known` shows whole and fetched four
/// days or more after their end. A whole one that was fetched earlier is asked again once it is old enough, until then
/// at most once a day, because the service's data change once a day.
HarvestPlan plan_harvest(const Window& window, const std::vector<std::string>& categories,
                         const std::vector<Slice>& known, Timestamp now);

struct HarvestReport {
    int requests = 0;
    int retries = 0;
    int papers = 0;
    std::vector<Slice> slices{};  ///< as they ended
    Notices notices{};
};

/// Fetches the plan page by page: each page goes to `sink` before the next is asked for. A slice is whole when its
/// different ids are as many as the service's own total and all its pages agree on that; else it is fetched again, up
/// to max_attempts times, and then left as not whole with a notice. An empty slice is asked once more at the end of the
/// run. An entry that cannot be read counts as there, with a notice, when it comes twice.
/// Stops with `network` after max_attempts on one page, and at once when the service refuses (400, 401, 403, 404), asks
/// for a wait longer than max_wait, or cannot be reached by the first request; with `interrupted` when stopped.
Result<HarvestReport> harvest(const HarvestPlan& plan, const HarvestSettings& settings, HttpClient& client,
                              Pacer& pacer, const PageSink& sink, const ProgressSink& progress, std::stop_token stop);

/// Single papers by id (pins that are not in the archive), newest version, in batches. Unknown ids are left out.
Result<std::vector<Paper>> fetch_by_id(const std::vector<std::string>& ids, const HarvestSettings& settings,
                                       HttpClient& client, Pacer& pacer, std::stop_token stop);

}  // namespace digest
