#include <set>

#include "observations.h"

namespace digest::fuzz {
namespace {

void read_page(std::string_view bytes) {
    const auto page = parse_daily_papers(bytes, asked_at);
    if (!page) {
        return require_message(page.error());
    }
    require(page->papers.size() <= page->entries, "no paper without an entry");
    std::set<std::string> seen;
    for (const ListedPaper& listed : page->papers) {
        require(seen.insert(listed.id).second, "each paper once");
        for (const Observation& observation : listed.observations) {
            require(observation.paper_id == listed.id, "a paper's numbers are its own");
            require_observation(observation);
            if (!observation.detail.empty()) {
                require_web_address(observation.detail);
            }
        }
    }
}

const Target target{"hugging_face", read_page};

}  // namespace
}  // namespace digest::fuzz
