#include <algorithm>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "session.h"

namespace digest::services {

namespace {

ServiceAnswer without_numbers(const BatchService& service, std::span<const std::string> ids, ObservationState state,
                              Timestamp now) {
    ServiceAnswer answer;
    for (const std::string& id : ids) {
        for (const std::string_view metric : service.metrics) {
            answer.observations.push_back(without_number(id, service.name, metric, state, now));
        }
    }
    return answer;
}

/// What came of one batch: numbers, all unknown, or all failed.
ServiceAnswer read_batch(ServiceSession& session, const BatchService& service,
                         const std::optional<HttpResponse>& response, std::span<const std::string> ids,
                         const std::string& what, Timestamp now) {
    if (!response) {
        return without_numbers(service, ids, ObservationState::failed, now);
    }
    if (service.knows_none != nullptr && service.knows_none(*response)) {
        session.succeeded();
        return without_numbers(service, ids, ObservationState::unknown, now);
    }
    auto answer = service.parse(response->body, ids, now);
    if (!answer) {
        session.failed(what, answer.error().message);
        return without_numbers(service, ids, ObservationState::failed, now);
    }
    session.succeeded();
    return std::move(*answer);
}

}  // namespace

Result<void> observe_in_batches(Run& run, const BatchService& service) {
    const std::vector<const Paper*> asked = stale_papers(run, service.name, service.metrics, false);
    if (asked.empty()) {
        return {};
    }
    ServiceSession session(run, std::string(service.name));
    session.begin(static_cast<std::int64_t>(asked.size()), "papers");
    for (std::size_t begin = 0; session.open() && begin < asked.size(); begin += service.size) {
        const std::size_t end = std::min(begin + service.size, asked.size());
        std::vector<std::string> ids;
        ids.reserve(end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            ids.push_back(asked[i]->id);
        }
        const std::string what = fmt::format("papers {} to {}", begin + 1, end);
        TRY_ASSIGN(const auto response, session.ask(service.request(session, ids), what, service.knows_none));
        const ServiceAnswer answer = read_batch(session, service, response, ids, what, run.settings.now);
        session.tell(answer.notices);
        TRY(run.sink(answer.observations));
        session.advance(static_cast<std::int64_t>(end - begin));
    }
    return {};
}

}  // namespace digest::services
