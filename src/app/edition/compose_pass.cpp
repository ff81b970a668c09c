// The passes from the frozen snapshot to the edition: overlay, select, enrich, compose.
#include <algorithm>

#include <fmt/format.h>

#include "app/edition/pipeline.h"
#include "app/machine/task_threads.h"
#include "app/workspace/overlay_file.h"
#include "digest/base/hash.h"
#include "digest/compose/composer.h"
#include "digest/compose/related.h"
#include "digest/enrich/enricher.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

/// Pins that take the place of a pick although they are no paper of the archive.
int pins_without_id(const Overlay& overlay) {
    return static_cast<int>(std::count_if(overlay.picks.begin(), overlay.picks.end(),
                                          [](const PinnedPick& pick) { return pick.ids.empty(); }));
}

/// The ids of pins, the first of each heading only: the second work of a heading is no pick of its own.
std::vector<std::string> pinned_ids(const Overlay& overlay) {
    std::vector<std::string> ids;
    for (const PinnedPick& pick : overlay.picks) {
        if (!pick.ids.empty()) ids.push_back(pick.ids.front());
    }
    return ids;
}

bool is_held(const Snapshot& snapshot, const std::string& id) {
    const auto is_it = [&id](const Paper& paper) { return paper.id == id; };
    return std::any_of(snapshot.pool.begin(), snapshot.pool.end(),
                       [&](const Candidate& candidate) { return is_it(candidate.paper); }) ||
           std::any_of(snapshot.added.begin(), snapshot.added.end(), is_it);
}

/// Every pinned paper and every related one that the editor names becomes part of the snapshot: from the archive, else
/// fetched.
Result<void> add_named_papers(Session& session, Snapshot& snapshot, const Overlay& overlay, bool may_ask_network) {
    std::vector<std::string> missing;
    for (const PinnedPick& pick : overlay.picks) {
        for (const auto* ids : {&pick.ids, &pick.related}) {
            for (const std::string& id : *ids) {
                if (!is_held(snapshot, id) && std::find(missing.begin(), missing.end(), id) == missing.end())
                    missing.push_back(id);
            }
        }
    }
    if (missing.empty()) return {};
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    auto found = (*archive)->papers_by_id(missing);
    if (!found) return tl::unexpected(found.error());
    for (Paper& paper : *found) {
        std::erase(missing, paper.id);
        snapshot.added.push_back(std::move(paper));
    }
    if (!missing.empty() && may_ask_network) {
        auto fetched = fetch_by_id(missing, session.harvest_settings(), session.http(), session.arxiv_pacer(),
                                   session.environment().stop);
        if (!fetched) return tl::unexpected(fetched.error());
        for (Paper& paper : *fetched) {
            std::erase(missing, paper.id);
            snapshot.added.push_back(std::move(paper));
        }
    }
    if (missing.empty()) return {};
    return fail(ErrorKind::user_file,
                fmt::format("{} is named in the overlay but {}", missing.front(),
                            may_ask_network ? "neither the archive nor arXiv has it" : "the archive does not have it"),
                session.workspace().overlay_file(snapshot.key).string(),
                may_ask_network ? "correct the id"
                                : "correct the id, or build without --offline and --as-of so that it can be fetched");
}

/// The pool, and behind it the papers that were added for the editor.
std::vector<Candidate> candidates_of(const Snapshot& snapshot) {
    std::vector<Candidate> candidates = snapshot.pool;
    for (const Paper& paper : snapshot.added) candidates.push_back(candidate_beyond_pool(snapshot, paper));
    return candidates;
}

RelatedFinder related_finder(const Snapshot& snapshot, const std::vector<Paper>& earlier) {
    std::vector<const Paper*> pool;
    for (const Candidate& candidate : snapshot.pool) pool.push_back(&candidate.paper);
    for (const Paper& paper : earlier) pool.push_back(&paper);
    return RelatedFinder(std::move(pool));
}

/// Related papers of the picks that the snapshot does not know yet, among the pool.
void add_related(Snapshot& snapshot, const std::vector<const Paper*>& picks, const std::vector<Paper>& earlier,
                 std::optional<RelatedFinder>& finder) {
    for (const Paper* paper : picks) {
        if (snapshot.related.contains(paper->id)) continue;
        if (!finder) finder.emplace(related_finder(snapshot, earlier));
        snapshot.related[paper->id] = finder->related_to(*paper);
    }
}

EnrichSettings enrich_settings(const Session& session) {
    const Config& config = session.config();
    EnrichSettings settings;
    settings.arxiv_oai = config.services.at("arxiv_oai");
    settings.arxiv_web = config.services.at("arxiv_web");
    settings.ar5iv = config.services.at("ar5iv");
    settings.user_agent = session.user_agent();
    settings.interval = session.harvest_settings().interval;
    settings.timeout = std::chrono::seconds{config.harvest.timeout_seconds};
    settings.now = session.now();
    return settings;
}

/// "assets/2022-02/2201.03545-figure-1.png".
std::string figure_path(const EditionKey& key, const Enrichment& found) {
    const std::string number = found.figure->number.empty() ? "" : "-" + found.figure->number;
    return fmt::format("assets/{}/{}-figure{}.{}", key.name(), file_stem(found.id), number,
                       file_extension(found.figure->image->info.type));
}

FrozenFigure frozen_figure(const EditionKey& key, const Enrichment& found) {
    FrozenFigure frozen;
    if (!found.figure) return frozen;
    frozen.figure.url = found.figure->url;
    frozen.figure.number = found.figure->number;
    frozen.figure.caption = tex_to_unicode(found.figure->caption, MathStyle::unicode).text;
    frozen.figure.credit = found.figure->credit;
    if (found.licence) {
        frozen.figure.licence = found.licence->name;
        frozen.figure.licence_url = found.licence->url;
    }
    if (!found.figure->image) return frozen;
    frozen.figure.path = figure_path(key, found);
    frozen.file_type = file_extension(found.figure->image->info.type);
    frozen.bytes = found.figure->image->bytes;
    frozen.hash = content_hash(frozen.bytes);
    return frozen;
}

/// Figures and licences of the picks that the snapshot does not know yet.
Result<void> add_figures(Session& session, Snapshot& snapshot, const std::vector<const Paper*>& picks) {
    std::vector<EnrichRequest> requests;
    for (const Paper* paper : picks) {
        if (!snapshot.figures.contains(paper->id)) requests.push_back({paper->id, paper->submitted, paper->authors});
    }
    if (requests.empty()) return {};
    const EnrichmentSink keep = [&snapshot](const Enrichment& found) -> Result<void> {
        snapshot.figures[found.id] = frozen_figure(snapshot.key, found);
        return {};
    };
    const auto report = enrich_picks(requests, enrich_settings(session), session.http(), session.arxiv_pacer(), keep,
                                     session.terminal().progress(), session.environment().stop);
    if (!report) return tl::unexpected(report.error());
    session.terminal().notices(report->notices);
    return {};
}

/// What is shown of a figure: without a folder to write to it is only linked.
std::optional<Figure> shown_figure(const Snapshot& snapshot, const std::string& id, bool with_files) {
    const auto found = snapshot.figures.find(id);
    if (found == snapshot.figures.end() || found->second.figure.url.empty()) return std::nullopt;
    Figure figure = found->second.figure;
    if (!with_files || found->second.bytes.empty()) figure.path.clear();
    return figure;
}

/// The HTTP address of a repository that a service named for the paper.
std::vector<Link> links_beside(const Snapshot& snapshot, const std::string& id) {
    std::vector<Link> links;
    for (const Observation& observation : snapshot.observations) {
        if (observation.paper_id == id && observation.metric == "repository" && !observation.detail.empty())
            links.push_back({"Code", observation.detail});
    }
    return links;
}

/// The papers that the overlay names beside its pins: second works of a heading, related ones.
std::vector<Paper> named_papers(const Snapshot& snapshot, const Overlay& overlay) {
    std::set<std::string> wanted;
    for (const PinnedPick& pick : overlay.picks) {
        wanted.insert(pick.ids.begin(), pick.ids.end());
        wanted.insert(pick.related.begin(), pick.related.end());
    }
    std::vector<Paper> papers;
    for (const Candidate& candidate : snapshot.pool) {
        if (wanted.contains(candidate.paper.id)) papers.push_back(candidate.paper);
    }
    std::copy_if(snapshot.added.begin(), snapshot.added.end(), std::back_inserter(papers),
                 [&](const Paper& paper) { return wanted.contains(paper.id); });
    return papers;
}

ComposeInput compose_input(const Snapshot& snapshot, const Config& config, const Overlay& overlay, const Prose& prose) {
    ComposeInput input;
    input.key = snapshot.key;
    input.whole = snapshot.whole;
    input.draft = !snapshot.whole;
    input.sample = snapshot.sample;
    input.program_version = snapshot.program_version;
    input.title_pattern = config.edition.title;
    input.publisher = config.edition.publisher;
    input.publisher_url = config.edition.publisher_url;
    input.closing = config.edition.closing;
    input.language = config.edition.language;
    input.math = config.edition.math;
    input.blocks = config.edition.blocks;
    input.news = snapshot.news;
    input.trends = snapshot.trends;
    input.provenance = snapshot.provenance;
    input.per_topic_max = config.select.per_topic_max;
    input.named = named_papers(snapshot, overlay);
    input.considered = snapshot.considered();
    input.primary_categories = snapshot.primary_categories;
    input.overlay = overlay;
    input.notices = snapshot.notices;
    input.blurbs = prose.options(config);
    return input;
}

}  // namespace

Candidate candidate_beyond_pool(const Snapshot& snapshot, const Paper& paper) {
    Candidate candidate;
    candidate.paper = paper;
    const auto frozen = std::find_if(snapshot.candidates.begin(), snapshot.candidates.end(),
                                     [&](const FrozenCandidate& each) { return each.id == paper.id; });
    if (frozen == snapshot.candidates.end()) return candidate;
    candidate.score = frozen->score;
    for (std::size_t i = 0; i < frozen->signals.size(); ++i) {
        const double weight = snapshot.pool.empty() ? 0.0 : snapshot.pool.front().signals[i].weight;
        candidate.signals.push_back({snapshot.signal_names[i], frozen->signals[i], weight, {}});
    }
    return candidate;
}

BlurbOptions Prose::options(const Config& config) const {
    BlurbOptions options;
    options.keep_math = config.edition.math == "mathjax";
    options.roles = roles ? &*roles : nullptr;
    options.known_words = &words;
    return options;
}

Prose read_prose(Session& session, const std::string& role_model, const std::vector<const Paper*>& papers) {
    Prose prose;
    if (!role_model.empty()) {
        auto model = RoleModel::parse(role_model, "the role model");
        if (model) {
            prose.roles = std::move(*model);
        } else {
            session.terminal().notice({NoticeKind::data_doubted, model.error().message + "; sentence roles go by rule",
                                       model.error().origin});
        }
    }
    std::vector<std::string_view> abstracts;
    abstracts.reserve(papers.size());
    for (const Paper* paper : papers) abstracts.push_back(paper->abstract);
    prose.words = KnownWords::settle(abstracts, abstracts);
    return prose;
}

Prose read_prose_of(Session& session, const std::vector<Candidate>& candidates) {
    const auto model = read_model_text(session.workspace(), session.config().models.roles, "roles.txt");
    if (!model) session.terminal().notice({NoticeKind::data_doubted, model.error().message, model.error().origin});
    std::vector<const Paper*> papers;
    papers.reserve(candidates.size());
    for (const Candidate& candidate : candidates) papers.push_back(&candidate.paper);
    return read_prose(session, model.value_or(std::string{}), papers);
}

Result<Overlay> overlay_of(const Session& session, const EditionKey& key) {
    if (session.options().window.sample) return Overlay{};
    return read_overlay(session.workspace().overlay_file(key));
}

SelectOptions select_options(const Config& config, const std::set<std::string>& featured_before,
                             const Overlay& overlay) {
    SelectOptions options;
    options.run_tasks = run_at_once;
    options.picks = std::max(0, config.edition.picks - pins_without_id(overlay));
    options.per_topic_max = config.select.per_topic_max;
    options.diversity = config.select.diversity;
    options.exclude_terms = config.select.exclude_terms;
    options.exclude_authors = config.select.exclude_authors;
    options.follow_authors = config.select.follow_authors;
    if (config.select.memory) options.featured_before = featured_before;
    for (const DroppedPaper& drop : overlay.drops) options.dropped.insert(drop.id);
    options.pinned = pinned_ids(overlay);
    for (const PinnedPick& pick : overlay.picks) {  // further works of a heading are in the edition with it
        if (pick.ids.size() > 1) options.dropped.insert(pick.ids.begin() + 1, pick.ids.end());
    }
    return options;
}

Selection select_from(const Config& config, const std::vector<Candidate>& candidates,
                      const std::set<std::string>& featured_before, const Overlay& overlay, const Prose& prose) {
    const BlurbOptions options = prose.options(config);
    const auto has_blurb = [&](std::size_t i) { return is_complete(compose_blurb(candidates[i].paper, options)); };
    return select_picks(candidates, has_blurb, select_options(config, featured_before, overlay));
}

Result<Edition> compose_from(Session& session, Snapshot& snapshot, const Overlay& overlay,
                             const std::vector<Paper>& earlier, ComposeMode mode) {
    const auto config = with_edition_config(session.config(), snapshot.config);
    if (!config) return tl::unexpected(config.error());
    auto topics = parse_topics(snapshot.texts.topics, "topics.toml");
    if (!topics) return tl::unexpected(topics.error());
    auto landmarks = parse_landmarks(snapshot.texts.landmarks, "landmarks.toml");
    if (!landmarks) return tl::unexpected(landmarks.error());

    // overlay: what the editor names becomes part of the snapshot
    if (auto added = add_named_papers(session, snapshot, overlay, mode.may_fetch_papers); !added)
        return tl::unexpected(added.error());
    const std::vector<Candidate> candidates = candidates_of(snapshot);
    std::vector<const Paper*> papers;
    for (const Candidate& candidate : candidates) papers.push_back(&candidate.paper);
    const Prose prose = read_prose(session, snapshot.texts.role_model, papers);

    // select: a varied few of those that can give both blocks; and beside it what related work will be sought in
    Selection selection;
    std::optional<RelatedFinder> finder;
    Tasks tasks{[&] { selection = select_from(*config, candidates, snapshot.featured_before, overlay, prose); }};
    if (snapshot.related.empty()) tasks.emplace_back([&] { finder.emplace(related_finder(snapshot, earlier)); });
    run_at_once(tasks);
    std::vector<const Paper*> picked;
    for (const SelectedPick& pick : selection.picks) picked.push_back(&candidates[pick.candidate].paper);

    // related work, and figures with their licences, for the picks only
    add_related(snapshot, picked, earlier, finder);
    if (mode.may_ask_network && config->edition.figures) {
        if (auto added = add_figures(session, snapshot, picked); !added) return tl::unexpected(added.error());
    }

    // compose: decide what is shown
    ComposeInput input = compose_input(snapshot, *config, overlay, prose);
    input.topics = std::move(*topics);
    input.landmarks = std::move(*landmarks);
    input.near_misses = selection.near_misses;
    for (const SelectedPick& pick : selection.picks) {
        ComposePick& entry = input.picks.emplace_back();
        entry.candidate = candidates[pick.candidate];
        entry.topic = pick.topic;
        entry.reason = pick.reason;
        entry.pinned = pick.pinned;
        entry.related = snapshot.related[entry.candidate.paper.id];
        entry.links = links_beside(snapshot, entry.candidate.paper.id);
        entry.figure = shown_figure(snapshot, entry.candidate.paper.id, mode.with_files);
    }
    return compose_edition(input);
}

}  // namespace digest
