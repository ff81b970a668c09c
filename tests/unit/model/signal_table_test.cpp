#include "digest/model/signal_table.h"

#include <catch2/catch.hpp>

#include <set>

using namespace digest;

TEST_CASE("every signal has a name of its own, words in both languages, and a weight within its bounds",
          "[signal_table]") {
    std::set<std::string_view> names;
    for (const SignalRow& row : signal_table) {
        CAPTURE(row.name);
        CHECK(names.insert(row.name).second);
        CHECK_FALSE(row.english.empty());
        CHECK_FALSE(row.chinese.empty());
        CHECK_FALSE(row.reason.empty());
        CHECK(row.least_weight <= row.default_weight);
        CHECK(row.default_weight <= row.most_weight);
        CHECK((row.most_share > 0 && row.most_share <= 1));
        CHECK(find_signal_row(row.name) == &row);
    }
    CHECK(find_signal_row("elsewhere") == nullptr);
    CHECK(signal_place("elsewhere") == signal_table.size());
}
