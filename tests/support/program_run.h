#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace digest::test {

/// A folder that is gone at the end.
class TemporaryFolder {
  public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

std::string file_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

struct ProgramResult {
    int exit_code = -1;  ///< 128 + signal where one ended it
    std::string out{};
    std::string err{};
};

/// The built program in a world of its own: home, data, state and current folder are below `folder`, and every service
/// points to a closed port unless `environment` says otherwise, so that no test reaches the network.
class ProgramRun {
  public:
    explicit ProgramRun(const std::filesystem::path& folder);
    ProgramRun& set(const std::string& variable, const std::string& value);
    ProgramResult operator()(const std::vector<std::string>& arguments) const;
    /// At a terminal, where `typed` waits in its keyboard: all that was shown stands in `out`.
    ProgramResult at_terminal(const std::vector<std::string>& arguments, const std::string& typed) const;
    /// Starts it without waiting; stdout and stderr go to files in the folder.
    int start(const std::vector<std::string>& arguments) const;

  private:
    int spawn(const std::vector<std::string>& arguments, const std::string& terminal) const;

    std::filesystem::path folder_;
    std::map<std::string, std::string> environment_{};
};

/// Waits for a started program: its exit code, or 128 + signal.
int wait_for(int process);

}  // namespace digest::test
