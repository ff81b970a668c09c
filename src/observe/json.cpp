#include "json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "digest/base/utf8.h"

namespace digest::services {

namespace {
constexpr double absurd = 1e9;
}

Result<Json> parse_json(std::string_view body) {
    const std::string_view text = trim(body.starts_with("\xEF\xBB\xBF") ? body.substr(3) : body);
    if (text.empty()) {
        return fail(ErrorKind::data, "an empty answer");
    }
    if (text.front() == '<') {
        return fail(ErrorKind::data, "a web page instead of JSON");
    }
    if (text.front() != '{' && text.front() != '[') {
        return fail(ErrorKind::data, "not JSON");
    }
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) {
        return fail(ErrorKind::data, "JSON that is cut short or damaged");
    }
    return json;
}

const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) {
        return nothing;
    }
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string text_member(const Json& object, const char* key) {
    const Json& value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

Count read_count(const Json& value) {
    if (value.is_null()) {
        return {};
    }
    double number = -1;
    if (value.is_number()) {
        number = value.get<double>();
    } else if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size()) {
            return {std::nullopt, true};
        }
    }
    // The negation also refuses what is not a number at all.
    if (!(number >= 0 && number <= absurd) || number != std::floor(number)) {
        return {std::nullopt, true};
    }
    return {number, false};
}

Observation to_observation(std::string_view paper_id, const char* service, const char* metric, const Count& count,
                           Timestamp now) {
    Observation observation;
    observation.paper_id = paper_id;
    observation.service = service;
    observation.metric = metric;
    observation.value = count.value;
    observation.observed_at = now;
    if (!count.value) {
        observation.state = count.nonsense ? ObservationState::failed : ObservationState::unknown;
    }
    return observation;
}

void tell_nonsense(const std::vector<Observation>& observations, std::string_view service, Notices& notices) {
    const auto failed = std::count_if(observations.begin(), observations.end(), [](const Observation& observation) {
        return observation.state == ObservationState::failed;
    });
    if (failed == 0) {
        return;
    }
    notices.push_back(
        {NoticeKind::data_doubted,
         fmt::format("{} numbers made no sense (negative, absurdly large or no number) and are left out", failed),
         service_title(service)});
}

}  // namespace digest::services
