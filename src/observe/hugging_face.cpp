#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/base/web_address.h"
#include "digest/model/arxiv_id.h"
#include "json.h"
#include "services.h"
#include "session.h"

namespace digest {

namespace {

using services::Json;
using services::member;

constexpr const char* hugging_face_service = "hugging_face";
constexpr std::array<std::string_view, 1> hugging_face_metrics = {"upvotes"};
constexpr std::size_t page_size = 100;
constexpr int most_pages_of_a_day = 30;
constexpr std::chrono::days listed_days_after{7};

/// One that can be shown as it is.
bool is_plain_address(std::string_view url) {
    return is_web_address(url) && std::none_of(url.begin(), url.end(), [](char byte) {
               return static_cast<unsigned char>(byte) <= 0x20 || byte == '"' || byte == '<' || byte == '>' ||
                      byte == 0x7f;
           });
}

ListedPaper read_entry(std::string id, const Json& entry, const Json& paper, Timestamp now) {
    ListedPaper listed;
    // upvotes stand in the paper, numComments beside it.
    listed.observations.push_back(services::to_observation(id, hugging_face_service, "upvotes",
                                                           services::read_count(member(paper, "upvotes")), now));
    listed.observations.push_back(services::to_observation(id, hugging_face_service, "comments",
                                                           services::read_count(member(entry, "numComments")), now));
    const std::string repository = services::text_member(paper, "githubRepo");
    if (is_plain_address(repository)) {
        listed.observations.push_back(
            services::to_observation(id, hugging_face_service, "repository", {1.0, false}, now));
        listed.observations.back().detail = repository;
        if (const auto stars = services::read_count(member(paper, "githubStars")); stars.value) {
            listed.observations.push_back(services::to_observation(id, hugging_face_service, "stars", stars, now));
            listed.observations.back().detail = repository;
        }
    }
    listed.id = std::move(id);
    return listed;
}

}  // namespace

Result<DailyPapers> parse_daily_papers(std::string_view body, Timestamp now) {
    TRY_ASSIGN(const auto json, services::parse_json(body));
    if (!json.is_array()) {
        return fail(ErrorKind::data, "it is not a list of papers");
    }
    DailyPapers page;
    page.entries = json.size();
    std::set<std::string> seen;
    std::size_t nameless = 0;
    for (const Json& entry : json) {
        const Json& paper = member(entry, "paper");
        const auto id = parse_arxiv_id(services::text_member(paper, "id"));
        if (!id) {
            ++nameless;
        } else if (seen.insert(id->id).second) {
            page.papers.push_back(read_entry(id->id, entry, paper, now));
        }
    }
    if (nameless > 0) {
        page.notices.push_back({NoticeKind::data_doubted,
                                fmt::format("{} entries of the list have no arXiv id and are left out", nameless),
                                service_title(hugging_face_service)});
    }
    for (const ListedPaper& listed : page.papers) {
        services::tell_nonsense(listed.observations, hugging_face_service, page.notices);
    }
    return page;
}

namespace services {

namespace {

HttpRequest page_request(const ServiceSession& session, Day day, int page) {
    HttpRequest request;
    request.url = fmt::format("{}/daily_papers?date={}&limit={}&p={}", session.settings().base_url, format_day(day),
                              page_size, page);
    if (!session.settings().api_key.empty()) {
        request.headers.emplace_back("Authorization", "Bearer " + session.settings().api_key);
    }
    return request;
}

class DailyLists {
  public:
    DailyLists(Run& run, ServiceSession& session, const std::vector<const Paper*>& asked)
        : run_(run), session_(session) {
        waiting_.reserve(asked.size());
        for (const Paper* paper : asked) {
            waiting_.insert(paper->id);
        }
    }

    /// All pages of one day; what they say of papers asked for goes to the sink at once.
    Result<void> read_day(Day day) {
        std::unordered_set<std::string> of_this_day;
        for (int page = 0; page < most_pages_of_a_day; ++page) {
            const std::string what = fmt::format("the list of {}", long_day(day));
            TRY_ASSIGN(const auto response, session_.ask(page_request(session_, day, page), what));
            if (!response) {
                return give_way();
            }
            const auto list = parse_daily_papers(response->body, run_.settings.now);
            if (!list) {
                session_.failed(what, list.error().message);
                return give_way();
            }
            session_.succeeded();
            session_.tell(list->notices);
            bool any_new = false;
            std::vector<Observation> found;
            for (const ListedPaper& listed : list->papers) {
                any_new = of_this_day.insert(listed.id).second || any_new;
                if (waiting_.erase(listed.id) > 0) {
                    found.insert(found.end(), listed.observations.begin(), listed.observations.end());
                }
            }
            any_listed_ = any_listed_ || any_new;
            TRY(run_.sink(found));
            // A server that ignores the page's number sends the same page for ever.
            if (list->entries < page_size || !any_new) {
                return {};
            }
        }
        return {};
    }

    /// The rest: absent when every day was over and read; failed when a day could not be read; else nobody knows yet.
    /// Lists that are all empty (before the daily papers began) say nothing of anybody.
    Result<void> close(const std::vector<const Paper*>& asked, bool days_are_over) {
        auto state = ObservationState::unknown;
        if (!all_read_) {
            state = ObservationState::failed;
        } else if (days_are_over && any_listed_) {
            state = ObservationState::absent;
        }
        std::vector<Observation> rest;
        rest.reserve(waiting_.size());
        for (const Paper* paper : asked) {
            if (waiting_.contains(paper->id)) {
                rest.push_back(without_number(paper->id, hugging_face_service, "upvotes", state, run_.settings.now));
            }
        }
        return run_.sink(rest);
    }

  private:
    Result<void> give_way() {
        all_read_ = false;
        return {};
    }

    Run& run_;
    ServiceSession& session_;
    std::unordered_set<std::string> waiting_{};
    bool any_listed_ = false;
    bool all_read_ = true;
};

}  // namespace

Result<void> observe_hugging_face(Run& run) {
    const std::vector<const Paper*> asked = stale_papers(run, hugging_face_service, hugging_face_metrics, true);
    if (asked.empty()) {
        return {};
    }
    // Nothing is listed before it was submitted.
    Timestamp earliest = asked.front()->submitted;
    for (const Paper* paper : asked) {
        earliest = std::min(earliest, paper->submitted);
    }
    const Day first = std::max(run.window.from, std::chrono::floor<std::chrono::days>(earliest));
    const Day until = run.window.until + listed_days_after;
    const Day today = std::chrono::floor<std::chrono::days>(run.settings.now);
    const Day last = std::min(until - std::chrono::days{1}, today);
    if (first > last) {
        return {};
    }

    ServiceSession session(run, hugging_face_service);
    session.begin((last - first).count() + 1, "days");
    DailyLists lists(run, session, asked);
    for (Day day = first; day <= last && session.open(); day += std::chrono::days{1}) {
        TRY(lists.read_day(day));
        session.advance(1);
    }
    if (!session.open()) {
        return {};
    }
    return lists.close(asked, until <= today);
}

}  // namespace services

}  // namespace digest
