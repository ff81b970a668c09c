#include "app/machine/files.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "digest/base/try.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> storage_error(std::string_view what, const fs::path& path, int error) {
    return fail(ErrorKind::storage, fmt::format("cannot {}: {}", what, std::strerror(error)), path.string(),
                error == ENOSPC ? "free some space and run the same command again"
                                : "check the folder and its permissions, or name another place with -o");
}

/// Closes the descriptor and removes the temporary file unless it was renamed.
class TemporaryFile {
  public:
    TemporaryFile(fs::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
        if (!path_.empty()) {
            ::unlink(path_.c_str());
        }
    }

    bool write_all(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return ::fsync(descriptor_) == 0;
    }

    bool rename_to(const fs::path& target) {
        const int descriptor = descriptor_;
        descriptor_ = -1;
        if (::close(descriptor) != 0 || ::rename(path_.c_str(), target.c_str()) != 0) {
            return false;
        }
        path_.clear();
        return true;
    }

  private:
    fs::path path_;
    int descriptor_;
};

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return;
    }
    ::fsync(descriptor);
    ::close(descriptor);
}

/// What a chain of symbolic links ends at, whether it is there or not.
Result<fs::path> end_of_links(fs::path path) {
    constexpr int most_links = 40;  // as the kernel has it
    std::error_code error;
    for (int links = 0; fs::is_symlink(path, error); ++links) {
        if (links == most_links) {
            return storage_error("follow the links", path, ELOOP);
        }
        const fs::path target = fs::read_symlink(path, error);
        if (error) {
            return storage_error("follow the link", path, error.value());
        }
        path = path.parent_path() / target;
    }
    return path;
}

}  // namespace

Result<std::string> read_file(const fs::path& path, ErrorKind kind) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail(kind, fmt::format("cannot open: {}", std::strerror(errno)), path.string(),
                    "check the path and its permissions");
    }
    std::string bytes;
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && status.st_size > 0) {
        bytes.reserve(static_cast<std::size_t>(status.st_size));
    }
    char buffer[1 << 16];
    ssize_t count = 1;
    while (count != 0) {
        count = ::read(descriptor, buffer, sizeof buffer);
        if (count < 0 && errno != EINTR) {
            break;
        }
        if (count > 0) {
            bytes.append(buffer, static_cast<std::size_t>(count));
        }
    }
    const int error = errno;
    ::close(descriptor);
    if (count < 0) {
        return fail(kind, fmt::format("cannot read: {}", std::strerror(error)), path.string(),
                    "check the path and its permissions");
    }
    return bytes;
}

Result<fs::path> replaceable_file(const fs::path& path) {
    auto target = end_of_links(path);
    if (!target) {
        return target;
    }
    std::error_code error;
    const fs::file_status status = fs::status(*target, error);
    if (!fs::exists(status) || fs::is_regular_file(status)) {
        return target;
    }
    return fail(ErrorKind::storage,
                fs::is_directory(status) ? "this is a folder, where a file should be written"
                                         : "this is no regular file, and would be replaced by one",
                path.string(), "use -o - for stdout, or name another path");
}

Result<WriteOutcome> write_file_atomically(const fs::path& named, std::string_view bytes) {
    TRY_ASSIGN(const auto target, replaceable_file(named));
    const fs::path& path = target;
    std::error_code error;
    if (fs::is_regular_file(path, error) && fs::file_size(path, error) == bytes.size()) {
        if (const auto present = read_file(path, ErrorKind::storage); present && *present == bytes) {
            return WriteOutcome::unchanged;
        }
    }
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
    fs::create_directories(folder, error);
    if (error) {
        return storage_error("create the folder", folder, error.value());
    }
    std::string pattern = (folder / fmt::format(".{}.XXXXXX", path.filename().string())).string();
    const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0) {
        return storage_error("write here", folder, errno);
    }
    TemporaryFile temporary{pattern, descriptor};
    struct stat present {};
    ::fchmod(descriptor, ::stat(path.c_str(), &present) == 0 ? present.st_mode & 0777 : 0644);
    if (!temporary.write_all(bytes)) {
        return storage_error("write", path, errno);
    }
    if (!temporary.rename_to(path)) {
        return storage_error("replace", path, errno);
    }
    sync_folder(folder);
    return WriteOutcome::written;
}

}  // namespace digest
