#include "support/fake_services.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

namespace digest::test {
namespace {

using Json = nlohmann::json;
using Data = FakeServices::Data;

Reply json_reply(const Json& body, int code = 200) {
    return status(code, body.dump(), "application/json");
}

Reply error(int code, const std::string& text) {
    Json body = Json::object();
    body["error"] = text;
    return json_reply(body, code);
}

int number_of(const std::string& text, int otherwise) {
    return text.empty() ? otherwise : std::atoi(text.c_str());
}

Reply works(const Request& request, const Data& data) {
    if (!data.openalex_key.empty() && request.header("Authorization") != "Bearer " + data.openalex_key) {
        return error(401, "Invalid key");
    }
    if (number_of(request.value("per_page"), 25) > 100) {
        return error(400, "per_page");
    }
    const std::string filter = request.value("filter");
    if (filter.empty()) {
        return json_reply({{"meta", {{"count", data.works.size()}}}, {"results", Json::array()}});
    }
    if (filter.rfind("doi:", 0) != 0) {
        return error(400, "Invalid filter");
    }
    std::set<std::string> wanted;
    for (std::size_t from = 4; from < filter.size();) {
        const std::size_t end = std::min(filter.find('|', from), filter.size());
        wanted.insert(filter.substr(from, end - from));
        from = end + 1;
    }
    if (wanted.size() > 100) {
        return error(400, "Maximum number of values exceeded");
    }
    Json results = Json::array();
    // Not in the order of the request: the index has its own.
    for (auto work = data.works.rbegin(); work != data.works.rend(); ++work) {
        const std::string doi = "https://doi.org/10.48550/arxiv." + work->arxiv_id;
        if (!wanted.contains(doi)) {
            continue;
        }
        Json entry = Json::object();
        entry["id"] = "https://openalex.org/W1";
        entry["doi"] = doi;
        entry["cited_by_count"] = work->citations;
        entry["citation_normalized_percentile"] = nullptr;
        if (work->percentile) {
            entry["citation_normalized_percentile"] = {{"value", *work->percentile}};
        }
        results.push_back(entry);
    }
    Json body = Json::object();
    body["meta"] = {{"count", results.size()}, {"page", 1}, {"per_page", 100}};
    body["results"] = results;
    return json_reply(body);
}

Reply daily_papers(const Request& request, const Data& data) {
    const std::string date = request.value("date");
    if (date > data.today) {
        return error(400, "date must not be in the future");
    }
    const int limit = number_of(request.value("limit"), 50);
    if (limit > 100) {
        return error(400, "Too big: expected number to be <=100");
    }
    const int skip = number_of(request.value("p"), 0) * limit;
    Json list = Json::array();
    int at = 0;
    for (const auto& daily : data.daily) {
        if (daily.date != date) {
            continue;
        }
        if (at++ < skip || static_cast<int>(list.size()) == limit) {
            continue;
        }
        Json paper = Json::object();
        paper["id"] = daily.arxiv_id;
        paper["upvotes"] = daily.upvotes;
        if (!daily.repository.empty()) {
            paper["githubRepo"] = daily.repository;
        }
        if (daily.stars) {
            paper["githubStars"] = *daily.stars;
        }
        Json entry = Json::object();
        entry["paper"] = paper;
        entry["numComments"] = daily.comments;
        list.push_back(entry);
    }
    return json_reply(list);
}

/// "created_at_i>=5,created_at_i<9" → [5, 9); what it does not understand finds nothing, as at the real one.
bool read_filters(const std::string& filters, std::int64_t& from, std::int64_t& until) {
    const std::size_t comma = filters.find(",created_at_i<");
    if (filters.rfind("created_at_i>=", 0) != 0 || comma == std::string::npos) {
        return false;
    }
    from = std::atoll(filters.c_str() + 14);
    until = std::atoll(filters.c_str() + comma + 14);
    return true;
}

Reply search(const Request& request, const Data& data) {
    constexpr int reachable = 1000;
    std::int64_t from = 0;
    std::int64_t until = 0;
    std::vector<const FakeServices::Story*> found;
    if (read_filters(request.value("numericFilters"), from, until)) {
        for (const auto& story : data.stories) {
            if (story.created_at >= from && story.created_at < until) {
                found.push_back(&story);
            }
        }
    }
    const int per_page = std::min(number_of(request.value("hitsPerPage"), 20), 1000);
    const int page = number_of(request.value("page"), 0);
    Json hits = Json::array();
    const int all = std::min(static_cast<int>(found.size()), reachable);
    for (int i = page * per_page; i < std::min(all, (page + 1) * per_page); ++i) {
        const auto& story = *found[static_cast<std::size_t>(i)];
        Json hit = Json::object();
        hit["objectID"] = story.number;
        hit["title"] = "A story";
        if (!story.url.empty()) {
            hit["url"] = story.url;
        }
        hit["points"] = story.points ? Json(*story.points) : Json(nullptr);
        hit["num_comments"] = story.comments;
        hit["created_at_i"] = story.created_at;
        hits.push_back(hit);
    }
    Json body = Json::object();
    body["hits"] = hits;
    body["nbHits"] = found.size();
    body["nbPages"] = (all + per_page - 1) / per_page;
    body["page"] = page;
    body["hitsPerPage"] = per_page;
    return json_reply(body);
}

Reply repository(const Request& request, const Data& data, int& requests) {
    if (request.header("User-Agent").empty()) {
        return error(403, "User-Agent required");
    }
    const int remaining = data.github_limit - ++requests;
    Reply reply = error(403, "API rate limit exceeded");
    if (remaining >= 0) {
        const auto found = data.stars.find(request.path.substr(std::string("/github/repos/").size()));
        Json body = Json::object();
        body["message"] = "Not Found";
        if (found != data.stars.end()) {
            body = {{"full_name", found->first}, {"stargazers_count", found->second}};
        }
        reply = json_reply(body, found == data.stars.end() ? 404 : 200);
    }
    return with_header(std::move(reply), "x-ratelimit-remaining", std::to_string(std::max(remaining, 0)));
}

Reply news_feed(const Request& request, const Data& data) {
    const auto found = data.feeds.find(request.path.substr(std::string("/feeds/").size()));
    if (found == data.feeds.end()) {
        return status(404, "no such feed");
    }
    const auto& feed = found->second;
    const bool same_tag = !feed.etag.empty() && request.header("If-None-Match") == feed.etag;
    const bool same_date = !feed.last_modified.empty() && request.header("If-Modified-Since") == feed.last_modified;
    Reply reply = same_tag || same_date ? status(304) : ok(feed.body, feed.content_type);
    if (!feed.etag.empty()) {
        reply = with_header(std::move(reply), "ETag", feed.etag);
    }
    if (!feed.last_modified.empty()) {
        reply = with_header(std::move(reply), "Last-Modified", feed.last_modified);
    }
    return reply;
}

}  // namespace

FakeServices::FakeServices()
    : server_(std::make_unique<LoopbackServer>([this](const Request& request) { return respond(request); })) {}

Reply FakeServices::respond(const Request& request) {
    if (decide) {
        if (auto reply = decide(request)) {
            return *reply;
        }
    }
    if (request.path == "/openalex/works") {
        return works(request, data);
    }
    if (request.path == "/hf/api/daily_papers") {
        return daily_papers(request, data);
    }
    if (request.path == "/hn/api/v1/search_by_date" || request.path == "/hn/api/v1/search") {
        return search(request, data);
    }
    if (request.path == "/github/rate_limit") {
        return json_reply({{"rate", {{"limit", data.github_limit}, {"used", github_requests_}}}});
    }
    if (request.path.rfind("/github/repos/", 0) == 0) {
        return repository(request, data, github_requests_);
    }
    if (request.path.rfind("/feeds/", 0) == 0) {
        return news_feed(request, data);
    }
    return error(404, "Not found");
}

int FakeServices::count(const std::string& path) const {
    const auto requests = server_->requests();
    return static_cast<int>(std::count_if(requests.begin(), requests.end(),
                                          [&](const Request& request) { return request.path.rfind(path, 0) == 0; }));
}

}  // namespace digest::test
