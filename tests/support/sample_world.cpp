#include "support/sample_world.h"

#include <stdexcept>

#include "digest/harvest/atom.h"
#include "support/loopback_world.h"

namespace digest::test {

std::vector<Paper> sample_papers() {
    std::vector<Paper> papers;
    for (const char* page : {"papers-1.xml", "papers-2.xml", "papers-3.xml"}) {
        const auto parsed =
            parse_atom(file_text(std::filesystem::path{DIGEST_SOURCE_DIR} / "data/sample/2022-02" / page), page);
        if (!parsed) {
            throw std::runtime_error("the sample cannot be read");
        }
        papers.insert(papers.end(), parsed->papers.begin(), parsed->papers.end());
    }
    return papers;
}

SampleWorld::SampleWorld() : scholar(scholar_records(papers)) {
    digest.set("DIGEST_SERVICE_ARXIV_API", arxiv.base_url()).set("DIGEST_SERVICE_SEMANTIC_SCHOLAR", scholar.base_url());
    configure("");
}

void SampleWorld::configure(const std::string& more) {
    write_text(folder / "work/digest.toml",
               "[edition]\nfigures = false\n[harvest]\ninterval_seconds = 0.005\npage_size = "
               "2\n[observe.hugging_face]\nenabled = false\n"
               "[observe.hacker_news]\nenabled = false\n" +
                   more);
}

}  // namespace digest::test
