#pragma once

#include <cstddef>
#include <string_view>

#include "digest/base/ascii.h"

namespace digest {

/// How long the "http://" or "https://" is that the text begins with, in letters of any case; 0: it begins with
/// neither.
constexpr std::size_t web_scheme_length(std::string_view text) {
    constexpr std::string_view scheme = "https";
    std::size_t at = 0;
    while (at < scheme.size() && at < text.size() && to_lower(text[at]) == scheme[at]) {
        ++at;
    }
    return at >= 4 && text.substr(at, 3) == "://" ? at + 3 : 0;
}

/// An http or https address that names a host: what digest fetches from and links to. Whether its characters may stand
/// in an address, is not asked: encode_url() (text/markdown.h) writes what may not in another way.
///
///     is_web_address("https://arxiv.org/abs/2201.03545")  // true
///     is_web_address("ftp://arxiv.org/")                  // false, as "https:///abs" and "arxiv.org"
constexpr bool is_web_address(std::string_view text) {
    const std::size_t host = web_scheme_length(text);
    return host > 0 && host < text.size() && !is_any_of(text[host], "/?#:@ ");
}

}  // namespace digest
