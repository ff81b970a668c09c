#include <fmt/format.h>

#include "app/commands/verbs.h"
#include "app/machine/files.h"
#include "digest/base/try.h"

namespace digest {
namespace {

void add_init_options(VerbOptions& declare, Options& options) {
    declare.argument("DIR", options.folder, VerbOptions::Needed::no, "Folder to make (default: this one)");
}

Result<int> run_init(Session& session) {
    namespace fs = std::filesystem;
    const fs::path folder =
        fs::absolute(session.options().folder.empty() ? "." : session.options().folder).lexically_normal();
    const fs::path file = folder / "digest.toml";
    std::error_code error;
    if (fs::exists(file, error)) {
        return fail(ErrorKind::storage, "there is a workspace already; nothing was changed", file.string(),
                    "edit that file, or name another folder: digest init DIR");
    }
    TRY_ASSIGN(const auto starter, read_file(session.workspace().data_folder / "digest.toml", ErrorKind::storage));
    TRY(write_file_atomically(file, starter));
    fs::create_directories(folder / "editions", error);
    if (error) {
        return fail(ErrorKind::storage, fmt::format("cannot create the folder: {}", error.message()),
                    (folder / "editions").string(), "check its permissions");
    }
    session.terminal().say(fmt::format("made {} and {}/", file.string(), (folder / "editions").string()));
    session.terminal().say(
        "next: set [harvest] contact to your address, then run: digest build --month 2022-02 --sample --config " +
        file.string());
    return 0;
}

}  // namespace

const Verb init_verb = {"init",
                        "Make a commented starter workspace",
                        "  digest init\n  digest init ~/newsletter",
                        Verb::WorksOn::other,
                        add_init_options,
                        run_init};

}  // namespace digest
