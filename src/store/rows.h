#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/paper.h"
#include "statement.h"

namespace digest::store {

inline Timestamp to_time(std::int64_t seconds) {
    return Timestamp{std::chrono::seconds{seconds}};
}
inline std::int64_t from_time(Timestamp time) {
    return time.time_since_epoch().count();
}
inline Day to_day(std::int64_t days) {
    return Day{std::chrono::days{days}};
}
inline std::int64_t from_day(Day day) {
    return day.time_since_epoch().count();
}

/// Lists as the schema holds them: a unit separator before, between and after the items.
void encode_list(std::span<const std::string> items, std::string& out);
std::vector<std::string> decode_list(std::string_view text);
/// What a list that holds `item` holds.
std::string list_needle(std::string_view item);

constexpr std::string_view paper_columns =
    "id, version, submitted, updated, withdrawn, categories, title, authors, abstract, comment, journal_ref, doi";
Paper read_paper(const Statement& row);

}  // namespace digest::store
