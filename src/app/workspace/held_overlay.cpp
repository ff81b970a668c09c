#include "app/workspace/held_overlay.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/machine/files.h"
#include "digest/base/hash.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr auto longest_wait = std::chrono::seconds{2};  ///< an editor may stay open for hours

}  // namespace

Result<Desk> open_desk(Session& session) {
    if (session.options().window.sample) {
        return fail(ErrorKind::usage, "the sample has no overlay", "--sample",
                    "leave out --sample; make a workspace first with: digest init");
    }
    const auto key = session.edition_key();
    if (!key) return tl::unexpected(key.error());
    const std::filesystem::path file = session.workspace().overlay_file(*key);
    const auto patience = std::min(std::chrono::seconds{session.options().common.wait_seconds}, longest_wait);
    // Not beside the overlay, which lives in the user's repository.
    const std::filesystem::path lock_file =
        session.workspace().state_folder / fmt::format("overlay-{}.lock", content_hash(file.string()));
    auto lock = FileLock::take(lock_file, fmt::format("the overlay {}", file.filename().string()), patience, {},
                               session.environment().stop);
    if (!lock) {
        if (lock.error().kind == ErrorKind::storage) lock.error().next = "finish there first, then type this again";
        return tl::unexpected(lock.error());
    }
    Desk desk{*key, file, std::nullopt, std::move(*lock)};
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return desk;
    auto text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    desk.text = std::move(*text);
    return desk;
}

Result<std::vector<NamedPaper>> name_papers(Session& session, const std::vector<std::string>& ids) {
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto known = (*archive)->papers_by_id(ids);
    if (!known) return tl::unexpected(known.error());
    std::vector<NamedPaper> papers;
    for (const std::string& id : ids) {
        NamedPaper& paper = papers.emplace_back(NamedPaper{id, {}});
        const auto found = std::find_if(known->begin(), known->end(), [&](const Paper& each) { return each.id == id; });
        if (found != known->end()) paper.title = tex_to_unicode(found->title, MathStyle::unicode).text;
    }
    return papers;
}

Result<std::vector<std::string>> read_ids(const std::vector<std::string>& words) {
    std::vector<std::string> ids;
    for (const std::string& word : words) {
        const auto id = parse_arxiv_id(trim(word));
        if (!id)
            return fail(ErrorKind::usage, fmt::format("\"{}\" is no arXiv id", word), "",
                        "write it as in 2201.03545 or hep-th/9901001");
        if (std::find(ids.begin(), ids.end(), id->id) == ids.end()) ids.push_back(id->id);
    }
    return ids;
}

Result<void> save_change(Session& session, const Desk& desk, const OverlayChange& change) {
    const auto written = write_file_atomically(desk.file, change.text);
    if (!written) return tl::unexpected(written.error());
    for (const std::string& line : change.done) session.terminal().say(line);
    session.terminal().say(
        fmt::format("{} {}", *written == WriteOutcome::written ? "wrote" : "unchanged:", desk.file.string()));
    return {};
}

}  // namespace digest
