#include "statement.h"

#include <fmt/format.h>

namespace digest::store {

Error storage_error(int code, std::string_view detail, const std::filesystem::path& path) {
    const std::string origin = path.string();
    const auto error = [&](std::string message, std::string next) {
        return Error{ErrorKind::storage, std::move(message), origin, std::move(next)};
    };
    switch (code & 0xff) {
        case SQLITE_FULL:
            return error("the disk is full; what was stored before is kept",
                         "free some space in that folder and run the same command again");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return error("the archive cannot be written",
                         "make the file and its folder writable, or name another archive with --archive PATH");
        case SQLITE_CANTOPEN:
            return error("the archive cannot be opened",
                         "check that the folder exists and is yours, or name another archive with --archive PATH");
        case SQLITE_NOTADB:
            return error("this file is not an archive of digest (it is not an SQLite database)",
                         "name another file with --archive PATH");
        case SQLITE_CORRUPT:
            return error(fmt::format("the archive is damaged ({})", detail),
                         "put a copy from your backup in its place, or move it away and run digest fetch");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return error("another process holds the archive", "wait for it to end, then run the same command again");
        case SQLITE_IOERR:
            return error(fmt::format("reading or writing the archive failed ({})", detail),
                         "check the disk and its free space, then run the same command again");
        default:
            return error(fmt::format("the archive failed: {}", detail), "run digest check");
    }
}

Error storage_error(sqlite3* connection, const std::filesystem::path& path) {
    return storage_error(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection), path);
}

Statement::Statement(sqlite3* connection, std::string_view sql) {
    keep(sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
}

Statement& Statement::bind(int at, std::string_view text) {
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* data = text.empty() ? "" : text.data();
    keep(sqlite3_bind_text64(statement_, at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int at, std::int64_t number) {
    keep(sqlite3_bind_int64(statement_, at, number));
    return *this;
}

Statement& Statement::bind(int at, std::optional<double> number) {
    keep(number ? sqlite3_bind_double(statement_, at, *number) : sqlite3_bind_null(statement_, at));
    return *this;
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
    const char* data = bytes.empty() ? "" : bytes.data();
    keep(sqlite3_bind_blob64(statement_, at, data, bytes.size(), SQLITE_STATIC));
    return *this;
}

int Statement::step() {
    return failed_ != SQLITE_OK ? failed_ : sqlite3_step(statement_);
}

int Statement::run() {
    int code = step();
    while (code == SQLITE_ROW) {
        code = step();
    }
    sqlite3_reset(statement_);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

std::string_view Statement::text(int column) const {
    // For text this is its UTF-8, as the database is; the pointer must be asked for before the length.
    const void* data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    if (data == nullptr || size <= 0) {
        return {};
    }
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

std::optional<double> Statement::real(int column) const {
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL) {
        return std::nullopt;
    }
    return sqlite3_column_double(statement_, column);
}

int execute(sqlite3* connection, const char* sql) {
    return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
}

}  // namespace digest::store
