#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "digest/net/http.h"

namespace digest {

/// HTTP by libcurl. Not for two threads at once. Follows redirects to http and https only; to another origin (scheme,
/// host, port) it takes no header along but those that say nothing secret. Every transfer asks for compression and
/// closes its connection, so that no process keeps one open beside another's. Proxies by curl's own environment.
class CurlClient final : public HttpClient {
  public:
    struct Settings {
        std::string user_agent{};  ///< for requests that bring none
        std::chrono::milliseconds connect_timeout{20'000};
        int max_redirects = 8;
    };

    explicit CurlClient(Settings settings);
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;
    ~CurlClient() override;

    tl::expected<HttpResponse, TransportError> send(const HttpRequest& original, std::stop_token stop) override;

  private:
    struct Transfer;
    Settings settings_;
    std::unique_ptr<Transfer> transfer_;
};

}  // namespace digest
