#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/workspace/session.h"

namespace digest {

enum class CheckOutcome { ok, notice, fail };

/// What `digest check` found, a line each, in the order of looking.
class CheckReport {
  public:
    void ok(std::string_view about, std::string text) { add(CheckOutcome::ok, about, std::move(text)); }
    void notice(std::string_view about, std::string text) { add(CheckOutcome::notice, about, std::move(text)); }
    void fail(std::string_view about, std::string text) { add(CheckOutcome::fail, about, std::move(text)); }
    void fail(std::string_view about, const Error& error);

    bool failed() const { return failed_; }
    /// "ok      archive        …": a line each; text from outside without control characters.
    std::string text() const;

  private:
    struct Line {
        CheckOutcome outcome;
        std::string about;
        std::string text;
    };
    void add(CheckOutcome outcome, std::string_view about, std::string text);

    std::vector<Line> lines_{};
    bool failed_ = false;
};

/// src/app/check_*.cpp: what stands here on this machine, what it asks of others, and what was published.
void check_configuration(Session& session, CheckReport& report);
void check_archive(Session& session, CheckReport& report);
void check_disk(Session& session, CheckReport& report);
void check_clock(Session& session, CheckReport& report);
void check_keys(Session& session, CheckReport& report);
/// Stopped, it says nothing of what did not answer until then.
void check_services(Session& session, CheckReport& report);
void check_overlays(Session& session, CheckReport& report);
/// Asks arXiv for the newest versions unless --offline. Stopped, it judges by the archive.
void check_published(Session& session, CheckReport& report);

}  // namespace digest
