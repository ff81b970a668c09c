#include "digest/render/listing.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/markdown.h"
#include "labels.h"
#include "markdown_blocks.h"
#include "view.h"

namespace digest {
namespace {

using nlohmann::ordered_json;

std::size_t shown(std::size_t size, std::size_t limit) {
    return limit == 0 ? size : std::min(size, limit);
}

ordered_json candidate_view(std::size_t rank, const Candidate& candidate) {
    return {{"rank", rank},
            {"id", candidate.paper.id},
            {"version", candidate.paper.version},
            {"title", candidate.paper.title},
            {"authors", candidate.paper.authors},
            {"categories", candidate.paper.categories},
            {"submitted", format_rfc3339(candidate.paper.submitted)},
            {"score", rounded(candidate.score)},
            {"topics", candidate.topics},
            {"signals", signals_view(candidate.signals)}};
}

/// The head of a listing up to its open list: a month has thousands of candidates, so each is written as it comes.
std::string listing_head(const EditionKey& key, bool whole) {
    ordered_json head = {{"schema", 1}, {"month", key.month.text()}, {"window", window_view(key, whole)}};
    std::string out = dump(head, -1);
    out.pop_back();
    return out + ",\"candidates\":[";
}

template <class View>
std::string listing(const EditionKey& key, bool whole, std::size_t count, View view) {
    std::string out = listing_head(key, whole);
    for (std::size_t i = 0; i < count; ++i) {
        out += i == 0 ? "\n" : ",\n";
        out += dump(view(i), -1);
    }
    return out + (count == 0 ? "]}\n" : "\n]}\n");
}

std::string csv_cell(std::string text) {
    const bool is_formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text[0]) != std::string_view::npos;
    if (is_formula) {
        text.insert(0, 1, '\'');
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') {
            out += '"';
        }
        out += c;
    }
    return out + '"';
}

std::string joined(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, "; "));
}

const Signal* find_signal(const Candidate& candidate, const std::string& name) {
    const auto found = std::find_if(candidate.signals.begin(), candidate.signals.end(),
                                    [&name](const Signal& signal) { return signal.name == name; });
    return found == candidate.signals.end() ? nullptr : &*found;
}

/// Names of the signals in the order of the candidates' own lists; with `weighted`, of those that count anywhere.
std::vector<std::string> signal_columns(const std::vector<Candidate>& candidates, bool weighted) {
    std::vector<std::string> names;
    for (const Candidate& candidate : candidates) {
        for (const Signal& signal : candidate.signals) {
            if (weighted && signal.weight == 0) {
                continue;
            }
            if (std::find(names.begin(), names.end(), signal.name) == names.end()) {
                names.push_back(signal.name);
            }
        }
    }
    return names;
}

struct Range {
    char32_t first;
    char32_t last;
};

constexpr Range wide_ranges[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
                                 {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                                 {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                                 {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

constexpr Range empty_ranges[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                                  {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064},
                                  {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

template <std::size_t n>
bool is_in(char32_t c, const Range (&ranges)[n]) {
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [c](Range range) { return c >= range.first && c <= range.last; });
}

std::string terminal_text(std::string_view text) {
    return collapse_white_space(strip_controls(is_valid_utf8(text) ? std::string{text} : repair_utf8(text)));
}

std::string signal_text(const Signal* signal) {
    return signal == nullptr || !signal->value ? "–" : fmt::format("{:.2f}", *signal->value);
}

struct Column {
    std::string name{};
    bool right = false;
    std::vector<std::string> cells{};
};

std::string aligned(const std::vector<Column>& columns, std::size_t rows) {
    std::vector<std::size_t> widths;
    for (const Column& column : columns) {
        std::size_t width = display_width(column.name);
        for (const std::string& cell : column.cells) {
            width = std::max(width, display_width(cell));
        }
        widths.push_back(width);
    }
    std::string out;
    for (std::size_t row = 0; row <= rows; ++row) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string& cell = row == 0 ? columns[i].name : columns[i].cells[row - 1];
            const std::size_t missing = widths[i] - display_width(cell);
            if (i > 0) {
                out += "  ";
            }
            if (columns[i].right) {
                out.append(missing, ' ');
            }
            out += cell;
            if (!columns[i].right && i + 1 < columns.size()) {
                out.append(missing, ' ');
            }
        }
        out += '\n';
    }
    return out;
}

/// Indented, so that it belongs to the box above it.
std::string indented_block(const std::string& block) {
    std::string out = "    ";
    for (const char c : block) {
        out += c;
        if (c == '\n') {
            out += "    ";
        }
    }
    return out;
}

std::string shortlist_item(const ShortlistEntry& entry, const MarkdownBlocks& blocks, const Labels& labels) {
    const Paper& paper = entry.candidate.paper;
    std::string out =
        fmt::format("- [ ] {} — [{}]({})\n", paper.id, blocks.link_text(paper.title), abstract_url(paper.id));
    const auto append = [&out](const std::string& block) { out += '\n' + indented_block(block) + '\n'; };
    std::string facts = fmt::format("No. {}, score {:.3f}", entry.rank, entry.candidate.score);
    if (!entry.reason.empty()) {
        facts += ": " + blocks.text(entry.reason);
    }
    append(facts + '.');
    const std::string why = blocks.blurb(entry.blurb.why);
    const std::string insights = blocks.blurb(entry.blurb.insights);
    if (!why.empty()) {
        append(fmt::format("**{}** {}", labels.why, why));
    }
    if (!insights.empty()) {
        append(fmt::format("**{}** {}", labels.insights, insights));
    }
    return out;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        if (c.value < 0x300) {
            ++width;
        } else if (!is_in(c.value, empty_ranges)) {
            width += is_in(c.value, wide_ranges) ? 2U : 1U;
        }
        at += c.length;
    }
    return width;
}

std::string rank_json(const EditionKey& key, bool whole, const std::vector<Candidate>& candidates, std::size_t limit) {
    return listing(key, whole, shown(candidates.size(), limit),
                   [&candidates](std::size_t i) { return candidate_view(i + 1, candidates[i]); });
}

std::string rank_csv(const std::vector<Candidate>& candidates, std::size_t limit) {
    const std::vector<std::string> signals = signal_columns(candidates, false);
    std::string out = "rank,id,version,score,title,authors,categories,submitted,topics";
    for (const std::string& name : signals) {
        out += ',' + csv_cell(name);
    }
    out += "\r\n";
    for (std::size_t i = 0; i < shown(candidates.size(), limit); ++i) {
        const Candidate& candidate = candidates[i];
        const Paper& paper = candidate.paper;
        out += fmt::format("{},{},{},{:.6f},{},{},{},{},{}", i + 1, csv_cell(paper.id), paper.version, candidate.score,
                           csv_cell(paper.title), csv_cell(joined(paper.authors)), csv_cell(joined(paper.categories)),
                           format_rfc3339(paper.submitted), csv_cell(joined(candidate.topics)));
        for (const std::string& name : signals) {
            const Signal* signal = find_signal(candidate, name);
            out += signal != nullptr && signal->value ? fmt::format(",{:.6f}", *signal->value) : std::string{","};
        }
        out += "\r\n";
    }
    return out;
}

std::string rank_table(const std::vector<Candidate>& candidates, std::size_t limit) {
    const std::size_t rows = shown(candidates.size(), limit);
    const std::vector<std::string> signals = signal_columns(candidates, true);
    std::vector<Column> columns = {{"rank", true}, {"score", true}, {"id"}};
    for (const std::string& name : signals) {
        columns.push_back({terminal_text(name).substr(0, 5), true});
    }
    columns.push_back({"topic"});
    columns.push_back({"title"});
    for (std::size_t i = 0; i < rows; ++i) {
        const Candidate& candidate = candidates[i];
        std::size_t at = 0;
        const auto add = [&](std::string cell) { columns[at++].cells.push_back(std::move(cell)); };
        add(fmt::format("{}", i + 1));
        add(fmt::format("{:.3f}", candidate.score));
        add(terminal_text(candidate.paper.id));
        for (const std::string& name : signals) {
            add(signal_text(find_signal(candidate, name)));
        }
        add(candidate.topics.empty() ? "–" : terminal_text(candidate.topics.front()));
        add(terminal_text(candidate.paper.title));
    }
    return aligned(columns, rows);
}

std::string trends_json(const EditionKey& key, const TrendListing& listing) {
    const auto span = [](const Window& window) {
        return ordered_json{{"from", format_rfc3339(window.from)}, {"until", format_rfc3339(window.until)}};
    };
    ordered_json window = {{"name", key.window_name()}};
    window.update(span(key.window));
    ordered_json json = {{"schema", 1},
                         {"month", key.month.text()},
                         {"window", std::move(window)},
                         {"before", span(listing.before)},
                         {"papers", listing.papers},
                         {"papers_before", listing.papers_before}};
    json.update(trends_view(listing.trends));
    return dump(json, 2) + "\n";
}

std::string shortlist_json(const EditionKey& key, bool whole, const std::vector<ShortlistEntry>& entries,
                           std::size_t limit) {
    return listing(key, whole, shown(entries.size(), limit), [&entries](std::size_t i) {
        const ShortlistEntry& entry = entries[i];
        ordered_json view = candidate_view(entry.rank, entry.candidate);
        view["reason"] = entry.reason.empty() ? ordered_json(nullptr) : ordered_json(entry.reason);
        view["why"] = sentences_view(entry.blurb.why);
        view["insights"] = sentences_view(entry.blurb.insights);
        return view;
    });
}

std::string shortlist_markdown(const EditionKey& key, bool whole, const std::vector<ShortlistEntry>& entries,
                               std::size_t limit) {
    const Edition plain_edition{};
    const MarkdownBlocks blocks{plain_edition};
    const Labels& labels = labels_of(Language::english);
    const std::size_t count = shown(entries.size(), limit);
    std::string out = fmt::format("# Shortlist for {} {}\n\n", key.month.english_name(), key.month.year);
    out += fmt::format(
        "{} papers first submitted {} to {}{}. Tick the boxes of those to pin, save this as a file, and run "
        "`digest pick --month {} --from FILE`.\n",
        count, short_day(key.window.from), short_day(key.window.last_day()),
        whole ? "" : " (the window is not whole yet)", key.month.text());
    for (std::size_t i = 0; i < count; ++i) {
        out += '\n' + shortlist_item(entries[i], blocks, labels);
    }
    return out;
}

std::vector<std::string> ticked_ids(std::string_view markdown) {
    std::vector<std::string> ids;
    std::set<std::string> seen;
    while (!markdown.empty()) {
        const std::size_t end = markdown.find('\n');
        std::string_view line = trim(markdown.substr(0, end));
        markdown = end == std::string_view::npos ? std::string_view{} : markdown.substr(end + 1);
        const bool is_bullet = line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ");
        if (!is_bullet) {
            continue;
        }
        line = trim(line.substr(2));
        if (!line.starts_with("[x]") && !line.starts_with("[X]")) {
            continue;
        }
        line = trim(line.substr(3));
        const auto id = parse_arxiv_id(line.substr(0, line.find_first_of(" \t")));
        if (id && seen.insert(id->id).second) {
            ids.push_back(id->id);
        }
    }
    return ids;
}

}  // namespace digest
