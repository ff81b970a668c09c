#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace digest {

inline constexpr std::size_t largest_page = 30u << 20;  ///< bytes of HTML

/// A figure as the HTML edition of a paper (LaTeXML's) shows it. Every text is valid UTF-8 without control characters.
struct FoundFigure {
    std::string element_id{};  ///< "S1.F1", for a link to its place; may be empty
    std::string number{};      ///< "1", "2.1", "S3": letters, digits, '.', '-'; empty: the figure has none
    std::string caption{};     ///< as abstracts are: words, with mathematics as TeX between dollars
    std::string image_url{};   ///< absolute, of the page's own origin; empty: no usable address
    std::string image{};       ///< the bytes, where the page carries them itself ("data:")

    bool operator==(const FoundFigure&) const = default;
};

/// The first `figure.ltx_figure` that has a number or caption and an image with a usable address; where there is none,
/// the first with a caption (drawn in SVG, or its image is broken). Tables, algorithms and listings are no figures. Of
/// nested ones the outer gives number, caption and place, and the first panel the image; an outer one without its
/// own caption only holds figures that stand for themselves. An image is looked for at an address relative to <base>,
/// else to `final_url` (where the page came from, after redirects).
///
/// Nothing for a page beyond largest_page. Bounded in time and memory whatever the page holds: no tree is built, and
/// a page that nests deeper than any paper's is read only as far as that is cheap.
std::optional<FoundFigure> find_first_figure(std::string_view html, std::string_view final_url);

}  // namespace digest
