#include <algorithm>
#include <array>
#include <string_view>

#include "architecture/rules.h"

namespace digest::architecture {
namespace {

struct Wing {
    std::string_view name;
    std::string_view reason;  ///< why it stands where it stands
};

/// Top first. The files that stand in src/app itself are the program.
constexpr std::array wings = {
    Wing{"program", "starts the verbs, and turns what they return into an exit code"},
    Wing{"commands", "the verbs: they may use everything below, and nothing uses them"},
    Wing{"desk", "answers a browser with what the verbs are made of"},
    Wing{"publish", "makes a site, a feed or a letter of editions"},
    Wing{"check", "looks at everything that a build rests on, the editions too"},
    Wing{"edition", "builds an edition of what was gathered"},
    Wing{"gather", "fetches into the archive and loads from it; what for is not its affair"},
    Wing{"workspace", "the user's folder and files, and the archive opened for them"},
    Wing{"machine", "files, locks, threads, programs of the system: knows nothing of papers"},
    Wing{"terminal", "what is read from and written to the command line, down to the words"},
};

/// The wing of "app/workspace/session.h"; "program" for "app/program.h".
std::string_view wing_of(std::string_view path_from_app) {
    constexpr std::string_view app = "app/";
    const std::string_view rest = path_from_app.substr(app.size());
    const std::size_t slash = rest.find('/');
    return slash == std::string_view::npos ? "program" : rest.substr(0, slash);
}

/// How far down a wing stands; the number of wings for one that is not known.
std::size_t depth_of(std::string_view wing) {
    const auto* found = std::find_if(wings.begin(), wings.end(), [&](const Wing& known) { return known.name == wing; });
    return static_cast<std::size_t>(found - wings.begin());
}

/// The path behind "digest/" or "src/" or "include/digest/", when it lies in app.
std::string_view within_app(std::string_view path) {
    for (const std::string_view folder : {"include/digest/", "src/", "digest/"}) {
        if (path.starts_with(folder)) {
            path.remove_prefix(folder.size());
            break;
        }
    }
    return path.starts_with("app/") ? path : std::string_view{};
}

}  // namespace

Violations check_wings(const SourceFile& file) {
    const std::string_view path = within_app(file.path);
    if (path.empty()) {
        return {};
    }
    const std::string own{wing_of(path)};
    const std::size_t depth = depth_of(own);
    if (depth == wings.size()) {
        return {file.path + ":1: src/app has no wing " + own};
    }
    Violations violations;
    for (const Include& include : file.includes) {
        const std::string_view other = include.angled ? std::string_view{} : within_app(include.name);
        if (!other.empty() && depth_of(wing_of(other)) < depth) {
            violations.push_back(file.path + ":" + std::to_string(include.line) + ": " + own + " may not include " +
                                 include.name + " (" + own + ": " + std::string{wings[depth].reason} + ")");
        }
    }
    return violations;
}

}  // namespace digest::architecture
