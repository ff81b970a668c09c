#pragma once

#include "digest/model/edition.h"

namespace digest::test {

/// An edition that has one of everything: news, figures stored and linked, lists, related work, trends, references.
Edition full_edition();

/// The same with hostile text in every place that comes from outside.
Edition hostile_edition();

/// No picks, no news, nothing to say.
Edition empty_edition();

/// Labels, dates and fixed phrases in Chinese.
Edition chinese_edition();

/// The editor's: own opening and closing, cover, bullets, a group, two works in one heading, a work without arXiv id.
Edition editors_edition();

}  // namespace digest::test
