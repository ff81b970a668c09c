#include "app/edition/build.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/edition/assemble.h"
#include "app/edition/freezer.h"
#include "app/edition/snapshot_json.h"
#include "app/edition/take_snapshot.h"
#include "app/gather/gather.h"
#include "app/machine/files.h"
#include "app/workspace/edition_path.h"
#include "app/workspace/overlay_file.h"
#include "digest/base/try.h"
#include "digest/base/web_address.h"
#include "digest/edition/changes.h"
#include "digest/render/chart.h"
#include "digest/render/renderer.h"
#include "digest/select/selector.h"

namespace digest {
namespace {

/// Why the data makes no edition that can be published, and how to go on.
struct Shortfall {
    std::string message{};
    std::string next{};
};

std::optional<Shortfall> shortfall_of(Session& session, const EditionKey& key, const WindowData& data) {
    if (!data.whole()) {
        const std::string message = fmt::format("the window is not whole: {}", describe(data.short_days));
        if (session.now() < key.due()) {
            return Shortfall{message, fmt::format("run this again from {} on", long_day(key.due()))};
        }
        if (!session.may_ask_network()) {
            return Shortfall{message, session.command_for("fetch", key)};
        }
        return Shortfall{message, session.command_for("status", key) + ", and run this again later"};
    }
    if (!data.papers.empty()) {
        return std::nullopt;
    }
    // arXiv answers a category that it does not know with nothing at all, so an empty window is hardly ever meant
    return Shortfall{
        fmt::format("the window {} to {} has no papers of {}", format_day(key.window.from),
                    format_day(key.window.last_day()), fmt::join(session.config().edition.categories, ", ")),
        "check [harvest] categories in the configuration"};
}

/// With the network out of reach --allow-partial drafts from what the archive holds.
Result<WindowData> gather_for_build(Session& session, const EditionKey& key) {
    auto data = gather(session, key, AskServices::yes, GatherNews::wanted);
    if (data || data.error().kind != ErrorKind::network) {
        return data;
    }
    if (!session.options().allow_partial) {
        Error error = data.error();
        if (error.next.empty()) {
            error.next = fmt::format("try again later, or work without the network: {} --offline, or --sample",
                                     session.command_for("build", key));
        }
        return tl::unexpected(std::move(error));
    }
    session.terminal().notice({NoticeKind::data_doubted, data.error().message, data.error().origin});
    auto held = gather(session, key, AskServices::no, GatherNews::wanted);
    if (held && held->papers.empty()) {
        return data;
    }
    return held;
}

Result<Source> fresh_source(Session& session, const EditionKey& key) {
    TRY_ASSIGN(auto data, gather_for_build(session, key));
    const auto shortfall = shortfall_of(session, key, data);
    if (shortfall && !session.options().allow_partial) {
        return fail(ErrorKind::incomplete, shortfall->message, "",
                    shortfall->next + " (--allow-partial writes a DRAFT)");
    }
    if (shortfall) {
        session.terminal().notice({NoticeKind::data_doubted, shortfall->message + ". This edition is a DRAFT", ""});
    }
    if (session.config().edition.shows(Block::trends)) {
        TRY_ASSIGN(data.earlier, earlier_papers(session, key));
    }
    TRY_ASSIGN(TakenSnapshot taken, take_snapshot(session, key, data, selection_pool));
    session.environment().free_at_exit(std::move(taken.scored));
    Source source;
    source.snapshot = std::move(taken.snapshot);
    source.snapshot.whole = !shortfall;
    source.earlier = std::move(data.earlier);
    return source;
}

/// A changed configuration is announced, and used only with --refresh.
Result<void> announce_changes(Session& session, const Snapshot& frozen) {
    TRY_ASSIGN(const EditionTexts texts, read_edition_texts(session.workspace()));
    std::vector<std::string_view> changed;
    for (const EditionInput input : changed_inputs(frozen, session.config().edition, texts)) {
        changed.push_back(title_of(input));
    }
    if (changed.empty()) {
        return {};
    }
    session.terminal().notice(
        {NoticeKind::information,
         fmt::format("{} changed since this edition was frozen on {}; it is rebuilt as frozen. --refresh makes it anew",
                     fmt::join(changed, ", "), format_day(std::chrono::floor<std::chrono::days>(frozen.made_at))),
         ""});
    return {};
}

Result<Source> source_of(Session& session, const BuildPlan& plan) {
    const Options& options = session.options();
    Source source;
    if (!options.from_snapshot.empty()) {
        TRY_ASSIGN(const auto text, read_file(options.from_snapshot));
        TRY_ASSIGN(auto snapshot, read_snapshot(text, options.from_snapshot));
        source.snapshot = std::move(snapshot);
        source.frozen = true;
        return source;
    }
    if (plan.sample) {
        return fresh_source(session, plan.key);
    }
    auto frozen = load_frozen(session, plan.key);
    const bool anew = options.refresh || !options.as_of.empty();
    if (!frozen && !anew) {
        return tl::unexpected(frozen.error());
    }
    if (frozen && *frozen && !anew) {
        source.snapshot = std::move(**frozen);
        source.frozen = true;
        TRY(announce_changes(session, source.snapshot));
        return source;
    }
    auto fresh = fresh_source(session, plan.key);
    if (fresh && frozen && *frozen) {
        fresh->before = std::move(**frozen);
    }
    return fresh;
}

bool is_in_posts(const BuildPlan& plan) {
    return plan.output.parent_path().filename() == "_posts";
}

/// Hugo shows "posts/name.md" at "posts/name/", a level below its pictures; Jekyll shows a post at its date.
std::string picture_base(const BuildPlan& plan, FrontMatter front_matter) {
    const std::string name = plan.output.stem().string();
    if (front_matter == FrontMatter::hugo && name != "index" && name != "_index") {
        return "../";
    }
    if (front_matter == FrontMatter::jekyll && is_in_posts(plan)) {
        return "{{ site.baseurl }}/";
    }
    return {};
}

Result<std::string> render(const BuildPlan& plan, const Edition& edition, const Snapshot& snapshot,
                           FrontMatter front_matter, const std::map<std::string, std::string>& pictures,
                           const std::string& chart) {
    if (plan.format == OutputFormat::json) {
        return render_json(edition);
    }
    if (plan.format == OutputFormat::html) {
        return render_html(edition, pictures);
    }
    RenderOptions options;
    options.chart_path = chart;
    options.front_matter = front_matter;
    if (!plan.output.empty()) {
        options.picture_base = picture_base(plan, options.front_matter);
    }
    return render_markdown(edition, snapshot.texts.template_text, snapshot.texts.template_name, options);
}

/// The bytes of the pictures that the edition shows, by their path in it.
std::map<std::string, std::string> pictures_of(const Edition& edition, const Snapshot& snapshot) {
    std::map<std::string, std::string> pictures;
    for (const Pick& pick : edition.picks) {
        const auto frozen = snapshot.figures.find(pick.id);
        if (!pick.figure || pick.figure->path.empty() || frozen == snapshot.figures.end()) {
            continue;
        }
        if (pick.figure->path == frozen->second.figure.path) {
            pictures[pick.figure->path] = frozen->second.bytes;
        }
    }
    return pictures;
}

/// The chart of the trends lies beside the Markdown; a page of HTML draws its own. Gives its path.
std::string add_chart(const BuildPlan& plan, const Edition& edition, std::map<std::string, std::string>& pictures) {
    const bool shown = std::find(edition.blocks.begin(), edition.blocks.end(), Block::trends) != edition.blocks.end();
    if (!shown || edition.trends.empty() || plan.output.empty() || plan.format != OutputFormat::markdown) {
        return {};
    }
    std::string path = fmt::format("assets/{}/trends.svg", plan.key.name());
    pictures[path] = render_chart(edition.trends, edition.language);
    return path;
}

/// A picture of the editor's lies in the workspace: it is copied beside the edition, as figures are.
Result<void> take_along(const Session& session, const BuildPlan& plan, std::string& path,
                        std::map<std::string, std::string>& pictures) {
    if (path.empty() || is_web_address(path) || plan.output.empty()) {
        return {};
    }
    const std::filesystem::path file = session.workspace().folder / path;
    auto bytes = read_file(file);
    if (!bytes) {
        return fail(ErrorKind::user_file, fmt::format("the picture {} cannot be read: {}", path, bytes.error().message),
                    session.workspace().overlay_file(plan.key).string(),
                    "correct its path, counted from the workspace");
    }
    path = fmt::format("assets/{}/{}", plan.key.name(), file.filename().string());
    if (const auto other = pictures.find(path); other != pictures.end() && other->second != *bytes) {
        return fail(ErrorKind::user_file, fmt::format("two pictures have the name {}", file.filename().string()),
                    session.workspace().overlay_file(plan.key).string(), "give one of them another name");
    }
    pictures[path] = std::move(*bytes);
    return {};
}

Result<void> take_editor_pictures(const Session& session, const BuildPlan& plan, Edition& edition,
                                  std::map<std::string, std::string>& pictures) {
    if (edition.cover) {
        TRY(take_along(session, plan, edition.cover->image, pictures));
    }
    for (Pick& pick : edition.picks) {
        if (!pick.figure || pick.figure->by != WordsBy::editor) {
            continue;
        }
        TRY(take_along(session, plan, pick.figure->path, pictures));
    }
    return {};
}

}  // namespace

void apply_look_options(Config& config, const Options& options) {
    if (options.picks) {
        config.edition.picks = *options.picks;
    }
    if (is_template_file(options.template_name)) {
        config.edition.template_name = std::filesystem::absolute(options.template_name).lexically_normal().string();
    } else if (!options.template_name.empty()) {
        config.edition.template_name = options.template_name;
    }
    if (const auto typed = value_named<FrontMatter>(options.front_matter)) {
        config.edition.front_matter = *typed;
    }
}

std::filesystem::path BuildPlan::picture_folder() const {
    const std::filesystem::path folder = output.parent_path();
    return is_in_posts(*this) ? folder.parent_path() : folder;
}

Result<BuildPlan> make_plan(Session& session, const EditionKey& key) {
    const Options& options = session.options();
    BuildPlan plan;
    plan.key = key;
    plan.sample = options.window.sample;
    plan.dry_run = options.dry_run;
    plan.format = value_named<OutputFormat>(options.format).value_or(OutputFormat::markdown);
    TRY_ASSIGN(auto output, output_path(options.output, session.config(), key, plan.format));
    plan.output = std::move(output);
    if (!plan.sample) {
        TRY_ASSIGN(auto overlay, read_overlay(session.workspace().overlay_file(key)));
        plan.overlay = std::move(overlay);
    }
    return plan;
}

Result<Built> make_edition(Session& session, const BuildPlan& plan) {
    TRY_ASSIGN(Source source, source_of(session, plan));
    const bool may_ask = session.may_ask_network();
    AssembleMode mode;
    mode.fetch_papers = may_ask;
    mode.fetch_figures = may_ask && !source.frozen;
    mode.figures = plan.output.empty() ? FigurePlace::linked : FigurePlace::stored;
    Built built;
    built.source = std::move(source);
    Snapshot& snapshot = built.source.snapshot;
    TRY_ASSIGN(built.edition, assemble(session, snapshot, snapshot.settings, plan.overlay, built.source.earlier, mode));
    built.pictures = pictures_of(built.edition, snapshot);
    TRY(take_editor_pictures(session, plan, built.edition, built.pictures));
    const std::string chart = add_chart(plan, built.edition, built.pictures);
    const auto typed = value_named<FrontMatter>(session.options().front_matter);
    TRY_ASSIGN(built.bytes, render(plan, built.edition, snapshot, typed.value_or(snapshot.settings.front_matter),
                                   built.pictures, chart));
    return built;
}

}  // namespace digest
