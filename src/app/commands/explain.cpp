#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "digest/app/commands.h"
#include "digest/app/pipeline.h"
#include "digest/base/numbers.h"
#include "digest/compose/blurb.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

/// Where the paper stands in the edition that would be built now.
struct Place {
    std::size_t rank = 0;  ///< from 1
    std::size_t of = 0;
    const Candidate* candidate = nullptr;
    const SelectedPick* pick = nullptr;
    std::size_t pick_number = 0;
    const NearMiss* near_miss = nullptr;
    std::optional<double> last_picked_score{};
};

/// What one signal would have to be for the paper to score as the last pick does.
struct Lift {
    std::string signal{};
    double needed = 0;
};

std::vector<Lift> lifts_of(const Candidate& candidate, double wanted_score) {
    double all_weights = 0;
    for (const Signal& signal : candidate.signals) all_weights += signal.weight;
    std::vector<Lift> lifts;
    for (const Signal& signal : candidate.signals) {
        if (signal.weight <= 0 || !signal.value) continue;
        const double needed = *signal.value + (wanted_score - candidate.score) * all_weights / signal.weight;
        if (needed > *signal.value && needed <= 1.0) lifts.push_back({signal.name, needed});
    }
    return lifts;
}

Place place_of(const std::string& id, const std::vector<Candidate>& candidates, const Selection& selection) {
    Place place;
    place.of = candidates.size();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (candidates[i].paper.id != id) continue;
        place.rank = i + 1;
        place.candidate = &candidates[i];
    }
    for (std::size_t i = 0; i < selection.picks.size(); ++i) {
        const SelectedPick& pick = selection.picks[i];
        const Candidate& picked = candidates[pick.candidate];
        if (picked.paper.id == id) {
            place.pick = &pick;
            place.pick_number = i + 1;
        }
        place.last_picked_score = std::min(place.last_picked_score.value_or(picked.score), picked.score);
    }
    for (const NearMiss& miss : selection.near_misses) {
        if (miss.id == id) place.near_miss = &miss;
    }
    return place;
}

std::string verdict_text(const Place& place) {
    if (place.pick) return fmt::format("picked, no. {} of the edition: {}\n", place.pick_number, place.pick->reason);
    std::string out =
        place.near_miss ? fmt::format("not picked: {}\n", place.near_miss->lost_to) : std::string{"not picked\n"};
    if (!place.last_picked_score || place.candidate->score >= *place.last_picked_score) return out;
    out += fmt::format("the last pick scores {:.3f}; this paper lacks {:.3f}\n", *place.last_picked_score,
                       *place.last_picked_score - place.candidate->score);
    for (const Lift& lift : lifts_of(*place.candidate, *place.last_picked_score)) {
        out += fmt::format("  {} of {:.2f} would have lifted it as high\n", lift.signal, lift.needed);
    }
    return out;
}

std::string signals_text(const Candidate& candidate) {
    std::string out = "\nsignal        value  weight  evidence\n";
    for (const Signal& signal : candidate.signals) {
        const std::string value = signal.value ? fmt::format("{:.2f}", *signal.value) : "unknown";
        std::string evidence;
        for (const std::string& each : signal.evidence) evidence += (evidence.empty() ? "" : "; ") + each;
        if (!signal.value)
            evidence = signal.weight > 0 ? "counts as the window's mean" : "unknown for the whole window: left out";
        out += fmt::format("{:<12}  {:>5}  {:>6.2f}  {}\n", signal.name, signal.value ? value : "–", signal.weight,
                           evidence);
    }
    return out;
}

std::string sentences_text(const std::vector<ExplainedSentence>& sentences) {
    std::string out = "\nthe abstract, sentence by sentence\n";
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const ExplainedSentence& sentence = sentences[i];
        std::string outcome = sentence.outcome;
        if (!sentence.rule.empty()) outcome += " (" + sentence.rule + ")";
        out += fmt::format("{:>3}  {:<10} {:.2f}  {:<24}  {}\n", i, role_name(sentence.role), sentence.confidence,
                           outcome, sentence.text);
    }
    return out;
}

std::string text_of(const Place& place, const std::vector<ExplainedSentence>& sentences) {
    const Candidate& candidate = *place.candidate;
    std::string out = fmt::format("{}  {}\nrank {} of {}, score {:.3f}", candidate.paper.id,
                                  tex_to_unicode(candidate.paper.title, MathStyle::unicode).text, place.rank, place.of,
                                  candidate.score);
    for (std::size_t i = 0; i < candidate.topics.size(); ++i)
        out += (i == 0 ? "\ntopics: " : ", ") + candidate.topics[i];
    return out + "\n" + verdict_text(place) + signals_text(candidate) + sentences_text(sentences);
}

std::string json_of(const EditionKey& key, const Place& place, const std::vector<ExplainedSentence>& sentences) {
    using Json = nlohmann::ordered_json;
    const Candidate& candidate = *place.candidate;
    Json signals = Json::array();
    for (const Signal& signal : candidate.signals) {
        signals.push_back({{"name", signal.name},
                           {"value", signal.value ? Json(six_decimals(*signal.value)) : Json(nullptr)},
                           {"weight", six_decimals(signal.weight)},
                           {"evidence", signal.evidence}});
    }
    Json lines = Json::array();
    for (const ExplainedSentence& sentence : sentences) {
        lines.push_back({{"text", sentence.text},
                         {"role", role_name(sentence.role)},
                         {"confidence", six_decimals(sentence.confidence)},
                         {"outcome", sentence.outcome},
                         {"rule", sentence.rule.empty() ? Json(nullptr) : Json(sentence.rule)}});
    }
    Json lifts = Json::array();
    if (!place.pick && place.last_picked_score) {
        for (const Lift& lift : lifts_of(candidate, *place.last_picked_score))
            lifts.push_back({{"signal", lift.signal}, {"needed", six_decimals(lift.needed)}});
    }
    const Json json = {{"schema", 1},
                       {"month", key.month.text()},
                       {"id", candidate.paper.id},
                       {"title", candidate.paper.title},
                       {"rank", place.rank},
                       {"of", place.of},
                       {"score", six_decimals(candidate.score)},
                       {"topics", candidate.topics},
                       {"pick", place.pick ? Json(place.pick_number) : Json(nullptr)},
                       {"lost_to", place.near_miss ? Json(place.near_miss->lost_to) : Json(nullptr)},
                       {"signals", std::move(signals)},
                       {"sentences", std::move(lines)},
                       {"lifts", std::move(lifts)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Unknown at all, or known but outside the window.
Error not_in_window(Session& session, const std::string& id, const EditionKey& key) {
    if (!session.options().window.sample) {
        const auto archive = session.archive_for_reading();
        const std::vector<std::string> ids = {id};
        const auto found = archive ? (*archive)->papers_by_id(ids) : Result<std::vector<Paper>>{};
        if (found && !found->empty()) {
            const Paper& paper = found->front();
            const std::string why = paper.withdrawn
                                        ? "it was withdrawn and is never picked"
                                        : fmt::format("it was submitted on {}",
                                                      long_day(std::chrono::floor<std::chrono::days>(paper.submitted)));
            return Error{ErrorKind::usage, fmt::format("{} is known but is no candidate of this edition: {}", id, why),
                         "",
                         fmt::format("the window is {} to {}; choose another --month or --window",
                                     format_day(key.window.from), format_day(key.window.last_day()))};
        }
    }
    return Error{ErrorKind::usage, fmt::format("no paper {} is known", id), "",
                 session.options().window.sample
                     ? "digest rank --sample lists those of the sample"
                     : fmt::format("digest fetch --month {} fetches the window", key.month.text())};
}

}  // namespace

Result<int> run_explain(Session& session) {
    const auto id = parse_arxiv_id(session.options().ids.front());
    if (!id) {
        return fail(ErrorKind::usage, fmt::format("\"{}\" is no arXiv id", session.options().ids.front()), "",
                    "write it as in: digest explain 2201.03545");
    }
    auto window = load_window(session);
    if (!window) return tl::unexpected(window.error());
    const EditionKey& key = window->key;
    Material& material = window->material;
    const auto scoring = score_window(session, key, std::move(material.papers), std::move(material.observations));
    if (!scoring) return tl::unexpected(scoring.error());
    const auto overlay = overlay_of(session, key);
    if (!overlay) return tl::unexpected(overlay.error());
    const Prose prose = read_prose_of(session, scoring->candidates);
    const Selection selection =
        select_from(session.config(), scoring->candidates, material.featured_before, *overlay, prose);
    const Place place = place_of(id->id, scoring->candidates, selection);
    if (!place.candidate) return tl::unexpected(not_in_window(session, id->id, key));
    const auto sentences = explain_abstract(place.candidate->paper, prose.options(session.config()));
    session.write_out(session.options().format == "json" ? json_of(key, place, sentences) : text_of(place, sentences));
    return 0;
}

}  // namespace digest
