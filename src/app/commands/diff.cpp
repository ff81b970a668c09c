#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/edition/build.h"
#include "app/machine/files.h"
#include "app/terminal/line_diff.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// Where this edition was published; empty: nowhere yet.
Result<fs::path> published_at(Session& session, const EditionKey& key) {
    auto archive = session.archive_for_reading();
    if (!archive) return tl::unexpected(archive.error());
    const auto editions = (*archive)->remembered(session.workspace().name());
    if (!editions) return tl::unexpected(editions.error());
    for (const auto& edition : *editions) {
        if (edition.key == key) return fs::path{edition.output_path};
    }
    return fs::path{};
}

/// The plan of a build into the published file, or into the one that -o names. The file's ending tells the format.
Result<BuildPlan> plan_of_diff(Session& session, const EditionKey& key) {
    auto plan = make_plan(session, key);
    if (!plan || !plan->output.empty()) return plan;
    auto published = published_at(session, key);
    if (!published) return tl::unexpected(published.error());
    if (published->empty()) {
        return fail(ErrorKind::usage, fmt::format("the edition {} is not published yet", key.name()), "",
                    "name the file or folder to compare with: digest diff -o content/posts/");
    }
    plan->output = std::move(*published);
    if (session.options().format.empty()) {
        const std::string ending = plan->output.extension().string();
        plan->format = ending == ".html" || ending == ".json" ? ending.substr(1) : "markdown";
    }
    return plan;
}

}  // namespace

Result<int> run_diff(Session& session) {
    if (session.options().window.sample)
        return fail(ErrorKind::usage, "the sample is never published", "--sample", "leave out --sample");
    apply_look_options(session.changeable_config(), session.options());
    const auto key = session.edition_key();
    if (!key) return tl::unexpected(key.error());
    const auto plan = plan_of_diff(session, *key);
    if (!plan) return tl::unexpected(plan.error());
    std::string present;
    std::error_code error;
    const bool is_there = fs::exists(plan->output, error);
    if (is_there) {
        auto text = read_file(plan->output);
        if (!text) return tl::unexpected(text.error());
        present = std::move(*text);
    }
    const auto built = make_edition(session, *plan);
    if (!built) return tl::unexpected(built.error());
    const std::string name = plan->output.string();
    const std::string diff = unified_diff(present, built->bytes, is_there ? name : "/dev/null", name);
    session.write_out(diff);
    return diff.empty() ? 0 : 1;
}

}  // namespace digest
