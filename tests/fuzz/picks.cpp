#include "digest/learn/picks.h"

#include <set>

#include "app/gather/role_file.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void read_labels(std::string_view bytes) {
    const auto abstracts = parse_labelled_abstracts(bytes, "roles.jsonl");
    if (!abstracts) {
        require_message(abstracts.error());
        return require(abstracts.error().origin.starts_with("roles.jsonl"), "a mistake has its place");
    }
    for (const LabelledAbstract& abstract : *abstracts) {
        require(!abstract.sentences.empty() && abstract.sentences.size() == abstract.roles.size(), "a role a sentence");
    }
}

/// A picks file; where it speaks of sentences, a file of labelled abstracts.
void read_picks(std::string_view bytes) {
    if (bytes.find("sentences") != std::string_view::npos) {
        return read_labels(bytes);
    }
    const auto picks = parse_picks(bytes, "picks.csv");
    if (!picks) {
        return require_message(picks.error());
    }
    require(picks->chosen() > 0 && picks->chosen() <= picks->entries.size(), "something is chosen");
    std::set<std::string> seen;
    bool some_not_chosen = false;
    for (const PickEntry& entry : picks->entries) {
        require_id(entry.id);
        require(entry.grade >= 0 && seen.insert(entry.id).second, "each id once, with its grade");
        some_not_chosen = some_not_chosen || entry.grade == 0;
    }
    require(picks->lists_candidates || !some_not_chosen, "a grade of 0 is a candidate");
}

const Target target{"picks", read_picks};

}  // namespace
}  // namespace digest::fuzz
