#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "digest/model/paper.h"
#include "support/atom_writer.h"
#include "support/loopback_server.h"

namespace digest::test {

/// The answer to one query before it becomes XML; FakeArxiv's `bend` may change it.
struct FeedPage {
    FeedHead head{};
    std::vector<Paper> papers{};
};

/// arXiv's query API on loopback: search_query (cat: with wildcards, submittedDate:[a TO b], AND, OR, ANDNOT,
/// parentheses, nested to the right as the real one does), id_list, start, max_results, sortBy, sortOrder; its error
/// feeds with 400; 500 beyond 10,000. Totals are true.
class FakeArxiv {
  public:
    explicit FakeArxiv(std::vector<Paper> papers, FeedFormat format = FeedFormat::now);
    FakeArxiv(const FakeArxiv&) = delete;
    FakeArxiv& operator=(const FakeArxiv&) = delete;

    std::string base_url() const;  ///< for [services] arxiv_api, or DIGEST_SERVICE_ARXIV_API
    LoopbackServer& server() { return *server_; }

    /// Sent instead of the answer to request `number` (0 is the first).
    void fail(int number, Reply reply);
    /// As fail(), decided for each request: nothing means the true answer.
    void fail_when(std::function<std::optional<Reply>(const Request&)> decide);
    /// Changes the page of request `number`: drops or repeats papers, lies about the total.
    void bend(int number, std::function<void(FeedPage&)> change);
    void bend_when(std::function<void(const Request&, FeedPage&)> change);
    /// The papers served from now on.
    void set_papers(std::vector<Paper> papers);
    /// The deepest start + max_results; 10,000 at first.
    void set_result_limit(std::int64_t limit);

    /// What the service says to a request, without socket or scripted faults.
    Reply answer(const Request& request) const;

  private:
    Reply respond(const Request& request);
    std::optional<FeedPage> page(const Request& request, Reply& error) const;
    std::optional<FeedPage> search_page(const Request& request, Reply& error) const;

    struct Script;
    std::shared_ptr<Script> script_;
    std::unique_ptr<LoopbackServer> server_;
};

}  // namespace digest::test
