#include <algorithm>
#include <unordered_map>

#include "database.h"
#include "digest/store/archive.h"
#include "rows.h"

namespace digest {

namespace {

using store::from_time;
using store::Statement;
using store::to_time;
using store::Transaction;

constexpr std::string_view upsert_paper = R"sql(
INSERT INTO paper (id, version, submitted, updated, withdrawn, categories, title, authors, abstract, comment, journal_ref, doi)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version, submitted = min(submitted, excluded.submitted), updated = excluded.updated,
  withdrawn = excluded.withdrawn, categories = excluded.categories, title = excluded.title,
  authors = excluded.authors, abstract = excluded.abstract, comment = excluded.comment,
  journal_ref = excluded.journal_ref, doi = excluded.doi
WHERE excluded.version >= version
)sql";

int write_papers(sqlite3* connection, std::span<const Paper> papers) {
    Statement statement(connection, upsert_paper);
    std::string categories;
    std::string authors;
    for (const Paper& paper : papers) {
        store::encode_list(paper.categories, categories);
        store::encode_list(paper.authors, authors);
        statement.bind(1, paper.id)
            .bind(2, std::int64_t{paper.version})
            .bind(3, from_time(paper.submitted))
            .bind(4, from_time(paper.updated))
            .bind(5, std::int64_t{paper.withdrawn ? 1 : 0})
            .bind(6, categories)
            .bind(7, paper.title)
            .bind(8, authors)
            .bind(9, paper.abstract)
            .bind(10, paper.comment)
            .bind(11, paper.journal_ref)
            .bind(12, paper.doi);
        if (const int code = statement.run(); code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

bool holds_whole_slice(sqlite3* connection, const Slice& slice) {
    Statement statement(connection,
                        R"(SELECT 1 FROM slice WHERE categories = ?1 AND "from" < ?3 AND until > ?2 AND whole)");
    statement.bind(1, slice.categories).bind(2, from_time(slice.from)).bind(3, from_time(slice.until));
    return statement.step() == SQLITE_ROW;
}

constexpr std::string_view slice_columns =
    R"(categories, "from", until, total, distinct_ids, whole, source, fetched_at)";

Slice read_slice(const Statement& statement) {
    Slice slice;
    slice.categories = statement.text(0);
    slice.from = to_time(statement.integer(1));
    slice.until = to_time(statement.integer(2));
    slice.total = statement.integer(3);
    slice.distinct = statement.integer(4);
    slice.whole = statement.integer(5) != 0;
    slice.source = statement.text(6);
    slice.fetched_at = to_time(statement.integer(7));
    return slice;
}

int insert_slice(sqlite3* connection, const Slice& slice) {
    Statement insert(connection, "INSERT OR REPLACE INTO slice VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    insert.bind(1, slice.categories)
        .bind(2, from_time(slice.from))
        .bind(3, from_time(slice.until))
        .bind(4, slice.total)
        .bind(5, slice.distinct)
        .bind(6, std::int64_t{slice.whole ? 1 : 0})
        .bind(7, slice.source)
        .bind(8, from_time(slice.fetched_at));
    return insert.run();
}

/// What `slice` leaves of the records that it overlaps. A harvest that is not whole leaves nothing: what it lacks may
/// lie anywhere in it.
int remainders_beside(sqlite3* connection, const Slice& slice, std::vector<Slice>& remainders) {
    std::string select = "SELECT ";
    select += slice_columns;
    select += R"( FROM slice WHERE categories = ?1 AND "from" < ?3 AND until > ?2)";
    Statement statement(connection, select);
    statement.bind(1, slice.categories).bind(2, from_time(slice.from)).bind(3, from_time(slice.until));
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step()) {
        const Slice known = read_slice(statement);
        if (!known.whole && known.source == "harvest") {
            continue;
        }
        if (known.from < slice.from) {
            remainders.emplace_back(known).until = slice.from;
        }
        if (known.until > slice.until) {
            remainders.emplace_back(known).from = slice.until;
        }
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int write_slice(sqlite3* connection, const Slice& slice) {
    if (slice.source == "import" && holds_whole_slice(connection, slice)) {
        return SQLITE_OK;
    }
    std::vector<Slice> records;
    if (const int code = remainders_beside(connection, slice, records); code != SQLITE_OK) {
        return code;
    }
    records.push_back(slice);
    Statement clear(connection, R"(DELETE FROM slice WHERE categories = ?1 AND "from" < ?3 AND until > ?2)");
    clear.bind(1, slice.categories).bind(2, from_time(slice.from)).bind(3, from_time(slice.until));
    if (const int code = clear.run(); code != SQLITE_OK) {
        return code;
    }
    for (const Slice& record : records) {
        if (const int code = insert_slice(connection, record); code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

/// How many ids the record of this very fetch counted so far.
std::int64_t distinct_before(sqlite3* connection, const Slice& slice) {
    Statement statement(connection, R"(SELECT distinct_ids FROM slice WHERE categories = ?1 AND "from" = ?2
                                       AND until = ?3 AND total = ?4 AND source = ?5 AND NOT whole)");
    statement.bind(1, slice.categories)
        .bind(2, from_time(slice.from))
        .bind(3, from_time(slice.until))
        .bind(4, slice.total)
        .bind(5, slice.source);
    return statement.step() == SQLITE_ROW ? statement.integer(0) : 0;
}

}  // namespace

Result<void> Archive::store_page(std::span<const Paper> papers, const Slice& slice, bool restart) {
    Transaction transaction(database_->get());
    Slice record = slice;
    if (!restart) {
        record.distinct = std::max(record.distinct, distinct_before(database_->get(), slice));
    }
    if (transaction.begun() != SQLITE_OK || write_papers(database_->get(), papers) != SQLITE_OK ||
        write_slice(database_->get(), record) != SQLITE_OK || transaction.commit() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<void> Archive::store_papers(std::span<const Paper> papers) {
    Transaction transaction(database_->get());
    if (transaction.begun() != SQLITE_OK || write_papers(database_->get(), papers) != SQLITE_OK ||
        transaction.commit() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<void> Archive::replace_slices(std::span<const Slice> slices) {
    Transaction transaction(database_->get());
    if (transaction.begun() != SQLITE_OK) {
        return database_->failed();
    }
    for (const Slice& slice : slices) {
        if (write_slice(database_->get(), slice) != SQLITE_OK) {
            return database_->failed();
        }
    }
    if (transaction.commit() != SQLITE_OK) {
        return database_->failed();
    }
    return {};
}

Result<std::vector<Slice>> Archive::slices(const Window& window) const {
    std::string select = "SELECT ";
    select += slice_columns;
    select += R"( FROM slice WHERE "from" < ?2 AND until > ?1 ORDER BY "from", until, categories)";
    Statement statement(database_->get(), select);
    statement.bind(1, from_time(window.from)).bind(2, from_time(window.until));
    std::vector<Slice> slices;
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step()) {
        slices.push_back(read_slice(statement));
    }
    if (code != SQLITE_DONE) {
        return database_->failed();
    }
    return slices;
}

Result<std::vector<Paper>> Archive::papers(const Window& window, std::span<const std::string> categories) const {
    std::string condition = " WHERE submitted >= ?1 AND submitted < ?2";
    std::vector<std::string> needles;
    needles.reserve(categories.size());
    for (const std::string& category : categories) {
        condition += needles.empty() ? " AND (" : " OR ";
        condition += "instr(categories, ?" + std::to_string(needles.size() + 3) + ") > 0";
        needles.push_back(store::list_needle(category));
    }
    if (!needles.empty()) {
        condition += ")";
    }

    // Counting reads the index alone, and saves the vector's growth over rows of 2 kB.
    Statement count(database_->get(), "SELECT count(*) FROM paper" + condition);
    std::string select = "SELECT ";
    select += store::paper_columns;
    select += " FROM paper" + condition + " ORDER BY submitted, id";
    Statement statement(database_->get(), select);
    for (Statement* bound : {&count, &statement}) {
        bound->bind(1, from_time(window.from)).bind(2, from_time(window.until));
        for (std::size_t i = 0; i < needles.size(); ++i) {
            bound->bind(static_cast<int>(i) + 3, needles[i]);
        }
    }
    if (count.step() != SQLITE_ROW) {
        return database_->failed();
    }
    std::vector<Paper> papers;
    papers.reserve(static_cast<std::size_t>(count.integer(0)));
    int code = statement.step();
    for (; code == SQLITE_ROW; code = statement.step()) {
        papers.push_back(store::read_paper(statement));
    }
    if (code != SQLITE_DONE) {
        return database_->failed();
    }
    return papers;
}

Result<std::vector<Paper>> Archive::papers_by_id(std::span<const std::string> ids) const {
    std::string select = "SELECT ";
    select += store::paper_columns;
    select += " FROM paper WHERE id = ?1";
    Statement statement(database_->get(), select);
    std::vector<Paper> papers;
    papers.reserve(ids.size());
    for (const std::string& id : ids) {
        statement.bind(1, id);
        const int code = statement.step();
        if (code == SQLITE_ROW) {
            papers.push_back(store::read_paper(statement));
        } else if (code != SQLITE_DONE) {
            return database_->failed();
        }
        statement.reset();
    }
    return papers;
}

Result<std::int64_t> Archive::count_papers() const {
    Statement statement(database_->get(), "SELECT count(*) FROM paper");
    if (statement.step() != SQLITE_ROW) {
        return database_->failed();
    }
    return statement.integer(0);
}

}  // namespace digest
