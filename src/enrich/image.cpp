#include "digest/enrich/image.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "digest/base/ascii.h"
#include "digest/base/base64.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

using namespace std::string_view_literals;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value = value << 8U | byte_at(bytes, at + i);
    }
    return value;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = size; i > 0; --i) {
        value = value << 8U | byte_at(bytes, at + i - 1);
    }
    return value;
}

std::optional<ImageInfo> sized(ImageType type, std::uint32_t width, std::uint32_t height) {
    constexpr auto longest = static_cast<std::uint32_t>(longest_side);
    constexpr auto smallest = static_cast<std::uint32_t>(smallest_side);
    if (width < smallest || height < smallest || width > longest || height > longest) {
        return std::nullopt;
    }
    if (static_cast<long long>(width) * height > most_pixels) {
        return std::nullopt;
    }
    return ImageInfo{type, static_cast<int>(width), static_cast<int>(height)};
}

/// IHDR comes first, IEND last.
std::optional<ImageInfo> as_png(std::string_view bytes) {
    if (bytes.size() < 45 || bytes.substr(8, 8) != "\0\0\0\x0DIHDR"sv) {
        return std::nullopt;
    }
    if (!bytes.ends_with("\0\0\0\0IEND\xAE\x42\x60\x82"sv)) {
        return std::nullopt;
    }
    return sized(ImageType::png, big_endian(bytes, 16, 4), big_endian(bytes, 20, 4));
}

bool is_frame_header(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Walks the segments up to the frame header.
std::optional<ImageInfo> as_jpeg(std::string_view bytes) {
    if (bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 64)).find("\xFF\xD9"sv) ==
        std::string_view::npos) {
        return std::nullopt;
    }
    std::size_t at = 2;
    while (at + 9 < bytes.size()) {
        if (byte_at(bytes, at) != 0xFF) {
            return std::nullopt;
        }
        const std::uint32_t marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA) {
            return std::nullopt;
        }
        const std::uint32_t length = big_endian(bytes, at + 2, 2);
        if (length < 2) {
            return std::nullopt;
        }
        if (is_frame_header(marker)) {
            return sized(ImageType::jpeg, big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2));
        }
        at += 2 + length;
    }
    return std::nullopt;
}

std::optional<ImageInfo> as_gif(std::string_view bytes) {
    if (bytes.size() < 14 || bytes.back() != ';') {
        return std::nullopt;
    }
    return sized(ImageType::gif, little_endian(bytes, 6, 2), little_endian(bytes, 8, 2));
}

/// Lossy ("VP8 "), lossless ("VP8L") and extended ("VP8X") files keep their size in three places.
std::optional<ImageInfo> as_webp(std::string_view bytes) {
    if (bytes.size() < 30 || little_endian(bytes, 4, 4) > bytes.size() - 8) {
        return std::nullopt;
    }
    const std::string_view kind = bytes.substr(12, 4);
    if (kind == "VP8 " && bytes.substr(23, 3) == "\x9D\x01\x2A"sv) {
        return sized(ImageType::webp, little_endian(bytes, 26, 2) & 0x3FFFU, little_endian(bytes, 28, 2) & 0x3FFFU);
    }
    if (kind == "VP8L" && byte_at(bytes, 20) == 0x2F) {
        const std::uint32_t bits = little_endian(bytes, 21, 4);
        return sized(ImageType::webp, (bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1);
    }
    if (kind == "VP8X") {
        return sized(ImageType::webp, little_endian(bytes, 24, 3) + 1, little_endian(bytes, 27, 3) + 1);
    }
    return std::nullopt;
}

/// As pages have it: blanks within, padding left out.
std::optional<std::string> from_loose_base64(std::string text) {
    std::erase_if(text, is_blank);
    text.append((4 - text.size() % 4) % 4, '=');
    return from_base64(text);
}

std::string from_percent(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool coded =
            text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2]);
        out += coded ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
        if (coded) {
            i += 2;
        }
    }
    return out;
}

}  // namespace

std::optional<ImageInfo> inspect_image(std::string_view bytes) {
    if (bytes.size() > largest_image) {
        return std::nullopt;
    }
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) {
        return as_png(bytes);
    }
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) {
        return as_jpeg(bytes);
    }
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) {
        return as_gif(bytes);
    }
    if (bytes.size() > 16 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) {
        return as_webp(bytes);
    }
    return std::nullopt;
}

std::string_view file_extension(ImageType type) {
    switch (type) {
        case ImageType::png:
            return "png";
        case ImageType::jpeg:
            return "jpg";
        case ImageType::gif:
            return "gif";
        case ImageType::webp:
            return "webp";
    }
    return "png";
}

std::optional<std::string> decode_data_url(std::string_view url) {
    const std::string_view text = trim(url);
    if (ascii_lower(text.substr(0, 5)) != "data:") {
        return std::nullopt;
    }
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string head = ascii_lower(text.substr(5, std::min<std::size_t>(comma, 200) - 5));
    const std::string_view body = text.substr(comma + 1);
    if (body.size() > 3 * largest_image) {
        return std::nullopt;
    }
    auto bytes = std::optional(from_percent(body));
    if (head.ends_with(";base64")) {
        bytes = from_loose_base64(std::move(*bytes));
    }
    if (!bytes || bytes->size() > largest_image) {
        return std::nullopt;
    }
    return bytes;
}

}  // namespace digest
