#include "digest/app/check_report.h"
#include "digest/app/commands.h"

namespace digest {

Result<int> run_check(Session& session) {
    CheckReport report;
    check_configuration(session, report);
    check_archive(session, report);
    check_disk(session, report);
    check_clock(session, report);
    check_keys(session, report);
    if (!session.options().window.offline) check_services(session, report);
    check_overlays(session, report);
    check_published(session, report);
    session.write_out(report.text());
    return report.failed() ? 1 : 0;
}

}  // namespace digest
