#include "digest/net/pacer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/net/http.h"

namespace digest {
namespace {

using Steady = std::chrono::steady_clock;
using Nanoseconds = std::chrono::nanoseconds;

/// Runs on through sleep, is the same for all processes since the machine started, and nobody sets it.
Nanoseconds since_boot() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds{time.tv_sec} + Nanoseconds{time.tv_nsec};
}

/// False when stopped. Looks every few milliseconds: what would wake it, a callback of the token, is no work for the
/// signal handler that asks for the stop.
bool sleep_until(Steady::time_point when, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const Nanoseconds left = when - Steady::now();
        if (left <= Nanoseconds{0}) {
            return true;
        }
        std::this_thread::sleep_for(std::min<Nanoseconds>(left, std::chrono::milliseconds{20}));
    }
    return false;
}

tl::unexpected<Error> interrupted() {
    return fail(ErrorKind::interrupted, "stopped while waiting for its turn");
}

tl::unexpected<Error> unusable(const std::filesystem::path& file, const char* what) {
    return fail(ErrorKind::storage,
                fmt::format("cannot {} the file that paces requests: {}", what, std::strerror(errno)), file.string(),
                "make its folder writable, or set XDG_STATE_HOME to another one");
}

Result<int> open_lock(const std::filesystem::path& file) {
    std::error_code ignored;  // the open() below tells
    std::filesystem::create_directories(file.parent_path(), ignored);
    const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        return unusable(file, "open");
    }
    return lock;
}

/// How long ago the last request began. Nothing for a new file; zero for what cannot be: a damaged file, or a time
/// to come (from before the machine was started anew). So neither costs more than one interval.
std::optional<Nanoseconds> read_age(int lock) {
    std::array<char, 32> bytes{};
    const auto got = ::pread(lock, bytes.data(), bytes.size(), 0);
    if (got == 0) {
        return std::nullopt;
    }
    std::int64_t start = 0;
    const char* end = bytes.data() + std::max<ssize_t>(got, 0);
    const auto [stop, code] = std::from_chars(bytes.data(), end, start);
    const Nanoseconds age = since_boot() - Nanoseconds{start};
    if (code != std::errc{} || stop == end || *stop != '\n' || start < 0 || age < Nanoseconds{0}) {
        return Nanoseconds{0};
    }
    return age;
}

bool write_start(int lock) {
    const std::string text = fmt::format("{}\n", since_boot().count());
    return ::ftruncate(lock, 0) == 0 &&
           ::pwrite(lock, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

}  // namespace

Pacer::Turn::Turn(Turn&& other) noexcept
    : pacer_(std::exchange(other.pacer_, nullptr)), lock_(std::exchange(other.lock_, -1)), started_(other.started_) {}

Pacer::Turn& Pacer::Turn::operator=(Turn&& other) noexcept {
    std::swap(pacer_, other.pacer_);
    std::swap(lock_, other.lock_);
    std::swap(started_, other.started_);
    return *this;
}

Pacer::Turn::~Turn() {
    if (lock_ >= 0) {
        ::close(lock_);  // which unlocks it, as the end of the process does
    }
    if (pacer_ != nullptr) {
        pacer_->busy_ = false;
    }
}

Pacer::Pacer(Settings settings) : settings_(std::move(settings)) {}

Result<int> Pacer::take_lock(const std::stop_token& stop) {
    const auto pause =
        std::clamp<Nanoseconds>(settings_.interval / 50, std::chrono::milliseconds{1}, std::chrono::milliseconds{20});
    // Asked again and again, because a wait inside flock() could not be stopped.
    while (busy_.exchange(true)) {
        if (!sleep_until(Steady::now() + pause, stop)) {
            return interrupted();
        }
    }
    if (settings_.lock_file.empty()) {
        return -1;
    }
    auto lock = open_lock(settings_.lock_file);
    while (lock && ::flock(*lock, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            lock = unusable(settings_.lock_file, "lock");
        } else if (!sleep_until(Steady::now() + pause, stop)) {
            ::close(*lock);
            lock = interrupted();
        }
    }
    if (!lock) {
        busy_ = false;
    }
    return lock;
}

Result<Pacer::Turn> Pacer::take_turn(std::stop_token stop, Steady::time_point not_before) {
    bool told = false;
    const auto wait = [&](Steady::time_point until) {
        const auto now = Steady::now();
        if (until <= now) {
            return !stop.stop_requested();
        }
        if (settings_.on_wait && !std::exchange(told, true)) {
            settings_.on_wait(std::chrono::ceil<std::chrono::milliseconds>(until - now));
        }
        return sleep_until(until, stop);
    };
    // A long backoff must not keep other processes from their turns: the lock is taken after it.
    if (!wait(not_before)) {
        return interrupted();
    }
    TRY_ASSIGN(const int lock, take_lock(stop));
    Turn turn(this, lock);

    auto next = started_ ? last_start_ + settings_.interval : Steady::time_point{};
    if (lock >= 0) {
        if (const auto age = read_age(lock)) {
            next = std::max(next, Steady::now() - *age + settings_.interval);
        }
    }
    if (!wait(next)) {
        return interrupted();
    }
    // In this order: the time that others count from is never before the turn's own.
    turn.started_ = last_start_ = Steady::now();
    started_ = true;
    if (lock >= 0 && !write_start(lock)) {
        return unusable(settings_.lock_file, "write");
    }
    return turn;
}

std::chrono::milliseconds polite_interval(std::string_view url, std::chrono::milliseconds configured) {
    std::string host = host_of(url);
    host.resize(std::min(host.find(':'), host.size()));
    while (host.ends_with('.')) {
        host.pop_back();
    }
    const bool arxiv = host == "arxiv.org" || host.ends_with(".arxiv.org");
    return arxiv ? std::max(configured, std::chrono::milliseconds{3000}) : configured;
}

}  // namespace digest
