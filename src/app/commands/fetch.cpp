#include <fmt/format.h>

#include "app/commands/verbs.h"
#include "app/gather/gather.h"
#include "digest/base/try.h"

namespace digest {
namespace {

Result<int> run_fetch(Session& session) {
    const WindowOptions& window = session.options().window;
    if (window.offline || window.sample) {
        return fail(ErrorKind::usage, "fetch asks the network: it cannot be combined with --offline or --sample", "",
                    "leave them out, or use: digest status");
    }
    TRY_ASSIGN(const auto key, session.edition_key());
    session.terminal().say(window_line(key));
    TRY_ASSIGN(const auto data, gather(session, key, AskServices::yes, GatherNews::left_out));
    if (data.whole()) {
        session.terminal().say(fmt::format("the window is whole: {} papers", data.papers.size()));
    } else {
        session.terminal().say(
            fmt::format("the window is not whole yet ({} papers): {}", data.papers.size(), describe(data.short_days)));
    }
    return 0;
}

}  // namespace

const Verb fetch_verb = {
    "fetch",
    "Harvest and observe only; goes on where an earlier run stopped",
    "  digest fetch --month 2022-02\n  digest fetch --window 2022-01-10..2022-01-20 --month 2022-02",
    Verb::WorksOn::month,
    nullptr,
    run_fetch};

}  // namespace digest
