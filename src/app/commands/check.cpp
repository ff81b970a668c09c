#include "app/check/check_report.h"
#include "app/commands/verbs.h"
#include "digest/base/try.h"

namespace digest {
namespace {

/// What was found until then is told; what a stopped request did not answer says nothing of its service.
Result<void> go_on(Session& session, const CheckReport& report) {
    if (!session.environment().stop.stop_requested()) {
        return {};
    }
    session.write_out(report.text());
    return fail(ErrorKind::interrupted, "stopped before all was checked", "", "digest check");
}

void add_check_options(VerbOptions& declare, Options& options) {
    declare.flag("--offline", options.window.offline, "Ask no service, and judge editions by the archive alone");
}

Result<int> run_check(Session& session) {
    CheckReport report;
    check_configuration(session, report);
    check_archive(session, report);
    check_disk(session, report);
    check_clock(session, report);
    check_keys(session, report);
    if (!session.options().window.offline) {
        check_services(session, report);
    }
    TRY(go_on(session, report));
    check_overlays(session, report);
    check_published(session, report);
    TRY(go_on(session, report));
    session.write_out(report.text());
    return report.failed() ? 1 : 0;
}

}  // namespace

const Verb check_verb = {"check",
                         "Check configuration, archive, disk, clock, services, keys, overlays and published editions",
                         "  digest check\n  digest check --offline",
                         Verb::WorksOn::other,
                         add_check_options,
                         run_check};

}  // namespace digest
