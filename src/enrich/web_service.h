#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "digest/enrich/enricher.h"

namespace digest {

/// What the services of one run share.
struct EnrichRun {
    const EnrichSettings& settings;
    HttpClient& client;
    Pacer& pacer;
    std::stop_token stop;
    EnrichReport report{};
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
};

/// The conversation with one service: retries, and when to give it up for this run.
class WebService {
  public:
    /// `loss`: what is missing from the edition without it, for the notice.
    WebService(EnrichRun& run, std::string title, std::string loss)
        : run_(run), title_(std::move(title)), loss_(std::move(loss)) {}

    /// A response of status 200, 404 or 410. Nothing where none came: told as a notice about `id`, or the service
    /// was given up before. Fails only with the pacer or a stop.
    Result<std::optional<HttpResponse>> get(const std::string& url, std::size_t max_body_bytes, const std::string& id);

    /// An answer came and was of no use. Three in a row, and the service is given up.
    void useless(const std::string& id, const std::string& reason);
    void useful() { failures_in_a_row_ = 0; }

  private:
    struct Attempt {
        std::optional<HttpResponse> response{};
        std::string reason{};
        bool again = false;
        bool dead = false;
        bool too_large = false;
        std::chrono::milliseconds wait{0};
    };
    Result<Attempt> try_once(const HttpRequest& request, std::chrono::steady_clock::time_point not_before);
    void give_up(const std::string& reason);

    EnrichRun& run_;
    std::string title_;
    std::string loss_;
    bool open_ = true;
    int failures_in_a_row_ = 0;
};

}  // namespace digest
