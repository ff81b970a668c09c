#include "app/terminal/libraries.h"

#include <charconv>
#include <string_view>

#include <curl/curl.h>
#include <fmt/format.h>
#include <libxml/parser.h>
#include <linear.h>
#include <nettle/version.h>
#include <sqlite3.h>
#include <utf8proc.h>
#include <zlib.h>
#include <CLI/Version.hpp>
#include <nlohmann/json_fwd.hpp>
#include <pugixml.hpp>
#include <tl/expected.hpp>

namespace digest {
namespace {

std::string curl_library() {
    const curl_version_info_data* curl = curl_version_info(CURLVERSION_NOW);
    return fmt::format("libcurl {} ({})", curl->version, curl->ssl_version ? curl->ssl_version : "no TLS");
}

/// "20914": two digits a part.
std::string libxml_library() {
    const std::string_view text = xmlParserVersion;
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return fmt::format("libxml2 {}.{}.{}", number / 10000, number / 100 % 100, number % 100);
}

}  // namespace

std::vector<std::string> libraries() {
    return {
        fmt::format("CLI11 {}", CLI11_VERSION),
        fmt::format("Eigen {}", DIGEST_EIGEN_VERSION),
        fmt::format("expected {}.{}.{}", TL_EXPECTED_VERSION_MAJOR, TL_EXPECTED_VERSION_MINOR,
                    TL_EXPECTED_VERSION_PATCH),
        fmt::format("fmt {}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100),
        curl_library(),
        "libLBFGS (chokkan)",  // its header tells no version
        fmt::format("LIBLINEAR {}.{:02}", liblinear_version / 100, liblinear_version % 100),
        libxml_library(),
        "Mustache (kainjow)",  // its header tells no version
        fmt::format("nettle {}.{}", NETTLE_VERSION_MAJOR, NETTLE_VERSION_MINOR),
        fmt::format("nlohmann/json {}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                    NLOHMANN_JSON_VERSION_PATCH),
        fmt::format("pugixml {}.{}", PUGIXML_VERSION / 1000, PUGIXML_VERSION % 1000 / 10),
        fmt::format("simdjson {}", DIGEST_SIMDJSON_VERSION),
        fmt::format("SQLite {}", sqlite3_libversion()),
        fmt::format("toml++ {}", DIGEST_TOML_VERSION),
        fmt::format("utf8proc {}", utf8proc_version()),
        fmt::format("zlib {}", zlibVersion()),
    };
}

}  // namespace digest
