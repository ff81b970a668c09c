#include "observation_columns.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace digest {
namespace {

bool is_newer(const Observation& a, const Observation& b) {
    // Two answers of the same second are the upstream's fault; any fixed choice will do.
    return std::make_tuple(a.observed_at, a.value.value_or(-1), a.state) >
           std::make_tuple(b.observed_at, b.value.value_or(-1), b.state);
}

int preference(std::string_view service) {
    if (service == "semantic_scholar") {
        return 0;
    }
    return service == "openalex" ? 1 : 2;
}

}  // namespace

ObservationColumns::ObservationColumns(const std::vector<Paper>& papers, const std::vector<Observation>& observations) {
    std::unordered_map<std::string_view, std::size_t> places;
    places.reserve(papers.size());
    for (std::size_t i = 0; i < papers.size(); ++i) {
        places.emplace(papers[i].id, i);
    }
    for (const Observation& observation : observations) {
        const auto place = places.find(observation.paper_id);
        if (place == places.end()) {
            continue;
        }
        const Observation*& entry = column(observation, papers.size()).by_paper[place->second];
        if (entry == nullptr || is_newer(observation, *entry)) {
            entry = &observation;
        }
    }
    std::sort(columns_.begin(), columns_.end(), [](const ObservationColumn& a, const ObservationColumn& b) {
        return std::make_tuple(preference(a.service), std::string_view(a.service), std::string_view(a.metric)) <
               std::make_tuple(preference(b.service), std::string_view(b.service), std::string_view(b.metric));
    });
}

ObservationColumn& ObservationColumns::column(const Observation& observation, std::size_t papers) {
    for (ObservationColumn& candidate : columns_) {
        if (candidate.metric == observation.metric && candidate.service == observation.service) {
            return candidate;
        }
    }
    columns_.push_back({observation.service, observation.metric, std::vector<const Observation*>(papers)});
    return columns_.back();
}

const ObservationColumn* ObservationColumns::find(std::string_view service, std::string_view metric) const {
    for (const ObservationColumn& candidate : columns_) {
        if (candidate.service == service && candidate.metric == metric) {
            return &candidate;
        }
    }
    return nullptr;
}

std::vector<const ObservationColumn*> ObservationColumns::of_metric(std::string_view metric) const {
    std::vector<const ObservationColumn*> found;
    for (const ObservationColumn& candidate : columns_) {
        if (candidate.metric == metric) {
            found.push_back(&candidate);
        }
    }
    return found;
}

std::optional<double> known_value(const Observation* observation) {
    if (observation == nullptr) {
        return std::nullopt;
    }
    if (observation->state == ObservationState::absent) {
        return 0.0;
    }
    if (observation->state != ObservationState::known || !observation->value) {
        return std::nullopt;
    }
    if (!std::isfinite(*observation->value) || *observation->value < 0) {
        return std::nullopt;
    }
    return observation->value;
}

}  // namespace digest
