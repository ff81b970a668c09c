#include "digest/base/try.h"

#include <memory>

#include <catch2/catch.hpp>

#include "digest/base/error.h"

using namespace digest;

namespace {

Result<std::unique_ptr<int>> number(int value) {
    if (value < 0) {
        return fail(ErrorKind::data, "a negative number", "here", "count again");
    }
    return std::make_unique<int>(value);
}

Result<void> check(int value) {
    TRY(number(value));
    return {};
}

Result<int> sum(int a, int b) {
    TRY_ASSIGN(const std::unique_ptr<int> first, number(a));
    TRY_ASSIGN(auto second, number(b));
    int result = 0;
    TRY_ASSIGN(result, Result<int>(*first + *second));
    return result;
}

}  // namespace

TEST_CASE("TRY_ASSIGN hands the value on, one that can only be moved too") {
    CHECK(sum(2, 3) == 5);
}

TEST_CASE("TRY and TRY_ASSIGN leave with the whole error") {
    const Error error{ErrorKind::data, "a negative number", "here", "count again"};
    CHECK(check(1).has_value());
    REQUIRE(!check(-1).has_value());
    CHECK(check(-1).error() == error);
    REQUIRE(!sum(1, -1).has_value());
    CHECK(sum(1, -1).error() == error);
}
