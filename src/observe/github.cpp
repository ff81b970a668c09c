#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/text/addresses.h"
#include "json.h"
#include "services.h"
#include "session.h"

namespace digest {

namespace {

constexpr const char* github_service = "github";
constexpr std::array<std::string_view, 1> github_metrics = {"stars"};

bool is_word(char byte) {
    return is_alphanumeric(byte) || byte == '_' || byte == '-' || byte == '.';
}

std::string_view leading_word(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_word(text[length])) {
        ++length;
    }
    return text.substr(0, length);
}

std::string repository_in(std::string_view text) {
    for (const WebAddress& address : addresses_in(text)) {
        if (web_host(address.url) != "github.com") {
            continue;
        }
        const std::string_view path = web_path(address.url);
        const std::string_view owner = leading_word(path);
        if (owner.empty() || owner.starts_with('.') || !path.substr(owner.size()).starts_with('/')) {
            continue;
        }
        std::string_view name = leading_word(path.substr(owner.size() + 1));
        while (name.ends_with('.')) {
            name.remove_suffix(1);
        }
        if (name.ends_with(".git")) {
            name.remove_suffix(4);
        }
        if (name.empty() || name.starts_with("..") || name == ".") {
            continue;
        }
        return fmt::format("{}/{}", owner, name);
    }
    return {};
}

}  // namespace

std::string named_repository(const Paper& paper) {
    std::string repository = repository_in(paper.abstract);
    return repository.empty() ? repository_in(paper.comment) : repository;
}

Result<double> parse_repository_stars(std::string_view body) {
    TRY_ASSIGN(const auto json, services::parse_json(body));
    const auto stars = services::read_count(services::member(json, "stargazers_count"));
    if (!stars.value) {
        return fail(ErrorKind::data, "no usable number of stars");
    }
    return *stars.value;
}

namespace services {

namespace {

HttpRequest repository_request(const ServiceSession& session, const std::string& repository) {
    HttpRequest request;
    request.url = fmt::format("{}/repos/{}", session.settings().base_url, repository);
    request.headers.emplace_back("Accept", "application/vnd.github+json");
    request.headers.emplace_back("X-GitHub-Api-Version", "2022-11-28");
    if (!session.settings().api_key.empty()) {
        request.headers.emplace_back("Authorization", "Bearer " + session.settings().api_key);
    }
    return request;
}

/// Deleted, private, or taken down: GitHub was asked and does not know it.
bool is_gone(const HttpResponse& response) {
    return response.status == 404 || response.status == 410 || response.status == 451;
}

struct Repository {
    std::string name;
    std::vector<const Paper*> papers{};
};

/// In the papers' order; each once, whatever its case.
std::vector<Repository> repositories_of(const std::vector<const Paper*>& papers) {
    std::vector<Repository> repositories;
    std::map<std::string, std::size_t> places;
    for (const Paper* paper : papers) {
        const std::string name = named_repository(*paper);
        if (name.empty()) {
            continue;
        }
        const auto [place, added] = places.emplace(ascii_lower(name), repositories.size());
        if (added) {
            repositories.push_back({name, {}});
        }
        repositories[place->second].papers.push_back(paper);
    }
    return repositories;
}

Observation stars_of(ServiceSession& session, const std::optional<HttpResponse>& response,
                     const std::string& repository, Timestamp now) {
    Observation observation = without_number({}, github_service, "stars", ObservationState::failed, now);
    observation.detail = "https://github.com/" + repository;
    if (!response) {
        return observation;
    }
    if (is_gone(*response)) {
        session.succeeded();
        observation.state = ObservationState::unknown;
        return observation;
    }
    const auto stars = parse_repository_stars(response->body);
    if (!stars) {
        session.failed(repository, stars.error().message);
        return observation;
    }
    session.succeeded();
    observation.state = ObservationState::known;
    observation.value = *stars;
    return observation;
}

}  // namespace

Result<void> observe_github(Run& run) {
    const std::vector<Repository> repositories =
        repositories_of(stale_papers(run, github_service, github_metrics, false));
    if (repositories.empty()) {
        return {};
    }
    ServiceSession session(run, github_service);
    session.begin(static_cast<std::int64_t>(repositories.size()), "repositories");
    for (std::size_t i = 0; i < repositories.size() && session.open(); ++i) {
        const Repository& repository = repositories[i];
        TRY_ASSIGN(const auto response,
                   session.ask(repository_request(session, repository.name), repository.name, is_gone));
        if (!response && !session.open()) {
            break;
        }
        Observation observation = stars_of(session, response, repository.name, run.settings.now);
        std::vector<Observation> found;
        for (const Paper* paper : repository.papers) {
            observation.paper_id = paper->id;
            found.push_back(observation);
        }
        TRY(run.sink(found));
        session.advance(1);
        const bool more = i + 1 < repositories.size();
        if (more && response && response->header("x-ratelimit-remaining") == std::optional<std::string_view>{"0"}) {
            session.give_up(
                fmt::format("its hourly limit is used up after {} of {} repositories{}", i + 1, repositories.size(),
                            session.settings().api_key.empty() ? "; with a token it is 5,000 an hour" : ""),
                NoticeKind::information);
        }
    }
    return {};
}

}  // namespace services

}  // namespace digest
