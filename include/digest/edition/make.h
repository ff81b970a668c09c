#pragma once

#include <vector>

#include "digest/edition/choose.h"
#include "digest/edition/prose.h"
#include "digest/model/edition.h"
#include "digest/model/edition_settings.h"
#include "digest/model/overlay.h"
#include "digest/model/snapshot.h"
#include "digest/model/topic.h"

namespace digest {

/// The frozen texts that an edition is worded with, read.
struct EditionDefinitions {
    std::vector<Topic> topics{};
    std::vector<Landmark> landmarks{};
};

/// Where the edition goes: figures are stored beside a file, and only linked from elsewhere.
enum class FigurePlace { stored, linked };

/// Decides what is shown, and nothing else is looked at:
///
///     const EditionChoice choice = choose(snapshot, settings, overlay, prose, std::nullopt, run_in_order);
///     const Edition edition = make(snapshot, settings, overlay, choice, definitions, prose, FigurePlace::linked);
///
/// Pure: the same values give the same edition.
Edition make(const Snapshot& snapshot, const EditionSettings& settings, const Overlay& overlay,
             const EditionChoice& choice, const EditionDefinitions& definitions, const Prose& prose,
             FigurePlace figures);

}  // namespace digest
