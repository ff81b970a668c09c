#pragma once

#include <string>
#include <string_view>

namespace digest {

std::string escape_html(std::string_view text);

/// "<a href=…>" around HTML that is there already; without it where the address is none of http or https.
std::string html_link(std::string_view inner_html, std::string_view url);

/// The editor's Markdown as HTML: paragraphs, bullets, links, emphasis, strong, code. All else stands as plain text;
/// raw HTML never gets through. `label` (HTML) begins the first paragraph.
std::string editors_html(std::string_view markdown, std::string_view label = {});

/// The same within a paragraph.
std::string editors_inline_html(std::string_view markdown);

/// A "data:" address of an image; empty when the bytes are not a PNG, JPEG, GIF or WebP.
std::string image_data_url(std::string_view bytes);

}  // namespace digest
