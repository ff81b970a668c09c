#pragma once

#include <string>

#include "app/gather/window_data.h"
#include "app/workspace/session.h"

namespace digest {

/// What a verb wants of the window beside papers and numbers.
enum class GatherNews { wanted, left_out };
enum class AskServices { yes, no };

/// Harvests and observes where the services may be asked, then loads the window; the sample instead with --sample.
/// A service for numbers that fails is a notice.
Result<WindowData> gather(Session& session, const EditionKey& key, AskServices ask, GatherNews news);

/// The window that a reading verb was asked for, from the archive or the sample: says which it is, and whether days of
/// it are short.
struct LoadedWindow {
    EditionKey key{};
    WindowData data{};
};
Result<LoadedWindow> load_window(Session& session);

/// Tells that the window is not whole, where it is not.
void tell_if_short(Session& session, const WindowData& data);

/// "February 2022 edition: papers first submitted 15 Dec 2021 to 31 Jan 2022. For papers of February itself: …"
std::string window_line(const EditionKey& key);

}  // namespace digest
