#include "digest/harvest/atom.h"

#include "target.h"

namespace digest::fuzz {
namespace {

void read_page(std::string_view bytes) {
    const auto page = parse_atom(bytes, "feed");
    if (!page) {
        require_message(page.error());
        require_harmless(page.error().message);
        return;
    }
    require(page->entries == static_cast<int>(page->papers.size() + page->skipped.size()), "no entry is lost");
    require(page->notices.size() == page->skipped.size(), "each skipped entry has a notice");
    for (const Notice& notice : page->notices) {
        require_harmless(notice.message);
    }
    for (const Paper& paper : page->papers) {
        require_paper(paper);
    }
}

const Target target{"atom", read_page};

}  // namespace
}  // namespace digest::fuzz
