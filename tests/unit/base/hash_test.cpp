#include "digest/base/hash.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("FNV-1a gives the published values", "[hash]") {
    CHECK(fnv1a("") == 0xcbf29ce484222325ULL);
    CHECK(fnv1a("a") == 0xaf63dc4c8601ec8cULL);
    CHECK(fnv1a("foobar") == 0x85944171f73967e8ULL);
}

TEST_CASE("SHA-256 gives the values of FIPS 180 and of NIST's examples", "[hash]") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the content hash of format 1 stays what the files of then hold", "[hash]") {
    CHECK(content_hash_of_format_1("") == "3d4d51c332419aa761c886458ef1b1df");
    CHECK(content_hash_of_format_1("edition") == "2b4d62df756ddf7954924df4f30484ea");
    CHECK(content_hash_of_format_1("twelve bytes") == "9cafb8adb41bd2baafe17dc308491c63");
    CHECK(content_hash_of_format_1("") != content_hash_of_format_1(std::string_view{"\0", 1}));
}
