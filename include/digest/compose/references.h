#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/model/edition.h"
#include "digest/model/topic.h"

namespace digest {

/// The paper that a blurb is of, as far as naming other works goes.
struct NamedIn {
    std::string id{};
    std::string title{};
    std::string abstract{};
};

/// Marks the first mention in the edition of well-known works with " [n]", at most two a pick, and lists them in the
/// order of their numbers. `papers` stand beside `picks`. Sentences of the editor, the picks of this edition, the
/// paper's own name, and names whose guards the abstract does not hold are left alone; one number a work.
std::vector<Reference> mark_references(std::vector<Pick>& picks, const std::vector<NamedIn>& papers,
                                       const std::vector<Landmark>& landmarks);

/// Whether `name` stands at `at` as a name of its own: the longest one wins elsewhere, this is the borders' rule.
bool stands_alone(std::string_view text, std::size_t at, std::size_t length);

}  // namespace digest
