#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "digest/base/error.h"

namespace digest {

/// An advisory lock on a file, which dies with its process.
class FileLock {
  public:
    /// Waits up to `patience`; then fails with `storage`, naming the process that holds it: "<subject> is in use by
    /// process 7". `on_wait` is called once with that process before waiting.
    static Result<FileLock> take(const std::filesystem::path& lock_file, std::string_view subject,
                                 std::chrono::milliseconds patience,
                                 const std::function<void(const std::string& holder)>& on_wait, std::stop_token stop);

    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

/// One writer at a time per archive: a lock on "<archive>.lock".
Result<FileLock> lock_archive(const std::filesystem::path& archive, std::chrono::seconds patience,
                              const std::function<void(const std::string& holder)>& on_wait, std::stop_token stop);

}  // namespace digest
