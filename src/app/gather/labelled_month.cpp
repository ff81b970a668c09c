#include "app/gather/labelled_month.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/gather/window_data.h"
#include "app/machine/files.h"
#include "app/workspace/overlay_file.h"
#include "digest/base/try.h"
#include "digest/learn/picks.h"

namespace digest {
namespace {

using std::chrono::days;

constexpr std::size_t named_ids = 5;

/// "2505.00001, 2505.00002 and 40 more".
std::string first_of(const std::vector<std::string>& ids) {
    const std::size_t shown = std::min(ids.size(), named_ids);
    const std::string text = fmt::format("{}", fmt::join(ids.begin(), ids.begin() + static_cast<int>(shown), ", "));
    return shown == ids.size() ? text : fmt::format("{} and {} more", text, ids.size() - shown);
}

void tell_unread_lines(Session& session, const Picks& picks) {
    if (!picks.unread_lines.empty()) {
        session.terminal().notice({NoticeKind::data_doubted,
                                   fmt::format("{} lines hold no arXiv id or no usable grade (the first is line {})",
                                               picks.unread_lines.size(), picks.unread_lines.front()),
                                   picks.name});
    }
    if (picks.repeated > 0) {
        session.terminal().notice({NoticeKind::information,
                                   fmt::format("{} ids came more than once; the highest grade counts", picks.repeated),
                                   picks.name});
    }
}

/// Of the ids of the file those that the archive does not know.
std::vector<std::string> unknown_ids(const Picks& picks, const std::vector<Paper>& papers) {
    std::set<std::string> known;
    for (const Paper& paper : papers) {
        known.insert(paper.id);
    }
    std::vector<std::string> unknown;
    for (const PickEntry& entry : picks.entries) {
        if (!known.contains(entry.id)) {
            unknown.push_back(entry.id);
        }
    }
    return unknown;
}

Result<std::vector<Paper>> papers_of(Session& session, const Picks& picks) {
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    std::vector<std::string> ids;
    for (const PickEntry& entry : picks.entries) {
        ids.push_back(entry.id);
    }
    return archive->papers_by_id(ids);
}

template <class Key>
std::optional<Key> most_frequent(const std::map<Key, int>& counts) {
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? std::nullopt : std::optional<Key>{most->first};
}

Month month_of_most(const std::vector<Paper>& papers) {
    std::map<Month, int> counts;
    for (const Paper& paper : papers) {
        ++counts[month_of(paper.submitted)];
    }
    return most_frequent(counts).value_or(Month{});
}

/// Every edition whose window holds the paper is one of the month of its submission or of the two after it.
Month edition_of_most(const std::vector<Paper>& papers, std::string_view window) {
    std::map<Month, int> counts;
    for (const Paper& paper : papers) {
        for (const int later : {0, 1, 2}) {
            const Month month = month_of(paper.submitted).plus_months(later);
            const EditionKey key = window == "calendar" ? calendar_edition_of(month) : edition_of(month);
            if (key.window.contains(paper.submitted)) {
                ++counts[month];
            }
        }
    }
    return most_frequent(counts).value_or(Month{});
}

Window span_of(const std::vector<Paper>& papers) {
    const auto [first, last] = std::minmax_element(
        papers.begin(), papers.end(), [](const Paper& a, const Paper& b) { return a.submitted < b.submitted; });
    return {std::chrono::floor<days>(first->submitted), std::chrono::floor<days>(last->submitted) + days{1}};
}

/// The chosen papers that are candidates; counts the others.
void add_grades(JudgedMonth& judged, const std::map<std::string, int>& grades) {
    std::set<std::string> candidates;
    for (const Paper& paper : judged.papers) {
        candidates.insert(paper.id);
    }
    for (const auto& [id, grade] : grades) {
        if (candidates.contains(id)) {
            judged.grades.emplace(id, grade);
        } else if (grade > 0) {
            ++judged.missed;
        }
    }
}

std::map<std::string, int> grades_of(const Picks& picks) {
    std::map<std::string, int> grades;
    for (const PickEntry& entry : picks.entries) {
        grades.emplace(entry.id, entry.grade);
    }
    return grades;
}

Result<EditionKey> window_of_picks(const Session& session, const std::vector<Paper>& papers, const std::string& month,
                                   const std::string& window) {
    const WindowKind configured = session.config().edition.window;
    WindowOptions options;
    options.window = window;
    options.month = month;
    if (month.empty() && window.find("..") == std::string::npos) {
        options.month = edition_of_most(papers, window.empty() ? name_of(configured) : window).text();
    }
    return resolve_edition(options, configured, session.today());
}

Result<void> add_window_papers(Session& session, JudgedMonth& judged) {
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(auto data, load_from_archive(session, *archive, judged.key, std::nullopt));
    if (!data.whole()) {
        session.terminal().notice({NoticeKind::data_doubted,
                                   fmt::format("the window is not whole: {}", describe(data.short_days)),
                                   judged.key.name()});
    }
    judged.papers = std::move(data.papers);
    return {};
}

Overlay overlay_or_none(Session& session, const EditionKey& key) {
    auto overlay = read_overlay(session.workspace().overlay_file(key));
    if (overlay) {
        return std::move(*overlay);
    }
    session.terminal().notice({NoticeKind::data_doubted, overlay.error().message, overlay.error().origin});
    return {};
}

Result<JudgedMonth> own_month(Session& session, const EditionKey& key, const std::set<std::string>& featured,
                              const std::set<std::string>& elsewhere) {
    JudgedMonth judged;
    judged.key = key;
    judged.name = key.name();
    TRY(add_window_papers(session, judged));
    std::erase_if(judged.papers,
                  [&](const Paper& paper) { return elsewhere.contains(paper.id) && !featured.contains(paper.id); });
    std::map<std::string, int> grades;
    for (const std::string& id : featured) {
        grades[id] = 1;
    }
    for (const DroppedPaper& drop : overlay_or_none(session, key).drops) {
        grades[drop.id] = 0;
    }
    add_grades(judged, grades);
    return judged;
}

}  // namespace

Result<JudgedMonth> read_judged_month(Session& session, const std::string& file, const std::string& month,
                                      const std::string& window) {
    TRY_ASSIGN(const auto text, read_file(file));
    TRY_ASSIGN(const auto picks, parse_picks(text, file));
    tell_unread_lines(session, picks);
    TRY_ASSIGN(auto papers, papers_of(session, picks));
    const std::vector<std::string> unknown = unknown_ids(picks, papers);
    if (papers.empty()) {
        return fail(ErrorKind::user_file,
                    fmt::format("the archive holds none of its {} papers ({})", unknown.size(), first_of(unknown)),
                    file, "fetch their months first: digest fetch --month M, or digest import FILE");
    }
    if (!unknown.empty()) {
        session.terminal().notice({NoticeKind::data_doubted,
                                   fmt::format("the archive does not know {} of its {} papers: {}", unknown.size(),
                                               picks.entries.size(), first_of(unknown)),
                                   file});
    }
    JudgedMonth judged;
    if (picks.lists_candidates) {
        const auto named = month.empty() ? std::optional<Month>{month_of_most(papers)} : parse_month(month);
        if (!named) {
            return fail(ErrorKind::usage, fmt::format("\"{}\" is no month", month), "--month", "write it as YYYY-MM");
        }
        judged.key = dates_edition_of(*named, span_of(papers));
        judged.name = named->text();
        judged.papers = std::move(papers);
    } else {
        TRY_ASSIGN(const auto key, window_of_picks(session, papers, month, window));
        judged.key = key;
        judged.name = key.name();
        TRY(add_window_papers(session, judged));
    }
    add_grades(judged, grades_of(picks));
    const bool any_chosen =
        std::any_of(judged.grades.begin(), judged.grades.end(), [](const auto& entry) { return entry.second > 0; });
    if (!any_chosen) {
        return fail(ErrorKind::user_file, fmt::format("none of its chosen papers is a candidate of {}", judged.name),
                    file, "name the month they belong to with --month, or fetch it: digest fetch --month M");
    }
    return judged;
}

Result<std::vector<JudgedMonth>> read_own_months(Session& session, const std::vector<std::string>& months) {
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(const auto remembered, archive->remembered(session.workspace().name()));
    const auto is_wanted = [&](const EditionKey& key) {
        return months.empty() || std::find(months.begin(), months.end(), key.month.text()) != months.end();
    };
    std::vector<JudgedMonth> result;
    for (const auto& edition : remembered) {
        if (!is_wanted(edition.key)) {
            continue;
        }
        const std::set<std::string> featured{edition.paper_ids.begin(), edition.paper_ids.end()};
        std::set<std::string> elsewhere;
        for (const auto& other : remembered) {
            if (other.key != edition.key) {
                elsewhere.insert(other.paper_ids.begin(), other.paper_ids.end());
            }
        }
        TRY_ASSIGN(auto judged, own_month(session, edition.key, featured, elsewhere));
        if (!judged.papers.empty()) {
            result.push_back(std::move(judged));
        }
    }
    if (result.empty()) {
        return fail(ErrorKind::usage,
                    months.empty()
                        ? "this workspace has not published an edition yet"
                        : fmt::format("this workspace has not published an edition of {}", fmt::join(months, ", ")),
                    session.workspace().name(),
                    "name chosen papers with --picks FILE, or publish editions with digest build -o PATH");
    }
    return result;
}

Result<std::vector<JudgedMonth>> read_judged_months(Session& session) {
    const Options& options = session.options();
    const std::vector<std::string>& files = options.picks_files;
    if (files.empty()) {
        return read_own_months(session, options.months);
    }
    if (options.months.size() > files.size()) {
        return fail(ErrorKind::usage,
                    fmt::format("{} months are named for {} picks files", options.months.size(), files.size()),
                    "--month", "one --month a file, in the order of the files");
    }
    std::vector<JudgedMonth> result;
    for (std::size_t i = 0; i < files.size(); ++i) {
        TRY_ASSIGN(auto judged, read_judged_month(session, files[i], i < options.months.size() ? options.months[i] : "",
                                                  options.window.window));
        result.push_back(std::move(judged));
    }
    return result;
}

}  // namespace digest
