#include "app/edition/assemble.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/machine/task_threads.h"
#include "app/workspace/overlay_file.h"
#include "app/workspace/workspace.h"
#include "digest/base/hash.h"
#include "digest/base/try.h"
#include "digest/enrich/enricher.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

/// What the overlay names becomes part of the snapshot: from the archive, else fetched.
Result<void> add_named_papers(Session& session, Snapshot& snapshot, const Overlay& overlay, bool may_ask_network) {
    std::vector<std::string> missing = papers_lacking(snapshot, overlay);
    if (missing.empty()) {
        return {};
    }
    const auto add = [&](std::vector<Paper>& papers) {
        for (Paper& paper : papers) {
            std::erase(missing, paper.id);
            snapshot.added.push_back(std::move(paper));
        }
    };
    TRY_ASSIGN(Archive * archive, session.archive_for_reading());
    TRY_ASSIGN(std::vector<Paper> found, archive->papers_by_id(missing));
    add(found);
    if (!missing.empty() && may_ask_network) {
        TRY_ASSIGN(std::vector<Paper> fetched, fetch_by_id(missing, session.harvest_settings(), session.http(),
                                                           session.arxiv_pacer(), session.environment().stop));
        add(fetched);
    }
    if (missing.empty()) {
        return {};
    }
    return fail(ErrorKind::user_file,
                fmt::format("{} is named in the overlay but {}", missing.front(),
                            may_ask_network ? "neither the archive nor arXiv has it" : "the archive does not have it"),
                session.workspace().overlay_file(snapshot.key).string(),
                may_ask_network ? "correct the id"
                                : "correct the id, or build without --offline and --as-of so that it can be fetched");
}

EnrichSettings enrich_settings(const Session& session) {
    const Config& config = session.config();
    EnrichSettings settings;
    settings.arxiv_oai = config.services.at("arxiv_oai");
    settings.arxiv_web = config.services.at("arxiv_web");
    settings.ar5iv = config.services.at("ar5iv");
    settings.user_agent = session.user_agent();
    settings.interval = session.harvest_settings().interval;
    settings.timeout = std::chrono::seconds{config.harvest.timeout_seconds};
    settings.now = session.now();
    return settings;
}

/// "assets/2022-02/2201.03545-figure-1.png".
std::string figure_path(const EditionKey& key, const Enrichment& found) {
    const std::string number = found.figure->number.empty() ? "" : "-" + found.figure->number;
    return fmt::format("assets/{}/{}-figure{}.{}", key.name(), file_stem(found.id), number,
                       file_extension(found.figure->image->info.type));
}

FrozenFigure frozen_figure(const EditionKey& key, const Enrichment& found) {
    FrozenFigure frozen;
    if (!found.figure) {
        return frozen;
    }
    frozen.figure.url = found.figure->url;
    frozen.figure.number = found.figure->number;
    frozen.figure.caption = tex_to_unicode(found.figure->caption, MathStyle::unicode).text;
    frozen.figure.credit = found.figure->credit;
    if (found.licence) {
        frozen.figure.licence = found.licence->name;
        frozen.figure.licence_url = found.licence->url;
    }
    if (!found.figure->image) {
        return frozen;
    }
    frozen.figure.path = figure_path(key, found);
    frozen.file_type = file_extension(found.figure->image->info.type);
    frozen.bytes = found.figure->image->bytes;
    frozen.hash = sha256_hex(frozen.bytes);
    return frozen;
}

/// Figures and licences of the picks that nobody looked for yet.
Result<void> add_figures(Session& session, Snapshot& snapshot, const EditionChoice& choice) {
    std::vector<EnrichRequest> requests;
    for (const std::size_t place : choice.without_figure) {
        const Paper& paper = choice.candidates[place].paper;
        requests.push_back({paper.id, paper.submitted, paper.authors});
    }
    if (requests.empty()) {
        return {};
    }
    const EnrichmentSink keep = [&snapshot](const Enrichment& found) -> Result<void> {
        snapshot.figures[found.id] = frozen_figure(snapshot.key, found);
        return {};
    };
    TRY_ASSIGN(const auto report,
               enrich_picks(requests, enrich_settings(session), session.http(), session.arxiv_pacer(), keep,
                            session.terminal().progress(), session.environment().stop));
    session.terminal().notices(report.notices);
    return {};
}

}  // namespace

Result<Overlay> overlay_of(const Session& session, const EditionKey& key) {
    if (session.options().window.sample) {
        return Overlay{};
    }
    return read_overlay(session.workspace().overlay_file(key));
}

Prose read_prose(Session& session, const std::string& role_model, const std::vector<const Paper*>& papers) {
    std::optional<RoleModel> roles;
    if (!role_model.empty()) {
        auto model = RoleModel::parse(role_model, "the role model");
        if (model) {
            roles = std::move(*model);
        } else {
            session.terminal().notice({NoticeKind::data_doubted, model.error().message + "; sentence roles go by rule",
                                       model.error().origin});
        }
    }
    return prose_of(std::move(roles), papers);
}

Prose read_prose_of_workspace(Session& session, const std::vector<Candidate>& candidates) {
    const auto model = read_model_text(session.workspace(), session.config().edition.models.roles, "roles.txt");
    if (!model) {
        session.terminal().notice({NoticeKind::data_doubted, model.error().message, model.error().origin});
    }
    std::vector<const Paper*> papers;
    papers.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        papers.push_back(&candidate.paper);
    }
    return read_prose(session, model.value_or(std::string{}), papers);
}

Result<EditionDefinitions> read_definitions(const EditionTexts& texts) {
    EditionDefinitions definitions;
    TRY_ASSIGN(definitions.topics, parse_topics(texts.topics, "topics.toml"));
    TRY_ASSIGN(definitions.landmarks, parse_landmarks(texts.landmarks, "landmarks.toml"));
    return definitions;
}

Result<Edition> assemble(Session& session, Snapshot& snapshot, const EditionSettings& settings, const Overlay& overlay,
                         const std::vector<Paper>& earlier, const AssembleMode& mode) {
    TRY_ASSIGN(const EditionDefinitions definitions, read_definitions(snapshot.texts));
    TRY(add_named_papers(session, snapshot, overlay, mode.fetch_papers));
    const Prose prose = read_prose(session, snapshot.texts.role_model, papers_of(snapshot));
    RelatedSearch related = std::nullopt;
    if (mode.find_related) {
        related = earlier;
    }
    EditionChoice choice = choose(snapshot, settings, overlay, prose, related, run_at_once);
    for (const auto& [id, papers] : choice.related) {
        snapshot.related[id] = papers;
    }
    if (mode.fetch_figures && settings.figures) {
        TRY(add_figures(session, snapshot, choice));
    }
    return make(snapshot, settings, overlay, choice, definitions, prose, mode.figures);
}

}  // namespace digest
