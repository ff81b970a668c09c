#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "app/terminal/options.h"
#include "digest/app/terminal/environment.h"
#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/base/progress.h"

namespace digest {

/// stderr: messages, notices and progress, as the options ask. Text from outside is shown without control characters.
class Terminal {
  public:
    Terminal(const Environment& environment, const CommonOptions& options);

    void error(const Error& error);
    /// Shown unless --quiet; a notice of doubted data is counted for --strict.
    void notice(const Notice& notice);
    void notices(const Notices& notices);
    /// A line of information, unless --quiet.
    void say(std::string_view text);
    /// Shown from -v (level 1) or -vv (level 2) on.
    void detail(int level, std::string_view text);

    ProgressSink progress();
    int doubts() const { return doubts_; }
    bool quiet() const { return quiet_; }

  private:
    void line(std::string_view level, std::string_view text, std::string_view origin = {}, std::string_view next = {});
    void show_progress(const ProgressEvent& event);
    void clear_progress();

    const Environment& environment_;
    bool quiet_;
    int verbose_;
    bool colour_;
    bool live_progress_;   ///< one line that is rewritten
    bool plain_progress_;  ///< a line now and then
    bool json_;
    int doubts_ = 0;
    bool progress_shown_ = false;
    ProgressEvent current_{};
    std::chrono::steady_clock::time_point task_start_{};
    std::chrono::steady_clock::time_point last_shown_{};
};

}  // namespace digest
