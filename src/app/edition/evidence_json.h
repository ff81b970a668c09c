#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "digest/model/evidence.h"

namespace digest {

/// A list of objects, each with its "kind".
nlohmann::json evidence_json(const std::vector<Evidence>& evidence);

/// Throws as nlohmann does, or std::out_of_range, what makes no sense.
std::vector<Evidence> evidence_of(const nlohmann::json& json);

/// Of format 1: sentences.
std::vector<Evidence> evidence_of_format_1(const nlohmann::json& json);

}  // namespace digest
