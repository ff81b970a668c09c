#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/machine/lock.h"
#include "app/workspace/overlay_text.h"
#include "app/workspace/session.h"

namespace digest {

/// The overlay of one edition, held against a second editor for as long as this lives.
struct HeldOverlay {
    EditionKey key{};
    std::filesystem::path file{};
    std::optional<std::string> text{};  ///< as it stands; nothing: there is no overlay yet
    FileLock lock;
};

/// Of the edition that the options ask for. A usage error with --sample, `storage` when another digest is changing it.
Result<HeldOverlay> hold_overlay(Session& session);

/// The ids with the titles that the archive knows.
Result<std::vector<NamedPaper>> name_papers(Session& session, const std::vector<std::string>& ids);

/// Reads arXiv ids as typed, each once; a usage error for what is none.
Result<std::vector<std::string>> read_ids(const std::vector<std::string>& words);

/// Writes the changed text and tells what was done.
Result<void> save_change(Session& session, const HeldOverlay& held, const OverlayChange& change);

}  // namespace digest
