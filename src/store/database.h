#pragma once

#include <filesystem>
#include <memory>

#include <sqlite3.h>

#include "digest/store/archive.h"
#include "statement.h"

namespace digest {

struct CloseConnection {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};

struct Archive::Database {
    std::unique_ptr<sqlite3, CloseConnection> connection{};
    std::filesystem::path path{};

    sqlite3* get() const { return connection.get(); }
    tl::unexpected<Error> failed() const { return tl::unexpected(store::storage_error(get(), path)); }
};

}  // namespace digest
