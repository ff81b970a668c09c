#pragma once

#include <cstdint>
#include <limits>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "digest/base/dates.h"

// What a file from another machine says may make no sense: nlohmann would cast it or pass it on as it is, so it is
// looked at here. What is wrong is thrown, as nlohmann throws what has the wrong type.
namespace digest {

inline std::int64_t whole_number(const nlohmann::json& json, std::int64_t least, std::int64_t most) {
    const bool fits = json.is_number_unsigned() ? json.get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                                                : json.is_number_integer();
    if (!fits || json.get<std::int64_t>() < least || json.get<std::int64_t>() > most) {
        throw std::out_of_range("a number that is no whole one, or out of bounds");
    }
    return json.get<std::int64_t>();
}

/// An enumeration whose last value is `last`.
template <class Enum>
Enum enum_of(const nlohmann::json& json, Enum last) {
    return static_cast<Enum>(whole_number(json, 0, static_cast<int>(last)));
}

inline nlohmann::json day_json(Day day) {
    return format_day(day);
}
inline Day day_of(const nlohmann::json& json) {
    const auto day = parse_day(json.get<std::string>());
    if (!day) {
        throw std::out_of_range("a day that cannot be read");
    }
    return *day;
}

}  // namespace digest
