#include "app/machine/lock.h"

#include <cerrno>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include "app/machine/files.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

/// The process number that the holder wrote into the file; "another process" where it says nothing.
std::string holder_of(const std::filesystem::path& path) {
    const auto text = read_file(path, ErrorKind::storage);
    const std::string_view number = text ? trim(*text) : std::string_view{};
    const bool digits = !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
    return digits ? fmt::format("process {}", number) : "another process";
}

}  // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& lock_file, std::string_view subject,
                                std::chrono::milliseconds patience,
                                const std::function<void(const std::string&)>& on_wait, std::stop_token stop) {
    std::error_code ignored;
    if (lock_file.has_parent_path()) {
        std::filesystem::create_directories(lock_file.parent_path(), ignored);
    }
    const int descriptor = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return fail(ErrorKind::storage, fmt::format("cannot lock {}: {}", subject, std::strerror(errno)),
                    lock_file.string(), "check the folder and its permissions, or name another place");
    }
    FileLock lock{descriptor};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    bool told = false;
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (stop.stop_requested()) {
            return fail(ErrorKind::interrupted, fmt::format("interrupted while waiting for {}", subject));
        }
        const std::string holder = holder_of(lock_file);
        if (std::chrono::steady_clock::now() >= deadline) {
            return fail(ErrorKind::storage, fmt::format("{} is in use by {}", subject, holder), lock_file.string(),
                        "wait for it to end, or give --wait SECONDS");
        }
        if (!told && on_wait) {
            on_wait(holder);
        }
        told = true;
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    const std::string number = fmt::format("{}\n", ::getpid());
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, number.data(), number.size(), 0) < 0) {
        return fail(ErrorKind::storage, fmt::format("cannot write the lock: {}", std::strerror(errno)),
                    lock_file.string(), "check the disk");
    }
    return lock;
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

Result<FileLock> lock_archive(const std::filesystem::path& archive, std::chrono::seconds patience,
                              const std::function<void(const std::string&)>& on_wait, std::stop_token stop) {
    std::filesystem::path lock_file = archive;
    lock_file += ".lock";
    auto lock = FileLock::take(lock_file, "the archive", patience, on_wait, stop);
    if (!lock && lock.error().kind == ErrorKind::storage) {
        lock.error().origin = archive.string();
    }
    return lock;
}

}  // namespace digest
