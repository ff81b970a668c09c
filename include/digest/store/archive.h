#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/dates.h"
#include "digest/base/error.h"
#include "digest/model/edition_key.h"
#include "digest/model/feed_copy.h"
#include "digest/model/observation.h"
#include "digest/model/paper.h"
#include "digest/model/slice.h"

// Papers in, papers out:
//
//     TRY_ASSIGN(Archive archive, Archive::open("digest.sqlite"));
//     TRY(archive.store_papers(papers));
//     const std::vector<std::string> categories = {"cs.CL", "cs.LG"};
//     return archive.papers(edition_of(Month{2022, 2}).window, categories);

namespace digest {

/// The SQLite store of all papers seen. One writer at a time (app/lock sees to it), readers never wait (WAL).
/// Every writing function is one transaction: after a kill at any moment the archive holds all of it or nothing.
/// Every failure is of kind `storage`. One thread at a time may use an Archive.
class Archive {
  public:
    enum class Mode { read_write, read_only };

    /// Opens or (read_write) creates, with the folders above it. `storage` when it cannot, when the file is not an
    /// archive or comes from a newer version of digest, and in read_only mode when there is no such file. A file that a
    /// killed writer left without tables reads as an empty archive.
    static Result<Archive> open(const std::filesystem::path& path, Mode mode = Mode::read_write);
    static Result<Archive> in_memory();

    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;
    ~Archive();

    /// Papers of one page and the slice's record, together. A version as new or newer replaces title, abstract, … but
    /// never the date of version 1 (the earliest that was seen stays), and never makes a second paper; an older
    /// version changes nothing. The slice's record is taken as replace_slices does; without `restart` it never counts
    /// fewer ids than a record of the same fetch (same bounds, total and source) did before.
    Result<void> store_page(std::span<const Paper> papers, const Slice& slice, bool restart);
    Result<void> store_papers(std::span<const Paper> papers);

    /// Slices that overlap the window, by from, until, categories.
    Result<std::vector<Slice>> slices(const Window& window) const;
    /// Each takes the place of what is recorded of the same categories in its span of time, so that records of the
    /// same categories never overlap. A longer record keeps what lies before and behind, with the counts of all of it;
    /// a harvest that is not whole is dropped altogether. A mere "import" never takes the place of a whole slice.
    Result<void> replace_slices(std::span<const Slice> slices);

    /// Papers submitted in the window that have one of `categories` (empty: all), by submitted, then id.
    Result<std::vector<Paper>> papers(const Window& window, std::span<const std::string> categories) const;
    /// In the order of `ids`; those that are not there are left out.
    Result<std::vector<Paper>> papers_by_id(std::span<const std::string> ids) const;
    Result<std::int64_t> count_papers() const;

    Result<void> store_observations(std::span<const Observation> observations);
    /// The newest of each paper, service and metric observed at `as_of` or before (nullopt: the newest of all), for
    /// papers submitted in the window; a failure stands only where no answer does. By the papers' order, then service,
    /// then metric.
    Result<std::vector<Observation>> observations(const Window& window, std::optional<Timestamp> as_of) const;
    /// The same for these papers, in their order.
    Result<std::vector<Observation>> observations_by_id(std::span<const std::string> ids,
                                                        std::optional<Timestamp> as_of) const;

    /// Memory: what this workspace's editions featured. Remembering an edition again replaces it.
    Result<void> remember_edition(std::string_view workspace, const EditionKey& key,
                                  std::span<const std::string> paper_ids, std::string_view output_path, Timestamp now);
    struct Remembered {
        EditionKey key{};
        std::vector<std::string> paper_ids{};
        std::string output_path{};
        Timestamp published_at{};
    };
    /// By month, then name.
    Result<std::vector<Remembered>> remembered(std::string_view workspace) const;

    /// Snapshots: opaque bytes by workspace and edition (compressed by the caller or not).
    Result<void> store_snapshot(std::string_view workspace, const EditionKey& key, std::string_view bytes,
                                Timestamp now);
    Result<std::optional<std::string>> snapshot(std::string_view workspace, const EditionKey& key) const;
    /// Figure bytes by their content hash.
    Result<void> store_blob(std::string_view hash, std::string_view bytes);
    Result<std::optional<std::string>> blob(std::string_view hash) const;

    /// News feeds as they last came, for conditional requests; by address.
    Result<void> store_feeds(std::span<const FeedCopy> feeds);
    Result<std::vector<FeedCopy>> feeds() const;

    /// SQLite's own check, "ok" or what is wrong.
    Result<std::string> integrity() const;

  private:
    struct Database;
    explicit Archive(std::unique_ptr<Database> database);
    static Result<Archive> open_to_read(const std::filesystem::path& path);
    static Result<Archive> open_to_write(const std::filesystem::path& path);
    std::unique_ptr<Database> database_;
};

}  // namespace digest
