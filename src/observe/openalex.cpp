#include <array>
#include <unordered_map>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "json.h"
#include "services.h"
#include "session.h"

namespace digest {

namespace {

using services::Count;
using services::Json;
using services::member;

constexpr const char* openalex_service = "openalex";
constexpr std::array<std::string_view, 2> openalex_metrics = {"citations", "citation_percentile"};
constexpr std::string_view doi_prefix = "https://doi.org/10.48550/arxiv.";

/// 0..1, unlike a count.
Count read_percentile(const Json& value) {
    if (value.is_null()) {
        return {};
    }
    if (!value.is_number()) {
        return {std::nullopt, true};
    }
    const double number = value.get<double>();
    if (!(number >= 0 && number <= 1)) {
        return {std::nullopt, true};
    }
    return {number, false};
}

}  // namespace

Result<ServiceAnswer> parse_openalex(std::string_view body, std::span<const std::string> ids, Timestamp now) {
    TRY_ASSIGN(const auto json, services::parse_json(body));
    const Json& results = member(json, "results");
    if (!results.is_array()) {
        return fail(ErrorKind::data, "it holds no list of results");
    }

    std::unordered_map<std::string, const Json*> works;
    for (const Json& work : results) {
        const std::string doi = ascii_lower(services::text_member(work, "doi"));
        if (doi.starts_with(doi_prefix)) {
            works.emplace(doi.substr(doi_prefix.size()), &work);
        }
    }
    const Count promised = services::read_count(member(member(json, "meta"), "count"));
    const bool cut = promised.value && *promised.value > static_cast<double>(results.size());

    ServiceAnswer answer;
    answer.observations.reserve(ids.size() * openalex_metrics.size());
    std::vector<std::string_view> lost;
    const Json unlisted;
    for (const std::string& id : ids) {
        const auto found = works.find(ascii_lower(id));
        if (found == works.end() && cut) {
            lost.push_back(id);
            continue;
        }
        const Json& work = found == works.end() ? unlisted : *found->second;
        const Json& percentile = member(member(work, "citation_normalized_percentile"), "value");
        answer.observations.push_back(services::to_observation(
            id, openalex_service, "citations", services::read_count(member(work, "cited_by_count")), now));
        answer.observations.push_back(
            services::to_observation(id, openalex_service, "citation_percentile", read_percentile(percentile), now));
    }
    services::tell_nonsense(answer.observations, openalex_service, answer.notices);
    for (const std::string_view id : lost) {
        for (const std::string_view metric : openalex_metrics) {
            answer.observations.push_back(
                services::without_number(id, openalex_service, metric, ObservationState::failed, now));
        }
    }
    if (!lost.empty()) {
        answer.notices.push_back({NoticeKind::data_doubted,
                                  fmt::format("only {} of {:.0f} results arrived; {} papers are left without one",
                                              results.size(), *promised.value, lost.size()),
                                  service_title(openalex_service)});
    }
    return answer;
}

namespace services {

namespace {

HttpRequest works_request(const ServiceSession& session, std::span<const std::string> ids) {
    HttpRequest request;
    request.url = session.settings().base_url + "/works?filter=doi:";
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i > 0) {
            request.url += "%7C";
        }
        request.url += doi_prefix;
        request.url += ascii_lower(ids[i]);
    }
    request.url += "&per_page=100&select=id,doi,cited_by_count,citation_normalized_percentile";
    // As a header, never as api_key=…: addresses end up in logs and messages.
    if (!session.settings().api_key.empty()) {
        request.headers.emplace_back("Authorization", "Bearer " + session.settings().api_key);
    }
    return request;
}

}  // namespace

Result<void> observe_openalex(Run& run) {
    const BatchService batches{openalex_service, openalex_metrics, 100, works_request, nullptr, parse_openalex};
    return observe_in_batches(run, batches);
}

}  // namespace services

}  // namespace digest
