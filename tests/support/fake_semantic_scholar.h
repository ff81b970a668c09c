#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/loopback_server.h"

namespace digest::test {

/// What Semantic Scholar knows of one paper.
struct ScholarRecord {
    std::string arxiv_id{};  ///< without version
    std::string title{};
    int citations = 0;
    int influential = 0;
    std::vector<std::optional<int>> h_indexes{};  ///< of the authors in order; nothing: null
    bool h_index_as_text = false;                 ///< the API description says string, real answers are numbers
    std::vector<int> author_citations{};          ///< of the authors in order; one that is missing: null
};

/// POST /graph/v1/paper/batch on loopback: an array in the order of the ids, null for an unknown one; 400 with "No
/// valid paper ids given" when none is known or one is malformed; 400 above 500 ids or for an unknown field. GET
/// /graph/v1/paper/arXiv:<id>: one paper, 404 for an unknown one.
class FakeSemanticScholar {
  public:
    explicit FakeSemanticScholar(std::vector<ScholarRecord> records);

    std::string base_url() const;  ///< for [services] semantic_scholar, or DIGEST_SERVICE_SEMANTIC_SCHOLAR
    LoopbackServer& server() { return *server_; }

    void fail(int number, Reply reply);  ///< sent instead of the answer to request `number`
    void fail_when(std::function<std::optional<Reply>(const Request&)> decide);
    /// When set, requests without this x-api-key are answered with 403.
    void require_key(std::string key);

  private:
    struct Script;
    std::shared_ptr<Script> script_;
    std::unique_ptr<LoopbackServer> server_;
};

/// Its 429: a body with the code as text, no Retry-After.
Reply scholar_throttled();

}  // namespace digest::test
