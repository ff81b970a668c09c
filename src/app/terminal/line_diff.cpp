#include "app/terminal/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace digest {
namespace {

constexpr std::size_t context = 3;
constexpr std::size_t most_cells = 16u << 20;  ///< of the table of common subsequences: 32 MB

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// One line of the diff: ' ' in both, '-' of the first, '+' of the second.
struct Edit {
    char mark = ' ';
    std::string_view line{};
};

/// The differing middle, by the longest common subsequence; lengths are capped at what 16 bits hold.
void diff_middle(const Lines& a, std::size_t a_begin, std::size_t a_end, const Lines& b, std::size_t b_begin,
                 std::size_t b_end, std::vector<Edit>& edits) {
    const std::size_t rows = a_end - a_begin;
    const std::size_t columns = b_end - b_begin;
    const bool too_long = rows >= 65'535 || columns >= 65'535 || (rows + 1) * (columns + 1) > most_cells;
    std::vector<std::uint16_t> table(too_long ? 0 : (rows + 1) * (columns + 1));
    const auto length = [&](std::size_t i, std::size_t j) -> std::uint16_t& { return table[i * (columns + 1) + j]; };
    if (!too_long) {
        for (std::size_t i = rows; i-- > 0;) {
            for (std::size_t j = columns; j-- > 0;) {
                length(i, j) = a[a_begin + i] == b[b_begin + j] ? static_cast<std::uint16_t>(length(i + 1, j + 1) + 1)
                                                                : std::max(length(i + 1, j), length(i, j + 1));
            }
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        const bool both = i < rows && j < columns && !too_long;
        if (both && a[a_begin + i] == b[b_begin + j]) {
            edits.push_back({' ', a[a_begin + i]});
            ++i;
            ++j;
        } else if (i < rows && (!both || length(i + 1, j) >= length(i, j + 1))) {
            edits.push_back({'-', a[a_begin + i++]});
        } else {
            edits.push_back({'+', b[b_begin + j++]});
        }
    }
}

std::vector<Edit> edits_between(const Lines& a, const Lines& b) {
    std::size_t same_head = 0;
    while (same_head < a.size() && same_head < b.size() && a[same_head] == b[same_head]) ++same_head;
    std::size_t same_tail = 0;
    while (same_tail < a.size() - same_head && same_tail < b.size() - same_head &&
           a[a.size() - 1 - same_tail] == b[b.size() - 1 - same_tail])
        ++same_tail;
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < same_head; ++i) edits.push_back({' ', a[i]});
    diff_middle(a, same_head, a.size() - same_tail, b, same_head, b.size() - same_tail, edits);
    for (std::size_t i = a.size() - same_tail; i < a.size(); ++i) edits.push_back({' ', a[i]});
    return edits;
}

/// "3,7": where a hunk begins and how many lines it has; an empty side begins at the line before it.
std::string range_text(std::size_t before_it, std::size_t count) {
    const std::size_t begin = count == 0 ? before_it : before_it + 1;
    return count == 1 ? fmt::format("{}", begin) : fmt::format("{},{}", begin, count);
}

/// The end of the hunk that begins with the change at `first`: changes less than two contexts apart stand together.
std::size_t end_of_changes(const std::vector<Edit>& edits, std::size_t first) {
    std::size_t end = first;
    for (std::size_t i = first; i < edits.size() && i <= end + 2 * context; ++i) {
        if (edits[i].mark != ' ') end = i + 1;
    }
    return end;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name_before,
                         std::string_view name_after) {
    if (before == after) return {};
    const std::vector<Edit> edits = edits_between(lines_of(before), lines_of(after));
    std::string out = fmt::format("--- {}\n+++ {}\n", name_before, name_after);
    std::size_t old_lines = 0;
    std::size_t new_lines = 0;
    std::size_t at = 0;
    const auto pass = [&](const Edit& edit) {
        if (edit.mark != '+') ++old_lines;
        if (edit.mark != '-') ++new_lines;
    };
    while (true) {
        std::size_t first = at;
        while (first < edits.size() && edits[first].mark == ' ') ++first;
        if (first == edits.size()) return out;
        const std::size_t begin = std::max(at, first - std::min(first, context));
        const std::size_t end = std::min(edits.size(), end_of_changes(edits, first) + context);
        for (; at < begin; ++at) pass(edits[at]);
        const std::size_t old_before = old_lines;
        const std::size_t new_before = new_lines;
        std::string body;
        for (; at < end; ++at) {
            pass(edits[at]);
            body += edits[at].mark;
            body += edits[at].line;
            if (!edits[at].line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
        }
        out += fmt::format("@@ -{} +{} @@\n{}", range_text(old_before, old_lines - old_before),
                           range_text(new_before, new_lines - new_before), body);
    }
}

}  // namespace digest
