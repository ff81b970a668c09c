#include "digest/net/url.h"

#include <curl/curl.h>

#include <memory>
#include <new>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"

namespace digest {
namespace {

/// As browsers read what stands in a page.
std::string tidy(std::string_view address) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view unfit = "\"<>\\^`{|}";
    std::string out;
    for (const char c : trim(address)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\t' || c == '\n' || c == '\r') {
            continue;
        }
        if (byte <= 0x20 || byte >= 0x7F || is_any_of(c, unfit)) {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        } else {
            out += c;
        }
    }
    return out;
}

bool names_place_of_its_own(std::string_view reference) {
    const auto mark = reference.find_first_of(":/?");
    return reference.starts_with("//") ||
           (mark != std::string_view::npos && reference[mark] == ':' && is_letter(reference.front()));
}

/// libcurl's reading of an address, parts and all.
class Address {
  public:
    Address() : handle_(curl_url()) {
        if (!handle_) {
            throw std::bad_alloc();
        }
    }

    /// A second address is resolved against the first. False where it cannot be read or names a user.
    bool set(const std::string& address) {
        return curl_url_set(handle_.get(), CURLUPART_URL, address.c_str(), CURLU_DISALLOW_USER) == CURLUE_OK;
    }

    std::string part(CURLUPart which, unsigned flags = 0) const {
        char* text = nullptr;
        if (curl_url_get(handle_.get(), which, &text, flags) != CURLUE_OK) {
            return {};
        }
        const std::unique_ptr<char, Free> owned(text);
        return text;
    }

  private:
    struct Free {
        void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
        void operator()(char* text) const { curl_free(text); }
    };

    std::unique_ptr<CURLU, Free> handle_;
};

std::optional<Address> read_address(std::string_view url) {
    const std::string text = tidy(url.substr(0, url.find('#')));
    Address address;
    // libcurl alone would also take "https:/host".
    if (!is_web_address(text) || !address.set(text)) {
        return std::nullopt;
    }
    return address;
}

std::string origin_of(std::string_view url) {
    const auto address = read_address(url);
    if (!address) {
        return {};
    }
    return address->part(CURLUPART_SCHEME) + "://" + ascii_lower(address->part(CURLUPART_HOST)) + ":" +
           address->part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

}  // namespace

std::optional<std::string> resolve_url(std::string_view base, std::string_view reference) {
    auto address = read_address(base);
    if (!address) {
        return std::nullopt;
    }
    const std::string wanted = tidy(reference.substr(0, reference.find('#')));
    if (names_place_of_its_own(wanted) && !is_web_address(wanted.starts_with("//") ? "https:" + wanted : wanted)) {
        return std::nullopt;
    }
    if (!wanted.empty() && !address->set(wanted)) {
        return std::nullopt;
    }
    return tidy(address->part(CURLUPART_URL));  // libcurl decodes a host
}

bool same_origin(std::string_view a, std::string_view b) {
    const std::string origin = origin_of(a);
    return !origin.empty() && origin == origin_of(b);
}

std::string path_of_url(std::string_view url) {
    const auto address = read_address(url);
    return address ? address->part(CURLUPART_PATH) : std::string{};
}

}  // namespace digest
