#include "app/edition/freezer.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/edition/snapshot_json.h"

namespace digest {
namespace {

const Pick* find_pick(const Edition& edition, const std::string& id) {
    for (const Pick& pick : edition.picks) {
        if (!pick.id.empty() && pick.id == id) return &pick;
    }
    return nullptr;
}

std::string day_text(const std::optional<Timestamp>& time) {
    return time ? format_day(std::chrono::floor<std::chrono::days>(*time)) : "never";
}

const Provenance* find_provenance(const Snapshot& snapshot, const Provenance& like) {
    for (const Provenance& each : snapshot.provenance) {
        if (each.service == like.service && each.what == like.what) return &each;
    }
    return nullptr;
}

}  // namespace

Result<std::optional<Snapshot>> load_frozen(Session& session, const EditionKey& key) {
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto text = (*archive)->snapshot(session.workspace().name(), key);
    if (!text) return tl::unexpected(text.error());
    if (!*text) return std::optional<Snapshot>{};
    auto snapshot =
        read_snapshot(**text, fmt::format("{}: snapshot of {}", session.workspace().archive_file.string(), key.name()));
    if (!snapshot) return tl::unexpected(snapshot.error());
    for (auto& [id, figure] : snapshot->figures) {
        if (figure.hash.empty()) continue;
        auto bytes = (*archive)->blob(figure.hash);
        if (!bytes) return tl::unexpected(bytes.error());
        figure.bytes = bytes->value_or("");
    }
    return std::optional<Snapshot>{std::move(*snapshot)};
}

Result<void> tell_if_frozen(Session& session, const EditionKey& key) {
    if (session.options().window.sample) return {};
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto text = (*archive)->snapshot(session.workspace().name(), key);
    if (!text) return tl::unexpected(text.error());
    if (*text) {
        session.terminal().notice({NoticeKind::information,
                                   "this edition is frozen: these are today's numbers, which only digest build "
                                   "--refresh would use",
                                   ""});
    }
    return {};
}

Result<void> freeze(Session& session, const Snapshot& snapshot, const std::string& text) {
    auto archive = session.archive_for_writing();
    if (!archive) return tl::unexpected(archive.error());
    const auto present = (*archive)->snapshot(session.workspace().name(), snapshot.key);
    if (!present) return tl::unexpected(present.error());
    if (*present && **present == text) return {};
    for (const auto& [id, figure] : snapshot.figures) {
        if (figure.hash.empty() || figure.bytes.empty()) continue;
        if (auto stored = (*archive)->store_blob(figure.hash, figure.bytes); !stored) return stored;
    }
    return (*archive)->store_snapshot(session.workspace().name(), snapshot.key, text, session.now());
}

std::filesystem::path snapshot_path(const std::filesystem::path& output) {
    std::filesystem::path path = output;
    path += ".snapshot.json";
    return path;
}

std::vector<std::string> changed_inputs(const Snapshot& frozen, const std::string& config, const EditionTexts& texts) {
    std::vector<std::string> changed;
    if (frozen.config != config) changed.emplace_back("the configuration");
    if (frozen.texts.topics != texts.topics) changed.emplace_back("the topics");
    if (frozen.texts.venues != texts.venues) changed.emplace_back("the venues");
    if (frozen.texts.landmarks != texts.landmarks) changed.emplace_back("the landmark works");
    if (frozen.texts.template_text != texts.template_text) changed.emplace_back("the template");
    if (frozen.texts.role_model != texts.role_model) changed.emplace_back("the role model");
    return changed;
}

std::vector<std::string> changes_between(const Snapshot& before, const Edition& old_edition, const Snapshot& after,
                                         const Edition& new_edition) {
    std::vector<std::string> lines;
    for (const Pick& pick : old_edition.picks) {
        if (!pick.id.empty() && !find_pick(new_edition, pick.id))
            lines.push_back(fmt::format("out: {} {}", pick.id, pick.title));
    }
    for (const Pick& pick : new_edition.picks) {
        const Pick* old = find_pick(old_edition, pick.id);
        if (pick.id.empty()) continue;
        if (!old) {
            lines.push_back(fmt::format("in: no. {}, {} {}", pick.number, pick.id, pick.title));
        } else if (old->number != pick.number) {
            lines.push_back(fmt::format("moved: {} from no. {} to no. {}", pick.id, old->number, pick.number));
        }
    }
    if (before.considered() != after.considered())
        lines.push_back(fmt::format("candidates: {} before, {} now", before.considered(), after.considered()));
    for (const Provenance& now : after.provenance) {
        const Provenance* then = find_provenance(before, now);
        if (!then || then->last != now.last) {
            lines.push_back(fmt::format("{} of {}: as of {} before, {} now", now.what, service_title(now.service),
                                        then ? day_text(then->last) : "never", day_text(now.last)));
        }
    }
    return lines;
}

}  // namespace digest
