#include "digest/observe/news.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/hash.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/net/pacer.h"
#include "digest/net/retry.h"

namespace digest {

namespace {

constexpr std::size_t most_bytes = 16u << 20;

/// The same page under another scheme, with "www." or a closing slash, or with the marks of a campaign.
std::string folded_address(std::string_view url) {
    std::string_view rest = url.substr(url.find("://") + 3);
    rest = rest.substr(0, rest.find('#'));
    const std::size_t query_at = std::min(rest.find('?'), rest.size());
    std::string_view query = rest.substr(query_at);
    std::string_view place = rest.substr(0, query_at);
    while (place.ends_with('/')) {
        place.remove_suffix(1);
    }
    const std::size_t path_at = std::min(place.find('/'), place.size());
    std::string folded = ascii_lower(place.substr(0, path_at));
    if (folded.starts_with("www.")) {
        folded.erase(0, 4);
    }
    folded.append(place.substr(path_at));
    for (char mark = '?'; !query.empty(); mark = '&') {
        query.remove_prefix(1);
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view parameter = query.substr(0, end);
        query.remove_prefix(end);
        if (parameter.starts_with("utm_") || parameter.empty()) {
            continue;
        }
        folded += folded.find('?') == std::string::npos ? '?' : mark;
        folded.append(parameter);
    }
    return folded;
}

/// Letters and digits alone, ASCII ones in lower case.
std::string folded_title(std::string_view title) {
    const auto is_punctuation = [](char32_t value) {
        return (value >= 0x80 && value < 0xC0) || (value >= 0x2000 && value < 0x2070) ||
               (value >= 0x3000 && value < 0x3040) || (value >= 0xFF00 && value < 0xFF10);
    };
    const std::string lower = ascii_lower(title);
    std::string folded;
    for (std::size_t at = 0; at < lower.size();) {
        const CodePoint point = code_point_at(lower, at);
        const bool letter_or_digit =
            point.value >= 0x80 ? !is_punctuation(point.value) : is_alphanumeric(static_cast<char>(point.value));
        if (letter_or_digit) {
            folded.append(lower, at, point.length);
        }
        at += point.length;
    }
    return folded;
}

enum class FetchEnd { fetched, unchanged, failed };

class FeedReader {
  public:
    FeedReader(const NewsSettings& settings, HttpClient& client, std::stop_token stop)
        : settings_(settings), client_(client), stop_(std::move(stop)), pacer_({settings.interval, {}, {}}) {
        policy_.max_attempts = std::max(settings.max_attempts, 1);
        policy_.interval = settings.interval;
        policy_.max_wait = std::chrono::seconds{120};
    }

    /// The feed into `copy`, which holds the copy known so far or none. `reason` says why it failed.
    Result<FetchEnd> fetch(const Feed& feed, FeedCopy& copy, std::string& reason) {
        const HttpRequest request = request_for(feed, copy);
        std::chrono::steady_clock::time_point not_before{};
        for (int attempt = 1; attempt <= policy_.max_attempts; ++attempt) {
            TRY_ASSIGN(const auto turn, pacer_.take_turn(stop_, not_before));
            auto response = client_.send(request, stop_);
            if (!response && response.error().fault == TransportFault::stopped) {
                return fail(ErrorKind::interrupted, "stopped", host_of(feed.url));
            }
            std::chrono::milliseconds wait = backoff(policy_, attempt + 1);
            if (response) {
                if (response->status == 304 && !copy.body.empty()) {
                    return FetchEnd::unchanged;
                }
                if (response->status == 200) {
                    take(feed, std::move(*response), copy);
                    return FetchEnd::fetched;
                }
                reason = fmt::format("HTTP {}", response->status);
                const auto asked = retry_after(*response, settings_.now);
                if (!worth_retrying(response->status) || (asked && *asked > policy_.max_wait)) {
                    break;
                }
                if (asked) {
                    wait = std::max(wait, *asked);
                }
            } else {
                reason = response.error().message;
                if (!worth_retrying(response.error().fault)) {
                    break;
                }
            }
            not_before = std::chrono::steady_clock::now() + wait;
        }
        return FetchEnd::failed;
    }

  private:
    HttpRequest request_for(const Feed& feed, const FeedCopy& copy) const {
        HttpRequest request;
        request.url = feed.url;
        request.timeout = settings_.timeout;
        request.max_body_bytes = most_bytes;
        if (!settings_.user_agent.empty()) {
            request.headers.emplace_back("User-Agent", settings_.user_agent);
        }
        if (copy.body.empty()) {
            return request;
        }
        if (!copy.etag.empty()) {
            request.headers.emplace_back("If-None-Match", copy.etag);
        }
        if (!copy.last_modified.empty()) {
            request.headers.emplace_back("If-Modified-Since", copy.last_modified);
        }
        return request;
    }

    static void take(const Feed& feed, HttpResponse response, FeedCopy& copy) {
        copy = FeedCopy{feed.url};
        // What the new answer does not give is forgotten: an old ETag beside a new body would hold it for ever.
        copy.etag = response.header("ETag").value_or("");
        copy.last_modified = response.header("Last-Modified").value_or("");
        copy.final_url = response.final_url.empty() ? feed.url : response.final_url;
        copy.body = std::move(response.body);
    }

    const NewsSettings& settings_;
    HttpClient& client_;
    std::stop_token stop_;
    Pacer pacer_;
    RetryPolicy policy_{};
};

/// Items of one feed's copy to `items`; false where the body is no feed.
bool add_items(const Feed& feed, const FeedCopy& copy, std::vector<NewsItem>& items, Notices& notices) {
    auto parsed = parse_feed(copy.body, copy.final_url, feed.name);
    if (!parsed) {
        notices.push_back(
            {NoticeKind::data_doubted, "the news feed cannot be read: " + parsed.error().message, feed.url});
        return false;
    }
    notices.insert(notices.end(), parsed->notices.begin(), parsed->notices.end());
    const auto undated =
        std::count_if(parsed->items.begin(), parsed->items.end(), [](const NewsItem& item) { return !item.date; });
    if (undated > 0) {
        notices.push_back(
            {NoticeKind::information,
             fmt::format("{} of {} items have no usable date and are left out", undated, parsed->items.size()),
             feed.url});
    }
    items.insert(items.end(), std::make_move_iterator(parsed->items.begin()),
                 std::make_move_iterator(parsed->items.end()));
    return true;
}

}  // namespace

std::vector<NewsItem> news_of_window(std::vector<NewsItem> items, const Window& window) {
    std::erase_if(items, [&](const NewsItem& item) {
        return !item.date || *item.date < window.from || *item.date >= window.until;
    });
    std::sort(items.begin(), items.end(), [](const NewsItem& a, const NewsItem& b) {
        return std::tie(*b.date, a.title, a.url, a.source) < std::tie(*a.date, b.title, b.url, b.source);
    });
    std::unordered_set<std::string> addresses;
    std::unordered_set<std::string> titles;
    std::erase_if(items, [&](const NewsItem& item) {
        const std::string title = folded_title(item.title);
        const bool same_address = !addresses.insert(folded_address(item.url)).second;
        const bool same_title = !title.empty() && !titles.insert(title).second;
        return same_address || same_title;
    });
    return items;
}

Result<News> fetch_news(std::span<const Feed> feeds, const Window& window, std::span<const FeedCopy> known,
                        const NewsSettings& settings, HttpClient& client, std::stop_token stop) {
    News news;
    std::vector<NewsItem> items;
    FeedReader reader(settings, client, std::move(stop));
    for (const Feed& feed : feeds) {
        const auto before =
            std::find_if(known.begin(), known.end(), [&](const FeedCopy& copy) { return copy.url == feed.url; });
        FeedCopy copy = before == known.end() ? FeedCopy{feed.url} : *before;
        std::string reason;
        TRY_ASSIGN(const auto end, reader.fetch(feed, copy, reason));
        if (end == FetchEnd::failed) {
            news.notices.push_back({NoticeKind::data_doubted,
                                    fmt::format("the news feed could not be fetched ({}){}", reason,
                                                copy.body.empty() ? "" : "; what came last time is used"),
                                    feed.url});
        }
        if (copy.body.empty() && end == FetchEnd::failed) {
            continue;
        }
        if (add_items(feed, copy, items, news.notices) && end == FetchEnd::fetched) {
            news.copies.push_back(std::move(copy));
        }
    }
    news.items = news_of_window(std::move(items), window);
    return news;
}

}  // namespace digest
