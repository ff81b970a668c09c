#include <fmt/format.h>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/edition/build.h"
#include "app/machine/files.h"
#include "app/terminal/line_diff.h"
#include "digest/base/try.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// Where this edition was published; empty: nowhere yet.
Result<fs::path> published_at(Session& session, const EditionKey& key) {
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(const auto editions, archive->remembered(session.workspace().name()));
    for (const auto& edition : editions) {
        if (edition.key == key) {
            return fs::path{edition.output_path};
        }
    }
    return fs::path{};
}

/// The plan of a build into the published file, or into the one that -o names. The file's ending tells the format.
Result<BuildPlan> plan_of_diff(Session& session, const EditionKey& key) {
    auto plan = make_plan(session, key);
    if (!plan || !plan->output.empty()) {
        return plan;
    }
    TRY_ASSIGN(auto published, published_at(session, key));
    if (published.empty()) {
        return fail(ErrorKind::usage, fmt::format("the edition {} is not published yet", key.name()), "",
                    "name the file or folder to compare with: digest diff -o content/posts/");
    }
    plan->output = std::move(published);
    if (session.options().format.empty()) {
        const std::string ending = plan->output.extension().string();
        const bool tells = ending == ".html" || ending == ".json";
        plan->format = tells ? *value_named<OutputFormat>(ending.substr(1)) : OutputFormat::markdown;
    }
    return plan;
}

void add_diff_options(VerbOptions& declare, Options& options) {
    declare_output(declare, options, "The published file or its folder (default: where it was published)");
    declare_look(declare, options);
}

Result<int> run_diff(Session& session) {
    if (session.options().window.sample) {
        return fail(ErrorKind::usage, "the sample is never published", "--sample", "leave out --sample");
    }
    apply_look_options(session.changeable_config(), session.options());
    TRY_ASSIGN(const auto key, session.edition_key());
    TRY_ASSIGN(const auto plan, plan_of_diff(session, key));
    std::string present;
    std::error_code error;
    const bool is_there = fs::exists(plan.output, error);
    if (is_there) {
        TRY_ASSIGN(auto text, read_file(plan.output));
        present = std::move(text);
    }
    TRY_ASSIGN(const auto built, make_edition(session, plan));
    const std::string name = plan.output.string();
    const std::string diff = unified_diff(present, built.bytes, is_there ? name : "/dev/null", name);
    session.write_out(diff);
    return diff.empty() ? 0 : 1;
}

}  // namespace

const Verb diff_verb = {"diff",
                        "Show what a build would change in the published file; exit 1 when anything",
                        "  digest diff --month 2022-02\n  digest diff --month 2022-02 -o content/posts/",
                        Verb::WorksOn::month,
                        add_diff_options,
                        run_diff};

}  // namespace digest
