#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "digest/model/candidate.h"
#include "digest/select/selector.h"

namespace digest {

/// Says of papers whether the reader wants none of them: dropped, featured before, or with an excluded term or author.
/// Terms match as topics' terms do; authors by their whole name, whatever its case, hyphens and accents' encoding.
std::vector<bool> ruled_out(const std::vector<Candidate>& candidates, std::size_t count, const SelectOptions& options);

/// The best `limit` candidates (0: all) that are not ruled out, for the editor to read, and behind them the papers of
/// followed authors wherever they stand. Places in `candidates`, ascending.
std::vector<std::size_t> shortlist(const std::vector<Candidate>& candidates, std::size_t limit,
                                   const SelectOptions& options);

}  // namespace digest
