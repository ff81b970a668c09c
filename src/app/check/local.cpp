// What `digest check` looks at on this machine.
#include <chrono>
#include <ctime>

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "app/check/check_report.h"
#include "app/machine/files.h"
#include "digest/base/utf8.h"
#include "digest/compose/roles.h"
#include "digest/learn/model_file.h"
#include "digest/model/edition.h"
#include "digest/render/renderer.h"

namespace digest {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;

constexpr std::uintmax_t least_space = 200u << 20;    ///< bytes: a month's work beside SQLite's own log
constexpr std::uintmax_t little_space = 2048u << 20;  ///< a year's
constexpr auto most_clock_error = std::chrono::minutes{10};

/// The nearest folder above that exists.
fs::path existing_folder(fs::path path) {
    std::error_code error;
    while (!fs::is_directory(path, error) && path.has_relative_path()) {
        path = path.parent_path();
    }
    return path;
}

std::string size_text(std::uintmax_t bytes) {
    const double megabytes = static_cast<double>(bytes) / (1 << 20);
    return megabytes < 1024 ? fmt::format("{:.0f} MB", megabytes) : fmt::format("{:.1f} GB", megabytes / 1024);
}

void check_texts(Session& session, CheckReport& report) {
    const auto texts = read_edition_texts(session.workspace());
    if (!texts) {
        return report.fail("configuration", texts.error());
    }
    const auto topics = read_topics(session.workspace());
    if (!topics) {
        return report.fail("configuration", topics.error());
    }
    const auto venues = read_venues(session.workspace());
    if (!venues) {
        return report.fail("configuration", venues.error());
    }
    const std::string& own_landmarks = session.config().edition.landmarks;
    const auto landmarks = parse_landmarks(texts->landmarks, own_landmarks.empty() ? "landmarks.toml" : own_landmarks);
    if (!landmarks) {
        return report.fail("configuration", landmarks.error());
    }
    const auto rendered = render_markdown(Edition{}, texts->template_text, texts->template_name);
    if (!rendered) {
        return report.fail("configuration", rendered.error());
    }
    report.ok("configuration",
              fmt::format("{} topics, {} venues, {} landmark works, template {}", topics->topics.size(),
                          venues->venues.size(), landmarks->size(), texts->template_name));
}

template <class Model>
void tell_model(CheckReport& report, const std::string& name, const Result<Model>& model) {
    if (model) {
        return report.ok("models", name);
    }
    report.fail("models", model.error());
}

void check_models(Session& session, CheckReport& report) {
    const ModelFiles& models = session.config().edition.models;
    struct Model {
        const std::string& own_file;
        const char* shipped_name;
    };
    for (const Model& model : {Model{models.notability, "notability.model"}, Model{models.taste, "taste.model"}}) {
        const std::string name = model.own_file.empty() ? model.shipped_name : model.own_file;
        const auto text = read_model_text(session.workspace(), model.own_file, model.shipped_name);
        if (!text) {
            report.fail("models", text.error());
        } else if (!text->empty()) {
            const auto parsed = parse_model(*text, name);
            tell_model(report, name, parsed);
        }
    }
    const auto roles = read_model_text(session.workspace(), models.roles, "roles.txt");
    if (!roles) {
        return report.fail("models", roles.error());
    }
    if (roles->empty()) {
        return;
    }
    const std::string name = models.roles.empty() ? "roles.txt" : models.roles;
    const auto parsed = RoleModel::parse(*roles, name);
    tell_model(report, name, parsed);
}

/// When the file system says a file was made that is made now.
std::optional<Timestamp> file_system_time(const fs::path& folder) {
    std::string pattern = (existing_folder(folder) / ".digest-clock-XXXXXX").string();
    const int descriptor = ::mkstemp(pattern.data());
    if (descriptor < 0) {
        return std::nullopt;
    }
    struct stat status {};
    const bool known = ::fstat(descriptor, &status) == 0;
    ::close(descriptor);
    ::unlink(pattern.c_str());
    if (!known) {
        return std::nullopt;
    }
    return Timestamp{std::chrono::seconds{status.st_mtim.tv_sec}};
}

/// Days and papers of the archive that lie in the future, as this clock sees it.
void check_dates(Session& session, CheckReport& report) {
    const auto archive = session.archive_for_reading();
    if (!archive) {
        return;
    }
    const Day tomorrow = session.today() + days{1};
    const auto papers = (*archive)->papers({tomorrow + days{1}, tomorrow + days{36'500}}, {});
    const auto slices = (*archive)->slices({Day{} + days{7'000}, tomorrow + days{36'500}});
    if (!papers || !slices) {
        return;
    }
    if (!papers->empty()) {
        report.fail("clock", fmt::format("the archive holds {} papers submitted after now ({} on {}): this clock is "
                                         "late, or an import was wrong",
                                         papers->size(), papers->front().id,
                                         format_day(std::chrono::floor<days>(papers->front().submitted))));
    }
    for (const Slice& slice : *slices) {
        if (slice.fetched_at <= session.now() + most_clock_error) {
            continue;
        }
        return report.fail("clock", fmt::format("the archive was filled on {}, which is after now: one of the two "
                                                "clocks is wrong",
                                                format_rfc3339(slice.fetched_at)));
    }
}

}  // namespace

void CheckReport::add(CheckOutcome outcome, std::string_view about, std::string text) {
    failed_ = failed_ || outcome == CheckOutcome::fail;
    lines_.push_back({outcome, std::string{about}, std::move(text)});
}

void CheckReport::fail(std::string_view about, const Error& error) {
    std::string text = error.origin.empty() ? error.message : error.origin + ": " + error.message;
    if (!error.next.empty()) {
        text += "; next: " + error.next;
    }
    fail(about, std::move(text));
}

std::string CheckReport::text() const {
    std::string out;
    for (const Line& line : lines_) {
        const char* word = line.outcome == CheckOutcome::ok       ? "ok"
                           : line.outcome == CheckOutcome::notice ? "notice"
                                                                  : "fail";
        out += fmt::format("{:<6}  {:<13}  {}\n", word, line.about, strip_controls(repair_utf8(line.text)));
    }
    return out;
}

void check_configuration(Session& session, CheckReport& report) {
    const Workspace& workspace = session.workspace();
    if (workspace.config_file.empty()) {
        report.notice("configuration",
                      "there is no digest.toml: the built-in default is used; make one with digest init");
    } else {
        report.ok("configuration", workspace.config_file.string());
    }
    check_texts(session, report);
    check_models(session, report);
    if (session.config().harvest.contact.empty()) {
        report.notice("configuration", "[harvest] contact is empty: arXiv throttles anonymous programs harder");
    }
}

void check_archive(Session& session, CheckReport& report) {
    const fs::path& file = session.workspace().archive_file;
    std::error_code error;
    if (!fs::exists(file, error)) {
        return report.ok("archive", fmt::format("{}: not there yet, the first fetch makes it", file.string()));
    }
    const auto archive = session.archive_for_reading();
    if (!archive) {
        return report.fail("archive", archive.error());
    }
    const auto integrity = (*archive)->integrity();
    if (!integrity) {
        return report.fail("archive", integrity.error());
    }
    if (*integrity != "ok") {
        return report.fail("archive", fmt::format("{}: damaged ({}); next: put the last copy back, or move it away and "
                                                  "fetch again",
                                                  file.string(), *integrity));
    }
    const auto papers = (*archive)->count_papers();
    if (!papers) {
        return report.fail("archive", papers.error());
    }
    report.ok("archive", fmt::format("{}: undamaged, {} papers, {}", file.string(), *papers,
                                     size_text(fs::file_size(file, error))));
    if (::access(file.c_str(), W_OK) != 0) {
        report.fail("archive", fmt::format("{}: you may not write to it", file.string()));
    }
}

void check_disk(Session& session, CheckReport& report) {
    const fs::path folder = existing_folder(session.workspace().archive_file.parent_path());
    std::error_code error;
    const fs::space_info space = fs::space(folder, error);
    if (error) {
        return report.notice("disk", fmt::format("{}: {}", folder.string(), error.message()));
    }
    const std::string text = fmt::format("{} free for the archive in {}", size_text(space.available), folder.string());
    if (space.available < least_space) {
        return report.fail("disk", text);
    }
    if (space.available < little_space) {
        return report.notice("disk", text);
    }
    report.ok("disk", text);
}

void check_clock(Session& session, CheckReport& report) {
    const std::string now = format_rfc3339(session.now());
    if (!session.environment().variable_or("DIGEST_NOW", "").empty()) {
        report.notice("clock", fmt::format("DIGEST_NOW stands for the clock: {}", now));
    } else {
        const auto files = file_system_time(session.workspace().archive_file.parent_path());
        const auto apart = files ? std::chrono::abs(*files - session.now()) : std::chrono::seconds{0};
        if (apart > most_clock_error) {
            report.fail("clock", fmt::format("{}, but the file system says {}", now, format_rfc3339(*files)));
        } else {
            report.ok("clock", now);
        }
    }
    check_dates(session, report);
}

void check_keys(Session& session, CheckReport& report) {
    for (const auto& [name, service] : session.config().observe.services) {
        if (!service.enabled || service.api_key_env.empty()) {
            continue;
        }
        const bool is_set = !session.environment().variable_or(service.api_key_env.c_str(), "").empty();
        if (is_set) {
            report.ok("keys", fmt::format("{} is set ({})", service.api_key_env, name));
        } else {
            report.notice("keys", fmt::format("{} is not set: {} is asked without a key, which is slower or refused",
                                              service.api_key_env, name));
        }
    }
}

}  // namespace digest
