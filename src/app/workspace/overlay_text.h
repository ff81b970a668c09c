#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"

namespace digest {

/// An arXiv id without version, and the title that stands beside it as a comment; the title may be empty.
struct NamedPaper {
    std::string id{};
    std::string title{};
};

/// An overlay's text after a change, and what was done to each paper, a line each.
struct OverlayChange {
    std::string text{};
    std::vector<std::string> done{};
};

/// Pins papers, or drops them, by adding [[pick]] or [[drop]] blocks at the end. Every other byte stays as it is,
/// comments included. A paper that is pinned or dropped already stays as it stands. A dropped paper that is pinned
/// loses its [[drop]] block and the other way round; a [[pick]] block that holds the editor's own words is never cut:
/// that is a user_file error, as is a text that is no overlay, or an array written as `pick = […]`. What comes out is
/// read again and must say what the old text said, and this one thing more.
Result<OverlayChange> pin_papers(std::string_view text, std::string_view file, const std::vector<NamedPaper>& papers);
Result<OverlayChange> drop_papers(std::string_view text, std::string_view file, const std::vector<NamedPaper>& papers,
                                  std::string_view reason);

/// A paper as the starter of an overlay shows it.
struct StarterEntry {
    NamedPaper paper{};
    double score = 0;
    std::string reason{};
};

/// The comment at the head of an overlay that digest makes.
std::string overlay_head(std::string_view edition_name);

/// A new overlay to begin from: everything is commented out, so it says nothing yet. Words come after "# ", what can be
/// switched on stands right after the "#".
std::string overlay_starter(std::string_view edition_name, const std::vector<StarterEntry>& picks,
                            const std::vector<StarterEntry>& near_misses);

}  // namespace digest
