#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace digest {

struct WebAddress {
    std::string url{};
    std::size_t begin = 0;  ///< where it stands in the text
};

/// The web addresses that a text names, each once and in order: with or without "https://", out of TeX (its escapes
/// undone: "a\_b" is "a_b"), Markdown and brackets, without the punctuation behind them. Only http and https, only with
/// a host that looks like one.
std::vector<WebAddress> addresses_in(std::string_view text);

/// What follows "://", or all of an address without it.
std::string_view without_web_scheme(std::string_view address);

/// "https://www.GitHub.com/a" → "github.com".
std::string web_host(std::string_view address);

/// What follows the slash behind the host: "a/b" of "https://github.com/a/b".
std::string_view web_path(std::string_view address);

}  // namespace digest
