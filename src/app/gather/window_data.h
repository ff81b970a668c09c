#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/workspace/session.h"
#include "digest/model/edition.h"
#include "digest/model/observation.h"
#include "digest/model/paper.h"
#include "digest/model/slice.h"

namespace digest {

/// A day of the window that is not proved whole.
struct ShortDay {
    enum class Why {
        not_fetched,
        incomplete,   ///< fewer ids came than the service counts
        provisional,  ///< fetched less than four days after its end
        imported,     ///< imported, and the harvest has not confirmed its totals
    };
    Day day{};
    Why why = Why::not_fetched;
    std::int64_t missing = 0;  ///< of an incomplete day: how many papers

    bool operator==(const ShortDay&) const = default;
};

/// Which days of the window are not whole by what the archive recorded of these categories.
std::vector<ShortDay> short_days(const Window& window, const std::vector<std::string>& categories,
                                 const std::vector<Slice>& slices);

/// "15 to 17 December were not fetched; 20 December is short by 12 papers": the days in words, grouped.
std::string describe(const std::vector<ShortDay>& days);

/// What score and the later passes need of a window.
struct WindowData {
    std::vector<Paper> papers{};
    std::vector<Observation> observations{};
    std::vector<NewsItem> news{};
    std::vector<Paper> earlier{};  ///< of the months before, where trends are shown
    std::set<std::string> featured_before{};
    std::vector<ShortDay> short_days{};
    std::vector<std::string> notices{};
    std::optional<Timestamp> as_of{};  ///< only observations up to then

    bool whole() const { return short_days.empty(); }
};

/// The months that a window's terms are compared with: the three editions (calendar months; as long windows) before,
/// up to its first day.
Window months_before(const EditionKey& key);

/// The papers of those months that the archive holds; none for the sample.
Result<std::vector<Paper>> earlier_papers(Session& session, const EditionKey& key);

/// The shipped sample month; a usage error for another month.
Result<WindowData> load_sample(Session& session, const EditionKey& key, std::optional<Timestamp> as_of);

/// From the archive. `as_of`: only observations up to then.
Result<WindowData> load_from_archive(Session& session, Archive& archive, const EditionKey& key,
                                     std::optional<Timestamp> as_of);

}  // namespace digest
