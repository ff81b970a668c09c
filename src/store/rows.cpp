#include "rows.h"

#include <algorithm>

namespace digest::store {

namespace {
constexpr char separator = '\x1f';
}

void encode_list(std::span<const std::string> items, std::string& out) {
    out.clear();
    if (items.empty()) {
        return;
    }
    out.push_back(separator);
    for (const std::string& item : items) {
        const std::size_t begin = out.size();
        out.append(item);
        std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), separator, ' ');
        out.push_back(separator);
    }
}

std::vector<std::string> decode_list(std::string_view text) {
    std::vector<std::string> items;
    if (text.size() < 2) {
        return items;
    }
    text.remove_prefix(1);
    items.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), separator)));
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        items.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return items;
}

std::string list_needle(std::string_view item) {
    std::string needle(1, separator);
    needle.append(item);
    needle.push_back(separator);
    return needle;
}

Paper read_paper(const Statement& row) {
    Paper paper;
    paper.id = row.text(0);
    paper.version = static_cast<int>(row.integer(1));
    paper.submitted = to_time(row.integer(2));
    paper.updated = to_time(row.integer(3));
    paper.withdrawn = row.integer(4) != 0;
    paper.categories = decode_list(row.text(5));
    paper.title = row.text(6);
    paper.authors = decode_list(row.text(7));
    paper.abstract = row.text(8);
    paper.comment = row.text(9);
    paper.journal_ref = row.text(10);
    paper.doi = row.text(11);
    return paper;
}

}  // namespace digest::store
