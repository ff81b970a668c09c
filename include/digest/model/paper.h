#pragma once

#include <string>
#include <vector>

#include "digest/base/dates.h"

namespace digest {

/// A paper as arXiv describes it: valid UTF-8 without control characters, white space collapsed, TeX left in.
struct Paper {
    std::string id;  ///< without version
    int version = 1;
    std::string title{};
    std::string abstract{};
    std::vector<std::string> authors{};
    std::vector<std::string> categories{};  ///< primary first
    std::string comment{};
    std::string journal_ref{};
    std::string doi{};
    Timestamp submitted{};   ///< version 1: decides the window
    Timestamp updated{};     ///< this version
    bool withdrawn = false;  ///< its comment or abstract says so; kept, never picked

    const std::string& primary_category() const;

    bool operator==(const Paper&) const = default;
};

/// Whether comment or abstract says that the authors or arXiv withdrew the paper.
bool says_withdrawn(const std::string& comment, const std::string& abstract);

}  // namespace digest
