#include "digest/store/archive.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "database.h"
#include "digest/base/try.h"
#include "schema.h"

namespace digest {

namespace {

using store::execute;
using store::Statement;
using store::storage_error;

constexpr int busy_milliseconds = 10'000;

/// WAL: readers never wait for the writer. FULL: what was committed survives a power cut, too.
constexpr const char* writer_settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000";
constexpr const char* reader_settings = "PRAGMA query_only = ON; PRAGMA cache_size = -4000";

/// "file:" address of SQLite, in which ? # and % would mean something.
std::string file_address(const std::filesystem::path& path, std::string_view parameters) {
    std::string address = "file:";
    for (const char byte : path.string()) {
        if (byte == '?' || byte == '#' || byte == '%') {
            address += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
        } else {
            address.push_back(byte);
        }
    }
    address += parameters;
    return address;
}

struct OpenedConnection {
    int code = SQLITE_OK;
    std::unique_ptr<sqlite3, CloseConnection> connection{};
};

OpenedConnection open_connection(const std::string& name, int flags) {
    // nobody asks SQLite how much memory it has: counting it costs a lock at every piece
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3* raw = nullptr;
    OpenedConnection opened;
    opened.code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    opened.connection.reset(raw);
    if (raw != nullptr) {
        sqlite3_busy_timeout(raw, busy_milliseconds);
    }
    return opened;
}

Result<void> make_folder(const std::filesystem::path& path) {
    if (path.parent_path().empty()) {
        return {};
    }
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
        return fail(ErrorKind::storage, fmt::format("the archive's folder cannot be created ({})", error.message()),
                    path.parent_path().string(),
                    "create the folder yourself, or name another archive with --archive PATH");
    }
    return {};
}

/// In a folder that we may not write, SQLite cannot make the files that WAL needs. Without a writer's -wal file the
/// database itself holds everything, and can be read as one that nobody changes.
bool needs_immutable(int code, const std::filesystem::path& path) {
    const int primary = code & 0xff;
    std::error_code error;
    return (primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY) &&
           !std::filesystem::exists(path.string() + "-wal", error);
}

/// The change to WAL needs the file alone, and SQLite does not wait for that by itself: another process may be making
/// the same archive.
int apply_writer_settings(sqlite3* connection) {
    constexpr int pause = 10;
    int code = execute(connection, writer_settings);
    for (int waited = 0; (code & 0xff) == SQLITE_BUSY && waited < busy_milliseconds; waited += pause) {
        sqlite3_sleep(pause);
        code = execute(connection, writer_settings);
    }
    return code;
}

int first_read(sqlite3* connection) {
    Statement statement(connection, "SELECT count(*) FROM sqlite_schema");
    const int code = statement.step();
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

}  // namespace

Archive::Archive(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const std::filesystem::path& path, Mode mode) {
    return mode == Mode::read_only ? open_to_read(path) : open_to_write(path);
}

Result<Archive> Archive::open_to_read(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        return fail(ErrorKind::storage, "there is no archive here yet", path.string(),
                    "run digest fetch or digest import first, or try --sample");
    }
    auto database = std::make_unique<Database>();
    database->path = path;
    OpenedConnection opened = open_connection(path.string(), SQLITE_OPEN_READONLY);
    int code = opened.code == SQLITE_OK ? first_read(opened.connection.get()) : opened.code;
    if (code != SQLITE_OK && needs_immutable(code, path)) {
        opened = open_connection(file_address(path, "?immutable=1"), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
        code = opened.code;
    }
    database->connection = std::move(opened.connection);
    if (code != SQLITE_OK) {
        return tl::unexpected(storage_error(code, sqlite3_errstr(code), path));
    }
    TRY(store::check_origin(database->get(), path));
    // A writer that was killed at its very first step leaves a file without tables; only a writer may add them.
    const bool has_tables =
        Statement(database->get(), "SELECT 1 FROM sqlite_schema WHERE name = 'paper'").step() == SQLITE_ROW;
    if (!has_tables) {
        return in_memory();
    }
    if (execute(database->get(), reader_settings) != SQLITE_OK) {
        return database->failed();
    }
    return Archive(std::move(database));
}

Result<Archive> Archive::open_to_write(const std::filesystem::path& path) {
    TRY(make_folder(path));
    auto database = std::make_unique<Database>();
    database->path = path;
    OpenedConnection opened = open_connection(path.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    database->connection = std::move(opened.connection);
    if (opened.code != SQLITE_OK) {
        return tl::unexpected(storage_error(opened.code, sqlite3_errstr(opened.code), path));
    }
    // SQLite falls back to reading when it may not write; here that must be known before the first page is fetched.
    if (sqlite3_db_readonly(database->get(), "main") == 1) {
        return tl::unexpected(storage_error(SQLITE_READONLY, "", path));
    }
    TRY(store::check_origin(database->get(), path));
    if (apply_writer_settings(database->get()) != SQLITE_OK) {
        return database->failed();
    }
    TRY(store::migrate(database->get(), path));
    return Archive(std::move(database));
}

Result<Archive> Archive::in_memory() {
    auto database = std::make_unique<Database>();
    database->path = "(in memory)";
    OpenedConnection opened = open_connection(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    database->connection = std::move(opened.connection);
    if (opened.code != SQLITE_OK) {
        return tl::unexpected(storage_error(opened.code, sqlite3_errstr(opened.code), database->path));
    }
    if (execute(database->get(), "PRAGMA foreign_keys = ON") != SQLITE_OK) {
        return database->failed();
    }
    TRY(store::migrate(database->get(), database->path));
    return Archive(std::move(database));
}

Result<std::string> Archive::integrity() const {
    Statement statement(database_->get(), "PRAGMA integrity_check(10)");
    std::string report;
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step()) {
        if (!report.empty()) {
            report += "; ";
        }
        report += statement.text(0);
    }
    // A file that is damaged badly enough fails the check itself.
    if (code != SQLITE_DONE && (code & 0xff) != SQLITE_CORRUPT) {
        return database_->failed();
    }
    if (code != SQLITE_DONE) {
        report += report.empty() ? sqlite3_errstr(code) : fmt::format("; {}", sqlite3_errstr(code));
    }
    return report;
}

}  // namespace digest
