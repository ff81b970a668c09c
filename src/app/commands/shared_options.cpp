#include "app/commands/shared_options.h"

#include <fmt/format.h>

namespace digest {

void declare_format(VerbOptions& declare, Options& options, const std::vector<std::string>& formats) {
    declare.choice("--format", options.format, formats,
                   fmt::format("Form of the output (default: {})", formats.front()));
}

void declare_limit(VerbOptions& declare, Options& options, int default_limit) {
    declare.number("--limit", options.limit, 0, 10'000'000,
                   fmt::format("How many; 0 is all (default: {})", default_limit));
}

void declare_output(VerbOptions& declare, Options& options, const char* description) {
    declare.text("-o,--output", options.output, "PATH|DIR|-", description);
}

void declare_look(VerbOptions& declare, Options& options) {
    declare_format(declare, options, {"markdown", "html", "json"});
    declare.text("--template", options.template_name, "NAME|FILE", "Template: a shipped name or a file");
    declare.choice("--front-matter", options.front_matter, {"none", "hugo", "jekyll", "yaml"},
                   "Front matter for a blog");
    declare.number("--picks", options.picks, 1, 50, "How many papers to pick, 1 to 50");
}

void declare_judgements(VerbOptions& declare, Options& options) {
    declare.texts("--picks", options.picks_files, "FILE",
                  "Chosen papers: ids, CSV or JSON Lines, one file a month (default: this workspace's editions)");
    declare.texts("--roles", options.roles_files, "FILE", "Instead: abstracts with labelled sentences (JSON Lines)");
    declare.texts("--month", options.months, "YYYY-MM",
                  "Month of each file, in their order (default: the one of most papers)");
    declare.text("--window", options.window.window, window_type,
                 "Which papers are the candidates of a file without grade 0; of days TO is exclusive");
}

}  // namespace digest
