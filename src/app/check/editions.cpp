// What `digest check` says of the editor's overlays and of editions that are published.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/check/check_report.h"
#include "app/edition/freezer.h"
#include "app/workspace/overlay_file.h"
#include "digest/base/web_address.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().filename().string().front() != '.') {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// "2022-02", "2022-02-calendar", "2022-02-20220110-20220120".
bool names_an_edition(const std::string& name) {
    if (!parse_month(name.substr(0, 7))) {
        return false;
    }
    const std::string rest = name.substr(7);
    if (rest.empty() || rest == "-calendar") {
        return true;
    }
    const bool dates = rest.size() == 18 && rest[0] == '-' && rest[9] == '-';
    return dates && rest.find_first_not_of("-0123456789") == std::string::npos;
}

std::set<std::string> ids_of(const Overlay& overlay) {
    std::set<std::string> ids;
    for (const PinnedPick& pick : overlay.picks) {
        ids.insert(pick.ids.begin(), pick.ids.end());
        ids.insert(pick.related.begin(), pick.related.end());
    }
    for (const DroppedPaper& drop : overlay.drops) {
        ids.insert(drop.id);
    }
    return ids;
}

std::vector<std::string> pictures_of(const Overlay& overlay) {
    std::vector<std::string> pictures;
    if (overlay.cover) {
        pictures.push_back(overlay.cover->image);
    }
    for (const PinnedPick& pick : overlay.picks) {
        if (pick.figure) {
            pictures.push_back(pick.figure->path);
        }
    }
    std::erase_if(pictures, [](const std::string& path) { return path.empty() || is_web_address(path); });
    return pictures;
}

/// Current papers by id: of the archive, and newer ones that arXiv gave.
using KnownPapers = std::map<std::string, Paper>;

KnownPapers known_papers(Session& session, const std::set<std::string>& ids) {
    KnownPapers known;
    const auto archive = session.archive_for_reading();
    const std::vector<std::string> wanted{ids.begin(), ids.end()};
    auto papers = archive ? (*archive)->papers_by_id(wanted) : Result<std::vector<Paper>>{};
    if (!papers) {
        return known;
    }
    for (Paper& paper : *papers) {
        known.emplace(paper.id, std::move(paper));
    }
    return known;
}

void check_overlay(Session& session, const fs::path& file, CheckReport& report) {
    const std::string name = file.filename().string();
    const auto overlay = read_overlay(file);
    if (!overlay) {
        return report.fail("overlays", overlay.error());
    }
    if (!names_an_edition(file.stem().string())) {
        return report.notice("overlays",
                             fmt::format("{} belongs to no edition: an overlay is named as in 2022-02.toml", name));
    }
    const std::set<std::string> ids = ids_of(*overlay);
    const KnownPapers known = known_papers(session, ids);
    std::vector<std::string> unknown;
    for (const std::string& id : ids) {
        if (!known.contains(id)) {
            unknown.push_back(id);
        }
    }
    for (const std::string& picture : pictures_of(*overlay)) {
        std::error_code error;
        if (!fs::exists(session.workspace().folder / picture, error)) {
            report.fail("overlays", fmt::format("{}: there is no picture {} in the workspace", name, picture));
        }
    }
    if (unknown.empty()) {
        report.ok("overlays", fmt::format("{}: {} pins, {} drops", name, overlay->picks.size(), overlay->drops.size()));
    } else {
        report.notice("overlays",
                      fmt::format("{}: not in the archive, a build fetches pins: {}", name, fmt::join(unknown, ", ")));
    }
}

/// What became of a published paper since; empty: nothing.
std::string change_of(const Paper* then, const Paper& now) {
    if (now.withdrawn && !(then && then->withdrawn)) {
        return "was withdrawn since";
    }
    if (!then) {
        return {};
    }
    std::vector<std::string> changes;
    if (now.version > then->version) {
        changes.push_back(fmt::format("replaced: version {} since", now.version));
    }
    if (!now.journal_ref.empty() && now.journal_ref != then->journal_ref) {
        changes.push_back("published: " + now.journal_ref);
    } else if (!now.comment.empty() && now.comment != then->comment) {
        changes.push_back("new comment: " + now.comment);
    }
    return fmt::format("{}", fmt::join(changes, "; "));
}

/// The papers as they were when the edition was frozen.
KnownPapers frozen_papers(Session& session, const EditionKey& key, CheckReport& report) {
    KnownPapers papers;
    auto snapshot = load_frozen(session, key);
    if (!snapshot) {
        report.fail("editions", snapshot.error());
        return papers;
    }
    if (!*snapshot) {
        return papers;
    }
    for (const Candidate& candidate : (*snapshot)->pool) {
        papers.emplace(candidate.paper.id, candidate.paper);
    }
    for (const Paper& paper : (*snapshot)->added) {
        papers.emplace(paper.id, paper);
    }
    return papers;
}

void check_edition(Session& session, const Archive::Remembered& edition, const KnownPapers& now, CheckReport& report) {
    const std::string name = edition.key.name();
    std::error_code error;
    if (!fs::exists(edition.output_path, error)) {
        report.notice("editions", fmt::format("{}: {} is no longer there", name, edition.output_path));
    }
    const KnownPapers then = frozen_papers(session, edition.key, report);
    int changed = 0;
    for (const std::string& id : edition.paper_ids) {
        const auto current = now.find(id);
        if (current == now.end()) {
            continue;
        }
        const auto before = then.find(id);
        const std::string change = change_of(before == then.end() ? nullptr : &before->second, current->second);
        if (change.empty()) {
            continue;
        }
        report.notice("editions", fmt::format("{}: {} {}", name, id, change));
        ++changed;
    }
    if (changed == 0) {
        report.ok("editions", fmt::format("{}: {} papers, as published", name, edition.paper_ids.size()));
    }
}

void ask_newest(Session& session, const std::set<std::string>& ids, KnownPapers& known, CheckReport& report) {
    auto papers = fetch_by_id({ids.begin(), ids.end()}, session.harvest_settings(), session.http(),
                              session.arxiv_pacer(), session.environment().stop);
    if (session.environment().stop.stop_requested()) {
        return;
    }
    if (!papers) {
        return report.notice("editions", "the newest versions are not known: " + papers.error().message);
    }
    for (Paper& paper : *papers) {
        std::string id = paper.id;
        known.insert_or_assign(std::move(id), std::move(paper));
    }
}

}  // namespace

void check_overlays(Session& session, CheckReport& report) {
    for (const fs::path& file : files_in(session.workspace().folder / "editions")) {
        if (file.extension() == ".toml") {
            check_overlay(session, file, report);
        }
        if (file.extension() == ".rejected") {
            report.notice("overlays", fmt::format("{} waits to be corrected, or removed", file.string()));
        }
    }
}

void check_published(Session& session, CheckReport& report) {
    const auto archive = session.archive_for_reading();
    if (!archive) {
        return;
    }
    const auto editions = (*archive)->remembered(session.workspace().name());
    if (!editions) {
        return report.fail("editions", editions.error());
    }
    std::set<std::string> ids;
    for (const auto& edition : *editions) {
        ids.insert(edition.paper_ids.begin(), edition.paper_ids.end());
    }
    if (ids.empty()) {
        return;
    }
    KnownPapers known = known_papers(session, ids);
    if (!session.options().window.offline) {
        ask_newest(session, ids, known, report);
    }
    for (const auto& edition : *editions) {
        check_edition(session, edition, known, report);
    }
}

}  // namespace digest
