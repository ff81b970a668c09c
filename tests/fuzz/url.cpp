#include "digest/net/url.h"

#include "digest/base/utf8.h"
#include "digest/text/markdown.h"
#include "support/commonmark.h"
#include "target.h"

namespace digest::fuzz {
namespace {

using test::CommonMark;

void require_in_markdown(const std::string& url) {
    static const std::vector<std::string> tame = CommonMark{"[t](https://x.example)"}.structure();
    const std::string encoded = encode_url(url);
    if (encoded.empty()) {
        return;
    }
    require_web_address(encoded);
    require(encode_url(encoded) == encoded, "an encoded address stays as it is");
    const CommonMark link{"[t](" + escape_url(url) + ")"};
    require(link.structure() == tame, "an address stays in its parentheses");
    require(link.addresses() == std::vector{encoded}, "the link leads where it should");
}

/// A line with a page's address, then what stands in it.
void resolve(std::string_view bytes) {
    const std::size_t line = std::min(bytes.find('\n'), bytes.size());
    const std::string_view base = bytes.substr(0, line);
    const std::string_view reference = bytes.substr(std::min(line + 1, bytes.size()));
    path_of_url(base);
    require_in_markdown(std::string(base));
    const auto url = resolve_url(base, reference);
    if (!url) {
        return;
    }
    require_web_address(*url);
    require(url->find('#') == std::string::npos, "the fragment is dropped");
    require(same_origin(*url, *url), "an address is of its own origin");
    const auto again = resolve_url(base, *url);
    require(again == url, "a resolved address stays as it is");
}

const Target target{"url", resolve};

}  // namespace
}  // namespace digest::fuzz
