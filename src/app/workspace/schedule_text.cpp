#include "app/workspace/schedule_text.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/hash.h"

namespace digest {
namespace {

void escape(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// cron takes a bare percent sign for a line end, quoted or not.
std::string for_cron(std::string text) {
    escape(text, "%", "\\%");
    return text;
}

/// One word for systemd: quoted, with its specifiers and variables switched off.
std::string systemd_quoted(std::string text) {
    escape(text, "\\", "\\\\");
    escape(text, "\"", "\\\"");
    escape(text, "%", "%%");
    return "\"" + text + "\"";
}

std::string systemd_word(std::string text) {
    escape(text, "$", "$$");
    return systemd_quoted(std::move(text));
}

std::vector<std::string> command_of(const ScheduledRun& run) {
    return {run.program, "build",     "--catch-up", "--quiet", "--config",
            run.config,  "--archive", run.archive,  "-o",      run.output};
}

std::string cron_line(const ScheduledRun& run) {
    std::string line = "0 6 5-8 * *";
    if (!run.data_folder.empty()) {
        line += " DIGEST_DATA_DIR=" + for_cron(shell_quoted(run.data_folder));
    }
    for (const std::string& word : command_of(run)) {
        line += " " + for_cron(shell_quoted(word));
    }
    return line + "\n";
}

/// The same workspace always gets the same name, another one another.
std::string unit_name(const ScheduledRun& run) {
    std::string name = std::filesystem::path{run.config}.parent_path().filename().string();
    for (char& c : name) {
        const bool plain = is_alphanumeric(c) || c == '-';
        if (!plain) {
            c = '-';
        }
    }
    return fmt::format("digest-{}-{:04x}", name, fnv1a(run.config) & 0xffff);
}

std::string service_unit(const ScheduledRun& run) {
    std::string start;
    for (const std::string& word : command_of(run)) {
        start += (start.empty() ? "" : " ") + systemd_word(word);
    }
    std::string out =
        "[Unit]\nDescription=Build the due best-of-arXiv editions\n"
        "Wants=network-online.target\nAfter=network-online.target\n\n[Service]\nType=oneshot\n";
    if (!run.data_folder.empty()) {
        out += fmt::format("Environment={}\n", systemd_quoted("DIGEST_DATA_DIR=" + run.data_folder));
    }
    return out + "ExecStart=" + start + "\n";
}

constexpr std::string_view timer_unit =
    "[Unit]\nDescription=Build the due best-of-arXiv editions\n\n"
    "[Timer]\nOnCalendar=*-*-05..08 06:00:00 UTC\nRandomizedDelaySec=30min\nPersistent=true\n\n"
    "[Install]\nWantedBy=timers.target\n";

}  // namespace

std::string shell_quoted(std::string_view text) {
    const auto plain = [](char c) {
        return is_alphanumeric(c) || std::string_view{"/._-+:,@"}.find(c) != std::string_view::npos;
    };
    if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) {
        return std::string{text};
    }
    std::string out{text};
    escape(out, "'", "'\\''");
    return "'" + out + "'";
}

Result<std::string> schedule_text(const ScheduledRun& run) {
    for (const std::string& path : {run.program, run.config, run.archive, run.output, run.data_folder}) {
        if (has_control(path)) {
            return fail(ErrorKind::user_file, "a path with a control character cannot stand in a crontab", path,
                        "rename that folder");
        }
    }
    const std::string unit = unit_name(run);
    std::string out =
        "# ---- crontab (crontab -e). An edition is due on the 5th, 00:00 UTC. The days after it repeat a run that\n"
        "# failed, and serve clocks east of UTC; where nothing is due they do nothing and say nothing. cronie obeys\n"
        "# CRON_TZ for all lines below it; Debian's cron ignores it and takes local time, which does as well.\n"
        "CRON_TZ=UTC\n";
    out += cron_line(run);
    out += fmt::format("\n# ---- ~/.config/systemd/user/{}.service\n{}", unit, service_unit(run));
    out += fmt::format("\n# ---- ~/.config/systemd/user/{}.timer\n{}", unit, timer_unit);
    out += fmt::format(
        "\n# ---- switch it on; it runs while you are logged out only with: loginctl enable-linger\n"
        "# systemctl --user daemon-reload && systemctl --user enable --now {}.timer\n",
        unit);
    return out;
}

}  // namespace digest
