#pragma once

#include <string>
#include <string_view>

#include "digest/base/error.h"
#include "digest/model/snapshot.h"

namespace digest {

/// A snapshot as JSON, one line: the same value gives the same bytes, and reading back gives the same value.
/// `with_figures`: figure bytes stand in it as base64; else only their content hashes (the archive holds the bytes).
std::string write_snapshot(const Snapshot& snapshot, bool with_figures);

/// user_file with `file` as origin when it is no snapshot, is damaged (checksum), or comes from a newer format.
Result<Snapshot> read_snapshot(std::string_view text, std::string_view file);

}  // namespace digest
