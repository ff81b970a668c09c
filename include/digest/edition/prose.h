#pragma once

#include <optional>
#include <vector>

#include "digest/compose/blurb.h"
#include "digest/model/candidate.h"
#include "digest/model/edition_settings.h"

namespace digest {

/// What blurbs are composed with: the role model and the words that settle broken hyphens.
struct Prose {
    std::optional<RoleModel> roles{};  ///< nothing: roles by rule
    KnownWords words{};

    /// Nothing is owned: this must outlive what is composed with them.
    BlurbOptions options(const EditionSettings& settings) const;
};

/// The words are those of the papers' abstracts.
Prose prose_of(std::optional<RoleModel> roles, const std::vector<const Paper*>& papers);

}  // namespace digest
