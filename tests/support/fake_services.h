#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/loopback_server.h"

namespace digest::test {

/// OpenAlex, Hugging Face, Hacker News, GitHub and news feeds on one loopback server, each under its own path and
/// with the limits and errors that the real ones have. Change `data` only between two runs of a client.
class FakeServices {
  public:
    struct Work {
        std::string arxiv_id{};
        int citations = 0;
        std::optional<double> percentile{};
    };
    struct Daily {
        std::string date{};  ///< "2022-01-10": the day's list that holds it
        std::string arxiv_id{};
        int upvotes = 0;
        int comments = 0;
        std::string repository{};  ///< empty: left out, as the service does
        std::optional<int> stars{};
    };
    struct Story {
        std::string number{};
        std::string url{};
        std::int64_t created_at = 0;
        std::optional<int> points{};
        int comments = 0;
    };
    struct Feed {
        std::string body{};
        std::string etag{};
        std::string last_modified{};
        std::string content_type = "text/xml";
    };
    struct Data {
        std::vector<Work> works{};
        std::vector<Daily> daily{};
        std::string today = "2026-11-20";  ///< later days are refused
        std::vector<Story> stories{};
        std::map<std::string, int> stars{};   ///< by "owner/name"
        int github_limit = 60;                ///< requests before 403 with x-ratelimit-remaining: 0
        std::map<std::string, Feed> feeds{};  ///< by name: /feeds/<name>
        std::string openalex_key{};           ///< when set, another key is answered with 401
    };

    FakeServices();
    FakeServices(const FakeServices&) = delete;
    FakeServices& operator=(const FakeServices&) = delete;

    Data data{};

    std::string openalex() const { return server_->url("/openalex"); }
    std::string hugging_face() const { return server_->url("/hf/api"); }
    std::string hacker_news() const { return server_->url("/hn/api/v1"); }
    std::string github() const { return server_->url("/github"); }
    std::string feed(const std::string& name) const { return server_->url("/feeds/" + name); }
    LoopbackServer& server() { return *server_; }
    /// Requests whose path begins so.
    int count(const std::string& path) const;

    /// Asked first; a reply takes the place of the answer.
    std::function<std::optional<Reply>(const Request&)> decide{};

  private:
    Reply respond(const Request& request);

    int github_requests_ = 0;
    std::unique_ptr<LoopbackServer> server_;
};

}  // namespace digest::test
