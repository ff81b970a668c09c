#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/model/observation.h"

namespace digest::services {

using Json = nlohmann::json;

/// Error of kind data, in words: cut short, a web page instead, not JSON.
Result<Json> parse_json(std::string_view body);

/// The member, or null where there is none or `object` is no object.
const Json& member(const Json& object, const char* key);
std::string text_member(const Json& object, const char* key);  ///< empty unless it is a string

/// A count as services write it: a whole number, also as text. `nonsense` is true for what is there and is none.
struct Count {
    std::optional<double> value{};
    bool nonsense = false;
};
Count read_count(const Json& value);

/// known, unknown or failed, after the count.
Observation to_observation(std::string_view paper_id, const char* service, const char* metric, const Count& count,
                           Timestamp now);
/// One notice for all numbers of an answer that made no sense.
void tell_nonsense(const std::vector<Observation>& observations, std::string_view service, Notices& notices);

}  // namespace digest::services
