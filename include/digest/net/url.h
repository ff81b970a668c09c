#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace digest {

/// `reference` as it stands in a page, against the absolute address `base` (RFC 3986, section 5.2), without its
/// fragment. Blanks at the ends and line ends within are dropped, other characters that no address may hold are
/// percent-encoded, as browsers do. Nothing where the outcome is no http or https address with a host, or names a user.
///
///     resolve_url("https://arxiv.org/html/2201.03545v2", "x1.png")  // "https://arxiv.org/html/x1.png"
std::optional<std::string> resolve_url(std::string_view base, std::string_view reference);

/// Same scheme, host and port; a default port may be written or not. What is no web address has no origin.
bool same_origin(std::string_view a, std::string_view b);

/// "/html/2201.03545v2" of "https://arxiv.org/html/2201.03545v2?x#y"; empty for what is no web address.
std::string path_of_url(std::string_view url);

}  // namespace digest
