#pragma once

#include <string>
#include <vector>

#include "digest/model/paper.h"
#include "support/fake_arxiv.h"
#include "support/fake_arxiv_web.h"
#include "support/fake_semantic_scholar.h"
#include "support/fake_services.h"
#include "support/program_run.h"

namespace digest::test {

/// Numbers for most of the papers, and the record that `digest check` asks for.
std::vector<ScholarRecord> scholar_records(const std::vector<Paper>& papers);

/// A page with a figure for every paper, at arXiv and at ar5iv; every second one under a licence that lets its figure
/// be shown.
std::vector<WebPaper> web_papers(const std::vector<Paper>& papers);

/// A folder of its own, and every service on loopback, each knowing these papers; one feed, "news".
struct LoopbackWorld {
    std::vector<Paper> papers;
    FakeArxiv arxiv{papers};
    FakeSemanticScholar scholar{scholar_records(papers)};
    FakeArxivWeb web;
    FakeServices others{};
    TemporaryFolder folder{};
    ProgramRun digest{folder.path()};

    /// Without `pages` they are web_papers() of the papers.
    explicit LoopbackWorld(std::vector<Paper> of, std::vector<WebPaper> pages = {});
};

}  // namespace digest::test
