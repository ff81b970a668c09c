// The archive: import and load against a bare prepared-insert loop over the same rows.
#include <cstdlib>
#include <filesystem>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "corpus.h"
#include "digest/harvest/metadata_dump.h"
#include "digest/store/archive.h"

namespace {

using namespace digest;
namespace fs = std::filesystem;

constexpr std::uint64_t rows = 50'000;
constexpr std::size_t batch = 2000;

const std::vector<Paper>& corpus_papers() {
    static const std::vector<Paper> papers = bench::Corpus{}.papers(rows);
    return papers;
}

fs::path scratch_file(const char* name) {
    const fs::path path = fs::temp_directory_path() / name;
    for (const char* suffix : {"", "-wal", "-shm"}) {
        fs::remove(path.string() + suffix);
    }
    return path;
}

/// What any import has to do at the least: the same columns, one prepared statement, one transaction a batch.
void bare_insert_loop(benchmark::State& state) {
    const std::vector<Paper>& papers = corpus_papers();
    for (auto _ : state) {
        sqlite3* database = nullptr;
        sqlite3_open(scratch_file("digest-bench-bare.sqlite3").c_str(), &database);
        sqlite3_exec(database,
                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE paper (id TEXT PRIMARY KEY, "
                     "version INTEGER, submitted INTEGER, "
                     "updated INTEGER, title TEXT, abstract TEXT, authors TEXT, categories TEXT, comment TEXT, "
                     "journal_ref TEXT, doi TEXT) STRICT; "
                     "CREATE INDEX by_submitted ON paper (submitted, id)",
                     nullptr, nullptr, nullptr);
        sqlite3_stmt* insert = nullptr;
        sqlite3_prepare_v2(database, "INSERT INTO paper VALUES (?,?,?,?,?,?,?,?,?,?,?)", -1, &insert, nullptr);
        for (std::size_t i = 0; i < papers.size(); ++i) {
            if (i % batch == 0) {
                sqlite3_exec(database, i == 0 ? "BEGIN" : "COMMIT; BEGIN", nullptr, nullptr, nullptr);
            }
            const Paper& paper = papers[i];
            const std::string authors = fmt::format("{}", fmt::join(paper.authors, "\x1f"));
            const std::string categories = fmt::format("{}", fmt::join(paper.categories, "\x1f"));
            int column = 0;
            const auto text = [&](const std::string& value) {
                sqlite3_bind_text(insert, ++column, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
            };
            const auto number = [&](std::int64_t value) { sqlite3_bind_int64(insert, ++column, value); };
            text(paper.id);
            number(paper.version);
            number(paper.submitted.time_since_epoch().count());
            number(paper.updated.time_since_epoch().count());
            for (const std::string* value : {&paper.title, &paper.abstract, &authors, &categories, &paper.comment,
                                             &paper.journal_ref, &paper.doi}) {
                text(*value);
            }
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
        sqlite3_finalize(insert);
        sqlite3_close(database);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(papers.size()));
}
BENCHMARK(bare_insert_loop)->Unit(benchmark::kMillisecond)->UseRealTime();

/// A metadata dump of the same rows: read, parsed and stored.
void import_metadata_dump(benchmark::State& state) {
    const fs::path dump = scratch_file("digest-bench-dump.jsonl");
    {
        std::FILE* file = std::fopen(dump.c_str(), "wb");
        const bench::Corpus corpus;
        for (std::uint64_t i = 0; i < rows; ++i) {
            const std::string line = corpus.metadata_line(i);
            std::fwrite(line.data(), 1, line.size(), file);
        }
        std::fclose(file);
    }
    for (auto _ : state) {
        auto archive = Archive::open(scratch_file("digest-bench-import.sqlite3"));
        const PapersSink sink = [&](std::span<const Paper> papers) { return archive->store_papers(papers); };
        benchmark::DoNotOptimize(read_metadata_dump(
            dump, sink, [](const ProgressEvent&) {}, {}, batch));
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(rows));
}
BENCHMARK(import_metadata_dump)->Unit(benchmark::kMillisecond)->UseRealTime();

/// A window of 12,800 papers out of the archive.
void load_window(benchmark::State& state) {
    auto archive = Archive::open(scratch_file("digest-bench-load.sqlite3"));
    if (!archive->store_papers(corpus_papers())) {
        state.SkipWithError("cannot store");
    }
    const bench::Corpus corpus;
    const Window window{corpus.first_day, corpus.first_day + std::chrono::days{32}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(archive->papers(window, {}));
    }
}
BENCHMARK(load_window)->Unit(benchmark::kMillisecond);

}  // namespace
