#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/model/observation.h"
#include "digest/model/paper.h"

namespace digest {

/// All observations of one metric by one service: by paper, null where there is none.
struct ObservationColumn {
    std::string service{};
    std::string metric{};
    std::vector<const Observation*> by_paper{};
};

/// Observations sorted by service and metric, in any order of input; of two of the same number the newer one stands.
/// Papers that are not in the window are passed over. Both vectors must outlive it.
class ObservationColumns {
  public:
    ObservationColumns(const std::vector<Paper>& papers, const std::vector<Observation>& observations);

    /// Null: nobody asked.
    const ObservationColumn* find(std::string_view service, std::string_view metric) const;
    /// Of all services, those we prefer first: Semantic Scholar, OpenAlex, then by name.
    std::vector<const ObservationColumn*> of_metric(std::string_view metric) const;

  private:
    ObservationColumn& column(const Observation& observation, std::size_t papers);

    std::vector<ObservationColumn> columns_{};
};

/// The number of a known observation, zero of an absent one; nothing of one that is unknown, failed or no number.
std::optional<double> known_value(const Observation* observation);

}  // namespace digest
