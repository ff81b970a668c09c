#include "digest/app/program.h"

#include <cerrno>

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/terminal/options.h"
#include "app/terminal/terminal.h"
#include "app/workspace/session.h"
#include "app/workspace/workspace.h"
#include "digest/app/terminal/exit_code.h"

namespace digest {
namespace {

Result<int> run_verb(Session& session) {
    switch (session.options().verb) {
        case Verb::build:
            return run_build(session);
        case Verb::fetch:
            return run_fetch(session);
        case Verb::status:
            return run_status(session);
        case Verb::rank:
            return run_rank(session);
        case Verb::shortlist:
            return run_shortlist(session);
        case Verb::explain:
            return run_explain(session);
        case Verb::topics:
            return run_topics(session);
        case Verb::trends:
            return run_trends(session);
        case Verb::edit:
            return run_edit(session);
        case Verb::pick:
            return run_pick(session);
        case Verb::drop:
            return run_drop(session);
        case Verb::diff:
            return run_diff(session);
        case Verb::learn:
            return run_learn(session);
        case Verb::eval:
            return run_eval(session);
        case Verb::check:
            return run_check(session);
        case Verb::schedule:
            return run_schedule(session);
        case Verb::import_files:
            return run_import(session);
        case Verb::init:
            return run_init(session);
    }
    return exit_bug;
}

int report(Terminal& terminal, const Environment& environment, Error error) {
    if (error.kind == ErrorKind::interrupted && environment.was_terminated && environment.was_terminated()) {
        error.kind = ErrorKind::terminated;
    }
    terminal.error(error);
    return exit_code(error.kind);
}

}  // namespace

int run_program(int argc, const char* const* argv, const Environment& environment) {
    auto parsed = parse_options(argc, argv);
    if (!parsed) {
        Terminal terminal{environment, CommonOptions{}};
        return report(terminal, environment, parsed.error());
    }
    if (!parsed->options) {
        const int problem = environment.write_out(parsed->text);
        if (problem == 0 || problem == EPIPE) return 0;
        Terminal terminal{environment, CommonOptions{}};
        return report(terminal, environment, output_failure(problem));
    }
    const Options& options = *parsed->options;
    Terminal terminal{environment, options.common};
    auto workspace = open_workspace(options.common, options.window.sample, environment);
    if (!workspace) return report(terminal, environment, workspace.error());
    Session session{environment, options, std::move(*workspace), terminal};
    const auto code = run_verb(session);
    if (!code) return report(terminal, environment, code.error());
    if (session.output_error()) return report(terminal, environment, *session.output_error());
    if (*code == 0 && options.common.strict && terminal.doubts() > 0) {
        return report(terminal, environment,
                      Error{ErrorKind::check_failed,
                            fmt::format("--strict: something was lost or is doubtful ({} notices)", terminal.doubts()),
                            "", "read the notices above; without --strict the run counts as done"});
    }
    return *code;
}

}  // namespace digest
