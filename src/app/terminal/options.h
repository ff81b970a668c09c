#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"

namespace digest {

enum class Choice { automatic, always, never };
enum class LogFormat { text, json };

/// Options that every verb knows.
struct CommonOptions {
    std::string config{};
    std::string archive{};
    int wait_seconds = 60;
    int verbose = 0;
    bool quiet = false;
    Choice colour = Choice::automatic;
    Choice progress = Choice::automatic;
    LogFormat log_format = LogFormat::text;
    bool strict = false;
};

/// Options of every verb that works on a month.
struct WindowOptions {
    std::string month{};
    std::string window{};  ///< "", "edition", "calendar" or "FROM..TO"
    bool offline = false;
    bool sample = false;
};

enum class Verb {
    build,
    fetch,
    status,
    rank,
    shortlist,
    explain,
    topics,
    trends,
    edit,
    pick,
    drop,
    diff,
    learn,
    eval,
    check,
    import_files,
    init,
    schedule
};

struct Options {
    Verb verb = Verb::build;
    CommonOptions common{};
    WindowOptions window{};

    // build
    std::string output = "-";
    std::string format{};  ///< of the verb; empty: its default
    std::string template_name{};
    std::string front_matter{};
    std::string bibtex{};
    std::optional<int> picks{};
    bool refresh = false;
    std::string as_of{};
    std::string from_snapshot{};
    bool allow_partial = false;
    bool catch_up = false;
    bool dry_run = false;

    std::optional<int> limit{};        ///< rank, shortlist; 0: all
    std::vector<std::string> ids{};    ///< explain, pick, drop
    std::string from_file{};           ///< pick: a shortlist with ticked boxes
    std::string reason{};              ///< drop
    std::vector<std::string> files{};  ///< import
    bool trust_import = false;
    std::string folder{};                    ///< init
    std::vector<std::string> picks_files{};  ///< learn, eval
    std::vector<std::string> roles_files{};
    std::vector<std::string> months{};  ///< of the picks files
    bool author_history = false;
    std::string model_output{};  ///< learn; empty: in the workspace
};

/// What the command line asks for: options to run with, or a text to print (help, version) and stop.
struct ParsedOptions {
    std::optional<Options> options{};
    std::string text{};
};

/// As it is typed: "build".
std::string_view verb_name(Verb verb);

/// A mistake is a usage error that names the option and the next thing to type.
Result<ParsedOptions> parse_options(int argc, const char* const* argv);

/// Whose option it is: one verb's, one of every verb that works on a month, or one of all verbs.
enum class OptionScope { verb, month, common };

struct OptionDocumentation {
    std::string names{};  ///< "-o,--output"; of an argument without an option its name: "FILE"
    /// What it takes, one of these: {"PATH", "DIR", "-"}. Words with a capital stand for something, others for
    /// themselves. Empty: a flag.
    std::vector<std::string> type{};
    std::string description{};
    std::string default_value{};
    OptionScope scope = OptionScope::verb;
    bool several = false;  ///< takes more than one value
    bool required = false;

    bool is_argument() const { return names.front() != '-'; }
    /// {"-o", "--output"}.
    std::vector<std::string> each_name() const;
};
struct VerbDocumentation {
    std::string name{};
    std::string purpose{};
    std::string examples{};
    std::vector<OptionDocumentation> options{};
};
/// The verbs and options as the program knows them: for manual page, completion and the documentation's test.
std::vector<VerbDocumentation> verb_documentation();

/// Whether a word of a type stands for something ("FILE", "YYYY-MM") and not for itself ("auto", "-").
bool is_placeholder(std::string_view word);

}  // namespace digest
