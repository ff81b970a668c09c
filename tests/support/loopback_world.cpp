#include "support/loopback_world.h"

namespace digest::test {

std::vector<ScholarRecord> scholar_records(const std::vector<Paper>& papers) {
    std::vector<ScholarRecord> records;
    records.emplace_back().arxiv_id = "1706.03762";
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (i % 7 == 0) {
            continue;  // unknown to the service
        }
        ScholarRecord& record = records.emplace_back();
        record.arxiv_id = papers[i].id;
        record.title = papers[i].title;
        record.citations = static_cast<int>(i * 3 % 50);
        record.influential = static_cast<int>(i % 5);
        record.h_indexes = {12, static_cast<int>(i % 60), std::nullopt};
        record.author_citations = {100, static_cast<int>(i * 40)};
    }
    return records;
}

std::vector<WebPaper> web_papers(const std::vector<Paper>& papers) {
    std::vector<WebPaper> result;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        WebPaper& paper = result.emplace_back();
        paper.id = papers[i].id;
        paper.title = papers[i].title;
        paper.on_ar5iv = true;
        if (i % 2 == 1) {
            paper.licence = "http://arxiv.org/licenses/nonexclusive-distrib/1.0/";
        }
    }
    return result;
}

LoopbackWorld::LoopbackWorld(std::vector<Paper> of, std::vector<WebPaper> pages)
    : papers(std::move(of)), web(pages.empty() ? web_papers(papers) : std::move(pages)) {
    others.data.feeds["news"].body = "<rss version='2.0'><channel><title>A feed</title></channel></rss>";
    digest.set("DIGEST_SERVICE_ARXIV_API", arxiv.base_url())
        .set("DIGEST_SERVICE_ARXIV_OAI", web.oai_url())
        .set("DIGEST_SERVICE_ARXIV_WEB", web.web_url())
        .set("DIGEST_SERVICE_AR5IV", web.ar5iv_url())
        .set("DIGEST_SERVICE_SEMANTIC_SCHOLAR", scholar.base_url())
        .set("DIGEST_SERVICE_OPENALEX", others.openalex())
        .set("DIGEST_SERVICE_HUGGING_FACE", others.hugging_face())
        .set("DIGEST_SERVICE_HACKER_NEWS", others.hacker_news())
        .set("DIGEST_SERVICE_GITHUB", others.github());
}

}  // namespace digest::test
