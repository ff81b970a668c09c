#include "digest/text/addresses.h"

#include <catch2/catch.hpp>

using namespace digest;

namespace {
using Addresses = std::vector<std::string>;

Addresses urls(std::string_view text) {
    Addresses result;
    for (const WebAddress& address : addresses_in(text)) {
        result.push_back(address.url);
    }
    return result;
}
}  // namespace

TEST_CASE("addresses are found with and without a scheme, each once and in order", "[addresses]") {
    CHECK(urls("https:// http://x javascript:alert(1) ftp://a.example https://..example").empty());
    CHECK(urls("no address, and/or a.b or 3.5 www and.www.x").empty());
    CHECK(urls("(github.com/a/b), and more") == Addresses{"https://github.com/a/b"});
    CHECK(urls("github.com/") == Addresses{"https://github.com/"});
    CHECK(urls("github.com/a") == Addresses{"https://github.com/a"});
    CHECK(urls("see www.b.org") == Addresses{"https://www.b.org"});
    CHECK(urls("www.b.org http://a.org/x www.b.org, see huggingface.co/c or gitlab.com/d") ==
          Addresses{"https://www.b.org", "http://a.org/x", "https://huggingface.co/c", "https://gitlab.com/d"});
    CHECK(urls("me@github.com/x notgithub.com/x pages.github.com/x a-www.x.org").empty());
    CHECK(urls("HTTPS://GitHub.com/A/b and GitHub.com/C/d") ==
          Addresses{"https://GitHub.com/A/b", "https://GitHub.com/C/d"});
    CHECK(urls("https://a.org/?u=https://b.org/x") == Addresses{"https://a.org/?u=https://b.org/x"});
}

TEST_CASE("an address knows where it stands", "[addresses]") {
    const auto found = addresses_in("Code: \\url{https://github.com/a\\_b/c}, www.d.org");
    REQUIRE(found.size() == 2);
    CHECK(found[0].begin == 11);
    CHECK(found[1].begin == 39);
}

TEST_CASE("an address comes out of TeX and without what closes behind it", "[addresses]") {
    CHECK(urls("\\url{https://github.com/openai/consistency\\_models}.") ==
          Addresses{"https://github.com/openai/consistency_models"});
    CHECK(urls("https://a.org/b{\\_}c\\%20d\\footnote{x}") == Addresses{"https://a.org/b_c%20d"});
    CHECK(urls("(see https://a.org/b_(c)).") == Addresses{"https://a.org/b_(c)"});
    CHECK(urls("https://a.org/x?!*,;:.") == Addresses{"https://a.org/x"});
    CHECK(urls("https://a.org/x" + std::string(100'000, ')')) == Addresses{"https://a.org/x"});
}

TEST_CASE("many addresses in one text are all found", "[addresses]") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += "http://a.org/" + std::to_string(i) + " ";
    }
    CHECK(urls(text).size() == 20'000);
    CHECK(urls(text + text).size() == 20'000);
}

TEST_CASE("an address has a host and a path", "[addresses]") {
    CHECK(web_host("https://www.GitHub.com:443/A/b") == "github.com");
    CHECK(web_path("https://www.GitHub.com:443/A/b") == "A/b");
    CHECK(web_path("https://a.org").empty());
    CHECK(without_web_scheme("http://a.org/x") == "a.org/x");
    CHECK(without_web_scheme("a.org") == "a.org");
}
