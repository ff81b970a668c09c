#include "app/workspace/held_overlay.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/machine/files.h"
#include "digest/base/hash.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr auto longest_wait = std::chrono::seconds{2};  ///< an editor may stay open for hours

}  // namespace

Result<HeldOverlay> hold_overlay(Session& session) {
    if (session.options().window.sample) {
        return fail(ErrorKind::usage, "the sample has no overlay", "--sample",
                    "leave out --sample; make a workspace first with: digest init");
    }
    TRY_ASSIGN(const auto key, session.edition_key());
    const std::filesystem::path file = session.workspace().overlay_file(key);
    const auto patience = std::min(std::chrono::seconds{session.options().common.wait_seconds}, longest_wait);
    // Not beside the overlay, which lives in the user's repository.
    const std::filesystem::path lock_file =
        session.workspace().state_folder / fmt::format("overlay-{}.lock", sha256_hex(file.string()));
    auto lock = FileLock::take(lock_file, fmt::format("the overlay {}", file.filename().string()), patience, {},
                               session.environment().stop);
    if (!lock) {
        if (lock.error().kind == ErrorKind::storage) {
            lock.error().next = "finish there first, then type this again";
        }
        return tl::unexpected(lock.error());
    }
    HeldOverlay held{key, file, std::nullopt, std::move(*lock)};
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return held;
    }
    TRY_ASSIGN(auto text, read_file(file));
    held.text = std::move(text);
    return held;
}

Result<std::vector<NamedPaper>> name_papers(Session& session, const std::vector<std::string>& ids) {
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(const auto known, archive->papers_by_id(ids));
    std::vector<NamedPaper> papers;
    for (const std::string& id : ids) {
        NamedPaper& paper = papers.emplace_back(NamedPaper{id, {}});
        const auto found = std::find_if(known.begin(), known.end(), [&](const Paper& each) { return each.id == id; });
        if (found != known.end()) {
            paper.title = tex_to_unicode(found->title, MathStyle::unicode).text;
        }
    }
    return papers;
}

Result<std::vector<std::string>> read_ids(const std::vector<std::string>& words) {
    std::vector<std::string> ids;
    for (const std::string& word : words) {
        const auto id = parse_arxiv_id(trim(word));
        if (!id) {
            return fail(ErrorKind::usage, fmt::format("\"{}\" is no arXiv id", word), "",
                        "write it as in 2201.03545 or hep-th/9901001");
        }
        if (std::find(ids.begin(), ids.end(), id->id) == ids.end()) {
            ids.push_back(id->id);
        }
    }
    return ids;
}

Result<void> save_change(Session& session, const HeldOverlay& held, const OverlayChange& change) {
    TRY_ASSIGN(const auto written, write_file_atomically(held.file, change.text));
    for (const std::string& line : change.done) {
        session.terminal().say(line);
    }
    session.terminal().say(
        fmt::format("{} {}", written == WriteOutcome::written ? "wrote" : "unchanged:", held.file.string()));
    return {};
}

}  // namespace digest
