#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "digest/base/error.h"

namespace digest {

/// One writer at a time per archive: an advisory lock on "<archive>.lock" that dies with its process.
class ArchiveLock {
  public:
    /// Waits up to `patience`; then fails with `storage`, naming the process that holds it. `on_wait` is called once
    /// with that process's number before waiting.
    static Result<ArchiveLock> take(const std::filesystem::path& archive, std::chrono::seconds patience,
                                    const std::function<void(const std::string& holder)>& on_wait,
                                    std::stop_token stop);

    ArchiveLock(ArchiveLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    ArchiveLock& operator=(ArchiveLock&&) = delete;
    ~ArchiveLock();

  private:
    explicit ArchiveLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace digest
