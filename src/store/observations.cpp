#include <array>
#include <limits>

#include "database.h"
#include "digest/store/archive.h"
#include "rows.h"

namespace digest {

namespace {

using store::from_time;
using store::Statement;
using store::to_time;
using store::Transaction;

constexpr std::array<std::string_view, 4> state_names = {"known", "unknown", "absent", "failed"};

std::string_view name_of(ObservationState state) {
    return state_names.at(static_cast<std::size_t>(state));
}

ObservationState state_of(std::string_view name) {
    for (std::size_t i = 0; i < state_names.size(); ++i) {
        if (state_names[i] == name) {
            return static_cast<ObservationState>(i);
        }
    }
    return ObservationState::failed;
}

Observation read_observation(const Statement& row) {
    Observation observation;
    observation.paper_id = row.text(0);
    observation.service = row.text(1);
    observation.metric = row.text(2);
    observation.observed_at = to_time(row.integer(3));
    observation.state = state_of(row.text(4));
    observation.value = row.real(5);
    observation.detail = row.text(6);
    return observation;
}

/// Rows of one paper come by service, metric, and oldest first: the last answer of a key stands, and a failure only
/// where nothing did.
class NewestOfEach {
  public:
    explicit NewestOfEach(std::size_t papers) { found_.reserve(papers * room_for_a_paper); }

    void add(const Statement& row) {
        const bool same_key = !found_.empty() && found_.back().metric == row.text(2) &&
                              found_.back().service == row.text(1) && found_.back().paper_id == row.text(0);
        if (!same_key) {
            found_.push_back(read_observation(row));
        } else if (row.text(4) != name_of(ObservationState::failed) ||
                   found_.back().state == ObservationState::failed) {
            found_.back() = read_observation(row);
        }
    }
    std::vector<Observation> take() { return std::move(found_); }

  private:
    /// Twice as many as services have to say: a vector that grows touches three times the memory, and one with room to
    /// spare can take in those of another window. Room that is not used costs nothing.
    static constexpr std::size_t room_for_a_paper = 16;

    std::vector<Observation> found_{};
};

std::int64_t limit_of(std::optional<Timestamp> as_of) {
    return as_of ? from_time(*as_of) : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

Result<void> Archive::store_observations(std::span<const Observation> observations) {
    Transaction transaction(database_->get());
    if (transaction.begun() != SQLITE_OK) {
        return database_->failed();
    }
    Statement statement(database_->get(), R"(INSERT OR REPLACE INTO observation
        (paper_id, service, metric, observed_at, state, value, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))");
    for (const Observation& observation : observations) {
        statement.bind(1, observation.paper_id)
            .bind(2, observation.service)
            .bind(3, observation.metric)
            .bind(4, from_time(observation.observed_at))
            .bind(5, name_of(observation.state))
            .bind(6, observation.value)
            .bind(7, observation.detail);
        if (statement.run() != SQLITE_OK) {
            return database_->failed();
        }
    }
    if (transaction.commit() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<std::vector<Observation>> Archive::observations(const Window& window, std::optional<Timestamp> as_of) const {
    // A join would sort the rows of each paper, which lie sorted in the table.
    Statement statement(database_->get(),
                        "SELECT id FROM paper WHERE submitted >= ?1 AND submitted < ?2 ORDER BY submitted, id");
    statement.bind(1, from_time(window.from)).bind(2, from_time(window.until));
    std::vector<std::string> ids;
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step()) {
        ids.emplace_back(statement.text(0));
    }
    if (code != SQLITE_DONE) {
        return database_->failed();
    }
    return observations_by_id(ids, as_of);
}

Result<std::vector<Observation>> Archive::observations_by_id(std::span<const std::string> ids,
                                                             std::optional<Timestamp> as_of) const {
    Statement statement(database_->get(), R"(
        SELECT paper_id, service, metric, observed_at, state, value, detail FROM observation
        WHERE paper_id = ?1 AND observed_at <= ?2 ORDER BY service, metric, observed_at)");
    NewestOfEach newest(ids.size());
    for (const std::string& id : ids) {
        statement.bind(1, id).bind(2, limit_of(as_of));
        int code = statement.step();
        for (; code == SQLITE_ROW; code = statement.step()) {
            newest.add(statement);
        }
        if (code != SQLITE_DONE) {
            return database_->failed();
        }
        statement.reset();
    }
    return newest.take();
}

}  // namespace digest
