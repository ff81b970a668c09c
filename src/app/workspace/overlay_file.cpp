#include "app/workspace/overlay_file.h"

#include <map>
#include <set>

#include <fmt/format.h>

#include "app/machine/files.h"
#include "app/workspace/toml_reader.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"
#include "digest/model/arxiv_id.h"

namespace digest {
namespace {

/// The id without version; a mistake is kept in the table.
std::string checked_id(TomlTable& table, std::string_view key, const std::string& text) {
    const auto id = parse_arxiv_id(trim(text));
    if (id) {
        return id->id;
    }
    table.keep(
        table.error_at(key, fmt::format("\"{}\" is no arXiv id", text), "write it as in 2201.03545 or hep-th/9901001"));
    return {};
}

void check_web_address(TomlTable& table, std::string_view key, const std::string& url) {
    if (!is_web_address(url)) {
        table.keep(table.error_at(key, fmt::format("\"{}\" is no http(s) address", url), "write it with https://"));
    }
}

/// Pictures stand beside the overlay's workspace or on the web; no path leads out of it.
void check_picture(TomlTable& table, std::string_view key, const std::string& path) {
    if (path.empty() || is_web_address(path)) {
        return;
    }
    const std::filesystem::path plain = std::filesystem::path{path}.lexically_normal();
    if (plain.is_absolute() || plain.begin()->string() == ".." || path.find('\n') != std::string::npos) {
        table.keep(table.error_at(key, fmt::format("\"{}\" lies outside the workspace", path),
                                  "put the picture into the workspace and write its path from there"));
    }
}

std::vector<Link> read_links(TomlTable& table) {
    std::vector<Link> links;
    for (TomlTable& entry : table.tables("links")) {
        Link& link = links.emplace_back();
        entry.read("label", link.label);
        entry.read("url", link.url);
        if (trim(link.label).empty()) {
            entry.keep(entry.error_at("label", "a link needs a label"));
        }
        check_web_address(entry, "url", link.url);
        if (auto mistake = entry.finish()) {
            table.keep(std::move(*mistake));
        }
    }
    return links;
}

std::optional<Figure> read_figure(TomlTable& table) {
    TomlTable entry = table.table("figure");
    if (!table.has("figure")) {
        return std::nullopt;
    }
    Figure figure;
    entry.read("path", figure.path);
    entry.read("caption", figure.caption);
    entry.read("credit", figure.credit);
    entry.read("licence", figure.licence);
    figure.by = WordsBy::editor;
    check_picture(entry, "path", figure.path);
    if (figure.path.empty() && !(figure.caption + figure.credit + figure.licence).empty()) {
        entry.keep(entry.error_at("path", "a figure with words needs its path"));
    }
    if (auto mistake = entry.finish()) {
        table.keep(std::move(*mistake));
    }
    return figure;
}

Cover read_cover(TomlTable& table) {
    Cover cover;
    table.read("image", cover.image);
    table.read("alt", cover.alt);
    table.read("credit", cover.credit);
    check_picture(table, "image", cover.image);
    if (cover.image.empty() && !(cover.alt + cover.credit).empty()) {
        table.keep(table.error_at("image", "a cover with words needs its image"));
    }
    return cover;
}

PinnedPick read_pick(TomlTable& table) {
    PinnedPick pick;
    std::string id;
    table.read("id", id);
    table.read("ids", pick.ids);
    if (!id.empty() && !pick.ids.empty()) {
        table.keep(table.error_at("ids", "a pick has id or ids, not both"));
    }
    if (!id.empty()) {
        pick.ids = {id};
    }
    for (std::string& each : pick.ids) {
        each = checked_id(table, table.has("id") ? "id" : "ids", each);
    }
    if (pick.ids.size() > 2) {
        table.keep(table.error_at("ids", "at most two works stand in one heading",
                                  "make it two picks, or a group with heading and items"));
    }
    table.read("title", pick.title);
    table.read("url", pick.url);
    table.read("authors", pick.authors);
    table.read("heading", pick.heading);
    table.read("items", pick.items);
    int rank = 0;
    table.read("rank", rank, 1, 50);
    if (rank > 0) {
        pick.rank = rank;
    }
    table.read("why", pick.why);
    table.read("insights", pick.insights);
    pick.links = read_links(table);
    pick.figure = read_figure(table);
    table.read("related", pick.related);
    for (std::string& each : pick.related) {
        each = checked_id(table, "related", each);
    }
    return pick;
}

void check_pick(TomlTable& table, const PinnedPick& pick) {
    const bool is_group = !pick.heading.empty() || !pick.items.empty();
    if (!pick.ids.empty() && is_group) {
        table.keep(table.error_at("heading", "a group (heading, items) has no arXiv id of its own"));
    }
    if (is_group && (pick.heading.empty() || pick.items.empty())) {
        table.keep(table.error_at("items", "a group needs both heading and items"));
    }
    const bool is_other_work = pick.ids.empty() && !is_group;
    if (!pick.url.empty() || (is_other_work && !pick.title.empty())) {
        check_web_address(table, "url", pick.url);
    }
    if (is_other_work) {
        if (pick.title.empty()) {
            table.keep(table.error_at("title", "a pick needs id, or title and url, or heading and items"));
        }
        if (pick.why.empty() || pick.insights.empty()) {
            table.keep(table.error_at("title", fmt::format("\"{}\" has no abstract to compose from", pick.title),
                                      "write its why and insights"));
        }
    }
}

/// A table's first mistake is its parent's.
void finish(TomlTable& table, TomlTable& parent) {
    if (auto mistake = table.finish()) {
        parent.keep(std::move(*mistake));
    }
}

std::vector<std::string> read_news(TomlTable& root) {
    std::vector<std::string> news;
    for (TomlTable& table : root.tables("news")) {
        std::string& text = news.emplace_back();
        table.read("text", text);
        if (trim(text).empty()) {
            table.keep(table.error_at("text", "a news bullet needs a text"));
        }
        finish(table, root);
    }
    return news;
}

std::vector<PinnedPick> read_picks(TomlTable& root) {
    std::vector<PinnedPick> picks;
    std::set<std::string> pinned;
    std::set<int> ranks;
    for (TomlTable& table : root.tables("pick")) {
        const PinnedPick& pick = picks.emplace_back(read_pick(table));
        check_pick(table, pick);
        for (const std::string& id : pick.ids) {
            if (!id.empty() && !pinned.insert(id).second) {
                table.keep(
                    table.error_at("id", fmt::format("{} is pinned twice", id), "keep one of the two [[pick]] blocks"));
            }
        }
        if (pick.rank && !ranks.insert(*pick.rank).second) {
            table.keep(table.error_at("rank", fmt::format("the rank {} is given twice", *pick.rank)));
        }
        finish(table, root);
    }
    return picks;
}

std::set<std::string> ids_of(const std::vector<PinnedPick>& picks) {
    std::set<std::string> ids;
    for (const PinnedPick& pick : picks) {
        ids.insert(pick.ids.begin(), pick.ids.end());
    }
    return ids;
}

std::vector<DroppedPaper> read_drops(TomlTable& root, const std::set<std::string>& pinned) {
    std::vector<DroppedPaper> drops;
    for (TomlTable& table : root.tables("drop")) {
        DroppedPaper& drop = drops.emplace_back();
        table.read("id", drop.id);
        table.read("reason", drop.reason);
        drop.id = checked_id(table, "id", drop.id);
        if (pinned.contains(drop.id)) {
            table.keep(table.error_at("id", fmt::format("{} is both pinned and dropped", drop.id),
                                      "remove its [[pick]] or its [[drop]] block"));
        }
        finish(table, root);
    }
    return drops;
}

}  // namespace

Result<Overlay> parse_overlay(std::string_view text, std::string_view file) {
    TRY_ASSIGN(const auto document, parse_toml(text, file));
    TomlTable root{document, "", std::string{file}};
    Overlay overlay;
    root.read("title", overlay.title);
    root.read("opening", overlay.opening);
    root.read("closing", overlay.closing);
    TomlTable cover_table = root.table("cover");
    if (Cover cover = read_cover(cover_table); !cover.image.empty()) {
        overlay.cover = std::move(cover);
    }
    finish(cover_table, root);
    overlay.news = read_news(root);
    overlay.picks = read_picks(root);
    overlay.drops = read_drops(root, ids_of(overlay.picks));
    if (auto mistake = root.finish()) {
        return tl::unexpected(std::move(*mistake));
    }
    return overlay;
}

Result<Overlay> read_overlay(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return Overlay{};
    }
    TRY_ASSIGN(const auto text, read_file(file));
    return parse_overlay(text, file.string());
}

}  // namespace digest
