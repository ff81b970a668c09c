#include "digest/harvest/harvester.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/harvest/query.h"
#include "digest/model/arxiv_id.h"
#include "page_fetcher.h"

namespace digest {
namespace {

constexpr std::chrono::hours a_day{24};

std::string name_of(const Slice& slice) {
    const Day day = std::chrono::floor<std::chrono::days>(slice.from);
    if (slice.from == Timestamp{day} && slice.until == Timestamp{day + std::chrono::days{1}}) {
        return long_day(day);
    }
    return fmt::format("{} to {}", format_rfc3339(slice.from), format_rfc3339(slice.until));
}

/// Fetches one slice, in parts where the service would not give it in one, and again where its pages do not agree.
class SliceHarvest {
  public:
    SliceHarvest(Slice slice, PageFetcher& fetcher, const PageSink& sink,
                 std::function<void(const std::string&)> progress)
        : fetcher_(fetcher), sink_(sink), progress_(std::move(progress)), slice_(std::move(slice)) {
        slice_.total = slice_.distinct = 0;
        slice_.whole = false;
        slice_.source = "harvest";
    }

    /// `empty_before`: it was asked before in this run and had no papers, which is believed the second time.
    Result<void> run(bool empty_before);

    const Slice& slice() const { return slice_; }
    bool is_empty() const { return !slice_.whole && slice_.total == 0 && doubt_.empty(); }
    std::int64_t papers() const { return static_cast<std::int64_t>(ids_.size() - unreadable_.size()); }
    Notices take_notices() { return std::move(notices_); }

  private:
    Result<void> pass(bool believe_empty);
    Result<void> part(const ArxivQuery& query);
    Result<void> split(const std::vector<ArxivQuery>& parts);
    Result<AtomPage> page(const ArxivQuery& query, std::int64_t start, std::optional<std::int64_t> total);
    Result<void> deliver(AtomPage page, std::int64_t start, bool last_page);
    bool is_complete() const;
    void doubt(std::string why) {
        if (doubt_.empty()) {
            doubt_ = std::move(why);
        }
    }

    PageFetcher& fetcher_;
    const PageSink& sink_;
    std::function<void(const std::string&)> progress_;
    Slice slice_;
    std::unordered_set<std::string> ids_{};  ///< of this pass; unreadable entries as "?…"
    std::set<std::string> unreadable_{};
    std::set<std::string> unreadable_before_{};
    std::string reason_{};  ///< why the pages of this pass are asked for again
    std::chrono::milliseconds wait_{0};
    std::string doubt_{};  ///< what is wrong with this pass; empty: nothing so far
    bool hopeless_ = false;
    bool restart_ = false;
    bool total_known_ = false;
    bool believe_empty_ = false;
    int parts_left_ = 1;
    int strangers_ = 0;  ///< papers of another time than was asked for
    Notices page_notices_{};
    Notices notices_{};
};

Result<void> SliceHarvest::run(bool empty_before) {
    const int passes = std::max(fetcher_.settings().max_attempts, 1);
    if (empty_before) {
        reason_ = "it had no papers and is asked once more";
    }
    bool had_papers = false;
    for (int number = 1; number <= passes; ++number) {
        if (number > 1) {
            reason_ = doubt_;
            wait_ = fetcher_.backoff_before(number);
            restart_ = true;
            fetcher_.count_cause("pages did not agree");
            notices_.push_back({NoticeKind::information, "fetched again: " + doubt_, name_of(slice_)});
        }
        TRY(pass(empty_before && !had_papers));
        if (slice_.total > 0) {
            had_papers = true;
        }
        if (slice_.total == 0 && had_papers) {
            doubt("it no longer has any papers");
        }
        if (slice_.whole || is_empty() || hopeless_) {
            break;
        }
    }
    if (!slice_.whole && !is_empty()) {
        notices_.push_back(
            {NoticeKind::data_doubted,
             fmt::format("not whole: {} different papers of {}: {}", slice_.distinct, slice_.total, doubt_),
             name_of(slice_)});
    }
    if (strangers_ > 0) {
        notices_.push_back({NoticeKind::data_doubted,
                            fmt::format("{} papers came that were submitted at another time", strangers_),
                            name_of(slice_)});
    }
    notices_.insert(notices_.end(), page_notices_.begin(), page_notices_.end());
    return {};
}

Result<void> SliceHarvest::pass(bool believe_empty) {
    believe_empty_ = believe_empty;
    unreadable_before_ = std::exchange(unreadable_, {});
    ids_.clear();
    page_notices_.clear();
    doubt_.clear();
    strangers_ = 0;
    parts_left_ = 1;
    total_known_ = false;
    slice_.whole = false;
    return part({split_categories(slice_.categories), slice_.from, slice_.until});
}

Result<AtomPage> SliceHarvest::page(const ArxivQuery& query, std::int64_t start, std::optional<std::int64_t> total) {
    PageRequest request;
    request.what = start == 0 ? name_of(slice_) : fmt::format("{}, from paper {}", name_of(slice_), start + 1);
    request.reason = reason_;
    request.wait = std::exchange(wait_, std::chrono::milliseconds{0});
    request.url = [&](int size) { return page_url(fetcher_.settings().base_url, query, start, size); };
    request.doubt = [&](const AtomPage& page, int attempt) -> std::string {
        if (page.entries > 0 || start >= total.value_or(*page.total_results)) {
            return {};
        }
        // A total that has really shrunk stays so: then it is the slice that is asked for again.
        if (total && *page.total_results <= start && attempt >= 3) {
            return {};
        }
        return "an empty page where papers are expected";
    };
    progress_(request.what);
    return fetcher_.fetch(request);
}

Result<void> SliceHarvest::part(const ArxivQuery& query) {
    std::optional<std::int64_t> total;
    std::int64_t start = 0;
    do {
        TRY_ASSIGN(AtomPage got, page(query, start, total));
        const std::int64_t says = *got.total_results;
        if (!total) {
            total = says;
            if (!std::exchange(total_known_, true)) {
                slice_.total = says;
            }
            if (says > fetcher_.settings().deepest_result - fetcher_.settings().page_size) {
                const auto parts = split_query(query);
                if (!parts.empty()) {
                    return split(parts);
                }
                doubt(fmt::format("the service does not hand out all {} papers of one hour and category", says));
                hopeless_ = true;
                return deliver(std::move(got), start, false);
            }
        } else if (says != *total) {
            doubt(fmt::format("the total went from {} to {} between pages", *total, says));
            return deliver(std::move(got), start, false);
        }
        const std::int64_t first = start;
        start += got.entries;
        TRY(deliver(std::move(got), first, start >= *total));
    } while (start < *total);
    return {};
}

Result<void> SliceHarvest::split(const std::vector<ArxivQuery>& parts) {
    parts_left_ += static_cast<int>(parts.size()) - 1;
    for (const ArxivQuery& query : parts) {
        if (auto done = part(query); !done || !doubt_.empty()) {
            return done;
        }
    }
    return {};
}

bool SliceHarvest::is_complete() const {
    if (static_cast<std::int64_t>(ids_.size()) != slice_.total) {
        return false;
    }
    return unreadable_.empty() || unreadable_ == unreadable_before_;
}

Result<void> SliceHarvest::deliver(AtomPage page, std::int64_t start, bool last_page) {
    for (const Paper& paper : page.papers) {
        ids_.insert(paper.id);
        if (paper.submitted < slice_.from || paper.submitted >= slice_.until) {
            ++strangers_;
        }
    }
    for (std::size_t i = 0; i < page.skipped.size(); ++i) {
        std::string key = page.skipped[i].empty() ? fmt::format("?{}+{}", start, i) : "?" + page.skipped[i];
        ids_.insert(key);
        unreadable_.insert(std::move(key));
    }
    for (Notice& notice : page.notices) {
        notice.origin = name_of(slice_);
        page_notices_.push_back(std::move(notice));
    }
    slice_.distinct = static_cast<std::int64_t>(ids_.size());
    slice_.fetched_at = fetcher_.now();
    if (last_page && --parts_left_ == 0 && doubt_.empty()) {
        slice_.whole = is_complete() && (slice_.total > 0 || believe_empty_);
        if (!is_complete() && slice_.distinct == slice_.total) {
            doubt(fmt::format("{} entries could not be read", unreadable_.size()));
        } else if (!is_complete()) {
            doubt(fmt::format("{} different papers came where the total is {}", slice_.distinct, slice_.total));
        }
    }
    return sink_({slice_, std::move(page.papers), std::exchange(restart_, false)});
}

void add_causes(const PageFetcher& fetcher, HarvestReport& report) {
    report.requests = fetcher.requests();
    report.retries = fetcher.retries();
    if (fetcher.causes().empty()) {
        return;
    }
    std::string list;
    for (const auto& [cause, count] : fetcher.causes()) {
        list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", cause, count);
    }
    report.notices.push_back(
        {NoticeKind::information, "requests were sent again: " + list, host_of(fetcher.settings().base_url)});
}

}  // namespace

HarvestPlan plan_harvest(const Window& window, const std::vector<std::string>& categories,
                         const std::vector<Slice>& known, Timestamp now) {
    HarvestPlan plan;
    for (Day day = window.from; day < window.until && Timestamp{day} <= now; day += std::chrono::days{1}) {
        Slice wanted;
        wanted.categories = join_categories(categories);
        wanted.from = day;
        wanted.until = day + std::chrono::days{1};
        const bool held = std::any_of(known.begin(), known.end(), [&](const Slice& slice) {
            if (!covers(slice, wanted)) {
                return false;
            }
            if (is_settled(slice, wanted.until)) {
                return true;
            }
            Slice later = slice;
            later.fetched_at = now;
            return !is_settled(later, wanted.until) && now - slice.fetched_at < a_day;
        });
        if (!held) {
            plan.push_back(std::move(wanted));
        }
    }
    return plan;
}

Result<HarvestReport> harvest(const HarvestPlan& plan, const HarvestSettings& settings, HttpClient& client,
                              Pacer& pacer, const PageSink& sink, const ProgressSink& progress, std::stop_token stop) {
    HarvestReport report;
    PageFetcher fetcher(settings, client, pacer, stop);
    const std::string host = host_of(settings.base_url);
    ProgressEvent event;
    event.task = "harvest";
    event.unit = "days";
    event.total = static_cast<std::int64_t>(plan.size());
    const auto show = [&] {
        if (progress) {
            progress(event);
        }
        event.waiting_for.clear();
        event.wait = std::chrono::milliseconds{0};
    };
    fetcher.on_wait = [&](const std::string& why, std::chrono::milliseconds wait) {
        event.waiting_for = fmt::format("{}: {}, trying again", host, why);
        event.wait = wait;
        show();
    };
    const auto run = [&](const Slice& planned, bool empty_before) -> Result<bool> {
        SliceHarvest one(planned, fetcher, sink, [&](const std::string& what) {
            event.detail = fmt::format("{}; {} papers so far", what, report.papers);
            show();
        });
        TRY(one.run(empty_before));
        report.papers += static_cast<int>(one.papers());
        for (Notice& notice : one.take_notices()) {
            report.notices.push_back(std::move(notice));
        }
        if (one.is_empty()) {
            return true;
        }
        report.slices.push_back(one.slice());
        ++event.done;
        return false;
    };

    std::vector<Slice> empty;
    for (const Slice& planned : plan) {
        if (stop.stop_requested()) {
            return fail(ErrorKind::interrupted, "stopped", host);
        }
        TRY_ASSIGN(const bool was_empty, run(planned, false));
        if (was_empty) {
            empty.push_back(planned);
        }
    }
    for (const Slice& planned : empty) {
        TRY(run(planned, true));
    }
    std::sort(report.slices.begin(), report.slices.end(),
              [](const Slice& a, const Slice& b) { return a.from < b.from; });
    add_causes(fetcher, report);
    event.finished = true;
    event.detail = fmt::format("{} papers", report.papers);
    show();
    return report;
}

Result<std::vector<Paper>> fetch_by_id(const std::vector<std::string>& ids, const HarvestSettings& settings,
                                       HttpClient& client, Pacer& pacer, std::stop_token stop) {
    constexpr std::size_t batch_size = 100;
    // One malformed id would fail its whole batch.
    std::vector<std::string> wanted;
    for (const auto& text : ids) {
        const auto id = parse_arxiv_id(text);
        if (id && std::find(wanted.begin(), wanted.end(), id->id) == wanted.end()) {
            wanted.push_back(id->id);
        }
    }
    PageFetcher fetcher(settings, client, pacer, stop);
    std::vector<Paper> found;
    for (std::size_t at = 0; at < wanted.size(); at += batch_size) {
        const auto end = std::min(at + batch_size, wanted.size());
        const std::vector<std::string> batch(wanted.begin() + static_cast<std::ptrdiff_t>(at),
                                             wanted.begin() + static_cast<std::ptrdiff_t>(end));
        PageRequest request;
        request.what = fmt::format("{} papers by id", batch.size());
        request.url = [&](int) { return id_list_url(settings.base_url, batch); };
        request.doubt = [](const AtomPage& page, int attempt) -> std::string {
            return page.entries == 0 && attempt == 1 ? "an empty page where papers are expected" : "";
        };
        TRY_ASSIGN(AtomPage page, fetcher.fetch(request));
        for (const auto& id : batch) {
            const auto paper = std::find_if(page.papers.begin(), page.papers.end(),
                                            [&](const Paper& candidate) { return candidate.id == id; });
            if (paper != page.papers.end()) {
                found.push_back(std::move(*paper));
            }
        }
    }
    return found;
}

}  // namespace digest
