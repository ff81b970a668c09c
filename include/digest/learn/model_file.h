#pragma once

#include <string>
#include <string_view>

#include "digest/base/error.h"
#include "digest/model/linear_model.h"
#include "digest/text/features.h"

namespace digest {

/// What a file of `digest learn` holds. `authors` is empty unless the model looks at author history: such a file names
/// people, and is for one workspace.
struct ModelFile {
    LinearModel model{};
    AuthorHistory authors{};

    bool operator==(const ModelFile&) const = default;
};

/// Text: a first line with the version, the fields, the weights in base64, a checksum. Same model, same bytes.
std::string format_model(const ModelFile& file);

/// An error of kind user_file for another version, a damaged or cut file, or anything that is no model. `origin` names
/// the file.
Result<ModelFile> parse_model_file(std::string_view text, const std::string& origin);
/// Only the model.
Result<LinearModel> parse_model(std::string_view text, const std::string& origin);

}  // namespace digest
