#pragma once

#include <optional>
#include <string>

namespace digest {

/// Why a paper that could have been picked was not.
enum class LossReason {
    no_blurb,              ///< its abstract cannot give both blocks
    same_work,             ///< as another paper, which stands higher
    too_close,             ///< to a pick
    full_topic,            ///< its topic has as many picks as it may have
    full_without_topic,    ///< so many picks have no topic as may
    stands_higher,         ///< a pick of its topic does
    adds_variety,          ///< a pick that scores less does
    pins_took_all_places,  ///< the editor's
    scores_higher,         ///< every pick does
};

/// What it lost to.
struct Loss {
    LossReason reason = LossReason::scores_higher;
    std::string paper{};        ///< the id of the paper that the reason speaks of
    std::optional<int> pick{};  ///< that paper's number in the edition
    std::string topic{};
    int picks = 0;  ///< of the full topic

    bool operator==(const Loss&) const = default;
};

/// One of the best papers that were not picked.
struct RunnerUp {
    std::string id{};
    std::string title{};
    double score = 0;
    Loss loss{};

    bool operator==(const RunnerUp&) const = default;
};

}  // namespace digest
