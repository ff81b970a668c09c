#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/gather/gather.h"
#include "digest/base/try.h"
#include "digest/edition/freeze.h"
#include "digest/render/chart.h"
#include "digest/render/listing.h"

namespace digest {
namespace {

std::string pad_right(std::string text, std::size_t width) {
    const std::size_t columns = display_width(text);
    if (columns < width) {
        text.append(width - columns, ' ');
    }
    return text;
}

std::string table_of(const TrendListing& history) {
    std::size_t width = 4;
    for (const Trend& trend : history.trends) {
        width = std::max(width, display_width(trend.term));
    }
    std::string out = fmt::format("{}  {:>6}  {:>6}  {:>6}  {:>6}  papers\n", pad_right("term", width), "papers",
                                  "before", "ratio", "z");
    for (const bool rising : {true, false}) {
        out += rising ? "rising\n" : "falling\n";
        for (const Trend& trend : history.trends) {
            if (trend.rising != rising) {
                continue;
            }
            out += fmt::format("{}  {:>6}  {:>6}  {:>6.2f}  {:>6.1f}  {}\n", pad_right(trend.term, width), trend.papers,
                               trend.papers_before, trend.ratio, trend.z, fmt::join(trend.examples, " "));
        }
    }
    return out;
}

void add_trends_options(VerbOptions& declare, Options& options) {
    declare_format(declare, options, {"table", "json", "svg"});
}

Result<int> run_trends(Session& session) {
    TRY_ASSIGN(auto window, load_window(session));
    const EditionKey& key = window.key;
    WindowData& data = window.data;
    TRY_ASSIGN(const auto earlier, earlier_papers(session, key));
    TrendListing history;
    history.papers = data.papers.size();
    history.papers_before = earlier.size();
    history.before = months_before(key);
    history.trends = trends_between(data.papers, earlier);
    const std::string& format = session.options().format;
    if (history.papers_before == 0) {
        session.terminal().notice(
            {NoticeKind::information,
             fmt::format("the archive holds no paper of {} to {}: without months before there are no trends",
                         format_day(history.before.from), format_day(history.before.last_day())),
             ""});
    } else if (history.trends.empty()) {
        session.terminal().say("no term rose or fell enough to count");
    }
    if (format == "json") {
        session.write_out(trends_json(key, history));
    } else if (format == "svg") {
        session.write_out(render_chart(history.trends, session.config().edition.language));
    } else if (!history.trends.empty()) {
        session.write_out(table_of(history));
    }
    return 0;
}

}  // namespace

const Verb trends_verb = {"trends",
                          "Show the terms that rise and fall against the months before",
                          "  digest trends --month 2022-02\n  digest trends --month 2022-02 --format svg > trends.svg",
                          Verb::WorksOn::month,
                          add_trends_options,
                          run_trends};

}  // namespace digest
