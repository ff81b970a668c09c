#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string_view>

#include "digest/base/error.h"

namespace digest {

/// The least time from the start of one request to the start of the next, and never two at a time. With a lock file
/// it holds across all processes of this user: take the lock, read the last start, wait, write, hold it to the end.
class Pacer {
  public:
    struct Settings {
        std::chrono::milliseconds interval{3000};
        std::filesystem::path lock_file{};  ///< empty: this process only
        /// Called once before a wait, with its length. For progress.
        std::function<void(std::chrono::milliseconds)> on_wait{};
    };

    /// Holds the turn; the next may start when it is destroyed and the interval is over.
    class Turn {
      public:
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        Turn(Turn&&) noexcept;
        Turn& operator=(Turn&&) noexcept;
        ~Turn();

        /// When it began: the moment from which the interval to the next one counts.
        std::chrono::steady_clock::time_point started() const { return started_; }

      private:
        friend class Pacer;
        Turn(Pacer* pacer, int lock) : pacer_(pacer), lock_(lock) {}
        Pacer* pacer_ = nullptr;
        int lock_ = -1;
        std::chrono::steady_clock::time_point started_{};
    };

    explicit Pacer(Settings settings);

    /// Waits for the turn. Not before `not_before` (a Retry-After or a backoff). Fails with `interrupted` when
    /// stopped, with `storage` when the lock file cannot be used.
    Result<Turn> take_turn(std::stop_token stop,
                           std::chrono::steady_clock::time_point not_before = std::chrono::steady_clock::time_point{});

    std::chrono::milliseconds interval() const { return settings_.interval; }

  private:
    /// The open and locked file, or -1 where there is none to lock.
    Result<int> take_lock(const std::stop_token& stop);

    Settings settings_;
    std::atomic<bool> busy_ = false;  ///< a turn of this object is out
    std::chrono::steady_clock::time_point last_start_{};
    bool started_ = false;
};

/// What the terms of use of the address's host allow: at least three seconds for arxiv.org and all below it, whatever
/// is configured; other hosts (mirrors, tests) as configured.
std::chrono::milliseconds polite_interval(std::string_view url, std::chrono::milliseconds configured);

}  // namespace digest
