#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/machine/lock.h"
#include "app/terminal/options.h"
#include "app/terminal/terminal.h"
#include "app/workspace/workspace.h"
#include "digest/app/terminal/environment.h"
#include "digest/harvest/harvester.h"
#include "digest/net/http.h"
#include "digest/net/pacer.h"
#include "digest/store/archive.h"

namespace digest {

/// What could not be written to stdout, by errno.
Error output_failure(int problem);

/// One call of the program: what it was told, where things are, and the archive once it is needed.
class Session {
  public:
    Session(const Environment& environment, const Options& options, Workspace workspace, Terminal& terminal)
        : environment_(environment), options_(options), workspace_(std::move(workspace)), terminal_(terminal) {}

    const Environment& environment() const { return environment_; }
    const Options& options() const { return options_; }
    const Workspace& workspace() const { return workspace_; }
    const Config& config() const { return workspace_.config; }
    Config& changeable_config() { return workspace_.config; }
    Terminal& terminal() { return terminal_; }
    Timestamp now() const { return environment_.now; }
    /// Neither --offline, nor --sample, nor --as-of, which uses what was read before.
    bool may_ask_network() const {
        return !options_.window.offline && !options_.window.sample && options_.as_of.empty();
    }
    Day today() const { return std::chrono::floor<std::chrono::days>(environment_.now); }

    /// Which edition the options ask for: month and window, else the newest that is due today.
    Result<EditionKey> edition_key() const;

    /// What to type for this edition: "digest fetch --month 2022-01 --window calendar". The window is named where the
    /// configuration says another.
    std::string command_for(std::string_view verb, const EditionKey& key) const;

    /// For writing: takes the archive's lock first.
    Result<Archive*> archive_for_writing();
    /// For reading: beside a writer, without waiting. A missing archive is an empty one.
    Result<Archive*> archive_for_reading();

    HttpClient& http();
    Pacer& arxiv_pacer();
    HarvestSettings harvest_settings() const;
    std::string user_agent() const;

    /// stdout. A closed pipe is remembered and ends the program quietly; any other failure is an error, here and at the
    /// program's end.
    Result<void> write_out(std::string_view text);
    const std::optional<Error>& output_error() const { return output_error_; }

  private:
    const Environment& environment_;
    const Options& options_;
    Workspace workspace_;
    Terminal& terminal_;
    std::optional<FileLock> lock_{};
    std::optional<Archive> archive_{};
    std::unique_ptr<HttpClient> http_{};
    std::unique_ptr<Pacer> pacer_{};
    bool output_closed_ = false;
    std::optional<Error> output_error_{};
};

/// Reads --month and --window; a window that lies wholly in the future is a usage error.
Result<EditionKey> resolve_edition(const WindowOptions& options, WindowKind configured_window, Day today);

}  // namespace digest
