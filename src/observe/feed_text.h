#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "digest/base/dates.h"

namespace digest::services {

/// windows-1252, and what declares itself ISO-8859-1 (which on the web means the same), as UTF-8.
std::string from_windows_1252(std::string_view bytes);

/// References of HTML (&nbsp; &eacute; &#8217; &#x2019;) as characters; unknown ones stay.
std::string decode_references(std::string_view text);

/// HTML, escaped once or twice, as plain text: known tags go, also with their content for script and style; "a < b"
/// and "Vec<T>" stay.
std::string plain_text(std::string_view text);

/// RFC 3339, a bare day, or a mail date.
std::optional<Day> feed_day(std::string_view text);

/// An http(s) address, made absolute; empty for any other.
std::string resolve_link(std::string_view link, std::string_view base);

}  // namespace digest::services
