#pragma once

#include <filesystem>
#include <string>

#include "digest/app/terminal/environment.h"
#include "digest/base/error.h"

namespace digest {

/// The editor's command: $VISUAL, $EDITOR, and at a terminal sensible-editor or vi where they are. Else a usage error
/// that names EDITOR.
Result<std::string> editor_command(const Environment& environment);

/// Runs the command on a file and waits. A usage error when it cannot be started or fails.
Result<void> run_editor(const std::string& command, const std::filesystem::path& file);

}  // namespace digest
