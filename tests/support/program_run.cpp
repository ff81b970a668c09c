#include "support/program_run.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "digest/model/services.h"

namespace digest::test {
namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "digest-test-XXXXXX").string();
    if (!mkdtemp(pattern.data())) {
        throw std::runtime_error("no temporary folder");
    }
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string file_text(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void write_text(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

ProgramRun::ProgramRun(const fs::path& folder) : folder_(folder) {
    fs::create_directories(folder_ / "work");
    environment_ = {{"HOME", (folder_ / "home").string()},
                    {"PATH", "/usr/bin:/bin"},
                    {"LC_ALL", "C.UTF-8"},
                    {"TZ", "America/New_York"}};
    for (const Service& service : known_services()) {
        environment_[address_variable(service.name)] = "http://127.0.0.1:1";
    }
}

ProgramRun& ProgramRun::set(const std::string& variable, const std::string& value) {
    environment_[variable] = value;
    return *this;
}

int ProgramRun::start(const std::vector<std::string>& arguments) const {
    return spawn(arguments, "");
}

ProgramResult ProgramRun::at_terminal(const std::vector<std::string>& arguments, const std::string& typed) const {
    const int keyboard = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (keyboard < 0 || ::grantpt(keyboard) != 0 || ::unlockpt(keyboard) != 0) {
        throw std::runtime_error("no terminal");
    }
    const std::string terminal = ::ptsname(keyboard);
    // Held open until the program has it: a terminal that nobody holds forgets what was typed.
    const int held = ::open(terminal.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (::write(keyboard, typed.data(), typed.size()) < 0) {
        throw std::runtime_error("the terminal takes no words");
    }
    const int process = spawn(arguments, terminal);
    ::close(held);
    ProgramResult result;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(keyboard, buffer, sizeof buffer)) > 0;) {
        result.out.append(buffer, static_cast<std::size_t>(count));
    }
    result.exit_code = wait_for(process);
    ::close(keyboard);
    return result;
}

int ProgramRun::spawn(const std::vector<std::string>& arguments, const std::string& terminal) const {
    std::vector<std::string> words = {DIGEST_BINARY};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables;
    for (const auto& [name, value] : environment_) {
        variables.push_back(name + "=" + value);
    }
    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> result;
        for (std::string& text : texts) {
            result.push_back(text.data());
        }
        result.push_back(nullptr);
        return result;
    };
    std::vector<char*> argument_pointers = pointers(words);
    std::vector<char*> variable_pointers = pointers(variables);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, (folder_ / "work").c_str());
    if (terminal.empty()) {
        const int flags = O_WRONLY | O_CREAT | O_TRUNC;
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, (folder_ / "stdout").c_str(), flags, 0644);
        posix_spawn_file_actions_addopen(&actions, 2, (folder_ / "stderr").c_str(), flags, 0644);
    } else {
        for (int descriptor = 0; descriptor <= 2; ++descriptor) {
            posix_spawn_file_actions_addopen(&actions, descriptor, terminal.c_str(), O_RDWR, 0);
        }
    }
    pid_t process = 0;
    const int failed =
        posix_spawn(&process, DIGEST_BINARY, &actions, nullptr, argument_pointers.data(), variable_pointers.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        throw std::runtime_error("the program cannot be started");
    }
    return process;
}

int wait_for(int process) {
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

ProgramResult ProgramRun::operator()(const std::vector<std::string>& arguments) const {
    ProgramResult result;
    result.exit_code = wait_for(start(arguments));
    result.out = file_text(folder_ / "stdout");
    result.err = file_text(folder_ / "stderr");
    return result;
}

}  // namespace digest::test
