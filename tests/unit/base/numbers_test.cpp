#include "digest/base/numbers.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("a comma stands before each group of three digits", "[numbers]") {
    CHECK(with_thousands(0) == "0");
    CHECK(with_thousands(999) == "999");
    CHECK(with_thousands(1'000) == "1,000");
    CHECK(with_thousands(12'800) == "12,800");
    CHECK(with_thousands(-999) == "-999");
    CHECK(with_thousands(-1'234'567) == "-1,234,567");
}

TEST_CASE("JSON shows six decimals", "[numbers]") {
    CHECK(six_decimals(0.12345649) == 0.123456);
    CHECK(six_decimals(-0.12345651) == -0.123457);
}
