#include "app/terminal/options.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/terminal/version.h"
#include "digest/base/ascii.h"
#include "digest/base/nearest_name.h"

namespace digest {
namespace {

/// A validator that lists the choices in words: CLI11's own message shows numbers.
CLI::Validator one_of(std::vector<std::string> choices) {
    CLI::Validator validator;
    validator.operation([choices = std::move(choices)](std::string& value) {
        if (std::find(choices.begin(), choices.end(), value) != choices.end()) {
            return std::string{};
        }
        const std::string nearest = nearest_name(value, choices);
        std::string message = fmt::format("\"{}\" is none of {}", value, CLI::detail::join(choices, ", "));
        if (!nearest.empty()) {
            message += fmt::format("; did you mean \"{}\"?", nearest);
        }
        return message;
    });
    return validator;
}

/// Whole decimal numbers: CLI11 would read 010 as 8 and 0x10 as 16.
CLI::Validator whole_number(long least, long most) {
    CLI::Validator validator;
    validator.operation([least, most](std::string& value) {
        const bool digits = !value.empty() && value.size() < 10 && std::all_of(value.begin(), value.end(), is_digit);
        const long number = digits ? std::stol(value) : -1;
        if (!digits || number < least || number > most) {
            return fmt::format("\"{}\" is not a whole number from {} to {}", value, least, most);
        }
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

ShowWhen show_when(const std::string& text) {
    return text == "always" ? ShowWhen::always : text == "never" ? ShowWhen::never : ShowWhen::automatic;
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

/// The first word that is no option, where it is no verb: for "did you mean".
std::string unknown_verb(Verbs verbs, int argc, const char* const* argv) {
    if (argc < 2 || argv[1][0] == '-') {
        return {};
    }
    return find_verb(verbs, argv[1]) ? std::string{} : argv[1];
}

std::vector<std::string> names_of_verbs(Verbs verbs) {
    std::vector<std::string> names;
    for (const Verb* verb : verbs) {
        names.emplace_back(verb->name);
    }
    return names;
}

std::unique_ptr<CLI::App> make_app(Verbs verbs, Raw& raw) {
    auto app = std::make_unique<CLI::App>("digest writes the monthly best-of-arXiv edition.", "digest");
    const std::string version = version_text();
    constexpr const char* version_purpose = "Show version, commit and libraries, and stop";
    app->set_help_flag("-h,--help", "Show this help, and stop");
    app->set_version_flag("--version", version, version_purpose);
    app->require_subcommand(1);
    app->footer(
        "Each verb explains itself: digest build --help\n\nThe first thing to try, without a network:\n"
        "  digest build --month 2022-02 --sample");
    for (const Verb* verb : verbs) {
        CLI::App* parser = app->add_subcommand(verb->name, verb->purpose);
        parser->footer(fmt::format("Examples:\n{}", verb->examples));
        VerbOptions declare{*parser};
        if (verb->add_options) {
            verb->add_options(declare, raw.options);
        }
        if (verb->works_on == Verb::WorksOn::month) {
            add_window_options(*parser, raw.options.window);
        }
        add_common_options(*parser, raw);
        parser->set_version_flag("--version", version, version_purpose)->group(common_group);
    }
    return app;
}

OptionDocumentation option_documentation(const CLI::App& verb, const CLI::Option& option) {
    OptionDocumentation documentation;
    documentation.names = option.get_name(false, true);
    if (documentation.is_argument()) {
        documentation.type = {documentation.names};
    } else if (option.get_items_expected_max() != 0) {
        documentation.type = CLI::detail::split(option.get_type_name(), '|');
    }
    documentation.description = option.get_description();
    documentation.default_value = option.get_default_str();
    if (option.get_group() == common_group || &option == verb.get_help_ptr()) {
        documentation.scope = OptionScope::common;
    } else if (option.get_group() == month_group) {
        documentation.scope = OptionScope::month;
    }
    documentation.several = option.get_expected_max() > 1;
    documentation.required = option.get_required();
    return documentation;
}

}  // namespace

void VerbOptions::text(const char* names, std::string& value, const char* type, const std::string& description) {
    app_.add_option(names, value, description)->type_name(type);
}

void VerbOptions::texts(const char* names, std::vector<std::string>& values, const char* type,
                        const std::string& description) {
    app_.add_option(names, values, description)->type_name(type);
}

void VerbOptions::number(const char* names, std::optional<int>& value, int least, int most,
                         const std::string& description) {
    app_.add_option(names, value, description)->type_name("N")->transform(whole_number(least, most));
}

void VerbOptions::choice(const char* names, std::string& value, const std::vector<std::string>& choices,
                         const std::string& description) {
    add_choice(app_, names, value, description, choices);
}

void VerbOptions::flag(const char* names, bool& value, const std::string& description) {
    app_.add_flag(names, value, description);
}

void VerbOptions::argument(const char* name, std::string& value, Needed needed, const std::string& description) {
    app_.add_option(name, value, description)->type_name("")->required(needed == Needed::yes);
}

void VerbOptions::arguments(const char* name, std::vector<std::string>& values, Needed needed,
                            const std::string& description) {
    app_.add_option(name, values, description)->type_name("")->required(needed == Needed::yes);
}

const Verb* find_verb(Verbs verbs, std::string_view name) {
    const auto found =
        std::find_if(verbs.begin(), verbs.end(), [name](const Verb* verb) { return verb->name == name; });
    return found == verbs.end() ? nullptr : *found;
}

Result<ParsedOptions> parse_options(Verbs verbs, int argc, const char* const* argv) {
    Raw raw;
    const auto app = make_app(verbs, raw);
    if (const std::string word = unknown_verb(verbs, argc, argv); !word.empty()) {
        const std::string nearest = nearest_name(word, names_of_verbs(verbs));
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
        if (argc < 2) {
            return fail(ErrorKind::usage, "no verb was given", "", "digest --help lists the verbs");
        }
        const auto chosen = app->get_subcommands();
        return fail(
            ErrorKind::usage, error.what(), "",
            fmt::format("digest {}--help shows the options", chosen.empty() ? "" : chosen.front()->get_name() + " "));
    }
    raw.options.verb = app->get_subcommands().front()->get_name();
    raw.options.common.colour = show_when(raw.colour);
    raw.options.common.progress = show_when(raw.progress);
    raw.options.common.log_format = raw.log_format == "json" ? LogFormat::json : LogFormat::text;
    return ParsedOptions{std::move(raw.options), {}};
}

std::vector<VerbDocumentation> documentation_of(Verbs verbs) {
    Raw raw;
    const auto app = make_app(verbs, raw);
    std::vector<VerbDocumentation> documentation;
    for (const Verb* verb : verbs) {
        VerbDocumentation& entry = documentation.emplace_back();
        entry.name = verb->name;
        entry.purpose = verb->purpose;
        entry.examples = verb->examples;
        const CLI::App* parser = app->get_subcommand(verb->name);
        for (const CLI::Option* option : parser->get_options()) {
            entry.options.push_back(option_documentation(*parser, *option));
        }
    }
    return documentation;
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
    return std::any_of(word.begin(), word.end(), is_upper);
}

}  // namespace digest
