#include <fmt/format.h>

#include "app/commands/verbs.h"
#include "app/machine/files.h"
#include "app/workspace/held_overlay.h"
#include "digest/base/try.h"
#include "digest/render/listing.h"

namespace digest {
namespace {

/// The ids on the command line, then the ticked ones of the shortlist.
Result<std::vector<std::string>> wanted_ids(const Options& options) {
    std::vector<std::string> words = options.ids;
    if (!options.from_file.empty()) {
        TRY_ASSIGN(const auto text, read_file(options.from_file));
        const auto ticked = ticked_ids(text);
        if (ticked.empty() && words.empty()) {
            return fail(ErrorKind::user_file, "no box is ticked", options.from_file,
                        "tick a paper as in \"- [x] 2201.03545\", save the file and type this again");
        }
        words.insert(words.end(), ticked.begin(), ticked.end());
    }
    if (words.empty()) {
        return fail(ErrorKind::usage, "nothing to pick: no arXiv id is named", "",
                    "digest pick 2201.03545, or: digest pick --from shortlist.md");
    }
    return read_ids(words);
}

void add_pick_options(VerbOptions& declare, Options& options) {
    declare.arguments("ID", options.ids, VerbOptions::Needed::no, "arXiv ids");
    declare.text("--from", options.from_file, "FILE", "A shortlist with ticked boxes");
}

Result<int> run_pick(Session& session) {
    TRY_ASSIGN(const auto ids, wanted_ids(session.options()));
    TRY_ASSIGN(const auto held, hold_overlay(session));
    TRY_ASSIGN(const auto papers, name_papers(session, ids));
    TRY_ASSIGN(const auto change,
               pin_papers(held.text.value_or(overlay_head(held.key.name())), held.file.string(), papers));
    TRY(save_change(session, held, change));
    for (const NamedPaper& paper : papers) {
        if (paper.title.empty()) {
            session.terminal().say(fmt::format("{} is not in the archive yet: the build fetches it", paper.id));
        }
    }
    return 0;
}

}  // namespace

const Verb pick_verb = {"pick",
                        "Pin papers in the overlay without opening it",
                        "  digest pick 2201.03545 --month 2022-02\n  digest pick --from shortlist.md --month 2022-02",
                        Verb::WorksOn::month,
                        add_pick_options,
                        run_pick};

}  // namespace digest
