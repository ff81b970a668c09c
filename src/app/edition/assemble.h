#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/workspace/session.h"
#include "digest/edition/choose.h"
#include "digest/edition/make.h"
#include "digest/edition/prose.h"
#include "digest/model/edition.h"
#include "digest/model/overlay.h"
#include "digest/model/snapshot.h"

namespace digest {

/// The overlay of this edition; none for the sample.
Result<Overlay> overlay_of(const Session& session, const EditionKey& key);

/// Reads the role model of a snapshot, or of the workspace, beside the words of the papers. One that cannot be used is
/// told once; then roles go by rule.
Prose read_prose(Session& session, const std::string& role_model, const std::vector<const Paper*>& papers);
Prose read_prose_of_workspace(Session& session, const std::vector<Candidate>& candidates);

/// The frozen topics and landmark works.
Result<EditionDefinitions> read_definitions(const EditionTexts& texts);

/// What assemble() may do beside choosing and making.
struct AssembleMode {
    bool fetch_papers = false;   ///< ask arXiv for papers that the overlay names and the archive does not have
    bool fetch_figures = false;  ///< and for the figures and licences of new picks
    bool find_related = true;    ///< seek related work for new picks
    FigurePlace figures = FigurePlace::linked;
};

/// Fetches what is lacking for the choice, and makes the edition of it. What had to be found for new picks (pinned
/// papers, figures, related papers) is added to the snapshot. `earlier`: papers of the archive before the window, for
/// related work.
Result<Edition> assemble(Session& session, Snapshot& snapshot, const EditionSettings& settings, const Overlay& overlay,
                         const std::vector<Paper>& earlier, const AssembleMode& mode);

}  // namespace digest
