#pragma once

#include <string>

#include "digest/model/edition.h"

namespace digest {

/// Picks and references as BibTeX (UTF-8), picks first, in the edition's order. Keys are first author, year and first
/// title word, told apart by a letter where two are the same. What TeX would obey is escaped.
std::string render_bibtex(const Edition& edition);

}  // namespace digest
