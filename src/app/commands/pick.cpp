#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/machine/files.h"
#include "app/workspace/held_overlay.h"
#include "digest/render/listing.h"

namespace digest {
namespace {

/// The ids on the command line, then the ticked ones of the shortlist.
Result<std::vector<std::string>> wanted_ids(const Options& options) {
    std::vector<std::string> words = options.ids;
    if (!options.from_file.empty()) {
        const auto text = read_file(options.from_file);
        if (!text) return tl::unexpected(text.error());
        const auto ticked = ticked_ids(*text);
        if (ticked.empty() && words.empty()) {
            return fail(ErrorKind::user_file, "no box is ticked", options.from_file,
                        "tick a paper as in \"- [x] 2201.03545\", save the file and type this again");
        }
        words.insert(words.end(), ticked.begin(), ticked.end());
    }
    if (words.empty())
        return fail(ErrorKind::usage, "nothing to pick: no arXiv id is named", "",
                    "digest pick 2201.03545, or: digest pick --from shortlist.md");
    return read_ids(words);
}

}  // namespace

Result<int> run_pick(Session& session) {
    const auto ids = wanted_ids(session.options());
    if (!ids) return tl::unexpected(ids.error());
    const auto desk = open_desk(session);
    if (!desk) return tl::unexpected(desk.error());
    const auto papers = name_papers(session, *ids);
    if (!papers) return tl::unexpected(papers.error());
    const auto change = pin_papers(desk->text.value_or(overlay_head(desk->key.name())), desk->file.string(), *papers);
    if (!change) return tl::unexpected(change.error());
    if (auto saved = save_change(session, *desk, *change); !saved) return tl::unexpected(saved.error());
    for (const NamedPaper& paper : *papers) {
        if (paper.title.empty())
            session.terminal().say(fmt::format("{} is not in the archive yet: the build fetches it", paper.id));
    }
    return 0;
}

}  // namespace digest
