#include "app/check/check_report.h"
#include "app/commands/commands.h"

namespace digest {
namespace {

/// What was found until then is told; what a stopped request did not answer says nothing of its service.
Result<void> go_on(Session& session, const CheckReport& report) {
    if (!session.environment().stop.stop_requested()) return {};
    session.write_out(report.text());
    return fail(ErrorKind::interrupted, "stopped before all was checked", "", "digest check");
}

}  // namespace

Result<int> run_check(Session& session) {
    CheckReport report;
    check_configuration(session, report);
    check_archive(session, report);
    check_disk(session, report);
    check_clock(session, report);
    check_keys(session, report);
    if (!session.options().window.offline) check_services(session, report);
    if (auto more = go_on(session, report); !more) return tl::unexpected(more.error());
    check_overlays(session, report);
    check_published(session, report);
    if (auto more = go_on(session, report); !more) return tl::unexpected(more.error());
    session.write_out(report.text());
    return report.failed() ? 1 : 0;
}

}  // namespace digest
