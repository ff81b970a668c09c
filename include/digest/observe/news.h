#pragma once

#include <chrono>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/dates.h"
#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/model/edition.h"
#include "digest/model/feed_copy.h"
#include "digest/net/http.h"

namespace digest {

struct FeedItems {
    std::string feed_title{};
    std::vector<NewsItem> items{};  ///< with title and http(s) address; text decoded, without mark-up; 500 at most
    Notices notices{};
};

/// RSS 2.0, RSS 1.0, Atom or JSON Feed, told apart by content. `origin` is the feed's address: relative links are
/// relative to it, or to xml:base. `source` of each item is the item's own, else `name`, else the feed's title. What
/// is no feed is an error of kind data.
Result<FeedItems> parse_feed(std::string_view body, std::string_view origin, std::string_view name);

struct Feed {
    std::string url{};
    std::string name{};
};

struct NewsSettings {
    std::string user_agent{};
    int max_attempts = 3;
    std::chrono::milliseconds interval{1000};
    std::chrono::milliseconds timeout{30'000};
    Timestamp now{};
};

struct News {
    std::vector<NewsItem> items{};   ///< of the window: newest first, then by title, then by address
    std::vector<FeedCopy> copies{};  ///< of the feeds that came anew: to be stored for the next time
    Notices notices{};               ///< feeds that could not be read (kind data_doubted), items without a date
};

/// Items of all feeds that the window contains, each once (by address, and by folded title). A feed of which `known`
/// holds a copy is asked for only if it has changed (ETag, If-Modified-Since). A dead feed is a notice; only a stop
/// is an error.
Result<News> fetch_news(std::span<const Feed> feeds, const Window& window, std::span<const FeedCopy> known,
                        const NewsSettings& settings, HttpClient& client, std::stop_token stop);

/// The items of the window among those of one or more feeds, each once, in the order of News::items. Pure.
std::vector<NewsItem> news_of_window(std::vector<NewsItem> items, const Window& window);

}  // namespace digest
