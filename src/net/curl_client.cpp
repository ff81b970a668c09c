#include "digest/net/curl_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <new>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"
#include "digest/net/url.h"

namespace digest {
namespace {

using Milliseconds = std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr std::size_t max_header_bytes = 256u << 10;

/// Headers that may follow a redirect to another origin: none that could hold a key.
bool may_travel(std::string_view name) {
    constexpr std::array<std::string_view, 6> harmless{"accept",       "user-agent",        "accept-language",
                                                       "content-type", "if-modified-since", "if-none-match"};
    return std::find(harmless.begin(), harmless.end(), ascii_lower(name)) != harmless.end();
}

bool holds_line_end(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

TransportFault fault_of(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_INTERFACE_FAILED:
            return TransportFault::cannot_connect;
        case CURLE_OPERATION_TIMEDOUT:
            return TransportFault::timed_out;
        case CURLE_URL_MALFORMAT:
            return TransportFault::refused_here;
        case CURLE_ABORTED_BY_CALLBACK:
            return TransportFault::stopped;
        default:
            return TransportFault::broken;
    }
}

tl::unexpected<TransportError> failed(TransportFault fault, std::string message, std::string_view url) {
    return tl::unexpected<TransportError>({fault, std::move(message), host_of(url)});
}

void add_user_agent(HttpRequest& request, const std::string& user_agent) {
    const bool has_one = std::any_of(request.headers.begin(), request.headers.end(),
                                     [](const auto& header) { return ascii_lower(header.first) == "user-agent"; });
    if (!has_one && !user_agent.empty()) {
        request.headers.emplace_back("User-Agent", user_agent);
    }
}

/// What is asked for after a redirect of that status.
void follow(HttpRequest& request, int status, std::string target) {
    if (!same_origin(target, request.url)) {
        std::erase_if(request.headers, [](const auto& header) { return !may_travel(header.first); });
    }
    if (status == 303 || (status <= 302 && request.method == "POST")) {
        request.method = request.method == "HEAD" ? "HEAD" : "GET";
        request.body.clear();
    }
    request.url = std::move(target);
}

struct Headers {
    curl_slist* list = nullptr;

    Headers() = default;
    Headers(const Headers&) = delete;
    Headers& operator=(const Headers&) = delete;
    ~Headers() { curl_slist_free_all(list); }

    void add(const std::string& line) {
        curl_slist* longer = curl_slist_append(list, line.c_str());
        if (longer == nullptr) {
            throw std::bad_alloc();
        }
        list = longer;
    }
};

}  // namespace

struct CurlClient::Transfer {
    CURL* curl = nullptr;
    std::stop_token stop{};
    HttpResponse response{};
    std::size_t header_bytes = 0;
    std::size_t max_body_bytes = 0;
    bool too_large = false;
    std::array<char, CURL_ERROR_SIZE> message{};

    Transfer() {
        static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
        curl = initialised == CURLE_OK ? curl_easy_init() : nullptr;
        if (curl == nullptr) {
            throw std::bad_alloc();
        }
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() { curl_easy_cleanup(curl); }

    /// One request, without following where the answer sends it: that address is given, empty for none.
    tl::expected<std::string, TransportError> perform(const HttpRequest& request, Milliseconds time_left,
                                                      Milliseconds connect_timeout);
    void prepare(const HttpRequest& request, Milliseconds time_left, Milliseconds connect_timeout,
                 const Headers& headers);
    tl::unexpected<TransportError> failure(CURLcode code, const std::string& url) const;
    std::string redirect_target() const;
    void set_method(const HttpRequest& request) const;

    // Called from C: nothing may be thrown through them. A short count ends the transfer.
    static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
    static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
    static int check_stop(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept;
};

std::size_t CurlClient::Transfer::take_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t length = size * count;
    if (length > transfer.max_body_bytes - transfer.response.body.size()) {
        transfer.too_large = true;
        return 0;
    }
    try {
        transfer.response.body.append(bytes, length);
    } catch (const std::bad_alloc&) {
        transfer.too_large = true;
        return 0;
    }
    return length;
}

std::size_t CurlClient::Transfer::take_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t length = size * count;
    transfer.header_bytes += length;
    if (transfer.header_bytes > max_header_bytes) {
        transfer.too_large = true;
        return 0;
    }
    const std::string_view line = trim(std::string_view(bytes, length));
    try {
        if (line.rfind("HTTP/", 0) == 0) {
            transfer.response.headers.clear();
        }
        if (const auto colon = line.find(':'); colon != std::string_view::npos) {
            transfer.response.headers.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
        }
    } catch (const std::bad_alloc&) {
        transfer.too_large = true;
        return 0;
    }
    return length;
}

int CurlClient::Transfer::check_stop(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
    return static_cast<Transfer*>(self)->stop.stop_requested() ? 1 : 0;
}

void CurlClient::Transfer::set_method(const HttpRequest& request) const {
    if (request.method == "HEAD") {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
        return;
    }
    if (request.method == "POST" || !request.body.empty()) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    if (request.method != "GET" && request.method != "POST") {
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

void CurlClient::Transfer::prepare(const HttpRequest& request, Milliseconds time_left, Milliseconds connect_timeout,
                                   const Headers& headers) {
    curl_easy_reset(curl);  // keeps the caches of names and TLS sessions
    response = {};
    header_bytes = 0;
    too_large = false;
    max_body_bytes = request.max_body_bytes;
    message[0] = '\0';
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(time_left.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(time_left, connect_timeout).count()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Transfer::take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Transfer::check_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message.data());
    set_method(request);
}

tl::expected<std::string, TransportError> CurlClient::Transfer::perform(const HttpRequest& request,
                                                                        Milliseconds time_left,
                                                                        Milliseconds connect_timeout) {
    Headers headers;
    for (const auto& [name, value] : request.headers) {
        if (holds_line_end(name) || holds_line_end(value)) {
            return failed(TransportFault::refused_here, fmt::format("the header {} holds a line end", trim(name)),
                          request.url);
        }
        headers.add(fmt::format("{}: {}", name, value));
    }
    headers.add("Expect:");
    prepare(request, time_left, connect_timeout, headers);
    if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) {
        return failure(code, request.url);
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    response.status = static_cast<int>(status);
    response.final_url = request.url;
    return redirect_target();
}

tl::unexpected<TransportError> CurlClient::Transfer::failure(CURLcode code, const std::string& url) const {
    if (too_large) {
        return failed(TransportFault::too_large, "the answer is too large", url);
    }
    const bool told = message[0] != '\0' && code != CURLE_URL_MALFORMAT;
    return failed(fault_of(code), told ? std::string(message.data()) : curl_easy_strerror(code), url);
}

std::string CurlClient::Transfer::redirect_target() const {
    constexpr std::array redirects = {301, 302, 303, 307, 308};
    if (std::find(redirects.begin(), redirects.end(), response.status) == redirects.end()) {
        return {};
    }
    const char* target = nullptr;
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &target);
    return target == nullptr ? std::string{} : std::string{target};
}

CurlClient::CurlClient(Settings settings) : settings_(std::move(settings)), transfer_(std::make_unique<Transfer>()) {}
CurlClient::~CurlClient() = default;

tl::expected<HttpResponse, TransportError> CurlClient::send(const HttpRequest& original, std::stop_token stop) {
    HttpRequest request = original;
    Transfer& transfer = *transfer_;
    transfer.stop = stop;
    const auto deadline = Steady::now() + original.timeout;
    add_user_agent(request, settings_.user_agent);
    for (int hop = 0; hop <= settings_.max_redirects; ++hop) {
        if (stop.stop_requested()) {
            return failed(TransportFault::stopped, "stopped", request.url);
        }
        if (!is_web_address(request.url)) {
            return failed(TransportFault::refused_here,
                          hop == 0 ? "not an http or https address"
                                   : "redirects to something other than an http or https address",
                          request.url);
        }
        const auto time_left = std::chrono::duration_cast<Milliseconds>(deadline - Steady::now());
        if (time_left.count() <= 0) {
            return failed(TransportFault::timed_out, "took too long", request.url);
        }
        TRY_ASSIGN(std::string target, transfer.perform(request, time_left, settings_.connect_timeout));
        if (target.empty()) {
            return std::move(transfer.response);
        }
        follow(request, transfer.response.status, std::move(target));
    }
    return failed(TransportFault::refused_here, fmt::format("redirects more than {} times", settings_.max_redirects),
                  request.url);
}

}  // namespace digest
