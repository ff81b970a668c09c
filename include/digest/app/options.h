#pragma once

#include <optional>
#include <string>
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

/// A mistake is a usage error that names the option and the next thing to type.
Result<ParsedOptions> parse_options(int argc, const char* const* argv);

struct OptionDocumentation {
    std::string names{};  ///< "-o,--output"
    std::string type{};
    std::string description{};
    bool common = false;  ///< every verb knows it
};
struct VerbDocumentation {
    std::string name{};
    std::string purpose{};
    std::string examples{};
    std::vector<OptionDocumentation> options{};
};
/// The verbs and options as the program knows them: for manual page, completion and the documentation's test.
std::vector<VerbDocumentation> verb_documentation();

}  // namespace digest
