#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/workspace/schedule_text.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// Where the workspace published last; else a folder of its own.
Result<fs::path> usual_folder(Session& session) {
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto editions = (*archive)->remembered(session.workspace().name());
    if (!editions) return tl::unexpected(editions.error());
    if (!editions->empty()) return fs::path{editions->back().output_path}.parent_path();
    return session.workspace().folder / "posts";
}

}  // namespace

Result<int> run_schedule(Session& session) {
    const Workspace& workspace = session.workspace();
    if (workspace.config_file.empty()) {
        return fail(ErrorKind::usage, "there is no digest.toml, so there is no workspace to build for", "",
                    "make one with digest init, or name it with --config");
    }
    fs::path output = session.options().output;
    if (output == "-" || output.empty()) {
        auto folder = usual_folder(session);
        if (!folder) return tl::unexpected(folder.error());
        output = std::move(*folder);
        session.terminal().say(fmt::format("editions go to {}; choose another folder with -o", output.string()));
    }
    const auto absolute = [](const fs::path& path) { return fs::absolute(path).lexically_normal().string(); };
    ScheduledRun run;
    run.program = session.environment().program_path;
    run.config = absolute(workspace.config_file);
    run.archive = absolute(workspace.archive_file);
    run.output = absolute(output / "");
    run.data_folder = session.environment().variable_or("DIGEST_DATA_DIR", "");
    if (!run.data_folder.empty()) run.data_folder = absolute(run.data_folder);
    const auto text = schedule_text(run);
    if (!text) return tl::unexpected(text.error());
    session.write_out(*text);
    return 0;
}

}  // namespace digest
