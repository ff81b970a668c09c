#include "app/terminal/manual_page.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "app/terminal/options.h"
#include "app/terminal/version.h"
#include "digest/app/terminal/exit_code.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

struct Entry {
    const char* name;
    const char* text;
};

// Where the program looks is decided in workspace.cpp; docs/cli.md says the same, and a test compares the names.
constexpr Entry files[] = {
    {"digest.toml",
     "The configuration: --config, $DIGEST_CONFIG, ./digest.toml, $XDG_CONFIG_HOME/digest/digest.toml, the first of "
     "these that exists; else the built-in default. Its folder is the workspace."},
    {"editions/2022-02.toml", "The overlay of an edition, in the workspace: what you decide and write yourself."},
    {"$XDG_DATA_HOME/digest/archive.sqlite3",
     "The archive, unless --archive or [archive] path name another; its lock stands beside it (.lock)."},
    {"$XDG_STATE_HOME/digest/", "Locks, and the pace of requests across processes."},
    {"../share/digest/", "The shipped data, beside the folder of the program."},
};

constexpr Entry environment[] = {
    {"DIGEST_CONFIG", "The configuration file, where --config is not given."},
    {"DIGEST_DATA_DIR", "The folder of the shipped data."},
    {"DIGEST_SERVICE_<NAME>", "The base address of a service (DIGEST_SERVICE_ARXIV_API, ...), for mirrors and tests."},
    {"DIGEST_NOW", "Takes the place of the clock (RFC 3339: 2022-02-05T06:00:00Z), for reproducible builds and tests."},
    {"S2_API_KEY, OPENALEX_API_KEY, GITHUB_TOKEN",
     "Keys of services, by the names that the configuration gives them; never stored or shown."},
    {"VISUAL, EDITOR", "The editor of digest edit."},
    {"XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "Where your files are, as usual."},
    {"HOME, PATH, TERM, TMPDIR", "The same; the last two for colours and for the copy that digest edit opens."},
    {"NO_COLOR", "No colours."},
    {"http_proxy, https_proxy, no_proxy", "curl's own."},
};

std::string bold(std::string_view text) {
    return "\\fB" + roff_escaped(text) + "\\fR";
}

std::string italic(std::string_view text) {
    return "\\fI" + roff_escaped(text) + "\\fR";
}

std::string section(std::string_view title) {
    return fmt::format(".SH {}\n", title);
}

std::string paragraph(std::string_view text) {
    return fmt::format(".PP\n{}\n", roff_escaped(text));
}

/// What is named, and below it, indented, what is said of it. `name` is roff already.
std::string entry(std::string_view name, std::string_view text) {
    return fmt::format(".TP\n{}\n{}\n", name, roff_escaped(text));
}

std::string sentence(std::string text) {
    if (!text.ends_with('.')) {
        text += '.';
    }
    return text;
}

std::string type_text(const OptionDocumentation& option) {
    std::string text;
    for (const std::string& word : option.type) {
        if (!text.empty()) {
            text += '|';
        }
        text += is_placeholder(word) ? italic(word) : bold(word);
    }
    return option.several ? text + " ..." : text;
}

std::string names_text(const OptionDocumentation& option) {
    if (option.is_argument()) {
        return type_text(option);
    }
    std::string text;
    for (const std::string& name : option.each_name()) {
        if (!text.empty()) {
            text += ", ";
        }
        text += bold(name);
    }
    return option.type.empty() ? text : text + " " + type_text(option);
}

std::string option_entries(const VerbDocumentation& verb, OptionScope scope) {
    std::string page;
    for (const OptionDocumentation& option : verb.options) {
        if (option.scope != scope) {
            continue;
        }
        std::string text = option.description;
        if (!option.default_value.empty()) {
            text += fmt::format(" (default: {})", option.default_value);
        }
        page += entry(names_text(option), sentence(text));
    }
    return page;
}

bool works_on_a_month(const VerbDocumentation& verb) {
    return std::any_of(verb.options.begin(), verb.options.end(),
                       [](const OptionDocumentation& option) { return option.scope == OptionScope::month; });
}

std::string verb_subsection(const VerbDocumentation& verb) {
    std::string heading = "digest " + verb.name + " [OPTIONS]";
    for (const OptionDocumentation& option : verb.options) {
        if (!option.is_argument()) {
            continue;
        }
        const std::string argument = option.names + (option.several ? "..." : "");
        heading += option.required ? " " + argument : " [" + argument + "]";
    }
    std::string page = fmt::format(".SS {}\n{}\n", roff_escaped(heading), roff_escaped(sentence(verb.purpose)));
    page += option_entries(verb, OptionScope::verb);
    if (works_on_a_month(verb)) {
        page += paragraph("It works on a month: see WHICH PAPERS.");
    }
    return page;
}

std::string verbs_section(const std::vector<VerbDocumentation>& verbs) {
    std::string page = section("VERBS");
    for (const VerbDocumentation& verb : verbs) {
        page += verb_subsection(verb);
    }
    return page;
}

/// Options that several verbs share are the same for each: those of the first that has them stand for all.
std::string shared_options(const std::vector<VerbDocumentation>& verbs, OptionScope scope) {
    for (const VerbDocumentation& verb : verbs) {
        std::string page = option_entries(verb, scope);
        if (!page.empty()) {
            return page;
        }
    }
    return {};
}

std::string exit_status_section() {
    std::string page = section("EXIT STATUS");
    for (const ExitCodeDocumentation& code : exit_code_documentation()) {
        page += entry(bold(std::to_string(code.code)), sentence(code.meaning));
    }
    return page;
}

std::string examples_section(const std::vector<VerbDocumentation>& verbs) {
    std::string page = section("EXAMPLES");
    for (const VerbDocumentation& verb : verbs) {
        page += ".PP\n.EX\n" + roff_escaped(verb.examples) + "\n.EE\n";
    }
    return page;
}

template <std::size_t count>
std::string entries(const Entry (&list)[count]) {
    std::string page;
    for (const Entry& each : list) {
        page += entry(bold(each.name), each.text);
    }
    return page;
}

}  // namespace

std::string roff_escaped(std::string_view text) {
    std::string escaped;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        at += point.length;
        const bool begins_line = escaped.empty() || escaped.back() == '\n';
        switch (point.value) {
            case U'\\':
                escaped += "\\e";
                break;
            case U'-':  // a bare one becomes a hyphen, which cannot be copied as an option
                escaped += "\\-";
                break;
            case U'\'':
                escaped += "\\(aq";
                break;
            case U'"':
                escaped += "\\(dq";
                break;
            case U'`':
                escaped += "\\(ga";
                break;
            case U'^':
                escaped += "\\(ha";
                break;
            case U'~':
                escaped += "\\(ti";
                break;
            case U'.':
                escaped += begins_line ? "\\&." : ".";
                break;
            default:
                if (point.value < 0x80) {
                    escaped += static_cast<char>(point.value);
                } else {
                    escaped += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(point.value));
                }
        }
    }
    return escaped;
}

std::string manual_page(const std::vector<VerbDocumentation>& verbs, std::string_view date) {
    std::string page = ".\\\" Written by digest_make_docs from the program's own tables: do not edit.\n";
    page += fmt::format(".TH DIGEST 1 \"{}\" \"digest {}\" \"User Commands\"\n", roff_escaped(date),
                        roff_escaped(program_version()));
    page += section("NAME") + roff_escaped("digest") + " \\- " +
            roff_escaped("write the monthly best-of-arXiv edition") + "\n";
    page += section("SYNOPSIS") + bold("digest") + " " + italic("VERB") + " [" + italic("OPTIONS") + "]\n";
    page += ".br\n" + bold("digest") + " [" + italic("VERB") + "] " + bold("--help") + "\n";
    page += ".br\n" + bold("digest --version") + "\n";

    page += section("DESCRIPTION");
    page += roff_escaped(
        "digest harvests what arXiv listed, gathers citations and attention, scores every paper against your topics, "
        "selects a varied few and writes a Markdown edition, with a Why and Key insights for each paper taken from the "
        "abstract's own sentences.\n");
    page += paragraph(
        "A month that is not whole is not published. What an edition was built from is frozen with it, so that "
        "building it "
        "again gives the same bytes until --refresh. What you write into its overlay survives every rebuild.");
    page += paragraph(
        "The standard output carries what you asked for and nothing else; progress, notices and errors go to the "
        "standard error.");

    page += verbs_section(verbs);

    page += section("WHICH PAPERS");
    page += roff_escaped(
        "The edition of February 2022 is published at the start of February and is about what came before it: papers "
        "first submitted from 15 December 2021 up to and including 31 January 2022, in UTC. With --window calendar it "
        "is the named month itself. Without --month a verb works on the newest edition that is due: on the 5th of its "
        "month, 00:00 UTC, a calendar edition a month later, a window of dates four days after its end.\n");
    page += paragraph("Every verb that works on a month knows:");
    page += shared_options(verbs, OptionScope::month);

    page += section("COMMON OPTIONS") + roff_escaped("Every verb knows:\n");
    page += shared_options(verbs, OptionScope::common);

    page += exit_status_section();
    page += section("FILES") + entries(files);
    page += section("ENVIRONMENT") + entries(environment);
    page += examples_section(verbs);
    page += section("SEE ALSO");
    page += bold("crontab") + "(5), " + bold("systemd.timer") + "(5)\n";
    page += paragraph(
        "README.md and the folder docs, which come with digest (share/doc/digest-arxiv): every key of the "
        "configuration, every signal with its formula, the JSON, the way into a blog repository.");
    return page;
}

}  // namespace digest
