#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "json.h"
#include "services.h"
#include "session.h"

namespace digest {

namespace {

using services::Count;
using services::Json;
using services::member;

constexpr const char* semantic_scholar_service = "semantic_scholar";
constexpr std::size_t most_authors_told = 300;
constexpr std::array<std::string_view, 4> semantic_scholar_metrics = {"citations", "influential_citations", "h_indexes",
                                                                      "author_citations"};

/// Of the authors' numbers: the mean of the three highest, and all of them as text.
Observation of_authors(std::string_view id, const char* metric, const Json& authors, const char* field, Timestamp now) {
    std::vector<double> numbers;
    std::string detail;
    bool nonsense = !authors.is_array() && !authors.is_null();
    if (authors.is_array()) {
        for (const Json& author : authors) {
            const Count count = services::read_count(member(author, field));
            nonsense = nonsense || count.nonsense;
            if (!count.value) {
                continue;
            }
            if (numbers.size() < most_authors_told) {
                detail += fmt::format("{}{:.0f}", detail.empty() ? "" : ",", *count.value);
            }
            numbers.push_back(*count.value);
        }
    }
    Count mean{std::nullopt, nonsense && numbers.empty()};
    if (!numbers.empty()) {
        const std::size_t highest = std::min<std::size_t>(numbers.size(), 3);
        std::partial_sort(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(highest), numbers.end(),
                          std::greater<>{});
        double sum = 0;
        for (std::size_t i = 0; i < highest; ++i) {
            sum += numbers[i];
        }
        mean.value = sum / static_cast<double>(highest);
    }
    Observation observation = services::to_observation(id, semantic_scholar_service, metric, mean, now);
    observation.detail = std::move(detail);
    return observation;
}

void add_record(std::string_view id, const Json& record, Timestamp now, std::vector<Observation>& out) {
    const Json& authors = member(record, "authors");
    out.push_back(services::to_observation(id, semantic_scholar_service, "citations",
                                           services::read_count(member(record, "citationCount")), now));
    out.push_back(services::to_observation(id, semantic_scholar_service, "influential_citations",
                                           services::read_count(member(record, "influentialCitationCount")), now));
    out.push_back(of_authors(id, "h_indexes", authors, "hIndex", now));
    out.push_back(of_authors(id, "author_citations", authors, "citationCount", now));
}

void add_without_numbers(std::string_view id, ObservationState state, Timestamp now, std::vector<Observation>& out) {
    for (const std::string_view metric : semantic_scholar_metrics) {
        out.push_back(services::without_number(id, semantic_scholar_service, metric, state, now));
    }
}

/// Nothing: the record names no arXiv id. Empty: it names one that is none.
std::optional<std::string> named_id(const Json& record) {
    const Json& name = member(member(record, "externalIds"), "ArXiv");
    if (name.is_null()) {
        return std::nullopt;
    }
    const auto id = name.is_string() ? parse_arxiv_id(name.get_ref<const std::string&>()) : std::nullopt;
    return id ? id->id : std::string{};
}

struct MatchedRecords {
    std::vector<const Json*> records{};  ///< one for each paper that was asked for; null where there is none
    std::size_t strangers = 0;           ///< records of other papers
    bool same_length = false;            ///< as many records as papers: then position counts, too
};

MatchedRecords match_records(const Json& records, std::span<const std::string> ids) {
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        places.emplace(ids[i], i);
    }
    MatchedRecords matched{std::vector<const Json*>(ids.size(), nullptr), 0, records.size() == ids.size()};
    std::vector<const Json*> by_position(records.size(), nullptr);
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Json& record = records[i];
        const auto id = named_id(record);
        if (!id) {
            by_position[i] = &record;
            continue;
        }
        const auto place = places.find(*id);
        if (place == places.end()) {
            ++matched.strangers;
            continue;
        }
        const Json*& of_paper = matched.records[place->second];
        of_paper = of_paper != nullptr ? of_paper : &record;
    }
    if (!matched.same_length) {
        return matched;
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (matched.records[i] == nullptr) {
            matched.records[i] = by_position[i];
        }
    }
    return matched;
}

}  // namespace

Result<ServiceAnswer> parse_semantic_scholar(std::string_view body, std::span<const std::string> ids, Timestamp now) {
    TRY_ASSIGN(const auto json, services::parse_json(body));
    if (!json.is_array()) {
        return fail(ErrorKind::data, "it is not a list of papers");
    }

    const MatchedRecords matched = match_records(json, ids);
    ServiceAnswer answer;
    answer.observations.reserve(ids.size() * semantic_scholar_metrics.size());
    std::vector<std::string_view> lost;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const Json* record = matched.records[i];
        if (record != nullptr && record->is_object()) {
            add_record(ids[i], *record, now, answer.observations);
        } else if (matched.same_length && (record == nullptr || record->is_null())) {
            add_without_numbers(ids[i], ObservationState::unknown, now, answer.observations);
        } else {
            lost.push_back(ids[i]);
        }
    }
    services::tell_nonsense(answer.observations, semantic_scholar_service, answer.notices);
    for (const std::string_view id : lost) {
        add_without_numbers(id, ObservationState::failed, now, answer.observations);
    }
    if (!lost.empty()) {
        answer.notices.push_back(
            {NoticeKind::data_doubted,
             fmt::format("{} papers were asked for, but {} records arrived; {} papers have no usable one", ids.size(),
                         json.size(), lost.size()),
             service_title(semantic_scholar_service)});
    }
    if (matched.strangers > 0) {
        answer.notices.push_back({NoticeKind::data_doubted,
                                  fmt::format("{} records are of papers that were not asked for", matched.strangers),
                                  service_title(semantic_scholar_service)});
    }
    return answer;
}

namespace services {

namespace {

HttpRequest batch_request(const ServiceSession& session, std::span<const std::string> ids) {
    HttpRequest request;
    request.method = "POST";
    request.url =
        session.settings().base_url +
        "/paper/batch?fields=externalIds,citationCount,influentialCitationCount,authors.hIndex,authors.citationCount";
    request.headers.emplace_back("Content-Type", "application/json");
    if (!session.settings().api_key.empty()) {
        request.headers.emplace_back("x-api-key", session.settings().api_key);
    }
    Json names = Json::array();
    for (const std::string& id : ids) {
        names.push_back("ARXIV:" + id);
    }
    Json body = Json::object();
    body["ids"] = std::move(names);
    request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    return request;
}

/// How the service says that it knows none of the batch.
bool knows_none(const HttpResponse& response) {
    return response.status == 400 && response.body.find("No valid paper ids given") != std::string::npos;
}

}  // namespace

Result<void> observe_semantic_scholar(Run& run) {
    const BatchService batches{semantic_scholar_service, semantic_scholar_metrics, 500, batch_request, knows_none,
                               parse_semantic_scholar};
    return observe_in_batches(run, batches);
}

}  // namespace services

}  // namespace digest
