#include "digest/net/http.h"

#include <algorithm>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"

namespace digest {

std::optional<std::string_view> HttpResponse::header(std::string_view name) const {
    const std::string wanted = ascii_lower(name);
    const auto found = std::find_if(headers.rbegin(), headers.rend(),
                                    [&](const auto& header) { return ascii_lower(header.first) == wanted; });
    if (found == headers.rend()) {
        return std::nullopt;
    }
    return std::string_view(found->second);
}

std::string host_of(std::string_view url) {
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos) {
        url.remove_prefix(scheme + 3);
    }
    url = url.substr(0, url.find_first_of("/?#"));
    // "user:password@" is nobody's business in a message.
    if (const auto at = url.rfind('@'); at != std::string_view::npos) {
        url.remove_prefix(at + 1);
    }
    return ascii_lower(url);
}

std::string url_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size() + text.size() / 2);
    for (const char c : text) {
        if (is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

}  // namespace digest
