#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"

namespace digest {

struct PickEntry {
    std::string id;  ///< without version
    int grade = 1;   ///< 0: a candidate that was not chosen

    bool operator==(const PickEntry&) const = default;
};

/// A picks file: one month of chosen papers, perhaps with the candidates that were not chosen.
struct Picks {
    std::string name{};                ///< of the file, for messages
    std::vector<PickEntry> entries{};  ///< by id, each once; of several grades for one id the highest
    bool lists_candidates = false;     ///< some grade is 0: the ids of the file are the candidates
    std::vector<int> unread_lines{};   ///< numbers of the lines that hold no id or no usable grade
    std::size_t repeated = 0;          ///< ids that came more than once

    std::size_t chosen() const;
};

/// One id a line, CSV (a header with `id`, perhaps `grade`), or JSON Lines ({"id":"…","grade":1}); an id may be an
/// address or carry a version. Blank lines and lines that begin with # count nothing. An error where not one id is
/// read, or none with a grade above 0.
Result<Picks> parse_picks(std::string_view text, const std::string& name);

}  // namespace digest
