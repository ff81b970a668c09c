#pragma once

#include <functional>
#include <map>
#include <string>

#include "digest/harvest/atom.h"
#include "digest/harvest/harvester.h"
#include "digest/net/retry.h"

namespace digest {

/// A page that is wanted, in words and as an address.
struct PageRequest {
    std::string what{};  ///< "16 December 2021, papers 501 to 1000"
    std::function<std::string(int page_size)> url{};
    /// Why a page that could be read is not believed and is to be asked for again; empty: it is believed.
    std::function<std::string(const AtomPage&, int attempt)> doubt{};
    std::string reason{};               ///< why it is not the first time
    std::chrono::milliseconds wait{0};  ///< before the first attempt
};

/// Gets one page at a time, however often it takes: paces, backs off, halves the page, and says in the end what was
/// wrong.
class PageFetcher {
  public:
    PageFetcher(const HarvestSettings& settings, HttpClient& client, Pacer& pacer, std::stop_token stop);

    Result<AtomPage> fetch(const PageRequest& request);

    /// Told before a wait that is longer than the pace: why, and how long.
    // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): whoever made the fetcher sets it
    std::function<void(const std::string& why, std::chrono::milliseconds wait)> on_wait{};

    const HarvestSettings& settings() const { return settings_; }
    int page_size() const { return page_size_; }
    Timestamp now() const;
    std::chrono::milliseconds backoff_before(int attempt) const { return backoff(policy_, attempt); }
    int requests() const { return requests_; }
    int retries() const { return retries_; }
    /// What requests were repeated for, and how often.
    const std::map<std::string, int>& causes() const { return causes_; }
    void count_cause(const std::string& cause);

  private:
    struct Attempt {
        std::optional<AtomPage> page{};
        std::string fault{};  ///< why there is no page
        std::string cause{};  ///< the same in general, for counting; empty: the fault itself
        bool slow = false;    ///< a smaller page may help
        std::optional<std::chrono::milliseconds> retry_after{};
    };
    using Answer = tl::expected<HttpResponse, TransportError>;

    Result<Attempt> ask(const std::string& url, const std::string& reason,
                        std::chrono::steady_clock::time_point not_before);
    Result<Attempt> judge(const Answer& answer);
    Result<Attempt> judge_fault(const TransportError& error) const;
    Result<Attempt> judge_status(const HttpResponse& response) const;
    Result<AtomPage> give_up(const PageRequest& request, const std::string& fault) const;
    void halve_page();
    void note_good_page();

    const HarvestSettings& settings_;
    HttpClient& client_;
    Pacer& pacer_;
    std::stop_token stop_;
    RetryPolicy policy_{};
    std::string host_{};
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    int page_size_ = 0;
    int good_pages_ = 0;  ///< in a row, since the page was halved
    bool answered_ = false;
    int requests_ = 0;
    int retries_ = 0;
    std::map<std::string, int> causes_{};
};

}  // namespace digest
