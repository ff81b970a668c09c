#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "digest/base/error.h"

namespace digest {

/// The whole file. `kind` is the failure's kind: user_file for a file that the user named, storage for our own.
Result<std::string> read_file(const std::filesystem::path& path, ErrorKind kind = ErrorKind::user_file);

enum class WriteOutcome { written, unchanged };

/// The file that writing to `path` replaces or creates: where its symbolic links end. `storage` when what stands there
/// is no regular file (a folder, a pipe, a device).
Result<std::filesystem::path> replaceable_file(const std::filesystem::path& path);

/// Writes to a temporary file in the same folder as replaceable_file(), syncs and renames: a kill leaves the old file
/// or the new one, never half. A file that already holds these bytes is left untouched. Creates missing folders.
Result<WriteOutcome> write_file_atomically(const std::filesystem::path& named, std::string_view bytes);

}  // namespace digest
