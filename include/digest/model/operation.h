#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace digest {

/// What was done to a sentence of an abstract on its way into a blurb; docs/prose.md has the rules.
enum class Operation {
    tex,             ///< made plain text
    hyphen,          ///< a word broken at a line's end was joined
    label,           ///< "Methods:" was taken off
    cut,             ///< asides were left out
    purpose_clause,  ///< parted from its purpose clause, or that clause itself
    marker,          ///< "(2)" was taken off
    connector,       ///< "However," was taken off
    who,             ///< "we" became "the authors"
    our,             ///< "our" became "their"
    capital,         ///< a capital of the authors' was mended
    full_stop,
    bullets,  ///< its enumeration became a list
    expand,   ///< an abbreviation was spelt out
    quote,    ///< stands as the authors' own words
};

/// As JSON tells them.
constexpr std::string_view operation_name(Operation operation) {
    constexpr auto names =
        std::to_array<std::string_view>({"tex", "hyphen", "label", "cut", "purpose_clause", "marker", "connector",
                                         "who", "our", "capital", "full_stop", "bullets", "expand", "quote"});
    static_assert(names.size() == static_cast<std::size_t>(Operation::quote) + 1);
    return names[static_cast<std::size_t>(operation)];
}

}  // namespace digest
