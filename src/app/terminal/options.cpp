#include "app/terminal/options.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/terminal/version.h"
#include "digest/base/nearest_name.h"

namespace digest {
namespace {

/// A verb of the contract: its name, its one-line purpose and two real examples.
struct VerbText {
    Verb verb;
    const char* name;
    const char* purpose;
    const char* examples;
};

constexpr VerbText verb_texts[] = {
    {Verb::build, "build",
     "Write the edition of a month: harvest what is missing, observe, score, select, compose, render",
     "  digest build --month 2022-02 -o content/posts/\n  digest build --month 2022-02 --sample > edition.md"},
    {Verb::fetch, "fetch", "Harvest and observe only; goes on where an earlier run stopped",
     "  digest fetch --month 2022-02\n  digest fetch --window 2022-01-10..2022-01-20 --month 2022-02"},
    {Verb::status, "status", "Show what is harvested and whole, day by day, what is observed, and which edition is due",
     "  digest status\n  digest status --month 2022-02"},
    {Verb::rank, "rank", "List the ranked candidates with their signals",
     "  digest rank --month 2022-02 --limit 20\n  digest rank --month 2022-02 --format json --limit 0"},
    {Verb::shortlist, "shortlist", "List the best candidates to read, with reason and blurb, a checkbox each",
     "  digest shortlist --month 2022-02 > shortlist.md\n  digest shortlist --month 2022-02 --format json --limit 0"},
    {Verb::explain, "explain", "Say why a paper stands where it stands: signals, evidence, sentences, what it lacked",
     "  digest explain 2201.03545 --month 2022-02\n  digest explain 2201.03545 --month 2022-02 --sample"},
    {Verb::topics, "topics", "Show how many papers each topic catches, and by which words",
     "  digest topics --month 2022-02\n  digest topics --month 2022-02 --sample"},
    {Verb::trends, "trends", "Show the terms that rise and fall against the months before",
     "  digest trends --month 2022-02\n  digest trends --month 2022-02 --format svg > trends.svg"},
    {Verb::edit, "edit", "Open the overlay of an edition in $EDITOR, prefilled with picks and near misses",
     "  digest edit --month 2022-02\n  EDITOR=nano digest edit"},
    {Verb::pick, "pick", "Pin papers in the overlay without opening it",
     "  digest pick 2201.03545 --month 2022-02\n  digest pick --from shortlist.md --month 2022-02"},
    {Verb::drop, "drop", "Drop papers in the overlay without opening it",
     "  digest drop 2201.03545 --month 2022-02 --reason \"already covered\"\n  digest drop 2201.03545 2201.03546"},
    {Verb::diff, "diff", "Show what a build would change in the published file; exit 1 when anything",
     "  digest diff --month 2022-02\n  digest diff --month 2022-02 -o content/posts/"},
    {Verb::learn, "learn", "Fit a ranking model from chosen papers, or sentence roles, written with its card",
     "  digest learn --picks picks-2025-03.jsonl --picks picks-2025-04.jsonl -o notability.model\n  digest learn"},
    {Verb::eval, "eval", "Measure the ranking against chosen papers, or the sentence roles",
     "  digest eval --picks picks-2025-05.jsonl\n  digest eval --roles dev.jsonl --format json"},
    {Verb::check, "check", "Check configuration, archive, disk, clock, services, keys, overlays and published editions",
     "  digest check\n  digest check --offline"},
    {Verb::import_files, "import", "Import saved Atom pages or arXiv's metadata dump (JSON Lines), plain or gzip",
     "  digest import pages/*.xml\n  digest import --trust-import arxiv-metadata-oai-snapshot.json"},
    {Verb::init, "init", "Make a commented starter workspace", "  digest init\n  digest init ~/newsletter"},
    {Verb::schedule, "schedule", "Print crontab and systemd user timer lines for this workspace",
     "  digest schedule -o content/posts/\n  digest schedule --config ~/newsletter/digest.toml"},
};

bool works_on_a_month(Verb verb) {
    switch (verb) {
        case Verb::learn:
        case Verb::eval:
        case Verb::check:
        case Verb::import_files:
        case Verb::init:
        case Verb::schedule:
            return false;
        default:
            return true;
    }
}

/// A validator that lists the choices in words: CLI11's own message shows numbers.
CLI::Validator one_of(std::vector<std::string> choices) {
    CLI::Validator validator;
    validator.operation([choices = std::move(choices)](std::string& value) {
        if (std::find(choices.begin(), choices.end(), value) != choices.end()) return std::string{};
        const std::string nearest = nearest_name(value, choices);
        std::string message = fmt::format("\"{}\" is none of {}", value, CLI::detail::join(choices, ", "));
        if (!nearest.empty()) message += fmt::format("; did you mean \"{}\"?", nearest);
        return message;
    });
    return validator;
}

/// Whole decimal numbers: CLI11 would read 010 as 8 and 0x10 as 16.
CLI::Validator whole_number(long least, long most) {
    CLI::Validator validator;
    validator.operation([least, most](std::string& value) {
        const bool digits =
            !value.empty() && value.size() < 10 &&
            std::all_of(value.begin(), value.end(), [](unsigned char c) { return c >= '0' && c <= '9'; });
        const long number = digits ? std::stol(value) : -1;
        if (!digits || number < least || number > most)
            return fmt::format("\"{}\" is not a whole number from {} to {}", value, least, most);
        value = std::to_string(number);
        return std::string{};
    });
    return validator;
}

/// An option that takes one of these words.
CLI::Option* add_choice(CLI::App& app, const char* name, std::string& value, const std::string& text,
                        const std::vector<std::string>& choices) {
    return app.add_option(name, value, text)->type_name(CLI::detail::join(choices, "|"))->check(one_of(choices));
}

Choice choice_of(const std::string& text) {
    return text == "always" ? Choice::always : text == "never" ? Choice::never : Choice::automatic;
}

constexpr const char* common_group = "Options every verb knows";
constexpr const char* month_group = "Which papers";

/// The options' texts as CLI11 fills them, before they become Options.
struct Raw {
    Options options{};
    std::string colour = "auto";
    std::string progress = "auto";
    std::string log_format = "text";
};

void add_common_options(CLI::App& app, Raw& raw) {
    CommonOptions& common = raw.options.common;
    constexpr const char* group = common_group;
    app.add_option("--config", common.config, "Configuration file (else $DIGEST_CONFIG, ./digest.toml, the user's)")
        ->type_name("PATH")
        ->group(group);
    app.add_option("--archive", common.archive, "Archive file (else [archive] path, else the user's data folder)")
        ->type_name("PATH")
        ->group(group);
    app.add_option("--wait", common.wait_seconds, "How long to wait for another writer, a day at the most")
        ->type_name("SECONDS")
        ->transform(whole_number(0, 86'400))
        ->capture_default_str()
        ->group(group);
    app.add_flag("-v,--verbose", common.verbose, "Say more; twice: every request")->group(group);
    app.add_flag("-q,--quiet", common.quiet, "Only errors on stderr")->group(group);
    add_choice(app, "--color", raw.colour, "Colours on stderr; NO_COLOR is honoured", {"auto", "always", "never"})
        ->capture_default_str()
        ->group(group);
    add_choice(app, "--progress", raw.progress, "Progress on stderr", {"auto", "always", "never"})
        ->capture_default_str()
        ->group(group);
    add_choice(app, "--log-format", raw.log_format, "Form of messages on stderr", {"text", "json"})
        ->capture_default_str()
        ->group(group);
    app.add_flag("--strict", common.strict, "Fail (exit 1) when something was lost or is doubtful")->group(group);
}

constexpr const char* window_type = "edition|calendar|FROM..TO";

void add_window_options(CLI::App& app, WindowOptions& window) {
    constexpr const char* group = month_group;
    app.add_option("--month", window.month, "Month of the edition (default: the newest that is due)")
        ->type_name("YYYY-MM")
        ->group(group);
    app.add_option("--window", window.window,
                   "edition: what came before the month; calendar: the month itself; or days, TO exclusive")
        ->type_name(window_type)
        ->group(group);
    app.add_flag("--offline", window.offline, "Use only what the archive holds")->group(group);
    app.add_flag("--sample", window.sample, "The shipped sample month: no network, no archive, no workspace")
        ->group(group);
}

CLI::Option* add_format(CLI::App& app, Options& options, const std::vector<std::string>& formats) {
    options.format = "";
    return add_choice(app, "--format", options.format, fmt::format("Form of the output (default: {})", formats.front()),
                      formats);
}

void add_limit(CLI::App& app, Options& options, int otherwise) {
    app.add_option("--limit", options.limit, fmt::format("How many; 0 is all (default: {})", otherwise))
        ->type_name("N")
        ->transform(whole_number(0, 10'000'000));
}

void add_output(CLI::App& app, Options& options, const char* text) {
    app.add_option("-o,--output", options.output, text)->type_name("PATH|DIR|-");
}

/// How an edition looks, for those who build it and who compare it.
void add_look_options(CLI::App& app, Options& options) {
    add_format(app, options, {"markdown", "html", "json"});
    app.add_option("--template", options.template_name, "Template: a shipped name or a file")->type_name("NAME|FILE");
    add_choice(app, "--front-matter", options.front_matter, "Front matter for a blog",
               {"none", "hugo", "jekyll", "yaml"});
    app.add_option("--picks", options.picks, "How many papers to pick, 1 to 50")
        ->type_name("N")
        ->transform(whole_number(1, 50));
}

void add_build_options(CLI::App& app, Options& options) {
    add_output(app, options, "Where to write; a folder gets the configured file name (default: stdout)");
    add_look_options(app, options);
    app.add_option("--bibtex", options.bibtex, "Also write picks and references as BibTeX")->type_name("FILE");
    app.add_flag("--refresh", options.refresh, "Make the edition anew from today's archive and numbers");
    app.add_option("--as-of", options.as_of, "Use only numbers observed up to this day; asks no service")
        ->type_name("DATE");
    app.add_option("--from-snapshot", options.from_snapshot, "Build from this snapshot file")->type_name("FILE");
    app.add_flag("--allow-partial", options.allow_partial, "Write a DRAFT of a window that is not whole");
    app.add_flag("--catch-up", options.catch_up, "Build every due edition since the last one published");
    app.add_flag("--dry-run", options.dry_run, "Do all but write, freeze and remember; say what it would do");
}

void add_judged_options(CLI::App& app, Options& options) {
    app.add_option("--picks", options.picks_files,
                   "Chosen papers: ids, CSV or JSON Lines, one file a month (default: this workspace's editions)")
        ->type_name("FILE");
    app.add_option("--roles", options.roles_files, "Instead: abstracts with labelled sentences (JSON Lines)")
        ->type_name("FILE");
    app.add_option("--month", options.months, "Month of each file, in their order (default: the one of most papers)")
        ->type_name("YYYY-MM");
    app.add_option("--window", options.window.window,
                   "Which papers are the candidates of a file without grade 0; of days TO is exclusive")
        ->type_name(window_type);
}

void add_verb_options(CLI::App& app, Verb verb, Options& options) {
    switch (verb) {
        case Verb::build:
            return add_build_options(app, options);
        case Verb::rank:
            add_limit(app, options, 50);
            add_format(app, options, {"table", "csv", "json"});
            return;
        case Verb::shortlist:
            add_limit(app, options, 40);
            add_format(app, options, {"markdown", "json"});
            return;
        case Verb::explain:
            app.add_option("ID", options.ids, "arXiv id")->type_name("")->required()->expected(1);
            add_format(app, options, {"text", "json"});
            return;
        case Verb::topics:
        case Verb::status:
            add_format(app, options, {"table", "json"});
            return;
        case Verb::import_files:
            app.add_option("FILE", options.files, "Files to import")->type_name("")->required();
            app.add_flag("--trust-import", options.trust_import,
                         "The days that these files hold count as whole without the harvest's totals; of saved pages "
                         "a week without a paper does not");
            return;
        case Verb::init:
            app.add_option("DIR", options.folder, "Folder to make (default: this one)")->type_name("");
            return;
        case Verb::pick:
            app.add_option("ID", options.ids, "arXiv ids")->type_name("");
            app.add_option("--from", options.from_file, "A shortlist with ticked boxes")->type_name("FILE");
            return;
        case Verb::drop:
            app.add_option("ID", options.ids, "arXiv ids")->type_name("")->required();
            app.add_option("--reason", options.reason, "Why; kept in the overlay")->type_name("TEXT");
            return;
        case Verb::diff:
            add_output(app, options, "The published file or its folder (default: where it was published)");
            add_look_options(app, options);
            return;
        case Verb::trends:
            add_format(app, options, {"table", "json", "svg"});
            return;
        case Verb::learn:
            add_judged_options(app, options);
            app.add_flag("--author-history", options.author_history, "Also how often the authors were chosen before");
            app.add_option("-o,--output", options.model_output,
                           "The model file; its card gets the same name (default: notability.model, taste.model or "
                           "roles.txt in the workspace)")
                ->type_name("PATH|DIR");
            return;
        case Verb::eval:
            add_judged_options(app, options);
            add_format(app, options, {"table", "json"});
            return;
        case Verb::check:
            app.add_flag("--offline", options.window.offline,
                         "Ask no service, and judge editions by the archive alone");
            return;
        case Verb::schedule:
            add_output(app, options, "The folder that editions go to (default: where the last one went)");
            return;
        case Verb::fetch:
        case Verb::edit:
            return;
    }
}

/// The first word that is no option, where it is no verb: for "did you mean".
std::string unknown_verb(int argc, const char* const* argv) {
    if (argc < 2 || argv[1][0] == '-') return {};
    for (const VerbText& text : verb_texts) {
        if (argv[1] == std::string_view{text.name}) return {};
    }
    return argv[1];
}

std::vector<std::string> verb_names() {
    std::vector<std::string> names;
    for (const VerbText& text : verb_texts) names.emplace_back(text.name);
    return names;
}

std::unique_ptr<CLI::App> make_app(Raw& raw) {
    auto app = std::make_unique<CLI::App>("digest writes the monthly best-of-arXiv edition.", "digest");
    const std::string version = version_text();
    constexpr const char* version_purpose = "Show version, commit and libraries, and stop";
    app->set_help_flag("-h,--help", "Show this help, and stop");
    app->set_version_flag("--version", version, version_purpose);
    app->require_subcommand(1);
    app->footer(
        "Each verb explains itself: digest build --help\n\nThe first thing to try, without a network:\n"
        "  digest build --month 2022-02 --sample");
    for (const VerbText& text : verb_texts) {
        CLI::App* verb = app->add_subcommand(text.name, text.purpose);
        verb->footer(fmt::format("Examples:\n{}", text.examples));
        add_verb_options(*verb, text.verb, raw.options);
        if (works_on_a_month(text.verb)) add_window_options(*verb, raw.options.window);
        add_common_options(*verb, raw);
        verb->set_version_flag("--version", version, version_purpose)->group(common_group);
    }
    return app;
}

OptionDocumentation documentation_of(const CLI::App& verb, const CLI::Option& option) {
    OptionDocumentation documentation;
    documentation.names = option.get_name(false, true);
    if (documentation.is_argument()) {
        documentation.type = {documentation.names};
    } else if (option.get_items_expected_max() != 0) {
        documentation.type = CLI::detail::split(option.get_type_name(), '|');
    }
    documentation.description = option.get_description();
    documentation.default_value = option.get_default_str();
    if (option.get_group() == common_group || &option == verb.get_help_ptr())
        documentation.scope = OptionScope::common;
    else if (option.get_group() == month_group)
        documentation.scope = OptionScope::month;
    documentation.several = option.get_expected_max() > 1;
    documentation.required = option.get_required();
    return documentation;
}

}  // namespace

std::string_view verb_name(Verb verb) {
    for (const VerbText& text : verb_texts) {
        if (text.verb == verb) return text.name;
    }
    return {};
}

Result<ParsedOptions> parse_options(int argc, const char* const* argv) {
    Raw raw;
    const auto app = make_app(raw);
    if (const std::string word = unknown_verb(argc, argv); !word.empty()) {
        const std::string nearest = nearest_name(word, verb_names());
        return fail(
            ErrorKind::usage, fmt::format("there is no verb \"{}\"", word), "",
            nearest.empty() ? "digest --help lists the verbs" : fmt::format("did you mean \"digest {}\"?", nearest));
    }
    try {
        app->parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const auto chosen = app->get_subcommands();
        return ParsedOptions{std::nullopt, chosen.empty() ? app->help() : chosen.front()->help("digest")};
    } catch (const CLI::CallForAllHelp&) {
        return ParsedOptions{std::nullopt, app->help()};
    } catch (const CLI::CallForVersion&) {
        return ParsedOptions{std::nullopt, version_text() + "\n"};
    } catch (const CLI::ParseError& error) {
        if (argc < 2) return fail(ErrorKind::usage, "no verb was given", "", "digest --help lists the verbs");
        const auto chosen = app->get_subcommands();
        return fail(
            ErrorKind::usage, error.what(), "",
            fmt::format("digest {}--help shows the options", chosen.empty() ? "" : chosen.front()->get_name() + " "));
    }
    const std::string name = app->get_subcommands().front()->get_name();
    for (const VerbText& text : verb_texts) {
        if (name == text.name) raw.options.verb = text.verb;
    }
    raw.options.common.colour = choice_of(raw.colour);
    raw.options.common.progress = choice_of(raw.progress);
    raw.options.common.log_format = raw.log_format == "json" ? LogFormat::json : LogFormat::text;
    return ParsedOptions{std::move(raw.options), {}};
}

std::vector<VerbDocumentation> verb_documentation() {
    Raw raw;
    const auto app = make_app(raw);
    std::vector<VerbDocumentation> verbs;
    for (const VerbText& text : verb_texts) {
        VerbDocumentation& verb = verbs.emplace_back();
        verb.name = text.name;
        verb.purpose = text.purpose;
        verb.examples = text.examples;
        const CLI::App* parser = app->get_subcommand(text.name);
        for (const CLI::Option* option : parser->get_options())
            verb.options.push_back(documentation_of(*parser, *option));
    }
    return verbs;
}

std::vector<std::string> OptionDocumentation::each_name() const {
    std::vector<std::string> result;
    for (std::size_t begin = 0; begin < names.size();) {
        const std::size_t end = std::min(names.find(',', begin), names.size());
        result.push_back(names.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

bool is_placeholder(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace digest
