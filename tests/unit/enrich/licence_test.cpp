#include "digest/enrich/licence.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("licences that let a figure be shown", "[licence]") {
    CHECK(licence_of("http://creativecommons.org/licenses/by/4.0/") ==
          Licence{"CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", true, false, false});
    CHECK(licence_of("http://creativecommons.org/licenses/by-sa/4.0/") ==
          Licence{"CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", true, true, false});
    CHECK(licence_of("http://creativecommons.org/publicdomain/zero/1.0/") ==
          Licence{"CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", true, false, false});
    CHECK(licence_of("http://creativecommons.org/licenses/publicdomain/").may_show);
    CHECK(licence_of("http://creativecommons.org/licenses/by/3.0/").name == "CC BY 3.0");
}

TEST_CASE("licences that do not", "[licence]") {
    for (const char* uri :
         {"http://creativecommons.org/licenses/by-nc-sa/4.0/", "http://creativecommons.org/licenses/by-nc-nd/4.0/",
          "http://creativecommons.org/licenses/by-nc-sa/3.0/", "http://creativecommons.org/licenses/by-nd/4.0/",
          "http://arxiv.org/licenses/nonexclusive-distrib/1.0/", "http://arxiv.org/licenses/assumed-1991-2003/1.0/"}) {
        INFO(uri);
        CHECK_FALSE(licence_of(uri).may_show);
        CHECK_FALSE(licence_of(uri).name.empty());
        CHECK_FALSE(licence_of(uri).url.empty());
    }
    CHECK(licence_of("http://creativecommons.org/licenses/by-nc-sa/4.0/").non_commercial);
    CHECK(licence_of("http://arxiv.org/licenses/nonexclusive-distrib/1.0/").name == "arXiv non-exclusive 1.0");
}

TEST_CASE("a licence address is the same in all its spellings", "[licence]") {
    const Licence by = licence_of("http://creativecommons.org/licenses/by/4.0/");
    for (const char* uri :
         {"https://creativecommons.org/licenses/by/4.0", "HTTP://WWW.CreativeCommons.org/licenses/BY/4.0/",
          " https://www.creativecommons.org/licenses/by/4.0/deed.en \n",
          "creativecommons.org/licenses/by/4.0/legalcode", "https://creativecommons.org/licenses/by/4.0/?ref=x#y",
          "https://creativecommons.org//licenses/by/4.0//"}) {
        INFO(uri);
        CHECK(licence_of(uri) == by);
    }
    CHECK(licence_of("https://creativecommons.org/licenses/by/3.0/us/").name == "CC BY 3.0 US");
}

TEST_CASE("what only looks like a licence allows nothing", "[licence]") {
    for (const char* uri :
         {"", "by", "CC BY 4.0", "http://creativecommons.org/licenses/by/",
          "http://creativecommons.org/licenses/by/four/", "http://creativecommons.org/licenses/by-xx/4.0/",
          "http://creativecommons.org.evil.example/licenses/by/4.0/",
          "http://evil.example/creativecommons.org/licenses/by/4.0/",
          "http://user@creativecommons.org/licenses/by/4.0/", "javascript://creativecommons.org/licenses/by/4.0/",
          "http://creativecommons.org/licenses/by/4.0/us/x/", "http://arxiv.org/licenses/other/1.0/",
          "http://creativecommons.org/publicdomain/zero/2.0/"}) {
        INFO(uri);
        CHECK(licence_of(uri) == Licence{});
    }
}
