#include "app/workspace/session.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "app/terminal/version.h"
#include "digest/base/try.h"
#include "digest/model/services.h"
#include "digest/net/curl_client.h"

namespace digest {
namespace {

std::chrono::milliseconds milliseconds_of(double seconds) {
    return std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000.0)};
}

/// One pace for all of arXiv's addresses: the slowest that any of them asks for.
std::chrono::milliseconds arxiv_interval(const Config& config) {
    auto interval = milliseconds_of(config.harvest.interval_seconds);
    for (const Service& service : known_services()) {
        if (keeps_arxiv_pace(service)) {
            interval = std::max(interval, polite_interval(config.services.at(std::string{service.name}), interval));
        }
    }
    return interval;
}

/// "FROM..TO", days, TO exclusive.
Result<Window> parse_dates(const std::string& text) {
    const std::size_t dots = text.find("..");
    const auto wrong = [&text] {
        return fail(ErrorKind::usage, fmt::format("\"{}\" is no window", text), "--window",
                    "use edition, calendar, or FROM..TO such as 2022-01-10..2022-01-20");
    };
    if (dots == std::string::npos) {
        return wrong();
    }
    const auto from = parse_day(std::string_view{text}.substr(0, dots));
    const auto until = parse_day(std::string_view{text}.substr(dots + 2));
    if (!from || !until) {
        return wrong();
    }
    if (*from >= *until) {
        return fail(ErrorKind::usage, fmt::format("the window \"{}\" is empty: its end must be after its start", text),
                    "--window", "name the first day, two dots, and the day after the last");
    }
    if (*until - *from > std::chrono::days{400}) {
        return fail(ErrorKind::usage, fmt::format("the window \"{}\" is longer than 400 days", text), "--window",
                    "choose a shorter one");
    }
    return Window{*from, *until};
}

}  // namespace

Result<EditionKey> resolve_edition(const WindowOptions& options, WindowKind configured_window, Day today) {
    std::optional<Month> month;
    if (!options.month.empty()) {
        month = parse_month(options.month);
        if (!month) {
            return fail(ErrorKind::usage, fmt::format("\"{}\" is no month", options.month), "--month",
                        "write it as YYYY-MM, such as --month 2022-02");
        }
    }
    const auto kind = options.window.empty() ? configured_window : value_named<WindowKind>(options.window);
    EditionKey key;
    if (!kind) {
        TRY_ASSIGN(const Window dates, parse_dates(options.window));
        key = dates_edition_of(month.value_or(month_of(dates.until)), dates);
    } else if (!month) {
        key = newest_due(*kind, today);
    } else {
        key = *kind == WindowKind::calendar ? calendar_edition_of(*month) : edition_of(*month);
    }
    if (key.window.from > today) {
        return fail(ErrorKind::usage,
                    fmt::format("the window {} to {} lies in the future", format_day(key.window.from),
                                format_day(key.window.last_day())),
                    "--month", "choose an earlier month");
    }
    return key;
}

Result<EditionKey> Session::edition_key() const {
    return resolve_edition(options_.window, config().edition.window, today());
}

std::string Session::command_for(std::string_view verb, const EditionKey& key) const {
    const std::string window = key.window_name();
    return fmt::format("digest {} --month {}{}", verb, key.month.text(),
                       window == name_of(config().edition.window) ? "" : " --window " + window);
}

Result<Archive*> Session::archive_for_writing() {
    if (archive_ && lock_) {
        return &*archive_;
    }
    if (!lock_) {
        auto lock = lock_archive(
            workspace_.archive_file, std::chrono::seconds{options_.common.wait_seconds},
            [this](const std::string& holder) {
                terminal_.say(fmt::format("waiting for {}, which is writing to the archive", holder));
            },
            environment_.stop);
        if (!lock) {
            return tl::unexpected(lock.error());
        }
        lock_.emplace(std::move(*lock));
    }
    TRY_ASSIGN(auto archive, Archive::open(workspace_.archive_file, Archive::Mode::read_write));
    archive_.emplace(std::move(archive));
    return &*archive_;
}

Result<Archive*> Session::archive_for_reading() {
    if (archive_) {
        return &*archive_;
    }
    std::error_code error;
    TRY_ASSIGN(auto archive, std::filesystem::exists(workspace_.archive_file, error)
                                 ? Archive::open(workspace_.archive_file, Archive::Mode::read_only)
                                 : Archive::in_memory());
    archive_.emplace(std::move(archive));
    return &*archive_;
}

HttpClient& Session::http() {
    if (!http_) {
        http_ = std::make_unique<CurlClient>(CurlClient::Settings{user_agent()});
    }
    return *http_;
}

Pacer& Session::arxiv_pacer() {
    if (!pacer_) {
        Pacer::Settings settings;
        settings.interval = arxiv_interval(config());
        settings.lock_file = workspace_.state_folder / "arxiv.pace";
        settings.on_wait = [progress = terminal_.progress()](std::chrono::milliseconds wait) {
            if (wait < std::chrono::milliseconds{100}) {
                return;  // not worth a line
            }
            ProgressEvent event;
            event.waiting_for = "arXiv's pace";
            event.wait = wait;
            progress(event);
        };
        pacer_ = std::make_unique<Pacer>(std::move(settings));
    }
    return *pacer_;
}

std::string Session::user_agent() const {
    const std::string& contact = config().harvest.contact;
    if (contact.empty()) {
        return fmt::format("digest/{} (monthly best-of-arXiv edition)", program_version());
    }
    const bool is_mail = contact.find('@') != std::string::npos && contact.find(':') == std::string::npos;
    return fmt::format("digest/{} ({}{})", program_version(), is_mail ? "mailto:" : "", contact);
}

HarvestSettings Session::harvest_settings() const {
    HarvestSettings settings;
    settings.base_url = config().services.at("arxiv_api");
    settings.user_agent = user_agent();
    settings.categories = config().edition.categories;
    settings.page_size = config().harvest.page_size;
    settings.max_attempts = config().harvest.max_attempts;
    settings.interval = arxiv_interval(config());
    settings.max_wait = std::chrono::seconds{config().harvest.max_wait_seconds};
    settings.timeout = std::chrono::seconds{config().harvest.timeout_seconds};
    settings.now = now();
    return settings;
}

Error output_failure(int problem) {
    return {ErrorKind::storage,
            fmt::format("standard output cannot be written: {}",
                        std::error_code(problem, std::generic_category()).message()),
            "", "make room there, or give a file with -o"};
}

Result<void> Session::write_out(std::string_view text) {
    if (!output_closed_) {
        const int problem = environment_.write_out(text);
        output_closed_ = problem != 0;
        if (problem != 0 && problem != EPIPE) {
            output_error_ = output_failure(problem);
        }
    }
    if (output_error_) {
        return tl::unexpected(*output_error_);
    }
    return {};
}

}  // namespace digest
