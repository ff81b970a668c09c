#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "digest/model/paper.h"

namespace digest::test {

/// The look of arXiv's feeds since November 2025, and the one before.
enum class FeedFormat { now, before_2025_11 };

struct FeedHead {
    std::int64_t total = 0;
    std::int64_t start = 0;
    std::int64_t items_per_page = 10;  ///< as the service does it: the requested max_results, not the number of entries
    std::string query{};               ///< named in the feed's title
};

std::string xml_escape(std::string_view text);
std::string atom_entry(const Paper& paper, FeedFormat format = FeedFormat::now);
std::string atom_feed(std::span<const Paper> papers, const FeedHead& head, FeedFormat format = FeedFormat::now);
/// A feed of one entry named "Error".
std::string atom_error(std::string_view summary);

}  // namespace digest::test
