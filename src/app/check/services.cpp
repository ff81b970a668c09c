// What `digest check` asks of others: one cheap request each, in turn where the terms of use say so.
#include <algorithm>

#include <fmt/format.h>

#include "app/check/check_report.h"
#include "digest/base/try.h"
#include "digest/model/services.h"

namespace digest {
namespace {

using std::chrono::minutes;

constexpr auto patience = std::chrono::seconds{10};
constexpr auto most_difference = minutes{10};
constexpr std::size_t most_bytes = 4u << 20;

struct Probe {
    std::string name{};
    std::string url{};
    bool needed = false;  ///< an edition cannot be built without it
    bool paced = false;   ///< waits for arXiv's turn
};

/// By this configuration.
bool is_asked(const Service& service, const Config& config) {
    switch (service.use) {
        case ServiceUse::papers:
            return true;
        case ServiceUse::figures:
            return config.edition.figures;
        case ServiceUse::numbers:
            return config.observe.services.at(std::string{service.name}).enabled;
        case ServiceUse::imported:
            break;
    }
    return false;
}

std::vector<Probe> probes_of(const Config& config) {
    std::vector<Probe> probes;
    for (const Service& service : known_services()) {
        if (!is_asked(service, config)) {
            continue;
        }
        const std::string name{service.name};
        probes.push_back({name, config.services.at(name) + std::string{service.probe},
                          service.use == ServiceUse::papers, keeps_arxiv_pace(service)});
    }
    for (const NewsFeed& feed : config.news) {
        probes.push_back({"news", feed.url, false, false});
    }
    return probes;
}

/// The answer to one probe: empty is well, else what is wrong with it.
std::string complaint_of(const tl::expected<HttpResponse, TransportError>& response) {
    if (!response) {
        // A feed that is long is there.
        if (response.error().fault == TransportFault::too_large) {
            return {};
        }
        return "cannot be reached: " + response.error().message;
    }
    if (response->status == 401 || response->status == 403) {
        return fmt::format("refuses (HTTP {})", response->status);
    }
    if (response->status == 429) {
        return "asks to come back later (HTTP 429)";
    }
    if (response->status >= 400) {
        return fmt::format("answers HTTP {}", response->status);
    }
    return {};
}

/// The service's clock beside this one.
void compare_clock(Session& session, const Probe& probe, const HttpResponse& response, CheckReport& report) {
    const auto date = response.header("Date");
    const auto theirs = date ? parse_mail_date(*date) : std::nullopt;
    if (!theirs || !session.environment().variable_or("DIGEST_NOW", "").empty()) {
        return;
    }
    if (std::chrono::abs(*theirs - session.now()) <= most_difference + patience) {
        return;
    }
    report.fail("clock", fmt::format("{}, but {} says {}", format_rfc3339(session.now()), host_of(probe.url),
                                     format_rfc3339(*theirs)));
}

Result<void> ask(Session& session, const Probe& probe, CheckReport& report) {
    std::optional<Pacer::Turn> turn;
    if (probe.paced) {
        TRY_ASSIGN(auto taken, session.arxiv_pacer().take_turn(session.environment().stop));
        turn.emplace(std::move(taken));
    }
    HttpRequest request;
    request.url = probe.url;
    request.timeout = patience;
    request.max_body_bytes = most_bytes;
    request.headers = {{"User-Agent", session.user_agent()}};
    const auto response = session.http().send(request, session.environment().stop);
    if (session.environment().stop.stop_requested()) {
        return {};
    }
    const std::string name = fmt::format("{} ({})", probe.name, host_of(probe.url));
    const std::string complaint = complaint_of(response);
    if (complaint.empty()) {
        report.ok("services", name);
    } else if (probe.needed && !(response && response->status == 429)) {
        report.fail("services", name + " " + complaint);
    } else {
        report.notice("services", name + " " + complaint);
    }
    if (response && probe.needed) {
        compare_clock(session, probe, *response, report);
    }
    return {};
}

}  // namespace

void check_services(Session& session, CheckReport& report) {
    for (const Probe& probe : probes_of(session.config())) {
        const auto asked = ask(session, probe, report);
        if (session.environment().stop.stop_requested()) {
            return;
        }
        if (!asked) {
            return report.fail("services", asked.error());
        }
    }
}

}  // namespace digest
