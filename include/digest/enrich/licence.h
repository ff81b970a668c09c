#pragma once

#include <string>
#include <string_view>

namespace digest {

/// What a paper's licence lets the digest do with its figures.
///
/// Shown are figures under CC BY, CC BY-SA, CC0 and in the public domain, each with credit and licence. Not shown, only
/// linked: CC BY-NC-* (whether a blog is commercial is not for a program to decide), CC BY-ND and BY-NC-ND (a page that
/// scales or converts the figure may already adapt it), arXiv's own licences (they let arXiv distribute, nobody
/// else), and whatever is missing or not known here.
struct Licence {
    std::string name{};     ///< "CC BY 4.0", "CC0 1.0", "arXiv non-exclusive 1.0"; empty: none given, or not known here
    std::string url{};      ///< https, canonical; empty when `name` is
    bool may_show = false;  ///< figure and caption may be shown
    bool share_alike = false;
    bool non_commercial = false;

    bool operator==(const Licence&) const = default;
};

/// Reads a licence address whatever its scheme, "www.", letter case, trailing slash, "/deed.en" or "/legalcode". What
/// is not exactly a licence known here is a Licence without name that allows nothing.
Licence licence_of(std::string_view uri);

}  // namespace digest
