#include <algorithm>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/edition/build.h"
#include "app/edition/freezer.h"
#include "app/edition/pipeline.h"
#include "app/edition/snapshot_json.h"
#include "app/machine/files.h"
#include "app/workspace/edition_path.h"
#include "digest/render/bibtex.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

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
    if (options.bibtex == "-")
        return clash("--bibtex writes a file: stdout is the edition's", "name one, such as --bibtex edition.bib");
    return {};
}

/// Before anything is asked or written: what stands at the named files can be replaced.
Result<void> check_targets(const Session& session, const BuildPlan& plan) {
    for (const fs::path& path : {plan.output, fs::path{session.options().bibtex}}) {
        if (path.empty()) continue;
        if (auto target = replaceable_file(path); !target) return tl::unexpected(target.error());
    }
    return {};
}

Result<void> write_edition(Session& session, const BuildPlan& plan, const std::string& bytes) {
    if (plan.output.empty()) return session.write_out(bytes);
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

/// Pictures lie beside the edition before it names them.
Result<void> write_pictures(const BuildPlan& plan, const std::map<std::string, std::string>& pictures) {
    if (plan.output.empty() || plan.dry_run) return {};
    for (const auto& [path, bytes] : pictures) {
        if (auto written = write_file_atomically(plan.picture_folder() / path, bytes); !written)
            return tl::unexpected(written.error());
    }
    return {};
}

Result<void> write_bibtex(Session& session, const BuildPlan& plan, const Edition& edition) {
    const std::string& file = session.options().bibtex;
    if (file.empty() || plan.dry_run) return {};
    const auto written = write_file_atomically(file, render_bibtex(edition));
    if (!written) return tl::unexpected(written.error());
    session.terminal().say(fmt::format("{} {}", *written == WriteOutcome::written ? "wrote" : "unchanged:", file));
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

bool is_kept(const BuildPlan& plan, const Edition& edition) {
    return !edition.draft && !plan.sample && !plan.dry_run;
}

/// Freezes, writes the snapshot beside the edition and remembers what was featured. Drafts, samples and dry runs do
/// none of it; a rebuild from a snapshot file touches no archive.
Result<void> keep(Session& session, const BuildPlan& plan, const Snapshot& snapshot, const Edition& edition) {
    if (!is_kept(plan, edition)) return {};
    const std::string text = write_snapshot(snapshot, false);
    if (!plan.output.empty()) {
        const bool with_figures = std::any_of(snapshot.figures.begin(), snapshot.figures.end(),
                                              [](const auto& each) { return !each.second.bytes.empty(); });
        const auto written =
            write_file_atomically(snapshot_path(plan.output), with_figures ? write_snapshot(snapshot, true) : text);
        if (!written) return tl::unexpected(written.error());
    }
    if (!session.options().from_snapshot.empty()) return {};
    if (auto frozen = freeze(session, snapshot, text); !frozen) return frozen;
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

Result<int> build_edition(Session& session, const EditionKey& asked_key) {
    auto plan = make_plan(session, asked_key);
    if (!plan) return tl::unexpected(plan.error());
    if (auto fine = check_targets(session, *plan); !fine) return tl::unexpected(fine.error());
    session.terminal().say(window_line(plan->key));
    const auto built = make_edition(session, *plan);
    if (!built) return tl::unexpected(built.error());
    if (is_kept(*plan, built->edition) && session.options().from_snapshot.empty()) {
        // its lock first: a post is not published that cannot be frozen
        if (auto archive = session.archive_for_writing(); !archive) return tl::unexpected(archive.error());
    }
    if (plan->format != "html") {
        if (auto written = write_pictures(*plan, built->pictures); !written) return tl::unexpected(written.error());
    }
    if (auto written = write_edition(session, *plan, built->bytes); !written) return tl::unexpected(written.error());
    if (auto written = write_bibtex(session, *plan, built->edition); !written) return tl::unexpected(written.error());
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

}  // namespace

Result<int> run_build(Session& session) {
    if (auto fine = check_combinations(session.options()); !fine) return tl::unexpected(fine.error());
    apply_look_options(session.changeable_config(), session.options());
    if (session.options().catch_up) return build_due_editions(session);
    const auto key = key_to_build(session);
    if (!key) return tl::unexpected(key.error());
    return build_edition(session, *key);
}

}  // namespace digest
