#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "digest/base/error.h"

namespace digest::store {

/// What SQLite's last failure on this connection means to the person at the terminal: always of kind `storage`.
Error storage_error(sqlite3* connection, const std::filesystem::path& path);
Error storage_error(int code, std::string_view detail, const std::filesystem::path& path);

/// A prepared statement. Failures are kept and reported by `step`, so that binds need no checks of their own. Bound
/// text must live until the next `step` that ends a row or `reset`.
class Statement {
  public:
    Statement(sqlite3* connection, std::string_view sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(statement_); }

    Statement& bind(int at, std::string_view text);
    Statement& bind(int at, std::int64_t number);
    Statement& bind(int at, std::optional<double> number);
    Statement& bind_blob(int at, std::string_view bytes);

    /// SQLITE_ROW, SQLITE_DONE, or the error's code.
    int step();
    /// Runs it to its end and makes it ready for the next values: SQLITE_OK or the error's code.
    int run();
    void reset() { sqlite3_reset(statement_); }

    std::string_view text(int column) const;  ///< until the next step; also for blobs
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    std::optional<double> real(int column) const;

  private:
    void keep(int code) {
        if (failed_ == SQLITE_OK) {
            failed_ = code;
        }
    }

    sqlite3_stmt* statement_ = nullptr;
    int failed_ = SQLITE_OK;
};

/// Runs statements without results, separated by semicolons.
int execute(sqlite3* connection, const char* sql);

/// BEGIN IMMEDIATE, and ROLLBACK unless it was committed.
class Transaction {
  public:
    explicit Transaction(sqlite3* connection)
        : connection_(connection), begun_(execute(connection, "BEGIN IMMEDIATE")) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() {
        if (begun_ == SQLITE_OK && !committed_) {
            execute(connection_, "ROLLBACK");
        }
    }

    int begun() const { return begun_; }
    int commit() {
        const int code = execute(connection_, "COMMIT");
        committed_ = code == SQLITE_OK;
        return code;
    }

  private:
    sqlite3* connection_;
    int begun_;
    bool committed_ = false;
};

}  // namespace digest::store
