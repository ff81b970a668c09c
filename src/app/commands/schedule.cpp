#include <fmt/format.h>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/workspace/schedule_text.h"
#include "digest/base/try.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// Where the workspace published last; else a folder of its own.
Result<fs::path> usual_folder(Session& session) {
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(const auto editions, archive->remembered(session.workspace().name()));
    if (!editions.empty()) {
        return fs::path{editions.back().output_path}.parent_path();
    }
    return session.workspace().folder / "posts";
}

void add_schedule_options(VerbOptions& declare, Options& options) {
    declare_output(declare, options, "The folder that editions go to (default: where the last one went)");
}

Result<int> run_schedule(Session& session) {
    const Workspace& workspace = session.workspace();
    if (workspace.config_file.empty()) {
        return fail(ErrorKind::usage, "there is no digest.toml, so there is no workspace to build for", "",
                    "make one with digest init, or name it with --config");
    }
    fs::path output = session.options().output;
    if (output == "-" || output.empty()) {
        TRY_ASSIGN(auto folder, usual_folder(session));
        output = std::move(folder);
        session.terminal().say(fmt::format("editions go to {}; choose another folder with -o", output.string()));
    }
    const auto absolute = [](const fs::path& path) { return fs::absolute(path).lexically_normal().string(); };
    ScheduledRun run;
    run.program = session.environment().program_path;
    run.config = absolute(workspace.config_file);
    run.archive = absolute(workspace.archive_file);
    run.output = absolute(output / "");
    run.data_folder = session.environment().variable_or("DIGEST_DATA_DIR", "");
    if (!run.data_folder.empty()) {
        run.data_folder = absolute(run.data_folder);
    }
    TRY_ASSIGN(const auto text, schedule_text(run));
    session.write_out(text);
    return 0;
}

}  // namespace

const Verb schedule_verb = {"schedule",
                            "Print crontab and systemd user timer lines for this workspace",
                            "  digest schedule -o content/posts/\n  digest schedule --config ~/newsletter/digest.toml",
                            Verb::WorksOn::other,
                            add_schedule_options,
                            run_schedule};

}  // namespace digest
