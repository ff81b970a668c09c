#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "digest/base/error.h"

namespace digest {

/// At most the first `most` bytes of what a file holds, unpacked where it is gzip. `user_file` when it cannot be
/// opened, `data` when the gzip is damaged or cut short.
Result<std::string> read_plain_or_gzip(const std::filesystem::path& file, std::size_t most);

}  // namespace digest
