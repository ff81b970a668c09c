#include <algorithm>

#include "observations.h"

namespace digest::fuzz {
namespace {

bool same(const std::vector<ListedPaper>& a, const std::vector<ListedPaper>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ListedPaper& one, const ListedPaper& other) {
        return one.id == other.id && one.observations == other.observations;
    });
}

void read_page(std::string_view bytes) {
    auto page = parse_stories(bytes);
    if (!page) {
        return require_message(page.error());
    }
    require(page->stories.size() <= page->entries && page->found >= 0 && page->pages >= 0, "counts make sense");
    const std::vector<ListedPaper> best = best_stories(page->stories, asked_at);
    for (const ListedPaper& listed : best) {
        for (const Observation& observation : listed.observations) {
            require_observation(observation);
            require_web_address(observation.detail);
        }
    }
    std::reverse(page->stories.begin(), page->stories.end());
    require(same(best, best_stories(page->stories, asked_at)), "the order of the stories decides nothing");
}

const Target target{"hacker_news", read_page};

}  // namespace
}  // namespace digest::fuzz
