#pragma once

#include <cstddef>
#include <vector>

#include "digest/model/edition.h"
#include "digest/model/topic.h"

namespace digest {

/// The `most` items whose titles speak most of the topics (the weights of the terms in them, each term once), best
/// first; equals newest first, then by title and address. Pure.
std::vector<NewsItem> choose_news(std::vector<NewsItem> items, const std::vector<Topic>& topics, std::size_t most);

}  // namespace digest
