#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "digest/app/commands.h"
#include "digest/app/files.h"
#include "digest/app/freezer.h"
#include "digest/app/line_diff.h"
#include "digest/app/output.h"
#include "digest/app/overlay_file.h"
#include "digest/app/pipeline.h"
#include "digest/app/snapshot_file.h"
#include "digest/render/renderer.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// What a build works with once the options are understood.
struct BuildPlan {
    EditionKey key{};
    std::string format = "markdown";
    fs::path output{};  ///< empty: stdout
    Overlay overlay{};
    bool sample = false;
    bool dry_run = false;

    bool publishes() const { return !output.empty() && !dry_run && !sample; }
};

/// Options that are told on the command line count over the configuration.
void apply_options(Config& config, const Options& options) {
    if (options.picks) config.edition.picks = *options.picks;
    if (!options.template_name.empty()) config.edition.template_name = options.template_name;
    if (!options.front_matter.empty()) config.edition.front_matter = options.front_matter;
}

Result<void> check_combinations(const Options& options) {
    const auto clash = [](std::string message, std::string next) {
        return fail(ErrorKind::usage, std::move(message), "", std::move(next));
    };
    if (!options.from_snapshot.empty() && (options.refresh || !options.as_of.empty() || options.window.sample)) {
        return clash(
            "--from-snapshot rebuilds what was frozen: it cannot be combined with --refresh, --as-of or --sample",
            "leave one of them out");
    }
    if (options.refresh && !options.as_of.empty())
        return clash("--as-of makes the edition anew already", "leave out --refresh");
    return {};
}

Result<BuildPlan> make_plan(Session& session, const EditionKey& key) {
    const Options& options = session.options();
    BuildPlan plan;
    plan.key = key;
    plan.sample = options.window.sample;
    plan.dry_run = options.dry_run;
    if (!options.format.empty()) plan.format = options.format;
    auto output = output_path(options.output, session.config(), key, plan.format);
    if (!output) return tl::unexpected(output.error());
    plan.output = std::move(*output);
    if (!plan.sample) {
        auto overlay = read_overlay(session.workspace().overlay_file(key));
        if (!overlay) return tl::unexpected(overlay.error());
        plan.overlay = std::move(*overlay);
    }
    return plan;
}

/// Nothing, or the error that says what is missing and how to go on.
Result<void> require_whole(Session& session, const EditionKey& key, const Material& material) {
    if (material.whole()) return {};
    const std::string month = key.month.text();
    if (session.options().allow_partial) {
        session.terminal().notice(
            {NoticeKind::data_doubted,
             fmt::format("the window is not whole: {}. This edition is a DRAFT", describe(material.short_days)), ""});
        return {};
    }
    std::string next = session.options().window.offline
                           ? fmt::format("digest fetch --month {}", month)
                           : fmt::format("digest status --month {}, and run this again later", month);
    if (session.now() < key.due())
        next = fmt::format("run this again from {} on, or add --allow-partial for a draft", long_day(key.due()));
    return fail(ErrorKind::incomplete, fmt::format("the window is not whole: {}", describe(material.short_days)), "",
                next + " (--allow-partial writes a DRAFT)");
}

/// With the network out of reach --allow-partial drafts from what the archive holds.
Result<Material> gather_for_build(Session& session, const EditionKey& key) {
    auto material = gather(session, key);
    if (material || material.error().kind != ErrorKind::network) return material;
    if (!session.options().allow_partial) {
        Error error = material.error();
        if (error.next.empty())
            error.next = fmt::format(
                "try again later, or work without the network: digest build --month {} --offline, or --sample",
                key.month.text());
        return tl::unexpected(std::move(error));
    }
    session.terminal().notice({NoticeKind::data_doubted, material.error().message, material.error().origin});
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    auto held = load_from_archive(session, **archive, key, std::nullopt);
    if (held && held->papers.empty()) return material;
    return held;
}

/// What the edition is composed from, and whether it was frozen before.
struct Source {
    Snapshot snapshot{};
    std::vector<Paper> earlier{};
    bool frozen = false;
    std::optional<Snapshot> before{};  ///< what a refresh replaces
};

Result<Source> fresh_source(Session& session, const EditionKey& key) {
    auto material = gather_for_build(session, key);
    if (!material) return tl::unexpected(material.error());
    if (auto whole = require_whole(session, key, *material); !whole) return tl::unexpected(whole.error());
    Source source;
    source.earlier = std::move(material->earlier);
    auto snapshot = take_snapshot(session, key, std::move(*material));
    if (!snapshot) return tl::unexpected(snapshot.error());
    source.snapshot = std::move(*snapshot);
    return source;
}

/// A changed configuration is announced, and used only with --refresh.
Result<void> announce_changes(Session& session, const Snapshot& frozen) {
    const auto texts = read_edition_texts(session.workspace());
    if (!texts) return tl::unexpected(texts.error());
    const auto changed = changed_inputs(frozen, edition_config_json(session.config()), *texts);
    if (changed.empty()) return {};
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
        const auto text = read_file(options.from_snapshot);
        if (!text) return tl::unexpected(text.error());
        auto snapshot = read_snapshot(*text, options.from_snapshot);
        if (!snapshot) return tl::unexpected(snapshot.error());
        source.snapshot = std::move(*snapshot);
        source.frozen = true;
        return source;
    }
    if (plan.sample) return fresh_source(session, plan.key);
    auto frozen = load_frozen(session, plan.key);
    const bool anew = options.refresh || !options.as_of.empty();
    if (!frozen && !anew) return tl::unexpected(frozen.error());
    if (frozen && *frozen && !anew) {
        source.snapshot = std::move(**frozen);
        source.frozen = true;
        if (auto told = announce_changes(session, source.snapshot); !told) return tl::unexpected(told.error());
        return source;
    }
    auto fresh = fresh_source(session, plan.key);
    if (fresh && frozen && *frozen) fresh->before = std::move(**frozen);
    return fresh;
}

Result<std::string> render(const Edition& edition, const Snapshot& snapshot, const Config& config,
                           const std::string& format, const std::map<std::string, std::string>& pictures) {
    if (format == "json") return render_json(edition);
    if (format == "html") return render_html(edition, pictures);
    RenderOptions options;
    const std::string& front_matter = config.edition.front_matter;
    options.front_matter = front_matter == "hugo"     ? FrontMatter::hugo
                           : front_matter == "jekyll" ? FrontMatter::jekyll
                           : front_matter == "yaml"   ? FrontMatter::yaml
                                                      : FrontMatter::none;
    return render_markdown(edition, snapshot.texts.template_text, snapshot.texts.template_name, options);
}

Result<void> write_edition(Session& session, const BuildPlan& plan, const std::string& bytes) {
    if (plan.output.empty()) {
        session.write_out(bytes);
        return {};
    }
    if (plan.dry_run) {
        session.terminal().say(fmt::format("would write {} ({} bytes)", plan.output.string(), bytes.size()));
        return {};
    }
    const auto outcome = write_file_atomically(plan.output, bytes);
    if (!outcome) return tl::unexpected(outcome.error());
    session.terminal().say(
        fmt::format("{} {}", *outcome == WriteOutcome::written ? "wrote" : "unchanged:", plan.output.string()));
    return {};
}

/// The bytes of the pictures that the edition shows, by their path in it.
std::map<std::string, std::string> pictures_of(const Edition& edition, const Snapshot& snapshot) {
    std::map<std::string, std::string> pictures;
    for (const Pick& pick : edition.picks) {
        const auto frozen = snapshot.figures.find(pick.id);
        if (!pick.figure || pick.figure->path.empty() || frozen == snapshot.figures.end()) continue;
        if (pick.figure->path == frozen->second.figure.path) pictures[pick.figure->path] = frozen->second.bytes;
    }
    return pictures;
}

/// Pictures lie beside the edition before it names them.
Result<void> write_pictures(const BuildPlan& plan, const std::map<std::string, std::string>& pictures) {
    if (plan.output.empty() || plan.dry_run) return {};
    for (const auto& [path, bytes] : pictures) {
        if (auto written = write_file_atomically(plan.output.parent_path() / path, bytes); !written)
            return tl::unexpected(written.error());
    }
    return {};
}

std::vector<std::string> featured_ids(const Edition& edition, const Overlay& overlay) {
    std::vector<std::string> ids;
    for (const Pick& pick : edition.picks) {
        if (!pick.id.empty()) ids.push_back(pick.id);
    }
    for (const PinnedPick& pick : overlay.picks) ids.insert(ids.end(), pick.ids.begin(), pick.ids.end());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

/// Freezes, writes the snapshot beside the edition and remembers what was featured. Drafts, samples and dry runs do
/// none of it; a rebuild from a snapshot file touches no archive.
Result<void> keep(Session& session, const BuildPlan& plan, const Snapshot& snapshot, const Edition& edition) {
    if (edition.draft || plan.sample || plan.dry_run) return {};
    if (!plan.output.empty()) {
        const auto written = write_file_atomically(snapshot_path(plan.output), write_snapshot(snapshot, true));
        if (!written) return tl::unexpected(written.error());
    }
    if (!session.options().from_snapshot.empty()) return {};
    if (auto frozen = freeze(session, snapshot); !frozen) return frozen;
    if (plan.output.empty()) return {};
    auto archive = session.archive_for_writing();
    if (!archive) return tl::unexpected(archive.error());
    return (*archive)->remember_edition(session.workspace().name(), plan.key, featured_ids(edition, plan.overlay),
                                        fs::absolute(plan.output).string(), session.now());
}

Result<void> tell_refresh(Session& session, const BuildPlan& plan, const Source& source, const Edition& edition) {
    if (!source.before) return {};
    Snapshot before = *source.before;
    const auto old_edition = compose_from(session, before, plan.overlay, {}, {});
    if (!old_edition) return {};
    const auto lines = changes_between(before, *old_edition, source.snapshot, edition);
    session.terminal().say(lines.empty() ? "refreshed: nothing changed" : "refreshed:");
    for (const std::string& line : lines) session.terminal().say("  " + line);
    return {};
}

/// What is to be written, before anything is.
struct Built {
    Source source{};
    Edition edition{};
    std::map<std::string, std::string> pictures{};
    std::string bytes{};
};

Result<Built> make_edition(Session& session, const BuildPlan& plan) {
    auto source = source_of(session, plan);
    if (!source) return tl::unexpected(source.error());
    const bool may_ask_network = !session.options().window.offline && !plan.sample && !source->frozen;
    Built built;
    built.source = std::move(*source);
    auto edition = compose_from(session, built.source.snapshot, plan.overlay, built.source.earlier,
                                {may_ask_network, !plan.output.empty()});
    if (!edition) return tl::unexpected(edition.error());
    built.edition = std::move(*edition);
    built.pictures = pictures_of(built.edition, built.source.snapshot);
    auto bytes = render(built.edition, built.source.snapshot, session.config(), plan.format, built.pictures);
    if (!bytes) return tl::unexpected(bytes.error());
    built.bytes = std::move(*bytes);
    return built;
}

Result<int> build_edition(Session& session, const EditionKey& asked_key) {
    auto plan = make_plan(session, asked_key);
    if (!plan) return tl::unexpected(plan.error());
    session.terminal().say(window_line(plan->key));
    const auto built = make_edition(session, *plan);
    if (!built) return tl::unexpected(built.error());
    if (plan->format == "markdown") {
        if (auto written = write_pictures(*plan, built->pictures); !written) return tl::unexpected(written.error());
    }
    if (auto written = write_edition(session, *plan, built->bytes); !written) return tl::unexpected(written.error());
    const Snapshot& snapshot = built->source.snapshot;
    if (auto kept = keep(session, *plan, snapshot, built->edition); !kept) return tl::unexpected(kept.error());
    if (auto told = tell_refresh(session, *plan, built->source, built->edition); !told)
        return tl::unexpected(told.error());
    return 0;
}

/// The due editions of that kind that this workspace has not published yet, oldest first: those since the last one;
/// with none, the newest.
Result<std::vector<EditionKey>> due_editions(Session& session) {
    const auto newest = session.edition_key();
    if (!newest) return tl::unexpected(newest.error());
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto published = (*archive)->remembered(session.workspace().name());
    if (!published) return tl::unexpected(published.error());
    std::optional<Month> last;
    for (const auto& edition : *published) {
        if (edition.key.kind == newest->kind) last = std::max(last.value_or(edition.key.month), edition.key.month);
    }
    std::vector<EditionKey> due;
    if (!last) due.push_back(*newest);
    for (Month month = last ? last->plus_months(1) : newest->month.plus_months(1); month <= newest->month;
         month = month.plus_months(1))
        due.push_back(newest->kind == WindowKind::calendar ? calendar_edition_of(month) : edition_of(month));
    return due;
}

Result<void> check_catch_up(const Session& session) {
    const Options& options = session.options();
    const auto clash = [](std::string message, std::string next) {
        return fail(ErrorKind::usage, std::move(message), "--catch-up", std::move(next));
    };
    if (!options.window.month.empty() || options.window.window.find("..") != std::string::npos)
        return clash("it finds the due months itself", "leave out --month and a window of dates");
    if (options.window.sample || options.refresh || options.allow_partial || !options.as_of.empty() ||
        !options.from_snapshot.empty() || !options.bibtex.empty()) {
        return clash(
            "it builds what is due, once: it cannot be combined with --sample, --refresh, --allow-partial, --as-of, "
            "--from-snapshot or --bibtex",
            "leave them out, or build one edition with --month");
    }
    std::error_code error;
    if (!options.output.ends_with('/') && !fs::is_directory(options.output, error))
        return clash("it needs the folder that editions go to",
                     "name it with a slash at its end: digest build --catch-up -o content/posts/");
    // Two editions must never get one name.
    const EditionKey one = edition_of({2022, 2});
    const EditionKey other = edition_of({2022, 3});
    const EditionKey next_year = edition_of({2023, 2});
    const auto name = [&](const EditionKey& key) {
        return edition_file_name(session.config(), key, options.format.empty() ? "markdown" : options.format);
    };
    const auto first = name(one);
    if (!first) return tl::unexpected(first.error());
    if (first == name(other) || first == name(next_year)) {
        return fail(ErrorKind::user_file,
                    fmt::format("edition.file_name \"{}\" gives two editions the same name",
                                session.config().edition.file_name),
                    "edition.file_name", "tell them apart with {year} and {month_number}");
    }
    return {};
}

/// Stops at the first failure; what was built stays.
Result<int> build_due_editions(Session& session) {
    if (auto fine = check_catch_up(session); !fine) return tl::unexpected(fine.error());
    const auto due = due_editions(session);
    if (!due) return tl::unexpected(due.error());
    if (due->empty()) session.terminal().say("nothing is due: the newest edition is published");
    for (const EditionKey& key : *due) {
        const auto built = build_edition(session, key);
        if (built) continue;
        Error error = built.error();
        error.message = fmt::format("edition {}: {}", key.month.text(), error.message);
        return tl::unexpected(std::move(error));
    }
    return 0;
}

/// With --from-snapshot the snapshot says which edition it is.
Result<EditionKey> key_to_build(const Session& session) {
    const std::string& file = session.options().from_snapshot;
    if (file.empty()) return session.edition_key();
    const auto text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    const auto snapshot = read_snapshot(*text, file);
    if (!snapshot) return tl::unexpected(snapshot.error());
    return snapshot->key;
}

/// Where this edition was published; empty: nowhere yet.
Result<fs::path> published_at(Session& session, const EditionKey& key) {
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto editions = (*archive)->remembered(session.workspace().name());
    if (!editions) return tl::unexpected(editions.error());
    for (const auto& edition : *editions) {
        if (edition.key == key) return fs::path{edition.output_path};
    }
    return fs::path{};
}

/// The plan of a build into the published file, or into the one that -o names. The file's ending tells the format.
Result<BuildPlan> plan_of_diff(Session& session, const EditionKey& key) {
    auto plan = make_plan(session, key);
    if (!plan || !plan->output.empty()) return plan;
    auto published = published_at(session, key);
    if (!published) return tl::unexpected(published.error());
    if (published->empty()) {
        return fail(ErrorKind::usage, fmt::format("the edition {} is not published yet", key.name()), "",
                    "name the file or folder to compare with: digest diff -o content/posts/");
    }
    plan->output = std::move(*published);
    if (session.options().format.empty()) {
        const std::string ending = plan->output.extension().string();
        plan->format = ending == ".html" || ending == ".json" ? ending.substr(1) : "markdown";
    }
    return plan;
}

}  // namespace

Result<int> run_diff(Session& session) {
    if (session.options().window.sample)
        return fail(ErrorKind::usage, "the sample is never published", "--sample", "leave out --sample");
    apply_options(session.changeable_config(), session.options());
    const auto key = session.edition_key();
    if (!key) return tl::unexpected(key.error());
    const auto plan = plan_of_diff(session, *key);
    if (!plan) return tl::unexpected(plan.error());
    std::string present;
    std::error_code error;
    const bool is_there = fs::exists(plan->output, error);
    if (is_there) {
        auto text = read_file(plan->output);
        if (!text) return tl::unexpected(text.error());
        present = std::move(*text);
    }
    const auto built = make_edition(session, *plan);
    if (!built) return tl::unexpected(built.error());
    const std::string name = plan->output.string();
    const std::string diff = unified_diff(present, built->bytes, is_there ? name : "/dev/null", name);
    session.write_out(diff);
    return diff.empty() ? 0 : 1;
}

Result<int> run_build(Session& session) {
    if (auto fine = check_combinations(session.options()); !fine) return tl::unexpected(fine.error());
    apply_options(session.changeable_config(), session.options());
    if (session.options().catch_up) return build_due_editions(session);
    const auto key = key_to_build(session);
    if (!key) return tl::unexpected(key.error());
    return build_edition(session, *key);
}

}  // namespace digest
