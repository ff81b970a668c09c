#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/gather/labelled_month.h"
#include "app/gather/role_file.h"
#include "app/machine/files.h"
#include "digest/base/try.h"
#include "digest/learn/card.h"
#include "digest/learn/trainer.h"

namespace digest {
namespace {

namespace fs = std::filesystem;

/// Chosen by five-fold cross-validation on CSAbstruct and a held-out tenth of SAMD: data/models/roles.md.
constexpr double role_penalty = 2.5;

std::string base_name(const std::string& file) {
    return fs::path{file}.filename().string();
}

Result<void> check_combinations(const Options& options) {
    const auto clash = [](const char* message, const char* next) { return fail(ErrorKind::usage, message, "", next); };
    const bool roles = !options.roles_files.empty();
    if (roles && (!options.picks_files.empty() || options.author_history)) {
        return clash("--roles learns the roles of sentences, --picks and --author-history a ranking",
                     "fit one model at a time");
    }
    if (options.model_output == "-") {
        return clash("a model and its card are two files: they cannot go to stdout", "name a file: -o my.model");
    }
    return {};
}

/// Where the model goes; its card lies beside it under the same name.
Result<fs::path> model_path(const Session& session, const char* default_name) {
    const std::string& asked = session.options().model_output;
    std::error_code error;
    fs::path path = asked.empty() ? session.workspace().folder / default_name : fs::path{asked};
    if (!path.has_filename() || fs::is_directory(path, error)) {
        path /= default_name;
    }
    if (path.extension() == ".md") {
        return fail(ErrorKind::usage, "the name ends in .md, as that of its card does", path.string(),
                    fmt::format("give the model another ending: -o {}",
                                fs::path{path}.replace_extension(".model").filename().string()));
    }
    return path;
}

Result<void> write_with_card(Session& session, const fs::path& path, const std::string& model,
                             const std::string& card) {
    const fs::path card_path = fs::path{path}.replace_extension(".md");
    for (const auto& [file, bytes] : {std::pair{&path, &model}, std::pair{&card_path, &card}}) {
        TRY_ASSIGN(const auto outcome, write_file_atomically(*file, *bytes));
        session.terminal().say(
            fmt::format("{} {}", outcome == WriteOutcome::written ? "wrote" : "unchanged:", file->string()));
    }
    return {};
}

/// As it can be typed again, without the folders of this machine.
std::string typed_command(const Options& options, const fs::path& output) {
    std::string command = "digest learn";
    for (const std::string& file : options.picks_files) {
        command += " --picks " + base_name(file);
    }
    for (const std::string& month : options.months) {
        command += " --month " + month;
    }
    if (!options.window.window.empty()) {
        command += " --window " + options.window.window;
    }
    for (const std::string& file : options.roles_files) {
        command += " --roles " + base_name(file);
    }
    if (options.author_history) {
        command += " --author-history";
    }
    return command + " -o " + output.filename().string();
}

LabelledMonth labelled(JudgedMonth judged) {
    LabelledMonth month;
    month.name = judged.name;
    month.grades.reserve(judged.papers.size());
    for (const Paper& paper : judged.papers) {
        month.grades.push_back(judged.grade(paper.id));
    }
    month.papers = std::move(judged.papers);
    return month;
}

void tell_figures(Session& session, const FitResult& fit) {
    for (const CostTrial& trial : fit.trials) {
        if (trial.cost != fit.cost) {
            continue;
        }
        for (const HeldOutFigures& month : trial.months) {
            session.terminal().say(fmt::format("{} ranked by a model of the other months: nDCG@100 {:.3f}, AUC {:.3f}",
                                               month.month, month.ndcg_100, month.auc));
        }
    }
}

Result<int> learn_ranking(Session& session) {
    const Options& options = session.options();
    const bool taste = options.picks_files.empty();
    TRY_ASSIGN(const auto path, model_path(session, taste ? "taste.model" : "notability.model"));
    TRY_ASSIGN(auto judged, read_judged_months(session));
    std::vector<LabelledMonth> months;
    for (JudgedMonth& month : judged) {
        months.push_back(labelled(std::move(month)));
    }
    FitOptions fit_options;
    fit_options.name = taste ? "taste" : "notability";
    fit_options.author_history = taste || options.author_history;
    TRY_ASSIGN(auto fitted, fit(std::move(months), fit_options));
    session.terminal().notices(fitted.notices);
    tell_figures(session, fitted);
    const std::string card = model_card(fitted, session.today(), typed_command(options, path));
    TRY(write_with_card(session, path, format_model(fitted.file), card));
    if (taste) {
        session.terminal().say(
            fmt::format("use it: taste = \"{}\" in [models] and taste = 1.0 in [weights] of digest.toml",
                        path.filename().string()));
    }
    return 0;
}

std::string role_card(Day fitted_on, const std::string& command, const std::vector<std::string>& files,
                      const std::vector<LabelledAbstract>& kept, std::size_t repeated) {
    std::size_t sentences = 0;
    std::array<std::size_t, role_count> of_role{};
    for (const LabelledAbstract& abstract : kept) {
        sentences += abstract.sentences.size();
        for (const SentenceRole role : abstract.roles) {
            ++of_role[static_cast<std::size_t>(role)];
        }
    }
    std::string text = fmt::format(
        "# Model card: sentence roles\n\nA linear-chain conditional random field that gives each sentence of an "
        "abstract "
        "its role.\n\n- Fitted on {} by `{}`.\n- {} abstracts with {} sentences; {} abstracts that repeat a sentence "
        "of "
        "another were left out.\n- L1 penalty {:g}; features that occur three times or more.\n\n## Fitted on\n\n",
        format_day(fitted_on), command, kept.size(), sentences, repeated, role_penalty);
    for (const std::string& file : files) {
        text += fmt::format("- {}\n", base_name(file));
    }
    text += "\n| role | sentences |\n|---|--:|\n";
    for (std::size_t role = 0; role < role_count; ++role) {
        text += fmt::format("| {} | {} |\n", role_name(static_cast<SentenceRole>(role)), of_role[role]);
    }
    return text + "\nMeasure it on abstracts that it has not seen: `digest eval --roles FILE`.\n";
}

Result<int> learn_roles(Session& session) {
    const Options& options = session.options();
    TRY_ASSIGN(const auto path, model_path(session, "roles.txt"));
    std::vector<LabelledAbstract> all;
    for (const std::string& file : options.roles_files) {
        TRY_ASSIGN(const auto text, read_file(file));
        TRY_ASSIGN(auto abstracts, parse_labelled_abstracts(text, file));
        std::move(abstracts.begin(), abstracts.end(), std::back_inserter(all));
    }
    const std::vector<LabelledAbstract> kept = without_repeated(all, {});
    RoleTraining training;
    training.l1 = role_penalty;
    training.note = "digest learn --roles; its data and their licences: see the card";
    const std::string card =
        role_card(session.today(), typed_command(options, path), options.roles_files, kept, all.size() - kept.size());
    TRY(write_with_card(session, path, train_roles(kept, training), card));
    return 0;
}

void add_learn_options(VerbOptions& declare, Options& options) {
    declare_judgements(declare, options);
    declare.flag("--author-history", options.author_history, "Also how often the authors were chosen before");
    declare.text("-o,--output", options.model_output, "PATH|DIR",
                 "The model file; its card gets the same name (default: notability.model, taste.model or "
                 "roles.txt in the workspace)");
}

Result<int> run_learn(Session& session) {
    TRY(check_combinations(session.options()));
    return session.options().roles_files.empty() ? learn_ranking(session) : learn_roles(session);
}

}  // namespace

const Verb learn_verb = {
    "learn",
    "Fit a ranking model from chosen papers, or sentence roles, written with its card",
    "  digest learn --picks picks-2025-03.jsonl --picks picks-2025-04.jsonl -o notability.model\n  digest learn",
    Verb::WorksOn::other,
    add_learn_options,
    run_learn};

}  // namespace digest
