#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/edition.h"
#include "digest/model/edition_settings.h"
#include "digest/model/snapshot.h"

namespace digest {

/// What an edition rests on and a person can change.
enum class EditionInput { configuration, topics, venues, landmarks, template_text, role_model };

/// "the topics".
std::string_view title_of(EditionInput input);

/// What newer settings or texts would change; empty: nothing.
std::vector<EditionInput> changed_inputs(const Snapshot& frozen, const EditionSettings& settings,
                                         const EditionTexts& texts);

/// One difference between two editions of the same key.
struct EditionChange {
    enum class Kind {
        left,        ///< a pick that the newer one has not
        entered,     ///< `number` in the newer one
        moved,       ///< from `number_before` to `number`
        candidates,  ///< how many there were: `number_before`, `number`
        numbers,     ///< `service`'s numbers of `what` have another date
    };
    Kind kind = Kind::left;
    std::string id{};
    std::string title{};
    int number_before = 0;
    int number = 0;
    std::string service{};
    std::string what{};
    std::optional<Timestamp> observed_before{};
    std::optional<Timestamp> observed{};

    bool operator==(const EditionChange&) const = default;
};

/// "in: no. 4, 2201.03545 A ConvNet for the 2020s".
std::string in_words(const EditionChange& change);

/// What a refresh changed: picks in and out, their places, candidates, new dates of numbers.
std::vector<EditionChange> changes(const Snapshot& before, const Edition& old_edition, const Snapshot& after,
                                   const Edition& new_edition);

}  // namespace digest
