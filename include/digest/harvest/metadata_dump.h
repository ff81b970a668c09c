#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string_view>

#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/base/progress.h"
#include "digest/model/paper.h"

namespace digest {

/// One line of arXiv's metadata dump (a JSON object). It needs an id, a title and the date of version 1; authors come
/// from authors_parsed, else from the line of names; other keys may be missing or null. Else an error of kind data.
Result<Paper> parse_metadata_line(std::string_view line);

struct DumpReport {
    std::int64_t lines = 0;  ///< that are not blank
    std::int64_t papers = 0;
    std::int64_t bad_lines = 0;
    Notices notices{};  ///< the first bad lines, each with its number
};
using PapersSink = std::function<Result<void>(std::span<const Paper>)>;

/// Reads JSON Lines, plain or gzip, in constant memory, and hands over batches of up to `batch` papers in the file's
/// order. A bad line is counted and survived. `storage` when the file cannot be read, `data` when it is cut short or
/// damaged, `interrupted` when stopped; a failing sink ends it. Progress counts the file's bytes.
Result<DumpReport> read_metadata_dump(const std::filesystem::path& file, const PapersSink& sink,
                                      const ProgressSink& progress, std::stop_token stop, std::size_t batch = 2000);

}  // namespace digest
