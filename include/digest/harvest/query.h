#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/dates.h"
#include "digest/model/slice.h"

namespace digest {

/// What one search of the query API asks for: papers with any of the categories (empty: all of arXiv), listed there
/// first or cross-listed, whose version 1 came in [from, until). Both are whole minutes in UTC.
struct ArxivQuery {
    std::vector<std::string> categories{};
    Timestamp from{};
    Timestamp until{};

    bool operator==(const ArxivQuery&) const = default;
};

/// "(cat:cs.AI OR cat:cs.CL) AND submittedDate:[202201100000 TO 202201102359]", not encoded. Every parenthesis is
/// written, because the service gives AND and OR no precedence. The range is inclusive, and
/// its last minute is taken to hold its seconds (not confirmed by the service's documentation).
std::string search_query(const ArxivQuery& query);

/// Papers are sorted by submission, oldest first.
std::string page_url(std::string_view base_url, const ArxivQuery& query, std::int64_t start, int max_results);
std::string id_list_url(std::string_view base_url, const std::vector<std::string>& ids);

/// Two queries that ask for the same together: halves of the time, down to an hour, then of the categories (whose
/// cross-lists are then in both). Empty when it cannot be split any more.
std::vector<ArxivQuery> split_query(const ArxivQuery& query);

/// Sorted, each once, joined by commas: Slice::categories.
std::string join_categories(std::vector<std::string> categories);
std::vector<std::string> split_categories(std::string_view joined);

/// Whether what `known` holds answers for all of `wanted`: at least its categories and its time, and whole.
bool covers(const Slice& known, const Slice& wanted);

/// Whether the slice was fetched late enough, four days after the end of `until`, for nothing to be missing still; or
/// was imported as trusted.
bool is_settled(const Slice& known, Timestamp until);

}  // namespace digest
