#include <unistd.h>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/edition/freezer.h"
#include "app/edition/pipeline.h"
#include "app/machine/editor.h"
#include "app/machine/files.h"
#include "app/workspace/held_overlay.h"
#include "app/workspace/overlay_file.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// A file that is gone at the end, with the overlay's own name so that the editor knows its kind.
class WorkingCopy {
  public:
    static Result<WorkingCopy> make(const std::string& folder, const std::string& name, const std::string& text) {
        std::string pattern = folder + "/digest-edit-XXXXXX";
        if (!::mkdtemp(pattern.data()))
            return fail(ErrorKind::storage, "cannot make a temporary folder", folder,
                        "set TMPDIR to a folder of yours");
        WorkingCopy copy{fs::path{pattern}, fs::path{pattern} / name};
        if (auto written = write_file_atomically(copy.file_, text); !written) return tl::unexpected(written.error());
        return copy;
    }
    WorkingCopy(const WorkingCopy&) = delete;
    WorkingCopy& operator=(const WorkingCopy&) = delete;
    WorkingCopy(WorkingCopy&& other) noexcept
        : folder_(std::exchange(other.folder_, {})), file_(std::move(other.file_)) {}
    WorkingCopy& operator=(WorkingCopy&&) = delete;
    ~WorkingCopy() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
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

Choosing entries_of(const Config& config, const std::vector<Candidate>& candidates,
                    const std::set<std::string>& featured_before, const Prose& prose) {
    const Selection selection = select_from(config, candidates, featured_before, Overlay{}, prose);
    Choosing choosing;
    for (const SelectedPick& pick : selection.picks) {
        const Candidate& candidate = candidates[pick.candidate];
        choosing.picks.push_back({{candidate.paper.id, candidate.paper.title}, candidate.score, pick.reason});
    }
    for (const NearMiss& miss : selection.near_misses)
        choosing.near_misses.push_back({{miss.id, miss.title}, miss.score, miss.lost_to});
    return choosing;
}

Result<Choosing> choose(Session& session, const EditionKey& key) {
    const auto frozen = load_frozen(session, key);
    if (!frozen) return tl::unexpected(frozen.error());
    if (*frozen) {
        const auto config = with_edition_config(session.config(), (*frozen)->config);
        if (!config) return tl::unexpected(config.error());
        const std::vector<Candidate>& pool = (*frozen)->pool;
        return entries_of(*config, pool, (*frozen)->featured_before, read_prose_of(session, pool));
    }
    auto material = gather(session, key, false);
    if (!material) return tl::unexpected(material.error());
    if (material->papers.empty()) return Choosing{};
    const auto scoring = score_window(session, key, std::move(material->papers), std::move(material->observations));
    if (!scoring) return tl::unexpected(scoring.error());
    return entries_of(session.config(), scoring->candidates, material->featured_before,
                      read_prose_of(session, scoring->candidates));
}

enum class Answer { again, keep, undo, none };

Answer ask(Session& session) {
    const Environment& environment = session.environment();
    while (!environment.stop.stop_requested()) {
        environment.write_err("[e]dit again, [k]eep it as it is, [u]ndo to what it was? ");
        const auto line = environment.read_line();
        if (!line || environment.stop.stop_requested()) break;
        if (*line == "e" || line->empty()) return Answer::again;
        if (*line == "k") return Answer::keep;
        if (*line == "u") return Answer::undo;
    }
    return Answer::none;
}

fs::path rejected_file(const fs::path& file) {
    fs::path rejected = file;
    rejected += ".rejected";
    return rejected;
}

/// Nobody can be asked or answers, or the overlay changed meanwhile: the text is kept beside it, and the overlay stays.
tl::unexpected<Error> reject(const Desk& desk, const std::string& text, Error error) {
    const fs::path beside = rejected_file(desk.file);
    if (auto written = write_file_atomically(beside, text); !written) return tl::unexpected(written.error());
    if (error.kind != ErrorKind::interrupted) error.kind = ErrorKind::user_file;
    error.next = fmt::format("{}{}your text is kept in {}; the overlay was not changed", error.next,
                             error.next.empty() ? "" : "; ", beside.string());
    return tl::unexpected(std::move(error));
}

/// Another program may have written it while the editor was open.
Result<void> still_as_opened(const Desk& desk) {
    std::error_code error;
    std::optional<std::string> present;
    if (fs::exists(desk.file, error)) {
        auto text = read_file(desk.file);
        if (!text) return tl::unexpected(text.error());
        present = std::move(*text);
    }
    if (present == desk.text) return {};
    return fail(ErrorKind::user_file, "the overlay was changed by another program while it was open here",
                desk.file.string(), "bring the two together");
}

Result<int> save(Session& session, const Desk& desk, const std::string& text) {
    if (auto same = still_as_opened(desk); !same) return reject(desk, text, same.error());
    const auto written = write_file_atomically(desk.file, text);
    if (!written) return tl::unexpected(written.error());
    std::error_code ignored;
    fs::remove(rejected_file(desk.file), ignored);
    session.terminal().say(fmt::format("wrote {}", desk.file.string()));
    return 0;
}

Result<int> edit(Session& session, const Desk& desk, const std::string& editor, const std::string& start) {
    const auto copy =
        WorkingCopy::make(session.environment().variable_or("TMPDIR", "/tmp"), desk.file.filename().string(), start);
    if (!copy) return tl::unexpected(copy.error());
    const bool can_ask = session.environment().stdin_is_terminal && session.environment().stderr_is_terminal;
    while (true) {
        if (auto ran = run_editor(editor, copy->file()); !ran) return tl::unexpected(ran.error());
        const auto text = read_file(copy->file());
        if (!text) return tl::unexpected(text.error());
        if (*text == start) {
            session.terminal().say("unchanged: nothing was written");
            return 0;
        }
        const auto overlay = parse_overlay(*text, desk.file.string());
        if (overlay) return save(session, desk, *text);
        if (!can_ask) return reject(desk, *text, overlay.error());
        session.terminal().error(overlay.error());
        switch (ask(session)) {
            case Answer::again:
                continue;
            case Answer::keep: {
                auto kept = save(session, desk, *text);
                if (!kept) return kept;
                return fail(ErrorKind::user_file, "it was kept with its mistake, and a build refuses it",
                            desk.file.string(), session.command_for("edit", desk.key));
            }
            case Answer::none:
                session.environment().write_err("\n");
                if (session.environment().stop.stop_requested())
                    return reject(desk, *text, Error{ErrorKind::interrupted, "stopped", desk.file.string(), ""});
                return reject(desk, *text, Error{ErrorKind::user_file, "no answer came", desk.file.string(), ""});
            case Answer::undo:
                session.terminal().say("undone: the overlay was not changed");
                return 0;
        }
    }
}

}  // namespace

Result<int> run_edit(Session& session) {
    const auto editor = editor_command(session.environment());
    if (!editor) return tl::unexpected(editor.error());
    const auto desk = open_desk(session);
    if (!desk) return tl::unexpected(desk.error());
    if (desk->text) return edit(session, *desk, *editor, *desk->text);
    const auto choosing = choose(session, desk->key);
    if (!choosing) return tl::unexpected(choosing.error());
    return edit(session, *desk, *editor, overlay_starter(desk->key.name(), choosing->picks, choosing->near_misses));
}

}  // namespace digest
