#include "app/machine/editor.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

namespace digest {
namespace {

bool is_installed(const Environment& environment, const std::string& program) {
    std::string path = environment.variable_or("PATH", "/usr/bin:/bin");
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find(':', begin), path.size());
        const std::string file = path.substr(begin, end - begin) + "/" + program;
        if (::access(file.c_str(), X_OK) == 0) {
            return true;
        }
        begin = end + 1;
    }
    return false;
}

/// Ctrl-C is for the editor while it runs.
class IgnoredInterrupts {
  public:
    IgnoredInterrupts() {
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &ignore, &interrupt_);
        ::sigaction(SIGQUIT, &ignore, &quit_);
    }
    IgnoredInterrupts(const IgnoredInterrupts&) = delete;
    IgnoredInterrupts& operator=(const IgnoredInterrupts&) = delete;
    ~IgnoredInterrupts() {
        ::sigaction(SIGINT, &interrupt_, nullptr);
        ::sigaction(SIGQUIT, &quit_, nullptr);
    }

  private:
    struct sigaction interrupt_ {};
    struct sigaction quit_ {};
};

int start(const std::string& command, const std::filesystem::path& file, pid_t& process) {
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    for (const int signal : {SIGINT, SIGQUIT, SIGPIPE}) {
        sigaddset(&defaults, signal);
    }
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    // The command may have options of its own ("code --wait"): the shell takes it apart, never the file's name.
    std::string words[] = {"sh", "-c", command + " \"$@\"", "sh", file.string()};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), words[4].data(), nullptr};
    const int failed = posix_spawn(&process, "/bin/sh", nullptr, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

}  // namespace

Result<std::string> editor_command(const Environment& environment) {
    for (const char* variable : {"VISUAL", "EDITOR"}) {
        const std::string command = environment.variable_or(variable, "");
        if (!command.empty()) {
            return command;
        }
    }
    if (environment.stdin_is_terminal && environment.stderr_is_terminal) {
        for (const char* program : {"sensible-editor", "vi"}) {
            if (is_installed(environment, program)) {
                return std::string{program};
            }
        }
    }
    return fail(ErrorKind::usage, "no editor is known: neither VISUAL nor EDITOR is set", "",
                "name one, such as: EDITOR=nano digest edit");
}

Result<void> run_editor(const std::string& command, const std::filesystem::path& file) {
    const IgnoredInterrupts ignored;
    pid_t process = 0;
    if (const int error = start(command, file, process); error != 0) {
        return fail(ErrorKind::usage, fmt::format("the editor cannot be started: {}", std::strerror(error)), command,
                    "set EDITOR to an editor that is installed");
    }
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return {};
    }
    const std::string how = WIFEXITED(status) ? fmt::format("ended with exit code {}", WEXITSTATUS(status))
                                              : fmt::format("was ended by signal {}", WTERMSIG(status));
    return fail(ErrorKind::usage, fmt::format("the editor {}; the overlay was not changed", how), command,
                "run digest edit again, with another EDITOR if need be");
}

}  // namespace digest
