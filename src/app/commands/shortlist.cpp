#include <fmt/format.h>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/edition/assemble.h"
#include "app/edition/freezer.h"
#include "app/gather/gather.h"
#include "app/gather/scoring.h"
#include "app/machine/task_threads.h"
#include "digest/base/try.h"
#include "digest/compose/blurb.h"
#include "digest/render/listing.h"
#include "digest/select/reason.h"
#include "digest/select/shortlist.h"

namespace digest {
namespace {

constexpr int rows_by_default = 40;

void add_shortlist_options(VerbOptions& declare, Options& options) {
    declare_limit(declare, options, rows_by_default);
    declare_format(declare, options, {"markdown", "json"});
}

Result<int> run_shortlist(Session& session) {
    TRY_ASSIGN(auto window, load_window(session));
    const EditionKey& key = window.key;
    WindowData& data = window.data;
    TRY(tell_if_frozen(session, key));
    TRY_ASSIGN(const ScoringTexts texts, read_scoring_texts(session));
    const Scoring scoring = score_window(session, key, texts, std::move(data.papers), std::move(data.observations));
    const Prose prose = read_prose_of_workspace(session, scoring.candidates);
    TRY_ASSIGN(const auto overlay, overlay_of(session, key));
    const std::vector<Candidate>& candidates = scoring.candidates;
    const auto limit = static_cast<std::size_t>(session.options().limit.value_or(rows_by_default));
    std::vector<ShortlistEntry> entries;
    const std::vector<double> means = signal_means(candidates);
    std::size_t without_blurb = 0;
    const EditionSettings& settings = session.config().edition;
    const SelectOptions options = select_options(settings, data.featured_before, overlay, run_at_once);
    for (const std::size_t place : shortlist(candidates, limit, options)) {
        Blurb blurb = compose_blurb(candidates[place].paper, prose.options(settings));
        if (!is_complete(blurb)) {
            ++without_blurb;
            continue;
        }
        entries.push_back({place + 1, candidates[place],
                           reason_in_words(candidates[place], strongest_signals(candidates[place], means)),
                           std::move(blurb)});
    }
    if (without_blurb > 0) {
        session.terminal().say(fmt::format("{} of {} abstracts could not give both blocks and are left out",
                                           without_blurb, entries.size() + without_blurb));
    }
    const bool json = session.options().format == "json";
    session.write_out(json ? shortlist_json(key, data.whole(), entries, 0)
                           : shortlist_markdown(key, data.whole(), entries, 0));
    return 0;
}

}  // namespace

const Verb shortlist_verb = {
    "shortlist",
    "List the best candidates to read, with reason and blurb, a checkbox each",
    "  digest shortlist --month 2022-02 > shortlist.md\n  digest shortlist --month 2022-02 --format json --limit 0",
    Verb::WorksOn::month,
    add_shortlist_options,
    run_shortlist};

}  // namespace digest
