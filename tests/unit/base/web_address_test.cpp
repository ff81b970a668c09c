#include "digest/base/web_address.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("a web address is http or https and names a host", "[web_address]") {
    for (const char* address : {"https://arxiv.org/abs/2201.03545", "http://a", "HTTPS://Arxiv.org", "hTTp://h:80/",
                                "https://[::1]:8080/x", "https://h?a=b", "https://\xE4\xBE\x8B.example/"}) {
        CAPTURE(address);
        CHECK(is_web_address(address));
    }
    for (const char* other : {"",
                              "h",
                              "http",
                              "https",
                              "https:",
                              "https:/",
                              "https://",
                              "https:x",
                              "https:///abs",
                              "https://?q",
                              "https://#x",
                              "https://:80",
                              "https://@h",
                              "https:// h",
                              "httpss://h",
                              "ftp://h",
                              "file:///etc/passwd",
                              "javascript:alert(1)",
                              "//h",
                              "arxiv.org",
                              " https://h",
                              "xhttps://h"}) {
        CAPTURE(other);
        CHECK_FALSE(is_web_address(other));
    }
}

TEST_CASE("the scheme's length includes its slashes", "[web_address]") {
    CHECK(web_scheme_length("https://") == 8);
    CHECK(web_scheme_length("HTTP://x") == 7);
    CHECK(web_scheme_length("http:/x") == 0);
    CHECK(web_scheme_length("https") == 0);
    CHECK(web_scheme_length("htt://x") == 0);
}
