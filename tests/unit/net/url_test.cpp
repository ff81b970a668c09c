#include "digest/net/url.h"

#include <string>

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("the examples of RFC 3986, section 5.4", "[url]") {
    const std::string base = "http://a/b/c/d;p?q";
    const auto resolves = [&](const char* reference, const char* wanted) {
        INFO(reference);
        CHECK(resolve_url(base, reference) == wanted);
    };
    resolves("g", "http://a/b/c/g");
    resolves("./g", "http://a/b/c/g");
    resolves("g/", "http://a/b/c/g/");
    resolves("/g", "http://a/g");
    resolves("//g", "http://g/");
    resolves("?y", "http://a/b/c/d;p?y");
    resolves("g?y", "http://a/b/c/g?y");
    resolves("#s", "http://a/b/c/d;p?q");
    resolves("g?y#s", "http://a/b/c/g?y");
    resolves(";x", "http://a/b/c/;x");
    resolves("", "http://a/b/c/d;p?q");
    resolves(".", "http://a/b/c/");
    resolves("..", "http://a/b/");
    resolves("../g", "http://a/b/g");
    resolves("../..", "http://a/");
    resolves("../../../g", "http://a/g");
    resolves("/./g", "http://a/g");
    resolves("/../g", "http://a/g");
    resolves("g.", "http://a/b/c/g.");
    resolves("..g", "http://a/b/c/..g");
    resolves("./g/.", "http://a/b/c/g/");
    resolves("g;x=1/../y", "http://a/b/c/y");
    resolves("g?y/../x", "http://a/b/c/g?y/../x");
}

TEST_CASE("an address without a slash at its end is no folder", "[url]") {
    CHECK(resolve_url("https://arxiv.org/html/2610.00001", "2610.00001v1/x1.png") ==
          "https://arxiv.org/html/2610.00001v1/x1.png");
    CHECK(resolve_url("https://arxiv.org/html/2610.00001/", "x1.png") == "https://arxiv.org/html/2610.00001/x1.png");
    CHECK(resolve_url("https://arxiv.org", "x1.png") == "https://arxiv.org/x1.png");
}

TEST_CASE("addresses are read as browsers read them", "[url]") {
    CHECK(resolve_url("https://h/", " a b\n.png ") == "https://h/a%20b.png");
    CHECK(resolve_url("https://h/a b\u00E9/", "c") == "https://h/a%20b%C3%A9/c");
    CHECK(resolve_url("https://h/", "\xC3\xA9.png") == "https://h/%C3%A9.png");
    CHECK(resolve_url("https://h/", "a%20b.png") == "https://h/a%20b.png");
    CHECK(resolve_url("https://h/x", "HTTPS://H2/y") == "https://H2/y");
}

TEST_CASE("only http and https with a host and no user", "[url]") {
    for (const char* bad : {"javascript:alert(1)", "file:///etc/passwd", "ftp://h/x", "data:,x", "https:x",
                            "https:///x", "https://u:p@h/x", "//u@h/x", "java\nscript:alert(1)"}) {
        INFO(bad);
        CHECK_FALSE(resolve_url("https://h/", bad));
    }
    CHECK_FALSE(resolve_url("", "x1.png"));
    CHECK_FALSE(resolve_url("file:///tmp/page.html", "x1.png"));
}

TEST_CASE("an origin is scheme, host and port", "[url]") {
    CHECK(same_origin("https://arxiv.org/a", "HTTPS://ARXIV.ORG:443/b?c"));
    CHECK(same_origin("http://h", "http://h:80/"));
    CHECK_FALSE(same_origin("https://arxiv.org/", "http://arxiv.org/"));
    CHECK_FALSE(same_origin("https://arxiv.org/", "https://arxiv.org:8443/"));
    CHECK_FALSE(same_origin("https://arxiv.org/", "https://arxiv.org.evil.example/"));
}
