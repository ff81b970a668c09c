#pragma once

#include <filesystem>

#include <sqlite3.h>

#include "digest/base/error.h"

namespace digest::store {

/// "dgst", in the database's header: tells an archive from other programs' databases.
constexpr int application_id = 0x64677374;

/// Refuses what is no archive of this or an earlier version of digest.
Result<void> check_origin(sqlite3* connection, const std::filesystem::path& path);

/// Brings the tables to the newest version, one transaction a step.
Result<void> migrate(sqlite3* connection, const std::filesystem::path& path);

}  // namespace digest::store
