#include "digest/enrich/enricher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/net/url.h"
#include "figure.h"
#include "oai.h"
#include "web_service.h"

namespace digest {
namespace {

constexpr std::size_t largest_record = 2u << 20;
/// arXiv makes HTML editions of what was submitted since then; ar5iv has the papers before.
constexpr Day first_html_day = std::chrono::year{2023} / std::chrono::December / 1;

std::string without_slash(std::string_view base) {
    while (base.ends_with('/')) {
        base.remove_suffix(1);
    }
    return std::string{base};
}

std::string credit_of(const std::vector<std::string>& authors) {
    if (authors.empty()) {
        return {};
    }
    if (authors.size() > 3) {
        return authors.front() + " et al.";
    }
    std::string credit = authors.front();
    for (std::size_t i = 1; i < authors.size(); ++i) {
        credit += i + 1 == authors.size() ? " and " : ", ";
        credit += authors[i];
    }
    return credit;
}

/// Whether the page that came is the paper's, not an abstract page that the service sent us on to.
bool is_edition_of(std::string_view id, std::string_view final_url) {
    const std::string whole_path = path_of_url(final_url);
    std::string_view path = whole_path;
    const auto mark = path.rfind("/html/");
    if (mark == std::string_view::npos) {
        return false;
    }
    path.remove_prefix(mark + std::string_view{"/html/"}.size());
    while (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    const auto found = parse_arxiv_id(path);
    return found && found->id == id;
}

/// Where readers are sent, whatever mirror the page was fetched from.
std::string printed_address(bool by_arxiv, const std::string& id, const std::string& element_id) {
    const std::string_view service = by_arxiv ? "https://arxiv.org" : "https://ar5iv.labs.arxiv.org";
    std::string address = fmt::format("{}/html/{}", service, id);
    if (!element_id.empty()) {
        address += "#" + url_encode(element_id);
    }
    return address;
}

bool is_html(const HttpResponse& response) {
    const auto type = response.header("Content-Type");
    return !type || ascii_lower(*type).find("html") != std::string::npos;
}

class Enricher {
  public:
    explicit Enricher(EnrichRun& run)
        : run_(run),
          oai_(run, "arXiv OAI", "figures whose licence is not known are only linked"),
          arxiv_(run, "arXiv HTML", "picks since December 2023 go without a figure"),
          ar5iv_(run, "ar5iv", "picks from before December 2023 go without a figure") {}

    Result<Enrichment> enrich(const EnrichRequest& request);

  private:
    Result<std::optional<Licence>> licence(const std::string& id);
    Result<std::optional<EnrichedFigure>> figure(const EnrichRequest& request, bool may_show);
    Result<std::optional<EnrichedImage>> image(WebService& service, FoundFigure& found, const std::string& id);

    EnrichRun& run_;
    WebService oai_;
    WebService arxiv_;
    WebService ar5iv_;
};

Result<std::optional<Licence>> Enricher::licence(const std::string& id) {
    std::string url = run_.settings.arxiv_oai;
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += "verb=GetRecord&metadataPrefix=arXiv&identifier=" + url_encode("oai:arXiv.org:" + id);
    TRY_ASSIGN(const std::optional<HttpResponse> response, oai_.get(url, largest_record, id));
    if (!response) {
        return std::nullopt;
    }
    if (response->status != 200) {
        oai_.useless(id, fmt::format("it answers HTTP {}", response->status));
        return std::nullopt;
    }
    const auto record = parse_oai_record(response->body, host_of(url));
    if (!record) {
        oai_.useless(id, record.error().message);
        return std::nullopt;
    }
    if (*record && (*record)->id != id) {
        oai_.useless(id, fmt::format("it answers with the record of {}", (*record)->id));
        return std::nullopt;
    }
    oai_.useful();
    if (!*record) {
        run_.report.notices.push_back(
            {NoticeKind::information,
             fmt::format("arXiv's OAI service does not know {}: its figure is only linked", id), "arXiv OAI"});
        return std::nullopt;
    }
    return licence_of((*record)->licence_uri);
}

Result<std::optional<EnrichedImage>> Enricher::image(WebService& service, FoundFigure& found, const std::string& id) {
    std::string bytes = std::move(found.image);
    std::string reason;
    if (bytes.empty()) {
        TRY_ASSIGN(std::optional<HttpResponse> response, service.get(found.image_url, largest_image, id));
        if (!response) {
            return std::nullopt;
        }
        if (response->status != 200) {
            reason = fmt::format("HTTP {}", response->status);
        } else if (!same_origin(response->final_url, found.image_url)) {
            reason = "its address leads to another host";
        } else {
            bytes = std::move(response->body);
        }
    }
    const auto info = inspect_image(bytes);
    if (info) {
        return EnrichedImage{std::move(bytes), *info};
    }
    if (reason.empty()) {
        reason = fmt::format("it is not a complete PNG, JPEG, GIF or WebP image of at least {} pixels a side",
                             smallest_side);
    }
    run_.report.notices.push_back(
        {NoticeKind::information, fmt::format("the figure of {} is only linked: {}", id, reason), id});
    return std::nullopt;
}

Result<std::optional<EnrichedFigure>> Enricher::figure(const EnrichRequest& request, bool may_show) {
    const bool by_arxiv = request.submitted >= first_html_day;
    WebService& service = by_arxiv ? arxiv_ : ar5iv_;
    const std::string base = without_slash(by_arxiv ? run_.settings.arxiv_web : run_.settings.ar5iv);
    TRY_ASSIGN(const std::optional<HttpResponse> page,
               service.get(base + "/html/" + request.id, largest_page, request.id));
    if (!page) {
        return std::nullopt;
    }
    if (page->status != 200 || !is_edition_of(request.id, page->final_url)) {
        service.useful();
        return std::nullopt;
    }
    if (!is_html(*page)) {
        service.useless(request.id, "its answer is not HTML");
        return std::nullopt;
    }
    service.useful();
    auto found = find_first_figure(page->body, page->final_url);
    if (!found) {
        return std::nullopt;
    }

    EnrichedFigure figure;
    figure.url = printed_address(by_arxiv, request.id, found->element_id);
    figure.number = std::move(found->number);
    figure.credit = credit_of(request.authors);
    if (!may_show) {
        return figure;
    }
    figure.caption = std::move(found->caption);
    if (!run_.settings.fetch_images || (found->image.empty() && found->image_url.empty())) {
        return figure;
    }
    TRY_ASSIGN(figure.image, image(service, *found, request.id));
    return figure;
}

Result<Enrichment> Enricher::enrich(const EnrichRequest& request) {
    Enrichment enrichment;
    enrichment.id = request.id;
    // The id goes into addresses: only a real one may.
    const auto id = parse_arxiv_id(request.id);
    if (!id || id->id != request.id) {
        return enrichment;
    }
    TRY_ASSIGN(enrichment.licence, licence(request.id));
    TRY_ASSIGN(enrichment.figure, figure(request, enrichment.licence && enrichment.licence->may_show));
    return enrichment;
}

}  // namespace

Result<EnrichReport> enrich_picks(const std::vector<EnrichRequest>& requests, const EnrichSettings& settings,
                                  HttpClient& client, Pacer& pacer, const EnrichmentSink& sink,
                                  const ProgressSink& progress, std::stop_token stop) {
    EnrichRun run{settings, client, pacer, stop};
    Enricher enricher(run);
    ProgressEvent event;
    event.task = "enrich";
    event.unit = "papers";
    event.total = static_cast<std::int64_t>(requests.size());
    for (const EnrichRequest& request : requests) {
        event.detail = request.id;
        if (progress) {
            progress(event);
        }
        TRY_ASSIGN(const Enrichment enrichment, enricher.enrich(request));
        TRY(sink(enrichment));
        ++event.done;
    }
    event.detail.clear();
    event.finished = true;
    if (progress) {
        progress(event);
    }
    return std::move(run.report);
}

}  // namespace digest
