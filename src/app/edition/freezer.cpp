#include "app/edition/freezer.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/edition/snapshot_json.h"
#include "digest/base/try.h"

namespace digest {
Result<std::optional<Snapshot>> load_frozen(Session& session, const EditionKey& key) {
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(const auto text, archive->snapshot(session.workspace().name(), key));
    if (!text) {
        return std::optional<Snapshot>{};
    }
    auto snapshot =
        read_snapshot(*text, fmt::format("{}: snapshot of {}", session.workspace().archive_file.string(), key.name()));
    if (!snapshot) {
        return tl::unexpected(snapshot.error());
    }
    for (auto& [id, figure] : snapshot->figures) {
        if (figure.hash.empty()) {
            continue;
        }
        TRY_ASSIGN(auto bytes, archive->blob(figure.hash));
        figure.bytes = bytes.value_or("");
    }
    return std::optional<Snapshot>{std::move(*snapshot)};
}

Result<void> tell_if_frozen(Session& session, const EditionKey& key) {
    if (session.options().window.sample) {
        return {};
    }
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(const auto text, archive->snapshot(session.workspace().name(), key));
    if (text) {
        session.terminal().notice({NoticeKind::information,
                                   "this edition is frozen: these are today's numbers, which only digest build "
                                   "--refresh would use",
                                   ""});
    }
    return {};
}

Result<void> store_frozen(Session& session, const Snapshot& snapshot, const std::string& text) {
    TRY_ASSIGN(auto archive, session.archive_for_writing());
    TRY_ASSIGN(const auto present, archive->snapshot(session.workspace().name(), snapshot.key));
    if (present && *present == text) {
        return {};
    }
    for (const auto& [id, figure] : snapshot.figures) {
        if (figure.hash.empty() || figure.bytes.empty()) {
            continue;
        }
        TRY(archive->store_blob(figure.hash, figure.bytes));
    }
    return archive->store_snapshot(session.workspace().name(), snapshot.key, text, session.now());
}

std::filesystem::path snapshot_path(const std::filesystem::path& output) {
    std::filesystem::path path = output;
    path += ".snapshot.json";
    return path;
}

}  // namespace digest
