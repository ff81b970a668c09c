#pragma once

#include <cstdint>
#include <string>

#include "digest/base/dates.h"

namespace digest {

/// What is known of one slice of a harvest: all papers of one query with `from` <= submitted < `until`.
struct Slice {
    std::string categories{};  ///< what was asked for: sorted, joined by commas
    Timestamp from{};
    Timestamp until{};
    std::int64_t total = 0;          ///< the service's own totalResults
    std::int64_t distinct = 0;       ///< different ids that came
    bool whole = false;              ///< total = distinct, all pages agreed on it, and a zero was confirmed
    std::string source = "harvest";  ///< "harvest", "import" (waits for the harvest's totals), "trusted_import"
    Timestamp fetched_at{};          ///< when its last page came

    bool operator==(const Slice&) const = default;
};

}  // namespace digest
