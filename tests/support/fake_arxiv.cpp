#include "support/fake_arxiv.h"

#include <algorithm>
#include <charconv>
#include <mutex>

#include "digest/model/arxiv_id.h"
#include "support/fake_arxiv_query.h"

namespace digest::test {
namespace {

Reply bad_request(const std::string& why) {
    return status(400, atom_error(why), "application/atom+xml; charset=utf-8");
}

/// Nothing after it has filled `error`.
std::optional<std::int64_t> whole_number(const Request& request, const std::string& name, std::int64_t otherwise,
                                         Reply& error) {
    const std::string text = request.value(name);
    if (text.empty()) {
        return otherwise;
    }
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) {
        error = bad_request(name + " must be an integer");
    } else if (value < 0) {
        error = bad_request(name + " must be non-negative");
    } else {
        return value;
    }
    return std::nullopt;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (from < text.size()) {
        const auto comma = std::min(text.find(',', from), text.size());
        if (comma > from) {
            parts.push_back(text.substr(from, comma - from));
        }
        from = comma + 1;
    }
    return parts;
}

void sort_papers(std::vector<Paper>& papers, const std::string& by, bool ascending) {
    const auto key = [&](const Paper& paper) { return by == "lastUpdatedDate" ? paper.updated : paper.submitted; };
    if (by.empty() || by == "relevance") {
        return;
    }
    std::stable_sort(papers.begin(), papers.end(),
                     [&](const Paper& a, const Paper& b) { return ascending ? key(a) < key(b) : key(b) < key(a); });
}

}  // namespace

struct FakeArxiv::Script {
    std::mutex mutex{};
    std::vector<Paper> papers{};
    FeedFormat format = FeedFormat::now;
    std::int64_t limit = 10'000;
    std::map<int, Reply> failures{};
    std::map<int, std::function<void(FeedPage&)>> bends{};
    std::function<std::optional<Reply>(const Request&)> fail_when{};
    std::function<void(const Request&, FeedPage&)> bend_when{};
};

FakeArxiv::FakeArxiv(std::vector<Paper> papers, FeedFormat format) : script_(std::make_shared<Script>()) {
    script_->papers = std::move(papers);
    script_->format = format;
    server_ = std::make_unique<LoopbackServer>([this](const Request& request) { return respond(request); });
}

std::string FakeArxiv::base_url() const {
    return server_->url("/api/query");
}

void FakeArxiv::fail(int number, Reply reply) {
    const std::lock_guard lock(script_->mutex);
    script_->failures[number] = std::move(reply);
}

void FakeArxiv::fail_when(std::function<std::optional<Reply>(const Request&)> decide) {
    const std::lock_guard lock(script_->mutex);
    script_->fail_when = std::move(decide);
}

void FakeArxiv::bend(int number, std::function<void(FeedPage&)> change) {
    const std::lock_guard lock(script_->mutex);
    script_->bends[number] = std::move(change);
}

void FakeArxiv::bend_when(std::function<void(const Request&, FeedPage&)> change) {
    const std::lock_guard lock(script_->mutex);
    script_->bend_when = std::move(change);
}

void FakeArxiv::set_papers(std::vector<Paper> papers) {
    const std::lock_guard lock(script_->mutex);
    script_->papers = std::move(papers);
}

void FakeArxiv::set_result_limit(std::int64_t limit) {
    const std::lock_guard lock(script_->mutex);
    script_->limit = limit;
}

Reply FakeArxiv::answer(const Request& request) const {
    if (request.path != "/api/query") {
        return status(404, "Not found");
    }
    Reply error;
    const auto found = page(request, error);
    return found ? ok(atom_feed(found->papers, found->head, script_->format)) : error;
}

Reply FakeArxiv::respond(const Request& request) {
    const std::lock_guard lock(script_->mutex);
    if (const auto found = script_->failures.find(request.number); found != script_->failures.end()) {
        return found->second;
    }
    if (script_->fail_when) {
        if (auto reply = script_->fail_when(request)) {
            return *reply;
        }
    }
    const auto bend = script_->bends.find(request.number);
    if (bend == script_->bends.end() && !script_->bend_when) {
        return answer(request);
    }
    if (request.path != "/api/query") {
        return status(404, "Not found");
    }
    Reply error;
    auto found = page(request, error);
    if (!found) {
        return error;
    }
    if (bend != script_->bends.end()) {
        bend->second(*found);
    }
    if (script_->bend_when) {
        script_->bend_when(request, *found);
    }
    return ok(atom_feed(found->papers, found->head, script_->format));
}

/// All papers that answer the request, sorted, before paging.
std::optional<FeedPage> FakeArxiv::search_page(const Request& request, Reply& error) const {
    const std::string query = request.value("search_query");
    const auto ids = split(request.value("id_list"));
    FeedPage all;
    all.head.query = "search_query=" + query + "&id_list=" + request.value("id_list");
    if (query.empty() && ids.empty()) {
        error = bad_request("Either a search_query or id_list must be specified for the classic API.");
        return std::nullopt;
    }
    PaperTest test = [](const Paper&) { return true; };
    if (!query.empty()) {
        const auto parsed = parse_search_query(query);
        if (!parsed) {
            error = bad_request("Invalid query string: '" + query + "'");
            return std::nullopt;
        }
        test = *parsed;
    }
    if (ids.empty()) {
        std::copy_if(script_->papers.begin(), script_->papers.end(), std::back_inserter(all.papers), test);
        return all;
    }
    std::map<std::string, int> wanted;
    for (const auto& text : ids) {
        const auto id = parse_arxiv_id(text);
        if (!id) {
            error = bad_request("incorrect id format for " + text);
            return std::nullopt;
        }
        wanted[id->id] = id->version;
    }
    for (const Paper& paper : script_->papers) {
        const auto found = wanted.find(paper.id);
        if (found == wanted.end() || found->second > paper.version || !test(paper)) {
            continue;
        }
        all.papers.push_back(paper);
        if (found->second > 0) {
            all.papers.back().version = found->second;
        }
    }
    return all;
}

std::optional<FeedPage> FakeArxiv::page(const Request& request, Reply& error) const {
    const auto start = whole_number(request, "start", 0, error);
    const auto most = start ? whole_number(request, "max_results", 10, error) : std::nullopt;
    if (!start || !most) {
        return std::nullopt;
    }
    const std::string by = request.value("sortBy");
    const std::string order = request.value("sortOrder");
    if (!by.empty() && by != "relevance" && by != "lastUpdatedDate" && by != "submittedDate") {
        error = bad_request("sortBy must be in: relevance, lastUpdatedDate, submittedDate");
        return std::nullopt;
    }
    if (!order.empty() && order != "ascending" && order != "descending") {
        error = bad_request("sortOrder must be in: ascending, descending");
        return std::nullopt;
    }
    if (*most == 0 || 1 + (*start + *most / 2) / *most > std::max<std::int64_t>(script_->limit / *most, 1)) {
        error = status(500, atom_error("internal server error"), "application/atom+xml; charset=utf-8");
        return std::nullopt;
    }
    auto found = search_page(request, error);
    if (!found) {
        return std::nullopt;
    }
    sort_papers(found->papers, by, order == "ascending");
    const auto total = static_cast<std::int64_t>(found->papers.size());
    const auto first = std::min(*start, total);
    const auto last = std::min(first + *most, total);
    found->head.total = total;
    found->head.start = *start;
    found->head.items_per_page = *most;
    found->papers = std::vector<Paper>(found->papers.begin() + first, found->papers.begin() + last);
    return found;
}

}  // namespace digest::test
