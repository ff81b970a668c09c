#pragma once

#include <string>
#include <string_view>

#include "digest/base/error.h"

namespace digest {

/// What a scheduled run needs to know: all paths absolute, because cron starts with an almost empty environment.
struct ScheduledRun {
    std::string program{};
    std::string config{};
    std::string archive{};
    std::string output{};       ///< the folder of the posts, with a trailing slash
    std::string data_folder{};  ///< for DIGEST_DATA_DIR; empty: not needed
};

/// One word for a POSIX shell.
std::string shell_quoted(std::string_view text);

/// crontab lines and a systemd user service with its timer: `digest build --catch-up --quiet` on the days from the 5th
/// on, on which editions become due. A path with a line end or another control character cannot stand in them: a
/// user_file error.
Result<std::string> schedule_text(const ScheduledRun& run);

}  // namespace digest
