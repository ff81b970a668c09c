#include "app/terminal/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace digest {
namespace {

constexpr std::size_t context = 3;
constexpr std::size_t most_cells = 16u << 20;  ///< of the table of common subsequences: 32 MB

using Lines = std::vector<std::string_view>;

Lines split_lines(std::string_view text) {
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

/// Lines of two texts that differ, and how long the longest common subsequence of what is left of them is.
class Middle {
  public:
    Middle(std::span<const std::string_view> a, std::span<const std::string_view> b) : a_(a), b_(b) {
        if (is_too_long()) {
            return;
        }
        lengths_.resize((a_.size() + 1) * (b_.size() + 1));
        for (std::size_t i = a_.size(); i-- > 0;) {
            for (std::size_t j = b_.size(); j-- > 0;) {
                length(i, j) = a_[i] == b_[j] ? static_cast<std::uint16_t>(length(i + 1, j + 1) + 1)
                                              : std::max(length(i + 1, j), length(i, j + 1));
            }
        }
    }

    /// All of the first and then all of the second where they are too long to compare.
    void add_edits(std::vector<Edit>& edits) {
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < a_.size() || j < b_.size()) {
            const bool both = i < a_.size() && j < b_.size() && !lengths_.empty();
            if (both && a_[i] == b_[j]) {
                edits.push_back({' ', a_[i]});
                ++i;
                ++j;
            } else if (i < a_.size() && (!both || length(i + 1, j) >= length(i, j + 1))) {
                edits.push_back({'-', a_[i++]});
            } else {
                edits.push_back({'+', b_[j++]});
            }
        }
    }

  private:
    /// Beyond what 16 bits count, or what the table may take.
    bool is_too_long() const {
        constexpr std::size_t most_lines = 65'534;
        return a_.size() > most_lines || b_.size() > most_lines || (a_.size() + 1) * (b_.size() + 1) > most_cells;
    }
    std::uint16_t& length(std::size_t i, std::size_t j) { return lengths_[i * (b_.size() + 1) + j]; }

    std::span<const std::string_view> a_;
    std::span<const std::string_view> b_;
    std::vector<std::uint16_t> lengths_{};
};

std::vector<Edit> edits_between(const Lines& a, const Lines& b) {
    std::size_t same_head = 0;
    while (same_head < a.size() && same_head < b.size() && a[same_head] == b[same_head]) {
        ++same_head;
    }
    std::size_t same_tail = 0;
    while (same_tail < a.size() - same_head && same_tail < b.size() - same_head &&
           a[a.size() - 1 - same_tail] == b[b.size() - 1 - same_tail]) {
        ++same_tail;
    }
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < same_head; ++i) {
        edits.push_back({' ', a[i]});
    }
    const auto middle = [&](const Lines& lines) {
        return std::span(lines).subspan(same_head, lines.size() - same_head - same_tail);
    };
    Middle(middle(a), middle(b)).add_edits(edits);
    for (std::size_t i = a.size() - same_tail; i < a.size(); ++i) {
        edits.push_back({' ', a[i]});
    }
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
        if (edits[i].mark != ' ') {
            end = i + 1;
        }
    }
    return end;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name_before,
                         std::string_view name_after) {
    if (before == after) {
        return {};
    }
    const std::vector<Edit> edits = edits_between(split_lines(before), split_lines(after));
    std::string out = fmt::format("--- {}\n+++ {}\n", name_before, name_after);
    std::size_t old_lines = 0;
    std::size_t new_lines = 0;
    std::size_t at = 0;
    const auto pass = [&](const Edit& edit) {
        if (edit.mark != '+') {
            ++old_lines;
        }
        if (edit.mark != '-') {
            ++new_lines;
        }
    };
    while (true) {
        std::size_t first = at;
        while (first < edits.size() && edits[first].mark == ' ') {
            ++first;
        }
        if (first == edits.size()) {
            return out;
        }
        const std::size_t begin = std::max(at, first - std::min(first, context));
        const std::size_t end = std::min(edits.size(), end_of_changes(edits, first) + context);
        for (; at < begin; ++at) {
            pass(edits[at]);
        }
        const std::size_t old_before = old_lines;
        const std::size_t new_before = new_lines;
        std::string body;
        for (; at < end; ++at) {
            pass(edits[at]);
            body += edits[at].mark;
            body += edits[at].line;
            if (!edits[at].line.ends_with('\n')) {
                body += "\n\\ No newline at end of file\n";
            }
        }
        out += fmt::format("@@ -{} +{} @@\n{}", range_text(old_before, old_lines - old_before),
                           range_text(new_before, new_lines - new_before), body);
    }
}

}  // namespace digest
