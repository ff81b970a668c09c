#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "app/gather/window_data.h"
#include "app/workspace/session.h"
#include "digest/model/candidate.h"
#include "digest/model/edition_key.h"
#include "digest/model/snapshot.h"

namespace digest {

/// A snapshot of today, and the candidates beyond its pool with all that the snapshot does not keep of them. The
/// first entries, which the pool has, are empty shells.
struct TakenSnapshot {
    Snapshot snapshot{};
    std::vector<Candidate> scored{};
};

/// Reads the files that an edition rests on, once, scores the window with them and freezes both. Of the best
/// `with_evidence` candidates the evidence is kept. Takes papers and numbers out of `data`; the papers of the months
/// before stay in it, for related work; where there are any, the trends are found against them.
Result<TakenSnapshot> take_snapshot(Session& session, const EditionKey& key, WindowData& data,
                                    std::size_t with_evidence = std::numeric_limits<std::size_t>::max());

}  // namespace digest
