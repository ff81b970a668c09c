#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"

namespace CLI {
class App;
}

namespace digest {

class Session;

/// When colours or progress are shown.
enum class ShowWhen { automatic, always, never };
enum class LogFormat { text, json };

/// Options that every verb knows.
struct CommonOptions {
    std::string config{};
    std::string archive{};
    int wait_seconds = 60;
    int verbose = 0;
    bool quiet = false;
    ShowWhen colour = ShowWhen::automatic;
    ShowWhen progress = ShowWhen::automatic;
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

struct Options {
    std::string verb{};  ///< its name
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
    std::string id{};                  ///< explain
    std::vector<std::string> ids{};    ///< pick, drop
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

/// What --window takes.
inline constexpr const char* window_type = "edition|calendar|FROM..TO";

/// What a verb's options are declared with; they fill the values that they are given.
class VerbOptions {
  public:
    explicit VerbOptions(CLI::App& app) : app_(app) {}

    enum class Needed { yes, no };

    /// `type` stands for the value in the help: "FILE", "PATH|DIR|-".
    void text(const char* names, std::string& value, const char* type, const std::string& description);
    void texts(const char* names, std::vector<std::string>& values, const char* type, const std::string& description);
    void number(const char* names, std::optional<int>& value, int least, int most, const std::string& description);
    void choice(const char* names, std::string& value, const std::vector<std::string>& choices,
                const std::string& description);
    void flag(const char* names, bool& value, const std::string& description);
    /// What stands without an option's name: "FILE".
    void argument(const char* name, std::string& value, Needed needed, const std::string& description);
    void arguments(const char* name, std::vector<std::string>& values, Needed needed, const std::string& description);

  private:
    CLI::App& app_;
};

/// All that is known of a verb. It stands in the verb's own file, src/app/commands/<verb>.cpp, and is listed in
/// src/app/commands/verbs.cpp.
struct Verb {
    enum class WorksOn { month, other };  ///< a month has options of its own: --month, --window, --offline, --sample

    const char* name;
    const char* purpose;   ///< one line
    const char* examples;  ///< two lines that work
    WorksOn works_on;
    void (*add_options)(VerbOptions& declare, Options& options);  ///< null: none beside the common ones
    Result<int> (*run)(Session& session);                         ///< the exit code of a run that did not fail
};
using Verbs = std::span<const Verb* const>;

/// Of these verbs; null where none has the name.
const Verb* find_verb(Verbs verbs, std::string_view name);

/// A mistake is a usage error that names the option and the next thing to type.
Result<ParsedOptions> parse_options(Verbs verbs, int argc, const char* const* argv);

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
std::vector<VerbDocumentation> documentation_of(Verbs verbs);

/// Whether a word of a type stands for something ("FILE", "YYYY-MM") and not for itself ("auto", "-").
bool is_placeholder(std::string_view word);

}  // namespace digest
