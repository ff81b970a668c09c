#pragma once

#include <vector>

#include "digest/model/edition.h"
#include "digest/model/paper.h"

namespace digest {

/// The extras of a heading, at most one of each label, in this order: Code, Website, Demo. From the abstract, the
/// comment, and `beside` (found elsewhere; these come after the paper's own).
std::vector<Link> extras_of(const Paper& paper, const std::vector<Link>& beside = {});

}  // namespace digest
