#include "digest/model/arxiv_id.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("an identifier is read bare, with its version, and in every address", "[arxiv_id]") {
    struct Case {
        const char* text;
        const char* id;
        int version;
    };
    for (const Case& c : {Case{"2201.03545", "2201.03545", 0}, Case{"2201.03545v2", "2201.03545", 2},
                          Case{"0704.0001v12", "0704.0001", 12}, Case{"arXiv:2201.03545", "2201.03545", 0},
                          Case{"http://arxiv.org/abs/2201.03545v1", "2201.03545", 1},
                          Case{"https://arxiv.org/pdf/2201.03545v1.pdf", "2201.03545", 1},
                          Case{"https://www.arxiv.org/html/2201.03545", "2201.03545", 0},
                          Case{"hep-th/9901001", "hep-th/9901001", 0}, Case{"math.CA/0611800v3", "math/0611800", 3},
                          Case{"http://arxiv.org/abs/astro-ph/0601001v1", "astro-ph/0601001", 1},
                          // no archive is called so, but an id that is read in an address can be read by itself
                          Case{"https://arxiv.org/abs/httphep-th/9901001", "httphep-th/9901001", 0}}) {
        CAPTURE(c.text);
        const auto parsed = parse_arxiv_id(c.text);
        REQUIRE(parsed);
        CHECK(parsed->id == c.id);
        CHECK(parsed->version == c.version);
        CHECK(parse_arxiv_id(parsed->id) == VersionedId{c.id, 0});
    }
}

TEST_CASE("what is not an identifier in full is refused", "[arxiv_id]") {
    for (const char* text :
         {"", "abc", "2201.035", "2201.0354567", "2201.03545v", "2201.03545v0", "2201.03545 ", "../2201.03545",
          "2201.03545/../../etc", "hep-th/99010011", "hep-th/990100a", "HEP/9901001", "/9901001",
          "https://example.org/abs/2201.03545", "https://arxiv.org/list/cs", "-x/9901001",
          "https://arxiv.org/api/errors#incorrect_id_format_for_abc"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_arxiv_id(text));
    }
}

TEST_CASE("an old identifier never becomes a folder", "[arxiv_id]") {
    CHECK(file_stem("hep-th/9901001") == "hep-th-9901001");
    CHECK(abstract_url("hep-th/9901001") == "https://arxiv.org/abs/hep-th/9901001");
}
