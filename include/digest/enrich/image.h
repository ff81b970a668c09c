#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace digest {

enum class ImageType { png, jpeg, gif, webp };

inline constexpr std::size_t largest_image = 5u << 20;  ///< bytes
inline constexpr int smallest_side = 64;                ///< pixels: less is an icon
inline constexpr int longest_side = 16'384;
inline constexpr long long most_pixels = 100'000'000;  ///< more is meant to exhaust the reader's memory

struct ImageInfo {
    ImageType type = ImageType::png;
    int width = 0;
    int height = 0;

    bool operator==(const ImageInfo&) const = default;
};

/// What the bytes are, by their content alone: neither name nor declared type counts. Nothing for anything else,
/// for an image cut short, and beyond the limits above. SVG is never taken: it can hold scripts and fetch from
/// elsewhere.
std::optional<ImageInfo> inspect_image(std::string_view bytes);

std::string_view file_extension(ImageType type);  ///< "png", "jpg", "gif", "webp"

/// The bytes of a "data:" address; nothing for another address, bad coding, or more than largest_image.
std::optional<std::string> decode_data_url(std::string_view url);

}  // namespace digest
