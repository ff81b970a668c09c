#include <array>

#include "database.h"
#include "digest/store/archive.h"
#include "rows.h"

namespace digest {

namespace {

using store::from_day;
using store::from_time;
using store::Statement;
using store::to_day;
using store::to_time;
using store::Transaction;

constexpr std::array<std::string_view, 3> kind_names = {"edition", "calendar", "dates"};

WindowKind kind_of(std::string_view name) {
    if (name == kind_names[1]) {
        return WindowKind::calendar;
    }
    return name == kind_names[2] ? WindowKind::dates : WindowKind::edition;
}

EditionKey read_key(const Statement& row) {
    EditionKey key;
    key.month = Month{static_cast<int>(row.integer(1)), static_cast<unsigned>(row.integer(2))};
    key.kind = kind_of(row.text(3));
    key.window = Window{to_day(row.integer(4)), to_day(row.integer(5))};
    return key;
}

int write_edition(sqlite3* connection, std::string_view workspace, std::string_view name, const EditionKey& key,
                  std::string_view output_path, Timestamp now) {
    // The old row goes with its papers (ON DELETE CASCADE).
    Statement clear(connection, "DELETE FROM edition WHERE workspace = ?1 AND name = ?2");
    clear.bind(1, workspace).bind(2, name);
    if (const int code = clear.run(); code != SQLITE_OK) {
        return code;
    }
    Statement insert(connection, "INSERT INTO edition VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    insert.bind(1, workspace)
        .bind(2, name)
        .bind(3, std::int64_t{key.month.year})
        .bind(4, std::int64_t{key.month.month})
        .bind(5, kind_names.at(static_cast<std::size_t>(key.kind)))
        .bind(6, from_day(key.window.from))
        .bind(7, from_day(key.window.until))
        .bind(8, output_path)
        .bind(9, from_time(now));
    return insert.run();
}

int write_edition_papers(sqlite3* connection, std::string_view workspace, std::string_view name,
                         std::span<const std::string> paper_ids) {
    Statement insert(connection, "INSERT INTO edition_paper VALUES (?1, ?2, ?3, ?4)");
    std::int64_t position = 0;
    for (const std::string& id : paper_ids) {
        insert.bind(1, workspace).bind(2, name).bind(3, ++position).bind(4, id);
        if (const int code = insert.run(); code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

}  // namespace

Result<void> Archive::remember_edition(std::string_view workspace, const EditionKey& key,
                                       std::span<const std::string> paper_ids, std::string_view output_path,
                                       Timestamp now) {
    const std::string name = key.name();
    Transaction transaction(database_->get());
    if (transaction.begun() != SQLITE_OK ||
        write_edition(database_->get(), workspace, name, key, output_path, now) != SQLITE_OK ||
        write_edition_papers(database_->get(), workspace, name, paper_ids) != SQLITE_OK ||
        transaction.commit() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<std::vector<Archive::Remembered>> Archive::remembered(std::string_view workspace) const {
    Statement editions(database_->get(),
                       R"(SELECT name, year, month, kind, from_day, until_day, output_path, published_at
                                            FROM edition WHERE workspace = ?1 ORDER BY year, month, name)");
    Statement papers(database_->get(),
                     "SELECT paper_id FROM edition_paper WHERE workspace = ?1 AND name = ?2 ORDER BY position");
    editions.bind(1, workspace);
    std::vector<Remembered> found;
    int code = editions.step();
    for (; code == SQLITE_ROW; code = editions.step()) {
        Remembered remembered;
        remembered.key = read_key(editions);
        remembered.output_path = editions.text(6);
        remembered.published_at = to_time(editions.integer(7));
        papers.bind(1, workspace).bind(2, editions.text(0));
        int paper_code = papers.step();
        for (; paper_code == SQLITE_ROW; paper_code = papers.step()) {
            remembered.paper_ids.emplace_back(papers.text(0));
        }
        if (paper_code != SQLITE_DONE) {
            return database_->failed();
        }
        papers.reset();
        found.push_back(std::move(remembered));
    }
    if (code != SQLITE_DONE) {
        return database_->failed();
    }
    return found;
}

Result<void> Archive::store_snapshot(std::string_view workspace, const EditionKey& key, std::string_view bytes,
                                     Timestamp now) {
    const std::string name = key.name();
    Statement statement(database_->get(),
                        "INSERT OR REPLACE INTO snapshot (workspace, name, stored_at, bytes) VALUES (?1, ?2, ?3, ?4)");
    statement.bind(1, workspace).bind(2, name).bind(3, from_time(now)).bind_blob(4, bytes);
    if (statement.run() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<std::optional<std::string>> Archive::snapshot(std::string_view workspace, const EditionKey& key) const {
    const std::string name = key.name();
    Statement statement(database_->get(), "SELECT bytes FROM snapshot WHERE workspace = ?1 AND name = ?2");
    statement.bind(1, workspace).bind(2, name);
    const int code = statement.step();
    if (code == SQLITE_DONE) {
        return std::optional<std::string>{};
    }
    if (code != SQLITE_ROW) {
        return database_->failed();
    }
    return std::optional<std::string>{std::string(statement.text(0))};
}

Result<void> Archive::store_blob(std::string_view hash, std::string_view bytes) {
    Statement statement(database_->get(), "INSERT OR REPLACE INTO blob (hash, bytes) VALUES (?1, ?2)");
    statement.bind(1, hash).bind_blob(2, bytes);
    if (statement.run() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<std::optional<std::string>> Archive::blob(std::string_view hash) const {
    Statement statement(database_->get(), "SELECT bytes FROM blob WHERE hash = ?1");
    statement.bind(1, hash);
    const int code = statement.step();
    if (code == SQLITE_DONE) {
        return std::optional<std::string>{};
    }
    if (code != SQLITE_ROW) {
        return database_->failed();
    }
    return std::optional<std::string>{std::string(statement.text(0))};
}

Result<void> Archive::store_feeds(std::span<const FeedCopy> feeds) {
    Transaction transaction(database_->get());
    if (transaction.begun() != SQLITE_OK) {
        return database_->failed();
    }
    Statement statement(database_->get(), R"(INSERT OR REPLACE INTO feed (url, etag, last_modified, final_url, body)
                                             VALUES (?1, ?2, ?3, ?4, ?5))");
    for (const FeedCopy& feed : feeds) {
        statement.bind(1, feed.url)
            .bind(2, feed.etag)
            .bind(3, feed.last_modified)
            .bind(4, feed.final_url)
            .bind_blob(5, feed.body);
        if (statement.run() != SQLITE_OK) {
            return database_->failed();
        }
    }
    if (transaction.commit() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<std::vector<FeedCopy>> Archive::feeds() const {
    Statement statement(database_->get(), "SELECT url, etag, last_modified, final_url, body FROM feed ORDER BY url");
    std::vector<FeedCopy> feeds;
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step()) {
        FeedCopy feed;
        feed.url = statement.text(0);
        feed.etag = statement.text(1);
        feed.last_modified = statement.text(2);
        feed.final_url = statement.text(3);
        feed.body = statement.text(4);
        feeds.push_back(std::move(feed));
    }
    if (code != SQLITE_DONE) {
        return database_->failed();
    }
    return feeds;
}

}  // namespace digest
