#include "app/terminal/terminal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "digest/base/utf8.h"

namespace digest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto live_pause = std::chrono::milliseconds{100};
constexpr auto plain_pause = std::chrono::seconds{10};

std::string safe(std::string_view text) {
    return strip_controls(repair_utf8(text));
}

bool wants_colour(const Environment& environment, ShowWhen choice) {
    if (choice != ShowWhen::automatic) {
        return choice == ShowWhen::always;
    }
    return environment.stderr_is_terminal && environment.variable_or("NO_COLOR", "").empty() &&
           environment.variable_or("TERM", "") != "dumb";
}

std::string duration_text(std::chrono::seconds left) {
    const auto seconds = left.count();
    if (seconds < 90) {
        return fmt::format("{} s", seconds);
    }
    if (seconds < 5400) {
        return fmt::format("{} min", (seconds + 30) / 60);
    }
    return fmt::format("{:.1f} h", static_cast<double>(seconds) / 3600.0);
}

std::string progress_text(const ProgressEvent& event, Clock::duration elapsed) {
    std::string text = event.task;
    if (!event.detail.empty()) {
        text += ": " + safe(event.detail);
    }
    if (event.total > 0) {
        text += fmt::format(", {} of {} {}", event.done, event.total, event.unit);
    } else if (event.done > 0) {
        text += fmt::format(", {} {}", event.done, event.unit);
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed);
    if (event.total > event.done && event.done > 0 && seconds.count() >= 3) {
        text += fmt::format(", about {} left", duration_text(seconds * (event.total - event.done) / event.done));
    }
    if (event.waiting_for.empty()) {
        return text;
    }
    const std::string waiting =
        fmt::format("waiting {:.1f} s for {}", static_cast<double>(event.wait.count()) / 1000.0, event.waiting_for);
    return text.empty() ? waiting : fmt::format("{} ({})", text, waiting);
}

}  // namespace

Terminal::Terminal(const Environment& environment, const CommonOptions& options)
    : environment_(environment),
      quiet_(options.quiet),
      verbose_(options.verbose),
      colour_(wants_colour(environment, options.colour)),
      live_progress_(!options.quiet && options.log_format == LogFormat::text && options.progress != ShowWhen::never &&
                     environment.stderr_is_terminal),
      plain_progress_(!options.quiet && !live_progress_ && options.progress != ShowWhen::never),
      json_(options.log_format == LogFormat::json) {}

void Terminal::line(std::string_view level, std::string_view text, std::string_view origin, std::string_view next) {
    clear_progress();
    if (json_) {
        nlohmann::ordered_json json = {
            {"time", format_rfc3339(environment_.clock ? environment_.clock() : environment_.now)},
            {"level", level},
            {"message", safe(text)}};
        if (!origin.empty()) {
            json["origin"] = safe(origin);
        }
        if (!next.empty()) {
            json["next"] = safe(next);
        }
        environment_.write_err(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
        return;
    }
    const bool is_error = level == "error";
    const std::string_view on = !colour_ || level == "info" ? "" : is_error ? "\x1b[1;31m" : "\x1b[33m";
    const std::string_view off = on.empty() ? "" : "\x1b[0m";
    std::string out = level == "info" ? safe(text)
                                      : fmt::format("{}{}{}: {}{}", on, is_error ? "digest: error" : "digest: notice",
                                                    off, origin.empty() ? "" : safe(origin) + ": ", safe(text));
    if (!next.empty()) {
        out += fmt::format("\n  next: {}", safe(next));
    }
    environment_.write_err(out + "\n");
}

void Terminal::error(const Error& error) {
    line("error", error.message, error.origin, error.next);
}

void Terminal::notice(const Notice& notice) {
    if (notice.kind == NoticeKind::data_doubted) {
        ++doubts_;
    }
    if (!quiet_) {
        line("notice", notice.message, notice.origin);
    }
}

void Terminal::notices(const Notices& notices) {
    for (const Notice& each : notices) {
        notice(each);
    }
}

void Terminal::say(std::string_view text) {
    if (!quiet_) {
        line("info", text);
    }
}

void Terminal::detail(int level, std::string_view text) {
    if (!quiet_ && verbose_ >= level) {
        line("info", text);
    }
}

ProgressSink Terminal::progress() {
    if (!live_progress_ && !plain_progress_) {
        return [](const ProgressEvent&) {};
    }
    return [this](const ProgressEvent& event) { show_progress(event); };
}

void Terminal::show_progress(const ProgressEvent& event) {
    const auto now = Clock::now();
    const bool is_new = !event.task.empty() && event.task != current_.task;
    if (is_new) {
        task_start_ = now;
    }
    if (event.finished) {
        if (live_progress_) {
            clear_progress();
        }
        current_ = {};
        return;
    }
    if (event.task.empty()) {
        current_.waiting_for = event.waiting_for;
        current_.wait = event.wait;
    } else {
        current_ = event;
    }
    const bool is_early = now - last_shown_ < (live_progress_ ? Clock::duration{live_pause} : plain_pause);
    if (is_early && !is_new && (plain_progress_ || event.waiting_for.empty())) {
        return;
    }
    last_shown_ = now;
    const std::string text = progress_text(current_, now - task_start_);
    if (plain_progress_) {
        line("info", text);
        return;
    }
    environment_.write_err(fmt::format("\r\x1b[2K{}", utf8_prefix(text, 120)));
    progress_shown_ = true;
}

void Terminal::clear_progress() {
    if (progress_shown_) {
        environment_.write_err("\r\x1b[2K");
    }
    progress_shown_ = false;
}

}  // namespace digest
