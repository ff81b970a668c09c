#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/gather/gather.h"
#include "digest/base/try.h"

namespace digest {
namespace {

using std::chrono::days;

/// A day of the window at a glance.
struct DayStatus {
    Day day{};
    std::size_t papers = 0;
    std::string state = "whole";
    std::int64_t missing = 0;
};

struct ObservedStatus {
    std::size_t answers = 0;
    std::size_t known = 0;
    Timestamp oldest{};
    Timestamp newest{};
};

const char* state_name(ShortDay::Why why) {
    switch (why) {
        case ShortDay::Why::not_fetched:
            return "not fetched";
        case ShortDay::Why::incomplete:
            return "short";
        case ShortDay::Why::provisional:
            return "provisional";
        case ShortDay::Why::imported:
            break;
    }
    return "imported";
}

std::vector<DayStatus> days_of(const EditionKey& key, const WindowData& data) {
    std::map<Day, DayStatus> by_day;
    for (Day day = key.window.from; day < key.window.until; day += days{1}) {
        by_day[day].day = day;
    }
    for (const Paper& paper : data.papers) {
        ++by_day[std::chrono::floor<days>(paper.submitted)].papers;
    }
    for (const ShortDay& day : data.short_days) {
        by_day[day.day].state = state_name(day.why);
        by_day[day.day].missing = day.missing;
    }
    std::vector<DayStatus> result;
    for (auto& [day, status] : by_day) {
        result.push_back(std::move(status));
    }
    return result;
}

std::map<std::string, ObservedStatus> observed_of(const WindowData& data) {
    std::map<std::string, ObservedStatus> result;
    for (const Observation& observation : data.observations) {
        ObservedStatus& status = result[observation.service + "." + observation.metric];
        if (status.answers == 0) {
            status.oldest = status.newest = observation.observed_at;
        }
        ++status.answers;
        if (observation.state == ObservationState::known) {
            ++status.known;
        }
        status.oldest = std::min(status.oldest, observation.observed_at);
        status.newest = std::max(status.newest, observation.observed_at);
    }
    return result;
}

std::string day_of_time(Timestamp time) {
    return format_day(std::chrono::floor<days>(time));
}

std::string text_of(const EditionKey& key, const WindowData& data, Day today) {
    std::string out =
        fmt::format("edition {}: {} to {}, {} papers, {}\n", key.name(), format_day(key.window.from),
                    format_day(key.window.last_day()), data.papers.size(), data.whole() ? "whole" : "not whole");
    out += today >= key.due() ? fmt::format("due since {}\n", format_day(key.due()))
                              : fmt::format("due on {}\n", format_day(key.due()));
    out += "\nday         papers  state\n";
    for (const DayStatus& day : days_of(key, data)) {
        out += fmt::format("{}  {:>6}  {}", format_day(day.day), day.papers, day.state);
        if (day.missing > 0) {
            out += fmt::format(" by {} papers", day.missing);
        }
        out += '\n';
    }
    const auto observed = observed_of(data);
    out += observed.empty() ? "\nnothing is observed yet\n"
                            : "\nobserved                                papers   known  as of\n";
    for (const auto& [name, status] : observed) {
        out += fmt::format("{:<38}  {:>6}  {:>6}  {}", name, status.answers, status.known, day_of_time(status.oldest));
        if (day_of_time(status.newest) != day_of_time(status.oldest)) {
            out += " to " + day_of_time(status.newest);
        }
        out += '\n';
    }
    return out;
}

std::string json_of(const EditionKey& key, const WindowData& data) {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const DayStatus& day : days_of(key, data)) {
        list.push_back(
            {{"day", format_day(day.day)}, {"papers", day.papers}, {"state", day.state}, {"missing", day.missing}});
    }
    Json observed = Json::array();
    for (const auto& [name, status] : observed_of(data)) {
        observed.push_back({{"name", name},
                            {"papers", status.answers},
                            {"known", status.known},
                            {"oldest", format_rfc3339(status.oldest)},
                            {"newest", format_rfc3339(status.newest)}});
    }
    const Json json = {{"schema", 1},
                       {"month", key.month.text()},
                       {"window",
                        {{"name", key.window_name()},
                         {"from", format_rfc3339(key.window.from)},
                         {"until", format_rfc3339(key.window.until)},
                         {"whole", data.whole()}}},
                       {"due", format_day(key.due())},
                       {"papers", data.papers.size()},
                       {"days", std::move(list)},
                       {"observed", std::move(observed)}};
    return json.dump(2) + "\n";
}

void add_status_options(VerbOptions& declare, Options& options) {
    declare_format(declare, options, {"table", "json"});
}

Result<int> run_status(Session& session) {
    TRY_ASSIGN(const auto key, session.edition_key());
    TRY_ASSIGN(const auto data, gather(session, key, AskServices::no, GatherNews::left_out));
    session.write_out(session.options().format == "json" ? json_of(key, data) : text_of(key, data, session.today()));
    if (!data.whole()) {
        session.terminal().say("next: " + session.command_for("fetch", key));
    }
    return 0;
}

}  // namespace

const Verb status_verb = {"status",
                          "Show what is harvested and whole, day by day, what is observed, and which edition is due",
                          "  digest status\n  digest status --month 2022-02",
                          Verb::WorksOn::month,
                          add_status_options,
                          run_status};

}  // namespace digest
