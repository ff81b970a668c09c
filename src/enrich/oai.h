#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "digest/base/dates.h"
#include "digest/base/error.h"

namespace digest {

/// What a GetRecord answer in the format "arXiv" says of the current version of a paper. It does not say which
/// version that is.
struct OaiRecord {
    std::string id{};           ///< without version
    std::string licence_uri{};  ///< as it stands there; empty: the record names none
    std::optional<Day> created{};
    std::optional<Day> updated{};
    bool deleted = false;

    bool operator==(const OaiRecord&) const = default;
};

/// Nothing where the service says that it knows no such paper (idDoesNotExist, noRecordsMatch; HTTP 200 all the same).
/// Its other errors, and what is not a whole OAI-PMH answer in UTF-8, are errors of kind data.
Result<std::optional<OaiRecord>> parse_oai_record(std::string_view body, std::string_view origin);

}  // namespace digest
