#include "app/commands/verbs.h"
#include "app/workspace/held_overlay.h"
#include "digest/base/try.h"

namespace digest {
namespace {

void add_drop_options(VerbOptions& declare, Options& options) {
    declare.arguments("ID", options.ids, VerbOptions::Needed::yes, "arXiv ids");
    declare.text("--reason", options.reason, "TEXT", "Why; kept in the overlay");
}

Result<int> run_drop(Session& session) {
    TRY_ASSIGN(const auto ids, read_ids(session.options().ids));
    TRY_ASSIGN(const auto held, hold_overlay(session));
    TRY_ASSIGN(const auto papers, name_papers(session, ids));
    TRY_ASSIGN(const auto change, drop_papers(held.text.value_or(overlay_head(held.key.name())), held.file.string(),
                                              papers, session.options().reason));
    TRY(save_change(session, held, change));
    return 0;
}

}  // namespace

const Verb drop_verb = {
    "drop",
    "Drop papers in the overlay without opening it",
    "  digest drop 2201.03545 --month 2022-02 --reason \"already covered\"\n  digest drop 2201.03545 2201.03546",
    Verb::WorksOn::month,
    add_drop_options,
    run_drop};

}  // namespace digest
