#include "digest/learn/picks.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

namespace digest {
namespace {

constexpr int highest_grade = 10;

std::optional<int> read_grade(std::string_view text) {
    int grade = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), grade);
    if (error != std::errc{} || end != text.data() + text.size() || grade < 0 || grade > highest_grade) {
        return {};
    }
    return grade;
}

std::optional<PickEntry> make_entry(std::string_view id, std::optional<int> grade) {
    const auto known = parse_arxiv_id(trim(id));
    if (!known || !grade) {
        return {};
    }
    return PickEntry{known->id, *grade};
}

std::optional<PickEntry> read_json(std::string_view line) {
    const auto value = nlohmann::json::parse(line, nullptr, false);
    if (!value.is_object()) {
        return {};
    }
    const auto id = value.find("id");
    if (id == value.end() || !id->is_string()) {
        return {};
    }
    std::optional<int> grade = 1;
    if (const auto given = value.find("grade"); given != value.end()) {
        grade = given->is_boolean()          ? std::optional<int>(given->get<bool>() ? 1 : 0)
                : given->is_number_integer() ? read_grade(given->dump())
                                             : std::nullopt;
    }
    return make_entry(id->get<std::string>(), grade);
}

/// RFC 4180 but for line ends inside quotes.
std::vector<std::string> split_csv(std::string_view line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char byte = line[at];
        if (byte == '"' && quoted && at + 1 < line.size() && line[at + 1] == '"') {
            cells.back() += '"';
            ++at;
        } else if (byte == '"') {
            quoted = !quoted;
        } else if (byte == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += byte;
        }
    }
    return cells;
}

/// Where a CSV file has its columns. Without a header the id comes first and the grade, if any, second.
struct CsvColumns {
    std::size_t id = 0;
    std::optional<std::size_t> grade = 1;
    bool required = false;  ///< the header names a grade: a line without one is not read
};

std::optional<CsvColumns> read_header(std::string_view line) {
    std::optional<std::size_t> id;
    std::optional<std::size_t> grade;
    const auto cells = split_csv(line);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string name = ascii_lower(trim(cells[i]));
        if (name == "id" || name == "arxiv_id") {
            id = i;
        }
        if (name == "grade") {
            grade = i;
        }
    }
    if (!id) {
        return {};
    }
    return CsvColumns{*id, grade, grade.has_value()};
}

std::optional<PickEntry> read_csv(std::string_view line, const CsvColumns& columns) {
    const auto cells = split_csv(line);
    if (columns.id >= cells.size()) {
        return {};
    }
    const std::string& id = cells[columns.id];
    if (columns.grade && *columns.grade < cells.size()) {
        return make_entry(id, read_grade(trim(cells[*columns.grade])));
    }
    return columns.required ? std::nullopt : make_entry(id, 1);
}

class PickCollector {
  public:
    void read(std::string_view line, int number) {
        line = trim(line);
        if (line.empty() || line.front() == '#') {
            return;
        }
        const bool first = !started_;
        started_ = true;
        if (first && line.front() != '{') {
            if (const auto header = read_header(line)) {
                columns_ = *header;
                return;
            }
        }
        const auto entry = line.front() == '{' ? read_json(line) : read_csv(line, columns_);
        if (!entry) {
            unread_.push_back(number);
            return;
        }
        const auto [place, is_new] = grades_.emplace(entry->id, entry->grade);
        if (!is_new) {
            ++repeated_;
            place->second = std::max(place->second, entry->grade);
        }
    }
    Picks picks(const std::string& name) const {
        Picks picks;
        picks.name = name;
        for (const auto& [id, grade] : grades_) {
            picks.entries.push_back({id, grade});
            if (grade == 0) {
                picks.lists_candidates = true;
            }
        }
        picks.unread_lines = unread_;
        picks.repeated = repeated_;
        return picks;
    }

  private:
    std::map<std::string, int> grades_{};
    std::vector<int> unread_{};
    std::size_t repeated_ = 0;
    CsvColumns columns_{};
    bool started_ = false;
};

}  // namespace

std::size_t Picks::chosen() const {
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.end(), [](const PickEntry& entry) { return entry.grade > 0; }));
}

Result<Picks> parse_picks(std::string_view text, const std::string& name) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    PickCollector collector;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        collector.read(text.substr(0, end), ++number);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    Picks picks = collector.picks(name);
    if (picks.entries.empty()) {
        const std::string where = picks.unread_lines.empty() ? name : fmt::format("{}:{}", name, picks.unread_lines[0]);
        return fail(ErrorKind::user_file, "the picks file holds no arXiv id", where,
                    R"(write one id a line, CSV with a column "id", or lines such as {"id":"2201.03545","grade":1})");
    }
    if (picks.chosen() == 0) {
        return fail(ErrorKind::user_file, fmt::format("none of the {} papers is chosen", picks.entries.size()), name,
                    "give the chosen papers a grade of 1 or more");
    }
    return picks;
}

}  // namespace digest
