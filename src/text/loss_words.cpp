#include "digest/text/loss_words.h"

#include <fmt/format.h>

namespace digest {
namespace {

std::string_view phrase_of(LossReason reason, const LossPhrases& phrases) {
    switch (reason) {
        case LossReason::no_blurb:
            return phrases.no_blurb;
        case LossReason::same_work:
            return phrases.same_work;
        case LossReason::too_close:
            return phrases.too_close;
        case LossReason::full_topic:
            return phrases.full_topic;
        case LossReason::full_without_topic:
            return phrases.full_without_topic;
        case LossReason::stands_higher:
            return phrases.stands_higher;
        case LossReason::adds_variety:
            return phrases.adds_variety;
        case LossReason::pins_took_all_places:
            return phrases.pins_took_all_places;
        case LossReason::scores_higher:
            break;
    }
    return phrases.scores_higher;
}

}  // namespace

constinit const LossPhrases english_losses = {
    .no_blurb = "its abstract gives no Why and Key insights",
    .same_work = "the same work as {paper}",
    .too_close = "too close to {paper}",
    .full_topic = "the topic {topic} was full ({picks})",
    .full_without_topic = "the place for papers without a topic was full ({picks})",
    .stands_higher = "{paper} stands higher in the topic {topic}",
    .adds_variety = "{paper} adds more variety",
    .pins_took_all_places = "the pinned papers took every place",
    .scores_higher = "the chosen ones score higher",
    .number = "no. {number}",
};

std::string loss_in_words(const Loss& loss, const LossPhrases& phrases) {
    const std::string paper =
        loss.pick ? fmt::format(fmt::runtime(phrases.number), fmt::arg("number", *loss.pick)) : loss.paper;
    return fmt::format(fmt::runtime(phrase_of(loss.reason, phrases)), fmt::arg("paper", paper),
                       fmt::arg("topic", loss.topic), fmt::arg("picks", loss.picks));
}

}  // namespace digest
