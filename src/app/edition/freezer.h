#pragma once

#include <filesystem>
#include <optional>

#include "app/workspace/session.h"
#include "digest/model/edition.h"
#include "digest/model/snapshot.h"

namespace digest {

/// The frozen snapshot of this workspace's edition, with its figures' bytes; nothing when none was frozen.
Result<std::optional<Snapshot>> load_frozen(Session& session, const EditionKey& key);

/// Notices, where this edition is frozen, that what follows is not what it was built from.
Result<void> tell_if_frozen(Session& session, const EditionKey& key);

/// Freezes in the archive. `text` is the snapshot's by write_snapshot(), without the figures' bytes: those are stored
/// beside it. A snapshot that is there already and equal is not written again.
Result<void> store_frozen(Session& session, const Snapshot& snapshot, const std::string& text);

/// "content/2022-02-best-of-arxiv.md.snapshot.json".
std::filesystem::path snapshot_path(const std::filesystem::path& output);

}  // namespace digest
