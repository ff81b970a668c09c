#include "app/edition/take_snapshot.h"

#include "app/gather/scoring.h"
#include "app/terminal/version.h"
#include "app/workspace/workspace.h"
#include "digest/base/try.h"
#include "digest/edition/freeze.h"

namespace digest {

Result<TakenSnapshot> take_snapshot(Session& session, const EditionKey& key, WindowData& data,
                                    std::size_t with_evidence) {
    TRY_ASSIGN(ScoringTexts scoring_texts, read_scoring_texts(session));
    TRY_ASSIGN(EditionTexts texts, read_edition_texts(session.workspace(), std::move(scoring_texts.topics_text),
                                                      std::move(scoring_texts.venues_text)));
    WindowFindings findings;
    findings.provenance = provenance_of(data.observations, key.window);
    findings.repositories = repositories_in(data.observations);
    if (!data.earlier.empty()) {
        findings.trends = trends_between(data.papers, data.earlier);
    }
    findings.news = std::move(data.news);
    findings.featured_before = std::move(data.featured_before);
    findings.notices = std::move(data.notices);
    findings.as_of = data.as_of;
    findings.whole = data.whole();
    Scoring scoring =
        score_window(session, key, scoring_texts, std::move(data.papers), std::move(data.observations), with_evidence);
    TakenSnapshot taken;
    taken.snapshot =
        freeze(key, std::move(findings), scoring, scoring_texts.topics, std::move(texts), session.config().edition,
               {program_version(), session.now(), session.options().window.sample});
    taken.scored = std::move(scoring.candidates);
    return taken;
}

}  // namespace digest
