#include "digest/enrich/image.h"

#include "digest/base/base64.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void inspect(std::string_view bytes) {
    if (const auto image = inspect_image(bytes)) {
        require(image->width >= smallest_side && image->width <= longest_side, "the width is within its limits");
        require(image->height >= smallest_side && image->height <= longest_side, "the height is within its limits");
        require(static_cast<long long>(image->width) * image->height <= most_pixels, "so is the area");
    }
    if (const auto decoded = decode_data_url(bytes)) {
        require(decoded->size() <= largest_image, "so are the bytes");
    }
    if (const auto decoded = from_base64(bytes)) {
        require(from_base64(to_base64(*decoded)) == *decoded, "base64 that was read can be written");
    }
    require(from_base64(to_base64(bytes)) == std::string(bytes), "base64 gives back what went in");
}

const Target target{"image", inspect};

}  // namespace
}  // namespace digest::fuzz
