#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/model/paper.h"

namespace digest {

/// One page of the query API.
struct AtomPage {
    std::optional<std::int64_t> total_results{};  ///< a page saved by hand may lack it
    std::vector<Paper> papers{};
    int entries = 0;                     ///< entries on the page, those skipped included
    std::vector<std::string> skipped{};  ///< the ids of the entries that were skipped, as far as they have one
    Notices notices{};                   ///< entries that were skipped, and why
};

/// Reads the format of before and after November 2025. An error entry is an error of kind network whatever the HTTP
/// status; what is not a feed, is cut short, declares a DTD or is not UTF-8 is an error of kind data; a bad entry (no
/// identifier, title or date) is skipped with a notice that names `origin`.
Result<AtomPage> parse_atom(std::string_view body, std::string_view origin);

}  // namespace digest
