#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "digest/base/dates.h"
#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/base/progress.h"
#include "digest/enrich/image.h"
#include "digest/enrich/licence.h"
#include "digest/net/http.h"
#include "digest/net/pacer.h"

// Licence and first figure of a paper:
//
//     const EnrichmentSink keep = [&](const Enrichment& found) -> Result<void> {
//         figures[found.id] = found.figure;
//         return {};
//     };
//     const EnrichRequest wanted{.id = "2201.03545", .submitted = paper.submitted, .authors = paper.authors};
//     TRY_ASSIGN(const EnrichReport report, enrich_picks({wanted}, settings, client, pacer, keep, progress, stop));
//     return report.notices;

namespace digest {

/// A pick whose figure and licence are wanted.
struct EnrichRequest {
    std::string id{};                    ///< arXiv id without version
    Timestamp submitted{};               ///< of version 1: before December 2023 the HTML edition is ar5iv's
    std::vector<std::string> authors{};  ///< for the credit

    bool operator==(const EnrichRequest&) const = default;
};

struct EnrichSettings {
    std::string arxiv_oai = "https://oaipmh.arxiv.org/oai";
    std::string arxiv_web = "https://arxiv.org";         ///< where pages are fetched; printed links are arxiv.org's
    std::string ar5iv = "https://ar5iv.labs.arxiv.org";  ///< the same
    std::string user_agent{};
    int max_attempts = 3;
    std::chrono::milliseconds interval{3000};  ///< of the backoff; the pacer has its own
    std::chrono::milliseconds max_wait{120'000};
    std::chrono::milliseconds timeout{60'000};
    bool fetch_images = true;  ///< else figures are only linked
    Timestamp now{};
};

struct EnrichedImage {
    std::string bytes{};
    ImageInfo info{};

    bool operator==(const EnrichedImage&) const = default;
};

struct EnrichedFigure {
    std::string url{};                     ///< its place: https://arxiv.org/html/2610.00001#S1.F1, or ar5iv's
    std::string number{};                  ///< "1"; may be empty; safe in a file's name
    std::string caption{};                 ///< TeX between dollars; empty unless the licence lets it be shown
    std::string credit{};                  ///< "Ada Example, Bob Sample and Cy Test", "Ada Example et al." beyond three
    std::optional<EnrichedImage> image{};  ///< only where the licence allows it

    bool operator==(const EnrichedFigure&) const = default;
};

struct Enrichment {
    std::string id{};
    std::optional<Licence> licence{};  ///< nothing: not known; a Licence without name: the record names none
    std::optional<EnrichedFigure> figure{};

    bool operator==(const Enrichment&) const = default;
};

using EnrichmentSink = std::function<Result<void>(const Enrichment&)>;

struct EnrichReport {
    int requests = 0;
    Notices notices{};
};

/// Asks for each paper its licence (OAI), then its HTML edition for the first figure, then, where the licence allows,
/// for the image; hands the outcome to `sink` paper by paper, in the order given. Licence and page are both of the
/// current version. Every request waits for a turn of `pacer`, ar5iv's too. No HTML edition is no figure and no notice.
/// A service that does not answer is given up for this run with a notice, and the others go on; images are taken only
/// from the page's own origin. Fails only with the sink, the pacer or a stop. Nothing is written to disk.
Result<EnrichReport> enrich_picks(const std::vector<EnrichRequest>& requests, const EnrichSettings& settings,
                                  HttpClient& client, Pacer& pacer, const EnrichmentSink& sink,
                                  const ProgressSink& progress, std::stop_token stop);

}  // namespace digest
