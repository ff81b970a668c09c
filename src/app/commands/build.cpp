#include <algorithm>

#include <fmt/format.h>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/edition/assemble.h"
#include "app/edition/build.h"
#include "app/edition/freezer.h"
#include "app/edition/snapshot_json.h"
#include "app/gather/gather.h"
#include "app/machine/files.h"
#include "app/workspace/edition_path.h"
#include "digest/base/try.h"
#include "digest/edition/changes.h"
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
    if (options.refresh && !options.as_of.empty()) {
        return clash("--as-of makes the edition anew already", "leave out --refresh");
    }
    if (options.bibtex == "-") {
        return clash("--bibtex writes a file: stdout is the edition's", "name one, such as --bibtex edition.bib");
    }
    return {};
}

/// Before anything is asked or written: what stands at the named files can be replaced.
Result<void> check_targets(const Session& session, const BuildPlan& plan) {
    for (const fs::path& path : {plan.output, fs::path{session.options().bibtex}}) {
        if (path.empty()) {
            continue;
        }
        TRY(replaceable_file(path));
    }
    return {};
}

Result<void> write_edition(Session& session, const BuildPlan& plan, const std::string& bytes) {
    if (plan.output.empty()) {
        return session.write_out(bytes);
    }
    if (plan.dry_run) {
        session.terminal().say(fmt::format("would write {} ({} bytes)", plan.output.string(), bytes.size()));
        return {};
    }
    TRY_ASSIGN(const auto outcome, write_file_atomically(plan.output, bytes));
    session.terminal().say(
        fmt::format("{} {}", outcome == WriteOutcome::written ? "wrote" : "unchanged:", plan.output.string()));
    return {};
}

/// Pictures lie beside the edition before it names them.
Result<void> write_pictures(const BuildPlan& plan, const std::map<std::string, std::string>& pictures) {
    if (plan.output.empty() || plan.dry_run) {
        return {};
    }
    for (const auto& [path, bytes] : pictures) {
        TRY(write_file_atomically(plan.picture_folder() / path, bytes));
    }
    return {};
}

Result<void> write_bibtex(Session& session, const BuildPlan& plan, const Edition& edition) {
    const std::string& file = session.options().bibtex;
    if (file.empty() || plan.dry_run) {
        return {};
    }
    TRY_ASSIGN(const auto written, write_file_atomically(file, render_bibtex(edition)));
    session.terminal().say(fmt::format("{} {}", written == WriteOutcome::written ? "wrote" : "unchanged:", file));
    return {};
}

std::vector<std::string> featured_ids(const Edition& edition, const Overlay& overlay) {
    std::vector<std::string> ids;
    for (const Pick& pick : edition.picks) {
        if (!pick.id.empty()) {
            ids.push_back(pick.id);
        }
    }
    for (const PinnedPick& pick : overlay.picks) {
        ids.insert(ids.end(), pick.ids.begin(), pick.ids.end());
    }
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
    if (!is_kept(plan, edition)) {
        return {};
    }
    const std::string text = write_snapshot(snapshot, false);
    if (!plan.output.empty()) {
        const bool with_figures = std::any_of(snapshot.figures.begin(), snapshot.figures.end(),
                                              [](const auto& each) { return !each.second.bytes.empty(); });
        const auto written =
            write_file_atomically(snapshot_path(plan.output), with_figures ? write_snapshot(snapshot, true) : text);
        if (!written) {
            return tl::unexpected(written.error());
        }
    }
    if (!session.options().from_snapshot.empty()) {
        return {};
    }
    TRY(store_frozen(session, snapshot, text));
    if (plan.output.empty()) {
        return {};
    }
    TRY_ASSIGN(auto archive, session.archive_for_writing());
    return archive->remember_edition(session.workspace().name(), plan.key, featured_ids(edition, plan.overlay),
                                     fs::absolute(plan.output).string(), session.now());
}

Result<void> tell_refresh(Session& session, const BuildPlan& plan, const Source& source, const Edition& edition) {
    if (!source.before) {
        return {};
    }
    Snapshot before = *source.before;
    AssembleMode as_it_was;
    as_it_was.find_related = false;
    const auto old_edition = assemble(session, before, before.settings, plan.overlay, {}, as_it_was);
    if (!old_edition) {
        return {};
    }
    const auto found = changes(before, *old_edition, source.snapshot, edition);
    session.terminal().say(found.empty() ? "refreshed: nothing changed" : "refreshed:");
    for (const EditionChange& change : found) {
        session.terminal().say("  " + in_words(change));
    }
    return {};
}

Result<int> build_edition(Session& session, const EditionKey& asked_key) {
    TRY_ASSIGN(auto plan, make_plan(session, asked_key));
    TRY(check_targets(session, plan));
    session.terminal().say(window_line(plan.key));
    TRY_ASSIGN(const auto built, make_edition(session, plan));
    if (is_kept(plan, built.edition) && session.options().from_snapshot.empty()) {
        // its lock first: a post is not published that cannot be frozen
        TRY(session.archive_for_writing());
    }
    if (plan.format != OutputFormat::html) {
        TRY(write_pictures(plan, built.pictures));
    }
    TRY(write_edition(session, plan, built.bytes));
    TRY(write_bibtex(session, plan, built.edition));
    const Snapshot& snapshot = built.source.snapshot;
    TRY(keep(session, plan, snapshot, built.edition));
    TRY(tell_refresh(session, plan, built.source, built.edition));
    return 0;
}

/// The due editions of that kind that this workspace has not published yet, oldest first: those since the last one;
/// with none, the newest.
Result<std::vector<EditionKey>> due_editions(Session& session) {
    TRY_ASSIGN(const auto newest, session.edition_key());
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(const auto published, archive->remembered(session.workspace().name()));
    std::optional<Month> last;
    for (const auto& edition : published) {
        if (edition.key.kind == newest.kind) {
            last = std::max(last.value_or(edition.key.month), edition.key.month);
        }
    }
    std::vector<EditionKey> due;
    if (!last) {
        due.push_back(newest);
    }
    for (Month month = last ? last->plus_months(1) : newest.month.plus_months(1); month <= newest.month;
         month = month.plus_months(1)) {
        due.push_back(newest.kind == WindowKind::calendar ? calendar_edition_of(month) : edition_of(month));
    }
    return due;
}

Result<void> check_catch_up(const Session& session) {
    const Options& options = session.options();
    const auto clash = [](std::string message, std::string next) {
        return fail(ErrorKind::usage, std::move(message), "--catch-up", std::move(next));
    };
    if (!options.window.month.empty() || options.window.window.find("..") != std::string::npos) {
        return clash("it finds the due months itself", "leave out --month and a window of dates");
    }
    if (options.window.sample || options.refresh || options.allow_partial || !options.as_of.empty() ||
        !options.from_snapshot.empty() || !options.bibtex.empty()) {
        return clash(
            "it builds what is due, once: it cannot be combined with --sample, --refresh, --allow-partial, --as-of, "
            "--from-snapshot or --bibtex",
            "leave them out, or build one edition with --month");
    }
    std::error_code error;
    if (!options.output.ends_with('/') && !fs::is_directory(options.output, error)) {
        return clash("it needs the folder that editions go to",
                     "name it with a slash at its end: digest build --catch-up -o content/posts/");
    }
    // Two editions must never get one name.
    const EditionKey one = edition_of({2022, 2});
    const EditionKey other = edition_of({2022, 3});
    const EditionKey next_year = edition_of({2023, 2});
    const auto name = [&](const EditionKey& key) {
        return edition_file_name(session.config(), key,
                                 value_named<OutputFormat>(options.format).value_or(OutputFormat::markdown));
    };
    TRY_ASSIGN(const auto first, name(one));
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
    TRY(check_catch_up(session));
    TRY_ASSIGN(const auto due, due_editions(session));
    if (due.empty()) {
        session.terminal().say("nothing is due: the newest edition is published");
    }
    for (const EditionKey& key : due) {
        const auto built = build_edition(session, key);
        if (built) {
            continue;
        }
        Error error = built.error();
        error.message = fmt::format("edition {}: {}", key.month.text(), error.message);
        return tl::unexpected(std::move(error));
    }
    return 0;
}

/// With --from-snapshot the snapshot says which edition it is.
Result<EditionKey> key_to_build(const Session& session) {
    const std::string& file = session.options().from_snapshot;
    if (file.empty()) {
        return session.edition_key();
    }
    TRY_ASSIGN(const auto text, read_file(file));
    TRY_ASSIGN(const auto snapshot, read_snapshot(text, file));
    return snapshot.key;
}

void add_build_options(VerbOptions& declare, Options& options) {
    declare_output(declare, options, "Where to write; a folder gets the configured file name (default: stdout)");
    declare_look(declare, options);
    declare.text("--bibtex", options.bibtex, "FILE", "Also write picks and references as BibTeX");
    declare.flag("--refresh", options.refresh, "Make the edition anew from today's archive and numbers");
    declare.text("--as-of", options.as_of, "DATE", "Use only numbers observed up to this day; asks no service");
    declare.text("--from-snapshot", options.from_snapshot, "FILE", "Build from this snapshot file");
    declare.flag("--allow-partial", options.allow_partial, "Write a DRAFT of a window that is not whole");
    declare.flag("--catch-up", options.catch_up, "Build every due edition since the last one published");
    declare.flag("--dry-run", options.dry_run, "Do all but write, freeze and remember; say what it would do");
}

Result<int> run_build(Session& session) {
    TRY(check_combinations(session.options()));
    apply_look_options(session.changeable_config(), session.options());
    if (session.options().catch_up) {
        return build_due_editions(session);
    }
    TRY_ASSIGN(const auto key, key_to_build(session));
    return build_edition(session, key);
}

}  // namespace

const Verb build_verb = {
    "build",
    "Write the edition of a month: harvest what is missing, observe, score, select, compose, render",
    "  digest build --month 2022-02 -o content/posts/\n  digest build --month 2022-02 --sample > edition.md",
    Verb::WorksOn::month,
    add_build_options,
    run_build};

}  // namespace digest
