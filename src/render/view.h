#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "digest/model/edition.h"

namespace digest {

/// The edition under the names of docs/json.md: all its text is plain or the editor's; unknown is null.
nlohmann::ordered_json edition_view(const Edition& edition);

nlohmann::ordered_json window_view(const EditionKey& key, bool whole);
nlohmann::ordered_json signals_view(const std::vector<Signal>& signals);
nlohmann::ordered_json sentences_view(const std::vector<ComposedSentence>& sentences);

/// {"rising", "falling"}.
nlohmann::ordered_json trends_view(const std::vector<Trend>& trends);

/// Six decimals: what a reader compares, without the noise of the last bits.
nlohmann::ordered_json rounded(std::optional<double> value);

/// UTF-8 that is not valid is repaired, never thrown at.
std::string dump(const nlohmann::ordered_json& json, int indent);

}  // namespace digest
