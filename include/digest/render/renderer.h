#pragma once

#include <map>
#include <string>
#include <string_view>

#include "digest/base/error.h"
#include "digest/model/edition.h"
#include "digest/model/edition_settings.h"

// An edition as a post and as a page:
//
//     TRY_ASSIGN(const std::string post, render_markdown(edition, template_text, "article.mustache"));
//     const std::string page = render_html(edition);

namespace digest {

struct RenderOptions {
    FrontMatter front_matter = FrontMatter::none;
    std::string chart_path{};  ///< where the chart of the trends lies beside the Markdown; empty: there is none
    /// Stands before the path of every picture that lies beside the Markdown, as it is: a blog may show the page at
    /// another place than its pictures ("../", "{{ site.baseurl }}/").
    std::string picture_base{};
};

/// The edition's Markdown by a Mustache template over the edition's JSON. A template that does not parse or names an
/// unknown field is an error of kind user_file with its place.
Result<std::string> render_markdown(const Edition& edition, std::string_view template_text,
                                    std::string_view template_name, const RenderOptions& options = {});

/// The JSON of `build --format json` (docs/json.md): two-space indent, one final newline.
std::string render_json(const Edition& edition);

/// One self-contained page: no script, no outside request. `images` holds the bytes of pictures (PNG, JPEG, GIF, WebP)
/// by the path that the edition gives them; they are put into the page, a picture that is not there is linked.
std::string render_html(const Edition& edition, const std::map<std::string, std::string>& images = {});

}  // namespace digest
