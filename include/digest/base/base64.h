#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace digest {

/// RFC 4648 with padding, no line ends.
std::string to_base64(std::string_view bytes);
/// Nothing for what is not base64 in full; line ends are not skipped.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace digest
