#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "json.h"
#include "services.h"
#include "session.h"

namespace digest {

namespace {

using services::Json;
using services::member;

constexpr const char* hacker_news_service = "hacker_news";
constexpr std::array<std::string_view, 1> hacker_news_metrics = {"points"};
constexpr std::int64_t reachable = 1000;
constexpr std::chrono::days days_after{7};

/// The paper that an address names, version, query and fragment dropped.
std::optional<std::string> linked_paper(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    while (url.ends_with('/')) {
        url.remove_suffix(1);
    }
    // The host is case-insensitive, the rest is not.
    std::string address(url);
    const std::size_t path = address.find('/', std::min(address.find("://") + 3, address.size()));
    const std::string host = ascii_lower(std::string_view(address).substr(0, path));
    if (host.find("arxiv.org") == std::string::npos || path == std::string::npos) {
        return std::nullopt;
    }
    const auto id = parse_arxiv_id(host + address.substr(path));
    return id ? std::optional{id->id} : std::nullopt;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_better(const Stories::Story& a, const Stories::Story& b) {
    const auto rank = [](const Stories::Story& story) { return story.points.value_or(-1); };
    if (rank(a) != rank(b)) {
        return rank(a) > rank(b);
    }
    if (a.number.size() != b.number.size()) {
        return a.number.size() < b.number.size();
    }
    if (a.number != b.number) {
        return a.number < b.number;
    }
    return a.comments.value_or(-1) > b.comments.value_or(-1);  // one story twice: it grew between two pages
}

}  // namespace

Result<Stories> parse_stories(std::string_view body) {
    TRY_ASSIGN(const auto json, services::parse_json(body));
    const Json& hits = member(json, "hits");
    const auto found = services::read_count(member(json, "nbHits"));
    const auto pages = services::read_count(member(json, "nbPages"));
    if (!hits.is_array() || !found.value || !pages.value) {
        return fail(ErrorKind::data, "it holds no list of stories");
    }
    Stories stories;
    stories.found = static_cast<std::int64_t>(*found.value);
    stories.pages = static_cast<std::int64_t>(*pages.value);
    stories.entries = hits.size();
    std::size_t nonsense = 0;
    for (const Json& hit : hits) {
        const auto paper = linked_paper(services::text_member(hit, "url"));
        const std::string number = services::text_member(hit, "objectID");
        if (!paper || !is_number(number)) {
            continue;
        }
        const auto points = services::read_count(member(hit, "points"));
        const auto comments = services::read_count(member(hit, "num_comments"));
        nonsense += points.nonsense || comments.nonsense ? 1u : 0u;
        stories.stories.push_back({*paper, number, points.value, comments.value});
    }
    if (nonsense > 0) {
        stories.notices.push_back({NoticeKind::data_doubted,
                                   fmt::format("{} stories have points or comments that make no sense", nonsense),
                                   service_title(hacker_news_service)});
    }
    return stories;
}

std::vector<ListedPaper> best_stories(std::span<const Stories::Story> stories, Timestamp now) {
    std::map<std::string_view, const Stories::Story*> best;
    for (const Stories::Story& story : stories) {
        const auto [place, added] = best.emplace(story.paper_id, &story);
        if (!added && is_better(story, *place->second)) {
            place->second = &story;
        }
    }
    std::vector<ListedPaper> papers;
    papers.reserve(best.size());
    for (const auto& [id, story] : best) {
        ListedPaper listed{std::string(id), {}};
        listed.observations.push_back(
            services::to_observation(id, hacker_news_service, "points", {story->points, false}, now));
        listed.observations.push_back(
            services::to_observation(id, hacker_news_service, "comments", {story->comments, false}, now));
        for (Observation& observation : listed.observations) {
            observation.detail = "https://news.ycombinator.com/item?id=" + story->number;
        }
        papers.push_back(std::move(listed));
    }
    return papers;
}

namespace services {

namespace {

struct TimeSpan {
    Timestamp from{};
    Timestamp until{};
};

HttpRequest search_request(const ServiceSession& session, const TimeSpan& span, std::int64_t page) {
    HttpRequest request;
    const std::string filters = fmt::format("created_at_i>={},created_at_i<{}", span.from.time_since_epoch().count(),
                                            span.until.time_since_epoch().count());
    request.url = fmt::format(
        "{}/search_by_date?tags=story&query=arxiv.org&restrictSearchableAttributes=url&typoTolerance=false"
        "&numericFilters={}&hitsPerPage={}&page={}",
        session.settings().base_url, url_encode(filters), reachable, page);
    return request;
}

enum class SpanEnd { read, too_many, failed };

/// All stories of a span of time, page by page, into `stories`.
Result<SpanEnd> read_span(ServiceSession& session, const TimeSpan& span, std::vector<Stories::Story>& stories) {
    const std::string what = "stories since " + format_rfc3339(span.from);
    std::int64_t pages = 1;
    std::int64_t found = 0;
    std::size_t entries = 0;
    for (std::int64_t page = 0; page < pages; ++page) {
        TRY_ASSIGN(const auto response, session.ask(search_request(session, span, page), what));
        if (!response) {
            return SpanEnd::failed;
        }
        const auto read = parse_stories(response->body);
        if (!read) {
            session.failed(what, read.error().message);
            return SpanEnd::failed;
        }
        session.tell(read->notices);
        if (read->found > reachable && span.until - span.from > std::chrono::hours{1}) {
            return SpanEnd::too_many;
        }
        stories.insert(stories.end(), read->stories.begin(), read->stories.end());
        found = read->found;
        entries += read->entries;
        pages = std::min<std::int64_t>(read->pages, reachable);
        if (read->entries == 0) {
            break;
        }
    }
    if (static_cast<std::int64_t>(entries) < found) {
        session.failed(what, fmt::format("{} of {} came", entries, found));
        return SpanEnd::failed;
    }
    session.succeeded();
    return SpanEnd::read;
}

/// Only the first thousand of a search can be read, so spans that hold more are halved. False where some could not
/// be read.
Result<bool> read_stories(ServiceSession& session, const TimeSpan& whole, std::vector<Stories::Story>& stories) {
    bool complete = true;
    std::vector<TimeSpan> spans = {whole};
    while (!spans.empty() && session.open()) {
        const TimeSpan span = spans.back();
        spans.pop_back();
        TRY_ASSIGN(const auto end, read_span(session, span, stories));
        if (end == SpanEnd::failed) {
            complete = false;
        }
        if (end == SpanEnd::too_many) {
            const Timestamp middle = span.from + (span.until - span.from) / 2;
            spans.push_back({middle, span.until});
            spans.push_back({span.from, middle});
        }
    }
    return complete && session.open();
}

}  // namespace

Result<void> observe_hacker_news(Run& run) {
    const std::vector<const Paper*> asked = stale_papers(run, hacker_news_service, hacker_news_metrics, true);
    if (asked.empty()) {
        return {};
    }
    const Timestamp end = run.window.until + days_after;
    const TimeSpan whole{run.window.from, std::min(end, run.settings.now)};
    if (whole.from >= whole.until) {
        return {};
    }

    ServiceSession session(run, hacker_news_service);
    session.begin(static_cast<std::int64_t>(asked.size()), "papers");
    std::vector<Stories::Story> stories;
    TRY_ASSIGN(const auto complete, read_stories(session, whole, stories));
    if (!session.open() && stories.empty()) {
        return {};
    }

    std::unordered_set<std::string_view> waiting;
    waiting.reserve(asked.size());
    for (const Paper* paper : asked) {
        waiting.insert(paper->id);
    }
    std::vector<Observation> found;
    for (const ListedPaper& listed : best_stories(stories, run.settings.now)) {
        if (waiting.erase(listed.id) > 0) {
            found.insert(found.end(), listed.observations.begin(), listed.observations.end());
        }
    }
    // A search without any hit is what a misunderstood filter gives, too: it says nothing.
    auto rest = ObservationState::unknown;
    if (!complete) {
        rest = ObservationState::failed;
    } else if (end <= run.settings.now && !stories.empty()) {
        rest = ObservationState::absent;
    }
    for (const Paper* paper : asked) {
        if (waiting.contains(paper->id)) {
            found.push_back(without_number(paper->id, hacker_news_service, "points", rest, run.settings.now));
        }
    }
    session.advance(static_cast<std::int64_t>(asked.size()));
    return run.sink(found);
}

}  // namespace services

}  // namespace digest
