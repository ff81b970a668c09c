#include "schema.h"

#include <array>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "statement.h"

namespace digest::store {

namespace {

// Step n brings user_version from n to n + 1. A released step is never changed: add another.
// - Times are seconds since 1970, UTC; days are days since 1970.
// - Lists (authors, categories) are text with a unit separator (0x1f) before, between and after their items, so that
//   a whole item is found by a plain text search; an empty list is ''. Texts hold no control characters otherwise.
// - paper_by_submitted holds the categories too: a month's papers of other categories are never read.
// - Observations may come before their paper (a pin that is fetched later), so they have no foreign key.
constexpr std::array migrations = {
    R"sql(
CREATE TABLE paper (
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  submitted INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  categories TEXT NOT NULL,
  title TEXT NOT NULL,
  authors TEXT NOT NULL,
  abstract TEXT NOT NULL,
  comment TEXT NOT NULL,
  journal_ref TEXT NOT NULL,
  doi TEXT NOT NULL
) STRICT;
CREATE INDEX paper_by_submitted ON paper (submitted, id, categories);

CREATE TABLE slice (
  categories TEXT NOT NULL,
  "from" INTEGER NOT NULL,
  until INTEGER NOT NULL,
  total INTEGER NOT NULL,
  distinct_ids INTEGER NOT NULL,
  whole INTEGER NOT NULL,
  source TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  PRIMARY KEY ("from", until, categories)
) STRICT, WITHOUT ROWID;

CREATE TABLE observation (
  paper_id TEXT NOT NULL,
  service TEXT NOT NULL,
  metric TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('known', 'unknown', 'absent', 'failed')),
  value REAL,
  detail TEXT NOT NULL,
  PRIMARY KEY (paper_id, service, metric, observed_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
  workspace TEXT NOT NULL,
  name TEXT NOT NULL,
  year INTEGER NOT NULL,
  month INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edition', 'calendar', 'dates')),
  from_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  output_path TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition_paper (
  workspace TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  paper_id TEXT NOT NULL,
  PRIMARY KEY (workspace, name, position),
  FOREIGN KEY (workspace, name) REFERENCES edition (workspace, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  workspace TEXT NOT NULL,
  name TEXT NOT NULL,
  stored_at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (workspace, name)
) STRICT;

CREATE TABLE blob (
  hash TEXT NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE feed (
  url TEXT NOT NULL UNIQUE,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  final_url TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
)sql",
};

constexpr auto newest_version = static_cast<std::int64_t>(migrations.size());

Result<std::int64_t> one_number(sqlite3* connection, const std::filesystem::path& path, std::string_view sql) {
    Statement statement(connection, sql);
    if (statement.step() != SQLITE_ROW) {
        return tl::unexpected(storage_error(connection, path));
    }
    return statement.integer(0);
}

}  // namespace

Result<void> check_origin(sqlite3* connection, const std::filesystem::path& path) {
    TRY_ASSIGN(const std::int64_t tables, one_number(connection, path, "SELECT count(*) FROM sqlite_schema"));
    TRY_ASSIGN(const std::int64_t made_by, one_number(connection, path, "PRAGMA application_id"));
    const bool fresh = tables == 0 && made_by == 0;
    if (made_by != application_id && !fresh) {
        return fail(ErrorKind::storage, "this SQLite database belongs to another program", path.string(),
                    "name another file with --archive PATH");
    }
    TRY_ASSIGN(const std::int64_t version, one_number(connection, path, "PRAGMA user_version"));
    if (version > newest_version) {
        return fail(
            ErrorKind::storage,
            fmt::format("this archive was made by a newer digest (its tables have version {}, this one knows {})",
                        version, newest_version),
            path.string(), "install the newer digest, or name another archive with --archive PATH");
    }
    return {};
}

Result<void> migrate(sqlite3* connection, const std::filesystem::path& path) {
    for (;;) {
        TRY_ASSIGN(const std::int64_t version, one_number(connection, path, "PRAGMA user_version"));
        if (version >= newest_version) {
            return {};
        }

        Transaction transaction(connection);
        if (transaction.begun() != SQLITE_OK) {
            return tl::unexpected(storage_error(connection, path));
        }
        // Another process may have done this step while we waited for the lock.
        TRY_ASSIGN(const std::int64_t now, one_number(connection, path, "PRAGMA user_version"));
        if (now != version) {
            continue;
        }

        const std::string marks =
            fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, version + 1);
        if (execute(connection, migrations.at(static_cast<std::size_t>(version))) != SQLITE_OK ||
            execute(connection, marks.c_str()) != SQLITE_OK || transaction.commit() != SQLITE_OK) {
            return tl::unexpected(storage_error(connection, path));
        }
    }
}

}  // namespace digest::store
