#include <fmt/format.h>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/edition/freezer.h"
#include "app/gather/gather.h"
#include "app/gather/scoring.h"
#include "digest/base/try.h"
#include "digest/render/listing.h"

namespace digest {
namespace {

constexpr int papers_by_default = 50;

void add_rank_options(VerbOptions& declare, Options& options) {
    declare_limit(declare, options, papers_by_default);
    declare_format(declare, options, {"table", "csv", "json"});
}

Result<int> run_rank(Session& session) {
    TRY_ASSIGN(auto window, load_window(session));
    const EditionKey& key = window.key;
    WindowData& data = window.data;
    TRY(tell_if_frozen(session, key));
    TRY_ASSIGN(const ScoringTexts texts, read_scoring_texts(session));
    const Scoring scoring = score_window(session, key, texts, std::move(data.papers), std::move(data.observations));
    const auto limit = static_cast<std::size_t>(session.options().limit.value_or(papers_by_default));
    const std::string& format = session.options().format;
    if (format == "json") {
        session.write_out(rank_json(key, data.whole(), scoring.candidates, limit));
    } else if (format == "csv") {
        session.write_out(rank_csv(scoring.candidates, limit));
    } else {
        session.write_out(rank_table(scoring.candidates, limit));
    }
    return 0;
}

}  // namespace

const Verb rank_verb = {
    "rank",
    "List the ranked candidates with their signals",
    "  digest rank --month 2022-02 --limit 20\n  digest rank --month 2022-02 --format json --limit 0",
    Verb::WorksOn::month,
    add_rank_options,
    run_rank};

}  // namespace digest
