#include "digest/app/program.h"

#include <cerrno>

#include <fmt/format.h>

#include "app/commands/verbs.h"
#include "app/terminal/options.h"
#include "app/terminal/terminal.h"
#include "app/workspace/session.h"
#include "app/workspace/workspace.h"
#include "digest/app/terminal/exit_code.h"

namespace digest {
namespace {

int report(Terminal& terminal, const Environment& environment, Error error) {
    if (error.kind == ErrorKind::interrupted && environment.was_terminated && environment.was_terminated()) {
        error.kind = ErrorKind::terminated;
    }
    terminal.error(error);
    return exit_code(error.kind);
}

}  // namespace

int run_program(int argc, const char* const* argv, const Environment& environment) {
    auto parsed = parse_options(all_verbs(), argc, argv);
    if (!parsed) {
        Terminal terminal{environment, CommonOptions{}};
        return report(terminal, environment, parsed.error());
    }
    if (!parsed->options) {
        const int problem = environment.write_out(parsed->text);
        if (problem == 0 || problem == EPIPE) {
            return 0;
        }
        Terminal terminal{environment, CommonOptions{}};
        return report(terminal, environment, output_failure(problem));
    }
    const Options& options = *parsed->options;
    Terminal terminal{environment, options.common};
    auto workspace = open_workspace(options.common, options.window.sample, environment);
    if (!workspace) {
        return report(terminal, environment, workspace.error());
    }
    Session session{environment, options, std::move(*workspace), terminal};
    const auto code = find_verb(all_verbs(), options.verb)->run(session);
    if (!code) {
        return report(terminal, environment, code.error());
    }
    if (session.output_error()) {
        return report(terminal, environment, *session.output_error());
    }
    if (*code == 0 && options.common.strict && terminal.doubts() > 0) {
        return report(terminal, environment,
                      Error{ErrorKind::check_failed,
                            fmt::format("--strict: something was lost or is doubtful ({} notices)", terminal.doubts()),
                            "", "read the notices above; without --strict the run counts as done"});
    }
    return *code;
}

}  // namespace digest
