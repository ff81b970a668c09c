#include "digest/observe/observer.h"

#include <utility>

#include "session.h"

namespace digest {

Result<Notices> observe(const Window& window, const std::vector<Paper>& papers, const std::vector<Observation>& known,
                        const ObserveSettings& settings, HttpClient& client, const ObservationSink& sink,
                        const ProgressSink& progress, std::stop_token stop) {
    services::Run run{window, papers, known, settings, client, sink, progress, std::move(stop)};
    using Service = std::pair<const ServiceSettings&, Result<void> (*)(services::Run&)>;
    const Service services[] = {{settings.semantic_scholar, services::observe_semantic_scholar},
                                {settings.openalex, services::observe_openalex},
                                {settings.hugging_face, services::observe_hugging_face},
                                {settings.hacker_news, services::observe_hacker_news},
                                {settings.github, services::observe_github}};
    for (const auto& [service, ask] : services) {
        if (!service.enabled) continue;
        if (auto asked = ask(run); !asked) return tl::unexpected(std::move(asked.error()));
    }
    return std::move(run.notices);
}

}  // namespace digest
