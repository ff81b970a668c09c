#pragma once

#include <string>
#include <string_view>

#include "digest/model/loss.h"

namespace digest {

/// What a loss is told with, in one language. {paper} is the paper that it speaks of, {topic} and {picks} as in Loss.
struct LossPhrases {
    std::string_view no_blurb;
    std::string_view same_work;
    std::string_view too_close;
    std::string_view full_topic;
    std::string_view full_without_topic;
    std::string_view stands_higher;
    std::string_view adds_variety;
    std::string_view pins_took_all_places;
    std::string_view scores_higher;
    std::string_view number;  ///< a paper that is a pick of the edition, with {number}
};

extern const LossPhrases english_losses;

/// "the topic Computer vision was full (3)", "too close to 2201.03545", "no. 2 adds more variety".
std::string loss_in_words(const Loss& loss, const LossPhrases& phrases = english_losses);

}  // namespace digest
