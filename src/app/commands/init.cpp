#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/machine/files.h"

namespace digest {

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
    const auto starter = read_file(session.workspace().data_folder / "digest.toml", ErrorKind::storage);
    if (!starter) return tl::unexpected(starter.error());
    if (auto written = write_file_atomically(file, *starter); !written) return tl::unexpected(written.error());
    fs::create_directories(folder / "editions", error);
    if (error)
        return fail(ErrorKind::storage, fmt::format("cannot create the folder: {}", error.message()),
                    (folder / "editions").string(), "check its permissions");
    session.terminal().say(fmt::format("made {} and {}/", file.string(), (folder / "editions").string()));
    session.terminal().say(
        "next: set [harvest] contact to your address, then run: digest build --month 2022-02 --sample --config " +
        file.string());
    return 0;
}

}  // namespace digest
