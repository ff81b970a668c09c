#include "enrich/figure.h"

#include <algorithm>

#include "digest/enrich/image.h"
#include "digest/net/url.h"
#include "target.h"

namespace digest::fuzz {
namespace {

constexpr std::string_view page = "https://arxiv.org/html/2201.03545v2";

bool may_stand_in_a_file_name(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
}

void find_figure(std::string_view bytes) {
    const auto figure = find_first_figure(bytes, page);
    if (!figure) {
        return;
    }
    require_text(figure->element_id);
    require_clean_text(figure->caption);
    require(figure->caption.size() <= 2'010, "a caption is short");
    require(std::all_of(figure->number.begin(), figure->number.end(), may_stand_in_a_file_name) &&
                figure->number.find("..") == std::string::npos,
            "a number may stand in a file's name");
    require(figure->image.empty() || inspect_image(figure->image), "bytes that the page carries are an image");
    if (figure->image_url.empty()) {
        return;
    }
    require_web_address(figure->image_url);
    require(same_origin(figure->image_url, page), "an image is of the page's own origin");
}

const Target target{"figure", find_figure};

}  // namespace
}  // namespace digest::fuzz
