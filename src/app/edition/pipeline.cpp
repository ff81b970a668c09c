#include "app/edition/pipeline.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "app/machine/task_threads.h"
#include "app/terminal/version.h"
#include "digest/base/numbers.h"
#include "digest/compose/blurb.h"
#include "digest/compose/composer.h"
#include "digest/compose/news.h"
#include "digest/compose/trends.h"
#include "digest/harvest/harvester.h"
#include "digest/learn/model_file.h"
#include "digest/observe/news.h"
#include "digest/observe/observer.h"
#include "digest/select/selector.h"

namespace digest {
namespace {

using std::chrono::days;

constexpr std::size_t max_news = 5;

/// Numbers taken this long after the window know what became of its papers.
constexpr days future_after{60};

ObserveSettings observe_settings(const Session& session) {
    const Config& config = session.config();
    const auto service = [&](const char* name) {
        const ServiceSwitch& wanted = config.observe.services.at(name);
        const std::string key =
            wanted.api_key_env.empty() ? "" : session.environment().variable_or(wanted.api_key_env.c_str(), "");
        return ServiceSettings{wanted.enabled, config.services.at(name), key};
    };
    ObserveSettings settings;
    settings.semantic_scholar = service("semantic_scholar");
    settings.openalex = service("openalex");
    settings.hugging_face = service("hugging_face");
    settings.hacker_news = service("hacker_news");
    settings.github = service("github");
    settings.user_agent = session.user_agent();
    settings.fresh_days = config.observe.fresh_days;
    settings.max_attempts = config.harvest.max_attempts;
    settings.timeout = std::chrono::seconds{config.harvest.timeout_seconds};
    settings.now = session.now();
    return settings;
}

/// A damaged model, or one of another version, is told; its signal is unknown then.
struct RankingModel {
    std::optional<ModelFile> file{};
    Notices notices{};
};

RankingModel read_ranking_model(const Workspace& workspace, const std::string& own_file, const char* shipped_name) {
    const auto text = read_model_text(workspace, own_file, shipped_name);
    const std::string name = own_file.empty() ? shipped_name : own_file;
    if (!text) return {{}, {{NoticeKind::data_doubted, text.error().message, text.error().origin}}};
    if (text->empty()) return {};
    auto file = parse_model_file(*text, name);
    if (!file) return {{}, {{NoticeKind::data_doubted, file.error().message + "; the signal is unknown", name}}};
    return {std::move(*file), {}};
}

void read_ranking_models(Session& session, ScoringInput& input) {
    const Config::ModelFiles& models = session.config().models;
    RankingModel notability;
    RankingModel taste;
    Tasks tasks{[&] { notability = read_ranking_model(session.workspace(), models.notability, "notability.model"); }};
    if (!models.taste.empty())
        tasks.emplace_back([&] { taste = read_ranking_model(session.workspace(), models.taste, "taste.model"); });
    input.run_tasks(tasks);
    session.terminal().notices(notability.notices);
    session.terminal().notices(taste.notices);
    if (notability.file) {
        input.notability = std::move(notability.file->model);
        input.notability_history = std::move(notability.file->authors);
    }
    if (taste.file) {
        input.taste = std::move(taste.file->model);
        input.author_history = std::move(taste.file->authors);
    }
}

std::map<std::string, int> count_primary_categories(const std::vector<Candidate>& candidates) {
    std::unordered_map<std::string_view, int> counts;
    for (const Candidate& candidate : candidates) ++counts[candidate.paper.primary_category()];
    return {counts.begin(), counts.end()};
}

std::map<std::string, int> count_topics(const std::vector<Candidate>& candidates) {
    std::unordered_map<std::string_view, int> counts;
    for (const Candidate& candidate : candidates) {
        for (const std::string& topic : candidate.topics) ++counts[topic];
    }
    return {counts.begin(), counts.end()};
}

/// Which numbers were used, from when to when.
std::vector<Provenance> provenance_of(const std::vector<Observation>& observations, const Window& window) {
    std::vector<Provenance> found;
    for (const Observation& observation : observations) {
        if (observation.state != ObservationState::known && observation.state != ObservationState::absent) continue;
        auto entry = std::find_if(found.begin(), found.end(), [&](const Provenance& each) {
            return each.what == observation.metric && each.service == observation.service;
        });
        if (entry == found.end()) {
            entry = found.insert(entry, Provenance{});
            entry->service = observation.service;
            entry->what = observation.metric;
        }
        entry->first = std::min(entry->first.value_or(observation.observed_at), observation.observed_at);
        entry->last = std::max(entry->last.value_or(observation.observed_at), observation.observed_at);
    }
    std::sort(found.begin(), found.end(), [](const Provenance& a, const Provenance& b) {
        return std::tie(a.service, a.what) < std::tie(b.service, b.what);
    });
    for (Provenance& entry : found) entry.knows_future = *entry.last >= window.until + future_after;
    return found;
}

/// With as many decimals as anyone reads: they halve the snapshot.
std::vector<FrozenCandidate> freeze_candidates(const std::vector<Candidate>& candidates) {
    std::vector<FrozenCandidate> frozen;
    frozen.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        FrozenCandidate& entry = frozen.emplace_back();
        entry.id = candidate.paper.id;
        entry.version = candidate.paper.version;
        entry.score = six_decimals(candidate.score);
        entry.signals.reserve(candidate.signals.size());
        for (const Signal& signal : candidate.signals) {
            entry.signals.push_back(signal.value ? std::optional(six_decimals(*signal.value)) : std::nullopt);
        }
    }
    return frozen;
}

/// All that an edition shows of single observations: which repositories services named for which papers.
std::vector<Observation> repositories_in(const std::vector<Observation>& observations) {
    std::vector<Observation> found;
    std::copy_if(observations.begin(), observations.end(), std::back_inserter(found), [](const Observation& each) {
        return each.metric == "repository" && each.state == ObservationState::known && !each.detail.empty();
    });
    return found;
}

void keep_pool(std::vector<Observation>& observations, const std::vector<Candidate>& pool) {
    std::unordered_set<std::string_view> ids;
    for (const Candidate& candidate : pool) ids.insert(candidate.paper.id);
    std::erase_if(observations, [&](const Observation& each) { return !ids.contains(each.paper_id); });
}

std::vector<std::string> names_of_signals(const std::vector<Candidate>& candidates) {
    std::vector<std::string> names;
    if (candidates.empty()) return names;
    for (const Signal& signal : candidates.front().signals) names.push_back(signal.name);
    return names;
}

bool shows_block(const Config& config, std::string_view name) {
    const std::vector<std::string>& blocks = config.edition.blocks;
    return std::find(blocks.begin(), blocks.end(), name) != blocks.end();
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

Result<void> harvest_window(Session& session, const EditionKey& key) {
    auto archive = session.archive_for_writing();
    if (!archive) return tl::unexpected(archive.error());
    const auto known = (*archive)->slices(key.window);
    if (!known) return tl::unexpected(known.error());
    HarvestSettings settings = session.harvest_settings();
    settings.on_request = [&session](const RequestRecord& request) {
        session.terminal().detail(2,
                                  fmt::format("{}: {} in {} ms{}{}", request.url, request.outcome, request.time.count(),
                                              request.reason.empty() ? "" : ", sent again: ", request.reason));
    };
    const HarvestPlan plan = plan_harvest(key.window, settings.categories, *known, session.now());
    if (plan.empty()) {
        session.terminal().detail(1, "nothing to harvest: every day is there");
        return {};
    }
    session.terminal().say(
        fmt::format("harvesting {} of {} days from {}", plan.size(), key.window.days(), host_of(settings.base_url)));
    const PageSink store = [&](const HarvestedPage& page) {
        return (*archive)->store_page(page.papers, page.slice, page.restart);
    };
    const auto report = harvest(plan, settings, session.http(), session.arxiv_pacer(), store,
                                session.terminal().progress(), session.environment().stop);
    if (!report) return tl::unexpected(report.error());
    session.terminal().notices(report->notices);
    session.terminal().say(fmt::format("harvested {} paper{} in {} request{} ({} repeated)", report->papers,
                                       report->papers == 1 ? "" : "s", report->requests,
                                       report->requests == 1 ? "" : "s", report->retries));
    return {};
}

Result<void> observe_window(Session& session, const EditionKey& key) {
    auto archive = session.archive_for_writing();
    if (!archive) return tl::unexpected(archive.error());
    const auto papers = (*archive)->papers(key.window, session.config().harvest.categories);
    if (!papers) return tl::unexpected(papers.error());
    const auto known = (*archive)->observations(key.window, std::nullopt);
    if (!known) return tl::unexpected(known.error());
    const ObservationSink store = [&](const std::vector<Observation>& observations) {
        return (*archive)->store_observations(observations);
    };
    const auto notices = observe(key.window, *papers, *known, observe_settings(session), session.http(), store,
                                 session.terminal().progress(), session.environment().stop);
    if (!notices) return tl::unexpected(notices.error());
    session.terminal().notices(*notices);
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
    for (const NewsFeed& feed : session.config().news) feeds.push_back({feed.url, feed.name});
    if (feeds.empty()) return std::vector<NewsItem>{};
    auto archive = may_ask_network ? session.archive_for_writing() : session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto known = (*archive)->feeds();
    if (!known) return tl::unexpected(known.error());
    if (!may_ask_network) {
        std::vector<NewsItem> items;
        for (const FeedCopy& copy : *known) {
            const auto feed =
                std::find_if(feeds.begin(), feeds.end(), [&](const Feed& each) { return each.url == copy.url; });
            if (feed == feeds.end()) continue;
            auto parsed = parse_feed(copy.body, copy.final_url, feed->name);
            if (parsed) std::move(parsed->items.begin(), parsed->items.end(), std::back_inserter(items));
        }
        return news_of_window(std::move(items), key.window);
    }
    auto news =
        fetch_news(feeds, key.window, *known, news_settings(session), session.http(), session.environment().stop);
    if (!news) return tl::unexpected(news.error());
    session.terminal().notices(news->notices);
    if (auto stored = (*archive)->store_feeds(news->copies); !stored) return tl::unexpected(stored.error());
    return std::move(news->items);
}

/// --as-of DATE: up to the end of that day.
Result<std::optional<Timestamp>> as_of_time(const Options& options) {
    if (options.as_of.empty()) return std::optional<Timestamp>{};
    const auto day = parse_day(options.as_of);
    if (!day)
        return fail(ErrorKind::usage, fmt::format("\"{}\" is no day", options.as_of), "--as-of",
                    "write it as YYYY-MM-DD, such as --as-of 2022-02-05");
    return std::optional<Timestamp>{*day + days{1} - std::chrono::seconds{1}};
}

Result<Material> gather(Session& session, const EditionKey& key, bool ask_services) {
    const auto as_of = as_of_time(session.options());
    if (!as_of) return tl::unexpected(as_of.error());
    if (session.options().window.sample) return load_sample(session, key, *as_of);
    const bool may_ask = ask_services && session.may_ask_network();
    if (may_ask) {
        if (auto harvested = harvest_window(session, key); !harvested) return tl::unexpected(harvested.error());
        if (auto observed = observe_window(session, key); !observed) return tl::unexpected(observed.error());
    }
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    auto material = load_from_archive(session, **archive, key, *as_of);
    if (!material || (session.options().verb != Verb::build && session.options().verb != Verb::diff)) return material;
    auto news = news_of(session, key, may_ask);
    if (!news) return tl::unexpected(news.error());
    material->news = std::move(*news);
    return material;
}

void tell_if_short(Session& session, const Material& material) {
    if (material.whole()) return;
    session.terminal().notice(
        {NoticeKind::data_doubted, fmt::format("the window is not whole: {}", describe(material.short_days)), ""});
}

Result<LoadedWindow> load_window(Session& session) {
    const auto key = session.edition_key();
    if (!key) return tl::unexpected(key.error());
    session.terminal().say(window_line(*key));
    auto material = gather(session, *key, false);
    if (!material) return tl::unexpected(material.error());
    tell_if_short(session, *material);
    return LoadedWindow{*key, std::move(*material)};
}

Result<Scoring> score_window(Session& session, const EditionKey& key, std::vector<Paper> papers,
                             std::vector<Observation> observations, std::size_t with_evidence) {
    ScoringInput input;
    input.with_evidence = with_evidence;
    input.window = key.window;
    input.run_tasks = run_at_once;
    auto topics = read_topics(session.workspace());
    if (!topics) return tl::unexpected(topics.error());
    input.topics = std::move(*topics);
    auto venues = read_venues(session.workspace());
    if (!venues) return tl::unexpected(venues.error());
    input.venues = std::move(*venues);
    input.weights = session.config().weights;
    input.observations = std::move(observations);
    read_ranking_models(session, input);
    Scoring scoring = score_papers(std::move(papers), input);
    session.terminal().notices(scoring.notices);
    return scoring;
}

std::vector<Trend> trends_between(const std::vector<Paper>& papers, const std::vector<Paper>& earlier) {
    const auto pointers = [](const std::vector<Paper>& all) {
        std::vector<const Paper*> result;
        result.reserve(all.size());
        for (const Paper& paper : all) result.push_back(&paper);
        return result;
    };
    return find_trends(pointers(papers), pointers(earlier));
}

Result<Snapshot> take_snapshot(Session& session, const EditionKey& key, Material&& material) {
    auto texts = read_edition_texts(session.workspace());
    if (!texts) return tl::unexpected(texts.error());
    Snapshot snapshot;
    snapshot.provenance = provenance_of(material.observations, key.window);
    if (shows_block(session.config(), "trends")) {
        auto earlier = earlier_papers(session, key);
        if (!earlier) return tl::unexpected(earlier.error());
        material.earlier = std::move(*earlier);
        snapshot.trends = trends_between(material.papers, material.earlier);
    }
    snapshot.observations = repositories_in(material.observations);
    auto scoring =
        score_window(session, key, std::move(material.papers), std::move(material.observations), selection_pool);
    if (!scoring) return tl::unexpected(scoring.error());
    std::vector<Candidate>& candidates = scoring->candidates;
    snapshot.key = key;
    snapshot.whole = material.whole();
    snapshot.sample = session.options().window.sample;
    snapshot.program_version = program_version();
    snapshot.made_at = session.now();
    snapshot.as_of = material.as_of;
    snapshot.config = edition_config_json(session.config());
    snapshot.texts = std::move(*texts);
    snapshot.signal_names = names_of_signals(candidates);
    snapshot.candidates = freeze_candidates(candidates);
    snapshot.primary_categories = count_primary_categories(candidates);
    snapshot.topic_counts = count_topics(candidates);
    snapshot.featured_before = std::move(material.featured_before);
    if (!material.news.empty()) {
        const auto topics = read_topics(session.workspace());
        if (!topics) return tl::unexpected(topics.error());
        snapshot.news = choose_news(std::move(material.news), *topics, max_news);
    }
    snapshot.notices = std::move(material.notices);
    const auto pool_end = candidates.begin() + static_cast<std::ptrdiff_t>(std::min(candidates.size(), selection_pool));
    snapshot.pool.assign(std::make_move_iterator(candidates.begin()), std::make_move_iterator(pool_end));
    keep_pool(snapshot.observations, snapshot.pool);
    if (const auto& discard = session.environment().discard)
        discard(std::make_shared<std::vector<Candidate>>(std::move(candidates)));
    return snapshot;
}

}  // namespace digest
