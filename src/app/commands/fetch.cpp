#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/edition/pipeline.h"

namespace digest {

Result<int> run_fetch(Session& session) {
    const WindowOptions& window = session.options().window;
    if (window.offline || window.sample) {
        return fail(ErrorKind::usage, "fetch asks the network: it cannot be combined with --offline or --sample", "",
                    "leave them out, or use: digest status");
    }
    const auto key = session.edition_key();
    if (!key) return tl::unexpected(key.error());
    session.terminal().say(window_line(*key));
    const auto material = gather(session, *key);
    if (!material) return tl::unexpected(material.error());
    if (material->whole()) {
        session.terminal().say(fmt::format("the window is whole: {} papers", material->papers.size()));
    } else {
        session.terminal().say(fmt::format("the window is not whole yet ({} papers): {}", material->papers.size(),
                                           describe(material->short_days)));
    }
    return 0;
}

}  // namespace digest
