#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/edition/freezer.h"
#include "app/edition/pipeline.h"
#include "digest/compose/blurb.h"
#include "digest/render/listing.h"
#include "digest/select/reason.h"
#include "digest/select/shortlist.h"

namespace digest {
namespace {

constexpr int default_limit = 40;

}  // namespace

Result<int> run_shortlist(Session& session) {
    auto window = load_window(session);
    if (!window) return tl::unexpected(window.error());
    const EditionKey& key = window->key;
    Material& material = window->material;
    if (auto told = tell_if_frozen(session, key); !told) return tl::unexpected(told.error());
    const auto scoring = score_window(session, key, std::move(material.papers), std::move(material.observations));
    if (!scoring) return tl::unexpected(scoring.error());
    const Prose prose = read_prose_of(session, scoring->candidates);
    const auto overlay = overlay_of(session, key);
    if (!overlay) return tl::unexpected(overlay.error());
    const std::vector<Candidate>& candidates = scoring->candidates;
    const auto limit = static_cast<std::size_t>(session.options().limit.value_or(default_limit));
    std::vector<ShortlistEntry> entries;
    const std::vector<double> means = signal_means(candidates);
    std::size_t without_blurb = 0;
    for (const std::size_t place :
         shortlist(candidates, limit, select_options(session.config(), material.featured_before, *overlay))) {
        Blurb blurb = compose_blurb(candidates[place].paper, prose.options(session.config()));
        if (!is_complete(blurb)) {
            ++without_blurb;
            continue;
        }
        entries.push_back({place + 1, candidates[place], reason_in_words(candidates[place], means), std::move(blurb)});
    }
    if (without_blurb > 0)
        session.terminal().say(fmt::format("{} of {} abstracts could not give both blocks and are left out",
                                           without_blurb, entries.size() + without_blurb));
    const bool json = session.options().format == "json";
    session.write_out(json ? shortlist_json(key, material.whole(), entries, 0)
                           : shortlist_markdown(key, material.whole(), entries, 0));
    return 0;
}

}  // namespace digest
