#pragma once

#include <string>
#include <string_view>

namespace digest {

/// Plain text as running Markdown that may stand anywhere in a paragraph, list item or heading, and reads there as the
/// same text: through CommonMark, GFM, Hugo (goldmark, shortcodes) and Jekyll (kramdown, Liquid). White space
/// collapses, control characters go, a word joiner parts what looks like a mail address. A reference mark ("[12]")
/// stays bare. With `keep_math`, the dollars of balanced $…$ stay bare (what is between them still comes through as it
/// is).
std::string escape_markdown(std::string_view plain, bool keep_math = false);

/// The same for link text and image descriptions: every bracket is escaped.
std::string escape_link_text(std::string_view plain, bool keep_math = false);

/// An http or https address with all that could end it early percent-encoded (blanks, quotes, brackets, controls,
/// bytes beyond ASCII, …); empty for any other scheme and for an address without host.
std::string encode_url(std::string_view url);

/// encode_url() for Markdown's "(…)": character references cannot form either.
std::string escape_url(std::string_view url);

/// A double-quoted YAML scalar on one line.
std::string yaml_quote(std::string_view text);

}  // namespace digest
