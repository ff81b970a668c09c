#include "digest/text/loss_words.h"

#include <catch2/catch.hpp>

using namespace digest;

TEST_CASE("a loss says what it was lost to", "[loss_words]") {
    CHECK(loss_in_words({LossReason::no_blurb}) == "its abstract gives no Why and Key insights");
    CHECK(loss_in_words({LossReason::same_work, "2201.03545"}) == "the same work as 2201.03545");
    CHECK(loss_in_words({LossReason::too_close, "2201.03545"}) == "too close to 2201.03545");
    CHECK(loss_in_words({LossReason::full_topic, {}, {}, "Vision: {images}", 3}) ==
          "the topic Vision: {images} was full (3)");
    CHECK(loss_in_words({LossReason::full_without_topic, {}, {}, {}, 2}) ==
          "the place for papers without a topic was full (2)");
    CHECK(loss_in_words({LossReason::stands_higher, "2201.03545", {}, "Speech"}) ==
          "2201.03545 stands higher in the topic Speech");
    CHECK(loss_in_words({LossReason::adds_variety, "2201.03545"}) == "2201.03545 adds more variety");
    CHECK(loss_in_words({LossReason::pins_took_all_places}) == "the pinned papers took every place");
    CHECK(loss_in_words({}) == "the chosen ones score higher");
}

TEST_CASE("a pick of the edition is told by its number", "[loss_words]") {
    CHECK(loss_in_words({LossReason::too_close, "2201.03545", 2}) == "too close to no. 2");
    CHECK(loss_in_words({LossReason::stands_higher, "2201.03545", 1, "The topic 2201.03545"}) ==
          "no. 1 stands higher in the topic The topic 2201.03545");
}
