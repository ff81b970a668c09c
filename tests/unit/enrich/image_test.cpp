#include "digest/enrich/image.h"

#include <string>

#include <catch2/catch.hpp>

#include "digest/base/base64.h"
#include "support/fake_arxiv_web.h"

using namespace digest;
using namespace std::string_literals;

namespace {

std::string jpeg(const std::string& size) {
    return "\xFF\xD8\xFF\xE0\x00\x10JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00"s + "\xFF\xFF\xC2\x00\x11\x08"s + size +
           "\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"s + "\xFF\xDA\x00\x02 pixels \xFF\xD9"s;
}

std::string webp(const std::string& chunk) {
    const std::string body = "WEBP" + chunk + std::string(20, '\0');
    return "RIFF"s + static_cast<char>(body.size()) + "\0\0\0"s + body;
}

}  // namespace

TEST_CASE("images are known by their content", "[image]") {
    CHECK(inspect_image(test::png_image(320, 200)) == ImageInfo{ImageType::png, 320, 200});
    CHECK(inspect_image(jpeg("\x00\xC8\x01\x40"s)) == ImageInfo{ImageType::jpeg, 320, 200});
    CHECK(inspect_image("GIF89a\x40\x01\xC8\x00\xF0\x00\x00;"s) == ImageInfo{ImageType::gif, 320, 200});
    CHECK(inspect_image(webp("VP8 \x10\x00\x00\x00\x10\x00\x00\x9D\x01\x2A\x40\x01\xC8\x00"s)) ==
          ImageInfo{ImageType::webp, 320, 200});
    // 14 bits of width - 1, then 14 of height - 1.
    CHECK(inspect_image(webp("VP8L\x10\x00\x00\x00\x2F\x3F\xC1\x31\x00"s)) == ImageInfo{ImageType::webp, 320, 200});
    CHECK(inspect_image(webp("VP8X\x0A\x00\x00\x00\x10\x00\x00\x00\x3F\x01\x00\xC7\x00\x00"s)) ==
          ImageInfo{ImageType::webp, 320, 200});
    CHECK(file_extension(ImageType::jpeg) == "jpg");
}

TEST_CASE("what is no whole image of a sane size is refused", "[image]") {
    CHECK_FALSE(inspect_image(""));
    CHECK_FALSE(inspect_image("<html>404</html>"));
    CHECK_FALSE(inspect_image("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'/>"));
    CHECK_FALSE(inspect_image("%PDF-1.7"));
    CHECK_FALSE(inspect_image(test::png_image(63, 200)));
    CHECK_FALSE(inspect_image(test::png_image(200, 63)));
    CHECK(inspect_image(test::png_image(64, 64)));
    CHECK_FALSE(inspect_image(jpeg("\xFF\xFF\xFF\xFF"s)));
    CHECK_FALSE(inspect_image(jpeg("\x00\x00\x00\x00"s)));
    CHECK_FALSE(inspect_image("GIF89a\x00\x00\x00\x00\xF0\x00\x00;"s));
    CHECK_FALSE(inspect_image(test::png_image(320, 200) + std::string(largest_image, ' ')));
    CHECK_FALSE(inspect_image(test::png_image(320, 200) + "<script>alert(1)</script>"));
    for (const std::string& whole :
         {test::png_image(320, 200), jpeg("\x00\xC8\x01\x40"s), "GIF89a\x40\x01\xC8\x00\xF0\x00\x00;"s,
          webp("VP8L\x10\x00\x00\x00\x2F\x3F\xC1\x31\x00"s)}) {
        for (std::size_t cut = 0; cut < whole.size(); ++cut) {
            CHECK_FALSE(inspect_image(whole.substr(0, cut)));
        }
    }
}

TEST_CASE("data addresses are decoded", "[image]") {
    CHECK(decode_data_url("data:image/png;base64,aGVsbG8=") == "hello");
    CHECK(decode_data_url(" DATA:image/png;BASE64,aGVs\n bG8 ") == "hello");
    CHECK(decode_data_url("data:image/png;base64,aGVsbG8%3D") == "hello");
    CHECK(decode_data_url("data:text/plain,a%20b%zz") == "a b%zz");
    CHECK(decode_data_url("data:,") == "");
    CHECK_FALSE(decode_data_url("data:image/png;base64,a*b="));
    CHECK_FALSE(decode_data_url("data:image/png"));
    CHECK_FALSE(decode_data_url("https://arxiv.org/x.png"));
    CHECK_FALSE(decode_data_url(""));
    CHECK_FALSE(decode_data_url("data:image/png;base64," + to_base64(std::string(largest_image + 1, 'x'))));
}
