#include "digest/observe/observer.h"

#include <utility>

#include "digest/base/try.h"
#include "services.h"
#include "session.h"

namespace digest {

Result<Notices> observe(const Window& window, const std::vector<Paper>& papers, const std::vector<Observation>& known,
                        const ObserveSettings& settings, HttpClient& client, const ObservationSink& sink,
                        const ProgressSink& progress, std::stop_token stop) {
    services::Run run{window, papers, known, settings, client, sink, progress, std::move(stop)};
    for (const services::Observer& observer : services::observers) {
        const auto service = settings.services.find(observer.service);
        if (service == settings.services.end() || !service->second.enabled) {
            continue;
        }
        TRY(observer.observe(run));
    }
    return std::move(run.notices);
}

}  // namespace digest
