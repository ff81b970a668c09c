#include "app/workspace/overlay_text.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "app/workspace/overlay_file.h"
#include "app/workspace/toml_reader.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

namespace digest {
namespace {

constexpr std::size_t longest_comment = 120;  ///< bytes

std::string line_end_of(std::string_view text) {
    return text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
}

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : repair_utf8(text)) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            out += c;
        }
    }
    return out + '"';
}

/// One line that can stand in a comment.
std::string comment_text(std::string_view text) {
    const std::string plain = collapse_white_space(strip_controls(repair_utf8(text)));
    return std::string{trim(utf8_prefix(plain, longest_comment))};
}

std::string title_comment(const NamedPaper& paper) {
    const std::string title = comment_text(paper.title);
    return title.empty() ? std::string{} : "# " + title;
}

std::string block_text(std::string_view name, const NamedPaper& paper, std::string_view reason,
                       const std::string& line_end) {
    std::string out = fmt::format("[[{}]]{}id = {}", name, line_end, toml_string(paper.id));
    if (const std::string comment = title_comment(paper); !comment.empty()) {
        out += "  " + comment;
    }
    out += line_end;
    if (!reason.empty()) {
        out += fmt::format("reason = {}{}", toml_string(reason), line_end);
    }
    return out;
}

/// A block at the end, after a blank line.
void append_block(std::string& text, const std::string& block) {
    const std::string line_end = line_end_of(text);
    if (!text.empty() && !text.ends_with('\n')) {
        text += line_end;
    }
    if (!text.empty()) {
        text += line_end;
    }
    text += block;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return lines;
}

bool is_blank(std::string_view line) {
    return trim(line).empty();
}

/// The byte where a column begins; columns count characters from 1.
std::size_t byte_of_column(std::string_view line, std::size_t column) {
    std::size_t at = 0;
    for (std::size_t passed = 1; passed < column && at < line.size(); ++passed) {
        at += code_point_at(line, at).length;
    }
    return at;
}

/// The comment that follows a value on its last line.
std::string_view comment_after(std::string_view line, std::size_t column) {
    const std::size_t at = line.find('#', byte_of_column(line, column));
    return at == std::string_view::npos ? std::string_view{} : trim(line.substr(at));
}

const toml::table* find_block(const toml::table& root, std::string_view name, const std::string& id) {
    const toml::array* blocks = root[name].as_array();
    if (!blocks) {
        return nullptr;
    }
    for (const toml::node& node : *blocks) {
        const toml::table* block = node.as_table();
        if (!block) {
            continue;
        }
        const auto held = parse_arxiv_id(trim((*block)["id"].value_or("")));
        if (held && held->id == id) {
            return block;
        }
    }
    return nullptr;
}

/// The text without the lines of this block's header and keys. Comments in it stay, but for digest's own.
std::string without_block(std::string_view text, const toml::table& block, const std::string& own_comment) {
    const std::vector<std::string_view> lines = lines_of(text);
    std::set<std::size_t> cut;
    std::vector<std::pair<std::size_t, std::string_view>> comments;
    const auto keep_comment = [&](std::size_t line, std::size_t column) {
        const std::string_view comment = comment_after(lines[line], column);
        if (!comment.empty() && comment != own_comment) {
            comments.emplace_back(line, comment);
        }
    };
    const std::size_t head = block.source().begin.line - 1;
    cut.insert(head);
    keep_comment(head, 1);
    for (const auto& [key, value] : block) {
        const std::size_t first = key.source().begin.line - 1;
        const std::size_t last = value.source().end.line - 1;
        for (std::size_t line = first; line <= last; ++line) {
            cut.insert(line);
        }
        keep_comment(last, value.source().end.column);
    }
    // The blank line that came with the block goes with it.
    const std::size_t after = *cut.rbegin() + 1;
    if (head > 0 && is_blank(lines[head - 1]) && (after >= lines.size() || is_blank(lines[after]))) {
        cut.insert(head - 1);
    }
    std::string out;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        if (!cut.contains(line)) {
            out += lines[line];
        }
        for (const auto& [at, comment] : comments) {
            if (at == line) {
                out += std::string{comment} + line_end_of(text);
            }
        }
    }
    return out;
}

/// `pick = […]` cannot be followed by [[pick]].
Result<void> refuse_inline(const toml::table& root, std::string_view name, std::string_view file) {
    const toml::array* blocks = root[name].as_array();
    if (!blocks) {
        return {};
    }
    const bool is_inline = blocks->empty() || std::any_of(blocks->begin(), blocks->end(), [](const toml::node& node) {
                               return node.as_table() != nullptr && node.as_table()->is_inline();
                           });
    if (!is_inline) {
        return {};
    }
    return fail(ErrorKind::user_file,
                fmt::format("its {0} is written as {0} = […], to which nothing can be added as text", name),
                std::string{file}, fmt::format("write each as a block that begins with [[{}]]: digest edit", name));
}

bool has_only_an_id(const PinnedPick& pick) {
    PinnedPick bare;
    bare.ids = pick.ids;
    return pick == bare;
}

/// What must come out: the same as before and nothing else changed.
Result<std::string> proved(std::string text, const Overlay& expected, std::string_view file) {
    const auto read = parse_overlay(text, file);
    if (read && *read == expected) {
        return text;
    }
    return fail(ErrorKind::user_file, "it is written in a way that cannot be changed as text; nothing was changed",
                std::string{file}, "change it yourself: digest edit");
}

/// Lets a change begin: the overlay as it stands, and its tree for the places of its blocks.
struct Opened {
    toml::table tree{};
    Overlay overlay{};
};

Result<Opened> open_text(std::string_view text, std::string_view file) {
    TRY_ASSIGN(auto overlay, parse_overlay(text, file));
    TRY_ASSIGN(auto tree, parse_toml(text, file));
    for (const char* name : {"pick", "drop"}) {
        TRY(refuse_inline(tree, name, file));
    }
    return Opened{std::move(tree), std::move(overlay)};
}

std::vector<PinnedPick>::iterator find_pin(Overlay& overlay, const std::string& id) {
    return std::find_if(overlay.picks.begin(), overlay.picks.end(), [&](const PinnedPick& pick) {
        return std::find(pick.ids.begin(), pick.ids.end(), id) != pick.ids.end();
    });
}

std::vector<DroppedPaper>::iterator find_drop(Overlay& overlay, const std::string& id) {
    return std::find_if(overlay.drops.begin(), overlay.drops.end(),
                        [&](const DroppedPaper& drop) { return drop.id == id; });
}

Result<void> pin_one(OverlayChange& change, std::string_view file, const NamedPaper& paper) {
    TRY_ASSIGN(auto opened, open_text(change.text, file));
    Overlay& overlay = opened.overlay;
    if (find_pin(overlay, paper.id) != overlay.picks.end()) {
        change.done.push_back(fmt::format("{} is pinned already", paper.id));
        return {};
    }
    std::string text = change.text;
    std::string done = fmt::format("pinned {}", paper.id);
    if (const auto drop = find_drop(overlay, paper.id); drop != overlay.drops.end()) {
        const toml::table* block = find_block(opened.tree, "drop", paper.id);
        if (block) {
            text = without_block(text, *block, title_comment(paper));
        }
        done +=
            drop->reason.empty() ? ", which was dropped" : fmt::format(", which was dropped (\"{}\")", drop->reason);
        overlay.drops.erase(drop);
    }
    append_block(text, block_text("pick", paper, "", line_end_of(text)));
    overlay.picks.emplace_back().ids = {paper.id};
    TRY_ASSIGN(auto changed, proved(std::move(text), overlay, file));
    change.text = std::move(changed);
    change.done.push_back(std::move(done));
    return {};
}

Result<void> drop_one(OverlayChange& change, std::string_view file, const NamedPaper& paper,
                      const std::string& reason) {
    TRY_ASSIGN(auto opened, open_text(change.text, file));
    Overlay& overlay = opened.overlay;
    if (const auto drop = find_drop(overlay, paper.id); drop != overlay.drops.end()) {
        change.done.push_back(drop->reason.empty()
                                  ? fmt::format("{} is dropped already", paper.id)
                                  : fmt::format("{} is dropped already (\"{}\")", paper.id, drop->reason));
        return {};
    }
    std::string text = change.text;
    std::string done = fmt::format("dropped {}", paper.id);
    if (const auto pin = find_pin(overlay, paper.id); pin != overlay.picks.end()) {
        if (pin->ids.size() > 1 || !has_only_an_id(*pin)) {
            return fail(ErrorKind::user_file,
                        fmt::format("{} is pinned here with words of yours, which are not thrown away", paper.id),
                        std::string{file}, "remove its [[pick]] block yourself: digest edit");
        }
        const toml::table* block = find_block(opened.tree, "pick", paper.id);
        if (block) {
            text = without_block(text, *block, title_comment(paper));
        }
        done += ", which was pinned";
        overlay.picks.erase(pin);
    }
    append_block(text, block_text("drop", paper, reason, line_end_of(text)));
    overlay.drops.push_back({paper.id, reason});
    TRY_ASSIGN(auto changed, proved(std::move(text), overlay, file));
    change.text = std::move(changed);
    change.done.push_back(std::move(done));
    return {};
}

std::string starter_entry(const StarterEntry& entry, std::string_view number) {
    std::string out = fmt::format("\n# {}{:.3f}  {}\n", number, entry.score, comment_text(entry.paper.title));
    if (!entry.reason.empty()) {
        out += fmt::format("# {}\n", comment_text(entry.reason));
    }
    return out + fmt::format("#[[pick]]\n#id = {}\n", toml_string(entry.paper.id));
}

}  // namespace

Result<OverlayChange> pin_papers(std::string_view text, std::string_view file, const std::vector<NamedPaper>& papers) {
    OverlayChange change{std::string{text}, {}};
    for (const NamedPaper& paper : papers) {
        TRY(pin_one(change, file, paper));
    }
    return change;
}

Result<OverlayChange> drop_papers(std::string_view text, std::string_view file, const std::vector<NamedPaper>& papers,
                                  std::string_view reason) {
    OverlayChange change{std::string{text}, {}};
    const std::string plain{trim(reason)};
    for (const NamedPaper& paper : papers) {
        TRY(drop_one(change, file, paper, plain));
    }
    return change;
}

std::string overlay_head(std::string_view edition_name) {
    return fmt::format(
        "# Overlay of the edition {}. What stands here wins over what digest composes, and survives every rebuild.\n",
        edition_name);
}

std::string overlay_starter(std::string_view edition_name, const std::vector<StarterEntry>& picks,
                            const std::vector<StarterEntry>& near_misses) {
    std::string out = overlay_head(edition_name);
    out +=
        "# Take the \"#\" off a line to use it; texts are Markdown. The file is checked when you leave the editor.\n\n"
        "#title = \"\"\n#opening = \"\"\n#closing = \"\"\n#cover = { image = \"\", alt = \"\", credit = \"\" }\n\n"
        "# A news bullet as it shall stand; as many as you like.\n#[[news]]\n#text = \"[Headline](https://…) — "
        "Source\"\n";
    out += picks.empty() ? "\n# ---- Nothing is harvested yet. A pin, with all that it can say:\n"
                         : "\n# ---- What digest picks. A pinned paper stays, and can say more:\n";
    out +=
        "#   rank = 1\n#   why = \"\"\n#   insights = \"\"\n#   links = [{ label = \"Code\", url = \"https://…\" }]\n"
        "#   figure = { path = \"\", caption = \"\", credit = \"\", licence = \"\" }\n#   related = [\"2201.04288\"]\n";
    for (std::size_t i = 0; i < picks.size(); ++i) {
        out += starter_entry(picks[i], fmt::format("{}. ", i + 1));
    }
    if (!near_misses.empty()) {
        out += "\n# ---- The near misses.\n";
    }
    for (const StarterEntry& entry : near_misses) {
        out += starter_entry(entry, "");
    }
    out += "\n# ---- Papers to leave out.\n";
    for (const StarterEntry& entry : picks) {
        out += fmt::format("#[[drop]]\n#id = {}\n#reason = \"\"\n", toml_string(entry.paper.id));
    }
    if (picks.empty()) {
        out += "#[[drop]]\n#id = \"2201.03545\"\n#reason = \"\"\n";
    }
    return out;
}

}  // namespace digest
