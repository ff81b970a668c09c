#include "digest/observe/news.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void read_feed(std::string_view bytes) {
    const auto feed = parse_feed(bytes, "https://news.example/feeds/all.xml", "");
    if (!feed) {
        return require_message(feed.error());
    }
    require_clean_text(feed->feed_title);
    require(feed->items.size() <= 500, "at most 500 items");
    for (const NewsItem& item : feed->items) {
        require(!item.title.empty(), "an item has a title");
        require_clean_text(item.title);
        require_clean_text(item.source);
        require_web_address(item.url);
        require(item.url.find_first_of("\"<>\\`") == std::string::npos, "nothing in an address ends it early");
        if (item.date) {
            require(parse_day(format_day(*item.date)) == item.date, "a date is one that can be written");
        }
    }
}

const Target target{"feed", read_feed};

}  // namespace
}  // namespace digest::fuzz
