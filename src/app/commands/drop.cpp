#include "app/commands/commands.h"
#include "app/workspace/held_overlay.h"

namespace digest {

Result<int> run_drop(Session& session) {
    const auto ids = read_ids(session.options().ids);
    if (!ids) return tl::unexpected(ids.error());
    const auto desk = open_desk(session);
    if (!desk) return tl::unexpected(desk.error());
    const auto papers = name_papers(session, *ids);
    if (!papers) return tl::unexpected(papers.error());
    const auto change = drop_papers(desk->text.value_or(overlay_head(desk->key.name())), desk->file.string(), *papers,
                                    session.options().reason);
    if (!change) return tl::unexpected(change.error());
    if (auto saved = save_change(session, *desk, *change); !saved) return tl::unexpected(saved.error());
    return 0;
}

}  // namespace digest
