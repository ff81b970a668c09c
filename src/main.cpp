#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include <sys/auxv.h>
#include <unistd.h>

#include "digest/app/machine/heap.h"
#include "digest/app/program.h"
#include "digest/app/terminal/exit_code.h"
#include "digest/base/dates.h"

namespace {

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a signal handler reaches nothing else
volatile std::sig_atomic_t received_signal = 0;

std::stop_source& stop_source() {
    static std::stop_source source;
    return source;
}

/// The first signal asks for an orderly end, a second one ends at once. Nobody registers a callback with the token, so
/// request_stop touches nothing but atomics here.
void on_signal(int signal) {
    if (received_signal != 0) {
        _exit(128 + signal);
    }
    received_signal = signal;
    stop_source().request_stop();
}

void install_signal_handlers() {
    stop_source();
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
}

std::string executable_path() {
    char buffer[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", buffer, sizeof buffer);
    if (length > 0) {
        return {buffer, static_cast<std::size_t>(length)};
    }
    // a root without /proc: what the kernel was asked to run
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel gives all of its vector as numbers
    return realpath(reinterpret_cast<const char*>(getauxval(AT_EXECFN)), buffer) ? buffer : std::string{};
}

/// 0, or errno.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return count < 0 ? errno : EIO;
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

/// The clock; DIGEST_NOW (RFC 3339) takes its place, for reproducible builds and tests.
std::optional<digest::Timestamp> current_time() {
    const char* fixed = std::getenv("DIGEST_NOW");
    if (fixed && *fixed != '\0') {
        return digest::parse_rfc3339(fixed);
    }
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::optional<std::string> read_line() {
    std::string line;
    char c = 0;
    while (true) {
        const ssize_t count = read(STDIN_FILENO, &c, 1);
        if (count < 0 && errno == EINTR && received_signal == 0) {
            continue;
        }
        if (count <= 0) {
            return line.empty() ? std::nullopt : std::optional{line};
        }
        if (c == '\n') {
            return line;
        }
        line += c;
    }
}

digest::Environment gather_environment() {
    digest::Environment environment;
    environment.variable = [](const char* name) -> std::optional<std::string> {
        const char* value = std::getenv(name);
        if (!value) {
            return std::nullopt;
        }
        return std::string{value};
    };
    environment.program_path = executable_path();
    environment.stop = stop_source().get_token();
    environment.was_terminated = [] { return received_signal == SIGTERM; };
    environment.stdin_is_terminal = isatty(STDIN_FILENO) != 0;
    environment.stdout_is_terminal = isatty(STDOUT_FILENO) != 0;
    environment.stderr_is_terminal = isatty(STDERR_FILENO) != 0;
    environment.write_out = [](std::string_view text) { return write_all(STDOUT_FILENO, text); };
    environment.write_err = [](std::string_view text) { write_all(STDERR_FILENO, text); };
    environment.read_line = read_line;
    return environment;
}

}  // namespace

int main(int argc, char** argv) {
    digest::reserve_heap();
    install_signal_handlers();
    digest::Environment environment = gather_environment();
    const auto now = current_time();
    if (!now) {
        environment.write_err(
            "digest: error: DIGEST_NOW is no time\n  next: unset it, or write it as in 2022-02-05T06:00:00Z\n");
        return digest::exit_code(digest::ErrorKind::usage);
    }
    environment.now = *now;
    environment.clock = [start = *now] { return current_time().value_or(start); };
    std::shared_ptr<void> discarded;
    environment.keep_until_exit = [&discarded](std::shared_ptr<void> spent) { discarded = std::move(spent); };
    try {
        const int code = digest::run_program(argc, argv, environment);
#ifdef NDEBUG
        _exit(code);  // all is written and closed; what is left is memory. Debug builds look for leaks instead
#endif
        return code;
    } catch (const std::exception& error) {
        environment.write_err(std::string{"digest: a bug in digest: "} + error.what() +
                              "\n  next: please report it with the command that you typed\n");
    } catch (...) {
        environment.write_err("digest: a bug in digest: something unknown was thrown\n");
    }
    return digest::exit_bug;
}
