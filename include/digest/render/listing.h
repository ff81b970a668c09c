#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/dates.h"
#include "digest/model/candidate.h"
#include "digest/model/edition.h"
#include "digest/model/edition_key.h"

namespace digest {

/// Of all listings: `candidates` come best first, `limit` 0 is all of them.

/// The JSON of `rank --format json` (docs/json.md), a line a candidate.
std::string rank_json(const EditionKey& key, bool whole, const std::vector<Candidate>& candidates, std::size_t limit);

/// RFC 4180, with a header line; a cell that a spreadsheet would run as a formula begins with an apostrophe.
std::string rank_csv(const std::vector<Candidate>& candidates, std::size_t limit);

/// For the terminal: rank, score, id, the signals that count, topic, title. Unknown is "–". Columns are aligned by
/// display width; nothing that a terminal would obey comes through.
std::string rank_table(const std::vector<Candidate>& candidates, std::size_t limit);

/// A candidate as the editor reads it.
struct ShortlistEntry {
    std::size_t rank = 0;  ///< among all candidates, from 1
    Candidate candidate{};
    std::string reason{};
    Blurb blurb{};
};

std::string shortlist_json(const EditionKey& key, bool whole, const std::vector<ShortlistEntry>& entries,
                           std::size_t limit);

/// Markdown with a checkbox each: "- [ ] 2201.03545 — [Title](address)", reason and blurb below.
std::string shortlist_markdown(const EditionKey& key, bool whole, const std::vector<ShortlistEntry>& entries,
                               std::size_t limit);

/// The ids whose boxes are ticked in such a file, in its order, each once, without version.
std::vector<std::string> ticked_ids(std::string_view markdown);

/// The terms of a month that rise and fall against the months before.
struct TrendListing {
    std::vector<Trend> trends{};
    std::size_t papers = 0;
    std::size_t papers_before = 0;
    Window before{};
};

/// The JSON of `trends --format json`.
std::string trends_json(const EditionKey& key, const TrendListing& listing);

/// How many columns a terminal gives the text: two for East Asian wide characters and emoji, none for combining marks.
std::size_t display_width(std::string_view text);

}  // namespace digest
