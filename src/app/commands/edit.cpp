#include <unistd.h>

#include <fmt/format.h>

#include "app/commands/verbs.h"
#include "app/edition/assemble.h"
#include "app/edition/freezer.h"
#include "app/edition/take_snapshot.h"
#include "app/gather/gather.h"
#include "app/machine/editor.h"
#include "app/machine/files.h"
#include "app/machine/task_threads.h"
#include "app/workspace/held_overlay.h"
#include "app/workspace/overlay_file.h"
#include "digest/base/try.h"
#include "digest/select/reason.h"
#include "digest/text/loss_words.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// A file that is gone at the end, with the overlay's own name so that the editor knows its kind.
class WorkingCopy {
  public:
    static Result<WorkingCopy> make(const std::string& folder, const std::string& name, const std::string& text) {
        std::string pattern = folder + "/digest-edit-XXXXXX";
        if (!::mkdtemp(pattern.data())) {
            return fail(ErrorKind::storage, "cannot make a temporary folder", folder,
                        "set TMPDIR to a folder of yours");
        }
        WorkingCopy copy{fs::path{pattern}, fs::path{pattern} / name};
        TRY(write_file_atomically(copy.file_, text));
        return copy;
    }
    WorkingCopy(const WorkingCopy&) = delete;
    WorkingCopy& operator=(const WorkingCopy&) = delete;
    WorkingCopy(WorkingCopy&& other) noexcept
        : folder_(std::exchange(other.folder_, {})), file_(std::move(other.file_)) {}
    WorkingCopy& operator=(WorkingCopy&&) = delete;
    ~WorkingCopy() {
        std::error_code ignored;
        if (!folder_.empty()) {
            fs::remove_all(folder_, ignored);
        }
    }
    const fs::path& file() const { return file_; }

  private:
    WorkingCopy(fs::path folder, fs::path file) : folder_(std::move(folder)), file_(std::move(file)) {}
    fs::path folder_;
    fs::path file_;
};

/// Picks and near misses as a build would choose them now: from the frozen edition, else from what the archive holds.
struct Choosing {
    std::vector<StarterEntry> picks{};
    std::vector<StarterEntry> near_misses{};
};

Choosing entries_of(Session& session, const Snapshot& snapshot) {
    const Prose prose = read_prose(session, snapshot.texts.role_model, papers_of(snapshot));
    const Selection selection =
        select_from(snapshot.pool, snapshot.settings, snapshot.featured_before, Overlay{}, prose, run_at_once);
    Choosing choosing;
    for (const SelectedPick& pick : selection.picks) {
        const Candidate& candidate = snapshot.pool[pick.candidate];
        choosing.picks.push_back(
            {{candidate.paper.id, candidate.paper.title}, candidate.score, reason_in_words(candidate, pick.lifts)});
    }
    for (const RunnerUp& miss : selection.near_misses) {
        choosing.near_misses.push_back({{miss.id, miss.title}, miss.score, loss_in_words(miss.loss)});
    }
    return choosing;
}

Result<Choosing> choose_now(Session& session, const EditionKey& key) {
    TRY_ASSIGN(const std::optional<Snapshot> frozen, load_frozen(session, key));
    if (frozen) {
        return entries_of(session, *frozen);
    }
    TRY_ASSIGN(WindowData data, gather(session, key, AskServices::no, GatherNews::left_out));
    if (data.papers.empty()) {
        return Choosing{};
    }
    TRY_ASSIGN(const TakenSnapshot taken, take_snapshot(session, key, data, selection_pool));
    return entries_of(session, taken.snapshot);
}

enum class Answer { again, keep, undo, none };

Answer ask(Session& session) {
    const Environment& environment = session.environment();
    while (!environment.stop.stop_requested()) {
        environment.write_err("[e]dit again, [k]eep it as it is, [u]ndo to what it was? ");
        const auto line = environment.read_line();
        if (!line || environment.stop.stop_requested()) {
            break;
        }
        if (*line == "e" || line->empty()) {
            return Answer::again;
        }
        if (*line == "k") {
            return Answer::keep;
        }
        if (*line == "u") {
            return Answer::undo;
        }
    }
    return Answer::none;
}

fs::path rejected_file(const fs::path& file) {
    fs::path rejected = file;
    rejected += ".rejected";
    return rejected;
}

/// Nobody can be asked or answers, or the overlay changed meanwhile: the text is kept beside it, and the overlay stays.
tl::unexpected<Error> reject(const HeldOverlay& held, const std::string& text, Error error) {
    const fs::path beside = rejected_file(held.file);
    TRY(write_file_atomically(beside, text));
    if (error.kind != ErrorKind::interrupted) {
        error.kind = ErrorKind::user_file;
    }
    error.next = fmt::format("{}{}your text is kept in {}; the overlay was not changed", error.next,
                             error.next.empty() ? "" : "; ", beside.string());
    return tl::unexpected(std::move(error));
}

/// Another program may have written it while the editor was open.
Result<void> still_as_opened(const HeldOverlay& held) {
    std::error_code error;
    std::optional<std::string> present;
    if (fs::exists(held.file, error)) {
        TRY_ASSIGN(auto text, read_file(held.file));
        present = std::move(text);
    }
    if (present == held.text) {
        return {};
    }
    return fail(ErrorKind::user_file, "the overlay was changed by another program while it was open here",
                held.file.string(), "bring the two together");
}

Result<int> save(Session& session, const HeldOverlay& held, const std::string& text) {
    if (auto same = still_as_opened(held); !same) {
        return reject(held, text, same.error());
    }
    TRY(write_file_atomically(held.file, text));
    std::error_code ignored;
    fs::remove(rejected_file(held.file), ignored);
    session.terminal().say(fmt::format("wrote {}", held.file.string()));
    return 0;
}

Result<int> edit(Session& session, const HeldOverlay& held, const std::string& editor, const std::string& start) {
    const auto copy =
        WorkingCopy::make(session.environment().variable_or("TMPDIR", "/tmp"), held.file.filename().string(), start);
    if (!copy) {
        return tl::unexpected(copy.error());
    }
    const bool can_ask = session.environment().stdin_is_terminal && session.environment().stderr_is_terminal;
    while (true) {
        TRY(run_editor(editor, copy->file()));
        TRY_ASSIGN(const auto text, read_file(copy->file()));
        if (text == start) {
            session.terminal().say("unchanged: nothing was written");
            return 0;
        }
        const auto overlay = parse_overlay(text, held.file.string());
        if (overlay) {
            return save(session, held, text);
        }
        if (!can_ask) {
            return reject(held, text, overlay.error());
        }
        session.terminal().error(overlay.error());
        switch (ask(session)) {
            case Answer::again:
                continue;
            case Answer::keep: {
                auto kept = save(session, held, text);
                if (!kept) {
                    return kept;
                }
                return fail(ErrorKind::user_file, "it was kept with its mistake, and a build refuses it",
                            held.file.string(), session.command_for("edit", held.key));
            }
            case Answer::none:
                session.environment().write_err("\n");
                if (session.environment().stop.stop_requested()) {
                    return reject(held, text, Error{ErrorKind::interrupted, "stopped", held.file.string(), ""});
                }
                return reject(held, text, Error{ErrorKind::user_file, "no answer came", held.file.string(), ""});
            case Answer::undo:
                session.terminal().say("undone: the overlay was not changed");
                return 0;
        }
    }
}

Result<int> run_edit(Session& session) {
    TRY_ASSIGN(const auto editor, editor_command(session.environment()));
    TRY_ASSIGN(const auto held, hold_overlay(session));
    if (held.text) {
        return edit(session, held, editor, *held.text);
    }
    TRY_ASSIGN(const auto choosing, choose_now(session, held.key));
    return edit(session, held, editor, overlay_starter(held.key.name(), choosing.picks, choosing.near_misses));
}

}  // namespace

const Verb edit_verb = {"edit",
                        "Open the overlay of an edition in $EDITOR, prefilled with picks and near misses",
                        "  digest edit --month 2022-02\n  EDITOR=nano digest edit",
                        Verb::WorksOn::month,
                        nullptr,
                        run_edit};

}  // namespace digest
