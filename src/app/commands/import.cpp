#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/commands/verbs.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/harvest/atom.h"
#include "digest/harvest/metadata_dump.h"
#include "digest/harvest/plain_or_gzip.h"

namespace digest {
namespace {

using std::chrono::days;

/// Pages of few categories have no paper on some weekends and holidays; a week without any was not saved.
constexpr days page_gap{7};
constexpr std::size_t largest_page = 256U << 20;  ///< bytes of a saved Atom page, unpacked

/// The days that the imported papers lie in, with how many papers each got.
class ImportedDays {
  public:
    void add(std::span<const Paper> papers) {
        for (const Paper& paper : papers) {
            ++papers_[std::chrono::floor<days>(paper.submitted)];
        }
    }
    /// Adds a record for each run of days; less than `gap` days without a paper do not end a run.
    void add_slices(days gap, const Slice& like, std::vector<Slice>& slices) const {
        bool in_run = false;
        for (const auto& [day, papers] : papers_) {
            if (!in_run || day - std::chrono::floor<days>(slices.back().until) >= gap) {
                slices.push_back(like);
                slices.back().from = day;
                in_run = true;
            }
            Slice& slice = slices.back();
            slice.until = day + days{1};
            slice.total += papers;
            slice.distinct = slice.total;
        }
    }

  private:
    std::map<Day, std::int64_t> papers_{};
};

struct Imported {
    ImportedDays pages{};  ///< saved Atom pages
    ImportedDays dump{};

    std::vector<Slice> slices(const std::string& source, Timestamp now) const {
        Slice like;
        like.whole = source == "trusted_import";
        like.source = source;
        like.fetched_at = now;
        std::vector<Slice> result;
        pages.add_slices(page_gap, like, result);
        // The dump is arXiv's whole listing: a day without a paper is a day on which none came.
        dump.add_slices(days::max(), like, result);
        return result;
    }
};

struct ImportTotals {
    std::int64_t papers = 0;
    std::int64_t bad = 0;
};

/// The first byte that is no white space, past a byte order mark.
char first_byte(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) {
        head.remove_prefix(3);
    }
    head = trim(head);
    return head.empty() ? '\0' : head.front();
}

Result<void> import_atom(Session& session, Archive& archive, const std::string& file, Imported& imported,
                         ImportTotals& totals) {
    TRY_ASSIGN(const auto body, read_plain_or_gzip(file, largest_page));
    const auto page = parse_atom(body, file);
    if (!page) {
        Error error = page.error();
        error.kind = ErrorKind::data;
        if (error.next.empty()) {
            error.next = "save the page anew";
        }
        return tl::unexpected(std::move(error));
    }
    session.terminal().notices(page->notices);
    TRY(archive.store_papers(page->papers));
    imported.pages.add(page->papers);
    totals.papers += static_cast<std::int64_t>(page->papers.size());
    totals.bad += page->entries - static_cast<std::int64_t>(page->papers.size());
    return {};
}

Result<void> import_dump(Session& session, Archive& archive, const std::string& file, Imported& imported,
                         ImportTotals& totals) {
    const PapersSink store = [&](std::span<const Paper> papers) {
        imported.dump.add(papers);
        return archive.store_papers(papers);
    };
    TRY_ASSIGN(const auto report,
               read_metadata_dump(file, store, session.terminal().progress(), session.environment().stop));
    session.terminal().notices(report.notices);
    totals.papers += report.papers;
    totals.bad += report.bad_lines;
    if (report.papers == 0 && report.lines > 0) {
        return fail(ErrorKind::data, "no line of it is a paper of arXiv's metadata dump", file,
                    "name a saved Atom page or arXiv's metadata dump");
    }
    return {};
}

Result<void> import_file(Session& session, Archive& archive, const std::string& file, Imported& imported,
                         ImportTotals& totals) {
    TRY_ASSIGN(const auto head, read_plain_or_gzip(file, 512));
    if (head.empty()) {
        return fail(ErrorKind::data, "the file is empty", file, "name a saved Atom page or arXiv's metadata dump");
    }
    if (first_byte(head) == '<') {
        return import_atom(session, archive, file, imported, totals);
    }
    return import_dump(session, archive, file, imported, totals);
}

void add_import_options(VerbOptions& declare, Options& options) {
    declare.arguments("FILE", options.files, VerbOptions::Needed::yes, "Files to import");
    declare.flag("--trust-import", options.trust_import,
                 "The days that these files hold count as whole without the harvest's totals; of saved pages "
                 "a week without a paper does not");
}

Result<int> run_import(Session& session) {
    TRY_ASSIGN(auto archive, session.archive_for_writing());
    Imported imported;
    ImportTotals totals;
    for (const std::string& file : session.options().files) {
        TRY(import_file(session, *archive, file, imported, totals));
    }
    const std::string source = session.options().trust_import ? "trusted_import" : "import";
    TRY(archive->replace_slices(imported.slices(source, session.now())));
    session.terminal().say(fmt::format(
        "imported {} paper{}{}", totals.papers, totals.papers == 1 ? "" : "s",
        totals.bad > 0 ? fmt::format("; {} entr{} could not be read", totals.bad, totals.bad == 1 ? "y" : "ies") : ""));
    if (!session.options().trust_import) {
        session.terminal().say(
            "their days count as whole once the harvest confirms arXiv's totals: digest fetch --month M (or import "
            "with --trust-import)");
    }
    return 0;
}

}  // namespace

const Verb import_verb = {
    "import",
    "Import saved Atom pages or arXiv's metadata dump (JSON Lines), plain or gzip",
    "  digest import pages/*.xml\n  digest import --trust-import arxiv-metadata-oai-snapshot.json",
    Verb::WorksOn::other,
    add_import_options,
    run_import};

}  // namespace digest
