#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace digest {

/// An arXiv identifier as it is written anywhere: bare or after "arXiv:", or in an abs, pdf or html address.
/// Two versions of a paper have the same `id`: it never holds the version.
struct VersionedId {
    std::string id;   ///< "2201.03545" or "hep-th/9901001"; a subject class ("math.CA/0611800") is dropped
    int version = 0;  ///< 0: none was written

    bool operator==(const VersionedId&) const = default;
};

/// Nothing for whatever is not an identifier in full (blanks, path traversal, other words).
std::optional<VersionedId> parse_arxiv_id(std::string_view text);

std::string abstract_url(std::string_view id);  ///< https://arxiv.org/abs/<id>
std::string pdf_url(std::string_view id);       ///< https://arxiv.org/pdf/<id>
std::string file_stem(std::string_view id);     ///< "hep-th/9901001" → "hep-th-9901001"

}  // namespace digest
