#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

// A page of the web, by the client of net/curl_client.h:
//
//     CurlClient client{{.user_agent = "digest (mailto:ada@example.org)"}};
//     const auto response = client.send({.url = "https://arxiv.org/abs/2201.03545"}, stop);
//     if (!response) {
//         return response.error().message;  // no response came, whatever its status
//     }
//     return response->status == 200 ? response->body : "HTTP " + std::to_string(response->status);

namespace digest {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method = "GET";
    std::string url{};
    HttpHeaders headers{};  ///< values may be secret: never logged
    std::string body{};
    std::chrono::milliseconds timeout{60'000};
    std::size_t max_body_bytes = 64u << 20;  ///< after decompression; more is TransportFault::too_large
};

struct HttpResponse {
    int status = 0;
    HttpHeaders headers{};
    std::string body{};
    std::string final_url{};  ///< after redirects

    /// The last header of that name, whatever its case.
    std::optional<std::string_view> header(std::string_view name) const;
};

/// Why no response came.
enum class TransportFault {
    cannot_connect,  ///< no such host, refused, no route, TLS refused
    timed_out,
    broken,  ///< reset, cut short, bad chunks, bad compression: worth another try
    too_large,
    refused_here,  ///< an address or redirect that this client does not follow (file://, …)
    stopped,       ///< the stop token said so
};

struct TransportError {
    TransportFault fault = TransportFault::broken;
    std::string message{};
    std::string host{};
};

/// The one interface to the network. A response of any status is a response; only its absence is an error.
class HttpClient {
  public:
    virtual ~HttpClient() = default;
    virtual tl::expected<HttpResponse, TransportError> send(const HttpRequest& request, std::stop_token stop) = 0;
};

/// "export.arxiv.org" of "https://export.arxiv.org/api/query"; with the port where one is written.
std::string host_of(std::string_view url);
/// Percent-encodes all but unreserved characters (RFC 3986).
std::string url_encode(std::string_view text);

}  // namespace digest
