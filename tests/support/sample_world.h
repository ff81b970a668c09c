#pragma once

#include <string>
#include <vector>

#include "digest/model/paper.h"
#include "support/fake_arxiv.h"
#include "support/fake_semantic_scholar.h"
#include "support/program_run.h"

namespace digest::test {

/// The papers of the shipped sample month, as its pages hold them.
std::vector<Paper> sample_papers();

/// A workspace of its own whose arXiv and Semantic Scholar are loopback services that know the sample's papers.
struct SampleWorld {
    TemporaryFolder folder{};
    std::vector<Paper> papers = sample_papers();
    FakeArxiv arxiv{papers};
    FakeSemanticScholar scholar;
    ProgramRun digest{folder.path()};

    SampleWorld();
    /// Writes digest.toml anew: small pages, a short interval, the other services off, and `more` at its end.
    void configure(const std::string& more);
};

}  // namespace digest::test
