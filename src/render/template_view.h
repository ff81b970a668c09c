#pragma once

#include <nlohmann/json.hpp>

#include "digest/model/edition.h"
#include "digest/render/renderer.h"

namespace digest {

/// What a template sees: the names of the edition's JSON, each string finished Markdown, and the prepared parts.
nlohmann::ordered_json template_view(const Edition& edition, const RenderOptions& options);

/// The view of an edition that has one of everything.
nlohmann::ordered_json template_specimen();

}  // namespace digest
