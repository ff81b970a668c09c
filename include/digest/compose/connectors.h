#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace digest {

/// The length of the connector that a sentence begins with, its comma and blank included; 0 where there is none.
/// "However,", "Therefore,", "To this end,", "To address these challenges,", …; a phrase that carries content
/// ("In contrast to the quadratic …", "Compared to …") is none.
std::size_t connector_length(std::string_view sentence);

/// The sentence without its connector, with a capital again; nothing where it has none.
std::optional<std::string> without_connector(std::string_view sentence);

/// "To X, we Y.": the aim "The aim is to X." and the rest "We Y.".
struct PurposeClause {
    std::string aim;
    std::string rest;
};
std::optional<PurposeClause> split_purpose_clause(std::string_view sentence);

/// The sentence without what can go at safe places: a bracket that only holds an address or a citation, a closing
/// clause about availability or hopes (", paving the way for …"), "Here" and the like. The same text where nothing
/// can.
std::string with_safe_cuts(std::string_view sentence);

}  // namespace digest
