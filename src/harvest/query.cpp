#include "digest/harvest/query.h"

#include <algorithm>

#include <fmt/format.h>

#include "digest/net/http.h"

namespace digest {
namespace {

constexpr std::chrono::hours settling_time{4 * 24};

std::string minute_text(Timestamp time) {
    const Day day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto minutes = std::chrono::floor<std::chrono::minutes>(time - day).count();
    return fmt::format("{:04}{:02}{:02}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), minutes / 60, minutes % 60);
}

std::string with_parameters(std::string_view base_url, const std::string& parameters) {
    return fmt::format("{}{}{}", base_url, base_url.find('?') == std::string_view::npos ? '?' : '&', parameters);
}

}  // namespace

std::string search_query(const ArxivQuery& query) {
    std::string out;
    for (const auto& category : query.categories) {
        out.append(out.empty() ? "(cat:" : " OR cat:").append(category);
    }
    if (!out.empty()) {
        out += ") AND ";
    }
    return out + fmt::format("submittedDate:[{} TO {}]", minute_text(query.from),
                             minute_text(query.until - std::chrono::minutes{1}));
}

std::string page_url(std::string_view base_url, const ArxivQuery& query, std::int64_t start, int max_results) {
    return with_parameters(
        base_url, fmt::format("search_query={}&start={}&max_results={}&sortBy=submittedDate&sortOrder=ascending",
                              url_encode(search_query(query)), start, max_results));
}

std::string id_list_url(std::string_view base_url, const std::vector<std::string>& ids) {
    // Without max_results the service cuts the list to ten.
    return with_parameters(base_url, fmt::format("id_list={}&start=0&max_results={}",
                                                 url_encode(fmt::format("{}", fmt::join(ids, ","))), ids.size()));
}

std::vector<ArxivQuery> split_query(const ArxivQuery& query) {
    const auto hours = std::chrono::floor<std::chrono::hours>(query.until - query.from);
    ArxivQuery first = query;
    ArxivQuery second = query;
    if (hours.count() > 1) {
        first.until = second.from = query.from + hours / 2;
    } else if (query.categories.size() > 1) {
        const auto middle = query.categories.begin() + static_cast<std::ptrdiff_t>(query.categories.size() / 2);
        first.categories.assign(query.categories.begin(), middle);
        second.categories.assign(middle, query.categories.end());
    } else {
        return {};
    }
    return {std::move(first), std::move(second)};
}

std::string join_categories(std::vector<std::string> categories) {
    std::sort(categories.begin(), categories.end());
    categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
    return fmt::format("{}", fmt::join(categories, ","));
}

std::vector<std::string> split_categories(std::string_view joined) {
    std::vector<std::string> out;
    while (!joined.empty()) {
        const auto comma = std::min(joined.find(','), joined.size());
        if (comma > 0) {
            out.emplace_back(joined.substr(0, comma));
        }
        joined.remove_prefix(std::min(comma + 1, joined.size()));
    }
    return out;
}

bool covers(const Slice& known, const Slice& wanted) {
    if (!known.whole || known.from > wanted.from || known.until < wanted.until) {
        return false;
    }
    if (known.categories.empty() || known.categories == wanted.categories) {
        return true;
    }
    const auto held = split_categories(known.categories);
    const auto asked = split_categories(wanted.categories);
    return !asked.empty() && std::includes(held.begin(), held.end(), asked.begin(), asked.end());
}

bool is_settled(const Slice& known, Timestamp until) {
    return known.source == "trusted_import" || known.fetched_at >= until + settling_time;
}

}  // namespace digest
