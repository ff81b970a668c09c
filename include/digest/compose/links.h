#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/model/edition.h"
#include "digest/model/paper.h"

namespace digest {

/// The addresses that a text names, in order: with or without "https://", out of TeX, Markdown and brackets, without
/// the punctuation behind them. Only http and https, only with a host that looks like one.
std::vector<std::string> addresses_in(std::string_view text);

/// The extras of a heading, at most one of each label, in this order: Code, Website, Demo. From the abstract, the
/// comment, and `beside` (found elsewhere; these come after the paper's own).
std::vector<Link> extras_of(const Paper& paper, const std::vector<Link>& beside = {});

}  // namespace digest
