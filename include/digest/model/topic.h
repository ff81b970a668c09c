#pragma once

#include <optional>
#include <string>
#include <vector>

namespace digest {

/// Our grouping of papers, as topics.toml defines it.
struct Topic {
    std::string name;
    std::string in_text{};  ///< in running text; empty: the name in lower case
    std::string name_zh{};
    double weight = 1.0;
    std::vector<std::string> terms{};
    std::vector<std::string> also{};        ///< half weight
    std::vector<std::string> excluded{};    ///< `not`: a phrase that cancels the terms it contains
    std::vector<std::string> categories{};  ///< a hint, not a filter

    std::string running_text() const;

    bool operator==(const Topic&) const = default;
};

struct Venue {
    std::string name;
    std::vector<std::string> aliases{};
    double weight = 1.0;

    bool operator==(const Venue&) const = default;
};

/// A well-known work that abstracts name.
struct Landmark {
    std::vector<std::string> names;
    std::vector<std::string> guards{};  ///< non-empty: the names count only beside one of these
    std::string title{};
    std::vector<std::string> authors{};
    bool et_al = false;
    int year = 0;
    std::string arxiv_id{};
    std::string url{};

    std::string address() const;  ///< the abstract page, else url: identifies the work

    bool operator==(const Landmark&) const = default;
};

}  // namespace digest
