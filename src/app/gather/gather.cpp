#include "app/gather/gather.h"

#include <algorithm>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/harvest/harvester.h"
#include "digest/observe/news.h"
#include "digest/observe/observer.h"

namespace digest {
namespace {

using std::chrono::days;

ObserveSettings observe_settings(const Session& session) {
    const Config& config = session.config();
    ObserveSettings settings;
    for (const auto& [name, wanted] : config.observe.services) {
        const std::string& variable = wanted.api_key_env;
        const std::string key = variable.empty() ? "" : session.environment().variable_or(variable.c_str(), "");
        settings.services[name] = {wanted.enabled, config.services.at(name), key};
    }
    settings.user_agent = session.user_agent();
    settings.fresh_days = config.observe.fresh_days;
    settings.max_attempts = config.harvest.max_attempts;
    settings.timeout = std::chrono::seconds{config.harvest.timeout_seconds};
    settings.now = session.now();
    return settings;
}

/// Fetches what the archive lacks of the window, page by page.
Result<void> harvest_window(Session& session, const EditionKey& key) {
    TRY_ASSIGN(auto archive, session.archive_for_writing());
    TRY_ASSIGN(const auto known, archive->slices(key.window));
    HarvestSettings settings = session.harvest_settings();
    settings.on_request = [&session](const RequestRecord& request) {
        session.terminal().detail(2,
                                  fmt::format("{}: {} in {} ms{}{}", request.url, request.outcome, request.time.count(),
                                              request.reason.empty() ? "" : ", sent again: ", request.reason));
    };
    const HarvestPlan plan = plan_harvest(key.window, settings.categories, known, session.now());
    if (plan.empty()) {
        session.terminal().detail(1, "nothing to harvest: every day is there");
        return {};
    }
    session.terminal().say(
        fmt::format("harvesting {} of {} days from {}", plan.size(), key.window.days(), host_of(settings.base_url)));
    const PageSink store = [&](const HarvestedPage& page) {
        return archive->store_page(page.papers, page.slice, page.restart);
    };
    TRY_ASSIGN(const auto report, harvest(plan, settings, session.http(), session.arxiv_pacer(), store,
                                          session.terminal().progress(), session.environment().stop));
    session.terminal().notices(report.notices);
    session.terminal().say(fmt::format("harvested {} paper{} in {} request{} ({} repeated)", report.papers,
                                       report.papers == 1 ? "" : "s", report.requests, report.requests == 1 ? "" : "s",
                                       report.retries));
    return {};
}

/// Asks the services for numbers that are missing or stale. A service that fails is a notice.
Result<void> observe_window(Session& session, const EditionKey& key) {
    TRY_ASSIGN(auto archive, session.archive_for_writing());
    TRY_ASSIGN(const auto papers, archive->papers(key.window, session.config().edition.categories));
    TRY_ASSIGN(const auto known, archive->observations(key.window, std::nullopt));
    const ObservationSink store = [&](const std::vector<Observation>& observations) {
        return archive->store_observations(observations);
    };
    TRY_ASSIGN(const auto notices, observe(key.window, papers, known, observe_settings(session), session.http(), store,
                                           session.terminal().progress(), session.environment().stop));
    session.terminal().notices(notices);
    return {};
}

NewsSettings news_settings(const Session& session) {
    NewsSettings settings;
    settings.user_agent = session.user_agent();
    settings.timeout = std::chrono::seconds{session.config().harvest.timeout_seconds};
    settings.now = session.now();
    return settings;
}

/// Items of the configured feeds; without the network those of the copies that the archive keeps.
Result<std::vector<NewsItem>> news_of(Session& session, const EditionKey& key, bool may_ask_network) {
    std::vector<Feed> feeds;
    for (const NewsFeed& feed : session.config().news) {
        feeds.push_back({feed.url, feed.name});
    }
    if (feeds.empty()) {
        return std::vector<NewsItem>{};
    }
    TRY_ASSIGN(auto archive, may_ask_network ? session.archive_for_writing() : session.archive_for_reading());
    TRY_ASSIGN(const auto known, archive->feeds());
    if (!may_ask_network) {
        std::vector<NewsItem> items;
        for (const FeedCopy& copy : known) {
            const auto feed =
                std::find_if(feeds.begin(), feeds.end(), [&](const Feed& each) { return each.url == copy.url; });
            if (feed == feeds.end()) {
                continue;
            }
            auto parsed = parse_feed(copy.body, copy.final_url, feed->name);
            if (parsed) {
                std::move(parsed->items.begin(), parsed->items.end(), std::back_inserter(items));
            }
        }
        return news_of_window(std::move(items), key.window);
    }
    auto news =
        fetch_news(feeds, key.window, known, news_settings(session), session.http(), session.environment().stop);
    if (!news) {
        return tl::unexpected(news.error());
    }
    session.terminal().notices(news->notices);
    TRY(archive->store_feeds(news->copies));
    return std::move(news->items);
}

/// --as-of DATE: up to the end of that day.
Result<std::optional<Timestamp>> as_of_time(const Options& options) {
    if (options.as_of.empty()) {
        return std::optional<Timestamp>{};
    }
    const auto day = parse_day(options.as_of);
    if (!day) {
        return fail(ErrorKind::usage, fmt::format("\"{}\" is no day", options.as_of), "--as-of",
                    "write it as YYYY-MM-DD, such as --as-of 2022-02-05");
    }
    return std::optional<Timestamp>{*day + days{1} - std::chrono::seconds{1}};
}

}  // namespace

std::string window_line(const EditionKey& key) {
    const std::string label = fmt::format("{} {}", key.month.english_name(), key.month.year);
    const Window& window = key.window;
    std::string line = fmt::format("{} edition: papers first submitted {} to {}.", label, short_day(window.from),
                                   short_day(window.last_day()));
    if (key.kind == WindowKind::edition) {
        line += fmt::format(" For papers of {} itself: --month {}, or --window calendar.", key.month.english_name(),
                            key.month.plus_months(1).text());
    }
    return line;
}

Result<WindowData> gather(Session& session, const EditionKey& key, AskServices ask, GatherNews wanted_news) {
    TRY_ASSIGN(const std::optional<Timestamp> as_of, as_of_time(session.options()));
    if (session.options().window.sample) {
        return load_sample(session, key, as_of);
    }
    const bool may_ask = ask == AskServices::yes && session.may_ask_network();
    if (may_ask) {
        TRY(harvest_window(session, key));
        TRY(observe_window(session, key));
    }
    TRY_ASSIGN(Archive * archive, session.archive_for_reading());
    TRY_ASSIGN(WindowData data, load_from_archive(session, *archive, key, as_of));
    if (wanted_news == GatherNews::wanted) {
        TRY_ASSIGN(data.news, news_of(session, key, may_ask));
    }
    return data;
}

void tell_if_short(Session& session, const WindowData& data) {
    if (data.whole()) {
        return;
    }
    session.terminal().notice(
        {NoticeKind::data_doubted, fmt::format("the window is not whole: {}", describe(data.short_days)), ""});
}

Result<LoadedWindow> load_window(Session& session) {
    TRY_ASSIGN(const auto key, session.edition_key());
    session.terminal().say(window_line(key));
    TRY_ASSIGN(auto data, gather(session, key, AskServices::no, GatherNews::left_out));
    tell_if_short(session, data);
    return LoadedWindow{key, std::move(data)};
}

}  // namespace digest
