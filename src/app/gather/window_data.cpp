#include "app/gather/window_data.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/machine/files.h"
#include "app/machine/task_threads.h"
#include "digest/base/try.h"
#include "digest/harvest/atom.h"
#include "digest/model/arxiv_id.h"
#include "digest/observe/news.h"

namespace digest {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view sample_month = "2022-02";

std::vector<fs::path> sorted_files(const fs::path& folder, std::string_view prefix) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

tl::unexpected<Error> damaged_sample(const fs::path& file, const std::string& what) {
    return fail(ErrorKind::storage, fmt::format("the shipped sample is damaged: {}", what), file.string(),
                "install digest again, or set DIGEST_DATA_DIR to an undamaged copy");
}

Result<std::vector<Paper>> read_sample_papers(const fs::path& folder) {
    std::vector<Paper> papers;
    const auto files = sorted_files(folder, "papers-");
    if (files.empty()) {
        return damaged_sample(folder, "it has no pages of papers");
    }
    for (const fs::path& file : files) {
        TRY_ASSIGN(const auto body, read_file(file, ErrorKind::storage));
        auto page = parse_atom(body, file.string());
        if (!page) {
            return damaged_sample(file, page.error().message);
        }
        std::move(page->papers.begin(), page->papers.end(), std::back_inserter(papers));
    }
    return papers;
}

/// A line each: {"id","service","metric","value","observed_at"}.
Result<std::vector<Observation>> read_sample_observations(const fs::path& file) {
    TRY_ASSIGN(const auto text, read_file(file, ErrorKind::storage));
    std::vector<Observation> observations;
    std::size_t line_start = 0;
    try {
        while (line_start < text.size()) {
            const std::size_t line_end = std::min(text.find('\n', line_start), text.size());
            const Json line = Json::parse(std::string_view{text}.substr(line_start, line_end - line_start));
            const auto observed_at = parse_rfc3339(line.at("observed_at").get<std::string>());
            if (!observed_at) {
                return damaged_sample(file, "a date cannot be read");
            }
            observations.push_back({line.at("id").get<std::string>(), line.at("service").get<std::string>(),
                                    line.at("metric").get<std::string>(), ObservationState::known,
                                    line.at("value").get<double>(), line.value("source", std::string{}), *observed_at});
            line_start = line_end + 1;
        }
    } catch (const Json::exception& error) {
        return damaged_sample(file, error.what());
    }
    return observations;
}

void keep_window(std::vector<Paper>& papers, const Window& window) {
    std::erase_if(papers, [&window](const Paper& paper) { return !window.contains(paper.submitted); });
}

constexpr int compared_months = 3;

struct Rows {
    std::vector<Paper> papers{};
    std::vector<Observation> observations{};
};

/// Both of a window, in two halves side by side, each over a connection of its own.
Result<Rows> read_rows(const fs::path& file, const Window& window, const std::vector<std::string>& categories,
                       std::optional<Timestamp> as_of) {
    const Day middle = window.from + std::chrono::days{window.days() / 2};
    const std::array<Window, 2> halves{Window{window.from, middle}, Window{middle, window.until}};
    std::array<Result<std::vector<Observation>>, 2> observations;
    std::array<Result<std::vector<Paper>>, 2> papers;
    const auto read = [&file](auto& result, const auto& query) {
        const auto archive = Archive::open(file, Archive::Mode::read_only);
        if (archive) {
            result = query(*archive);
        } else {
            result = tl::unexpected(archive.error());
        }
    };
    Tasks tasks;
    for (std::size_t i = 0; i < halves.size(); ++i) {
        tasks.emplace_back([&, i] {
            read(observations[i], [&](const Archive& archive) { return archive.observations(halves[i], as_of); });
        });
    }
    for (std::size_t i = 0; i < halves.size(); ++i) {
        tasks.emplace_back(
            [&, i] { read(papers[i], [&](const Archive& archive) { return archive.papers(halves[i], categories); }); });
    }
    run_at_once(tasks);
    Rows rows;
    const auto join = [](auto& parts, auto& all) -> Result<void> {
        for (auto& part : parts) {
            if (!part) {
                return tl::unexpected(part.error());
            }
        }
        all = std::move(*parts[0]);
        all.reserve(all.size() + parts[1]->size());
        std::move(parts[1]->begin(), parts[1]->end(), std::back_inserter(all));
        return {};
    };
    TRY(join(observations, rows.observations));
    TRY(join(papers, rows.papers));
    return rows;
}

}  // namespace

Window months_before(const EditionKey& key) {
    const Day until = key.window.from;
    switch (key.kind) {
        case WindowKind::edition:
            return {edition_of(key.month.plus_months(-compared_months)).window.from, until};
        case WindowKind::calendar:
            return {calendar_edition_of(key.month.plus_months(-compared_months)).window.from, until};
        case WindowKind::dates:
            break;
    }
    return {until - std::chrono::days{compared_months * key.window.days()}, until};
}

Result<std::vector<Paper>> earlier_papers(Session& session, const EditionKey& key) {
    if (session.options().window.sample) {
        return std::vector<Paper>{};
    }
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    return archive->papers(months_before(key), session.config().edition.categories);
}

Result<WindowData> load_sample(Session& session, const EditionKey& key, std::optional<Timestamp> as_of) {
    if (key.month.text() != sample_month || key.kind != WindowKind::edition) {
        const Options& options = session.options();
        std::string verb = options.verb;
        if (!options.id.empty()) {
            verb += " " + options.id;
        }
        return fail(ErrorKind::usage, fmt::format("the sample holds the edition of {} only", sample_month), "--sample",
                    session.command_for(verb, edition_of(*parse_month(sample_month))) + " --sample");
    }
    const fs::path folder = session.workspace().data_folder / "sample" / std::string{sample_month};
    WindowData data;
    TRY_ASSIGN(auto papers, read_sample_papers(folder));
    data.papers = std::move(papers);
    keep_window(data.papers, key.window);
    TRY_ASSIGN(auto observations, read_sample_observations(folder / "observations.jsonl"));
    data.observations = std::move(observations);
    if (as_of) {
        std::erase_if(data.observations,
                      [&](const Observation& observation) { return observation.observed_at > *as_of; });
    }
    data.as_of = as_of;
    const fs::path news_file = folder / "news.xml";
    TRY_ASSIGN(const auto news, read_file(news_file, ErrorKind::storage));
    auto feed = parse_feed(news, news_file.string(), "");
    if (!feed) {
        return damaged_sample(news_file, feed.error().message);
    }
    data.news = std::move(feed->items);
    return data;
}

Result<WindowData> load_from_archive(Session& session, Archive& archive, const EditionKey& key,
                                     std::optional<Timestamp> as_of) {
    const std::vector<std::string>& categories = session.config().edition.categories;
    WindowData data;
    data.as_of = as_of;
    TRY_ASSIGN(const auto slices, archive.slices(key.window));
    data.short_days = short_days(key.window, categories, slices);
    // An archive that is no file yet holds nothing.
    const fs::path& file = session.workspace().archive_file;
    if (std::error_code error; fs::exists(file, error)) {
        TRY_ASSIGN(auto rows, read_rows(file, key.window, categories, as_of));
        data.papers = std::move(rows.papers);
        data.observations = std::move(rows.observations);
    }
    if (session.config().edition.select.memory) {
        TRY_ASSIGN(const auto remembered, archive.remembered(session.workspace().name()));
        for (const auto& edition : remembered) {
            if (edition.key.kind != key.kind || edition.key.window.until >= key.window.until) {
                continue;
            }
            data.featured_before.insert(edition.paper_ids.begin(), edition.paper_ids.end());
        }
    }
    return data;
}

}  // namespace digest
