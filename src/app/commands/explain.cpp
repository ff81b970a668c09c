#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/edition/assemble.h"
#include "app/edition/freezer.h"
#include "app/edition/take_snapshot.h"
#include "app/gather/gather.h"
#include "digest/base/numbers.h"
#include "digest/base/try.h"
#include "digest/compose/blurb.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/evidence_words.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

/// What an edition was, or would now be, made from, and what it comes to.
struct Basis {
    Snapshot snapshot{};
    Edition edition{};
    std::optional<Candidate> asked{};  ///< with its evidence, where it is one beyond the pool of today
    bool frozen = false;
};

/// Where the paper stands in it.
struct Place {
    std::optional<std::size_t> rank{};  ///< from 1; a paper from outside the window has none
    std::size_t of = 0;
    Candidate candidate{};
    const Pick* pick = nullptr;
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
    for (const Signal& signal : candidate.signals) {
        all_weights += signal.weight;
    }
    std::vector<Lift> lifts;
    for (const Signal& signal : candidate.signals) {
        if (signal.weight <= 0 || !signal.value) {
            continue;
        }
        const double needed = *signal.value + (wanted_score - candidate.score) * all_weights / signal.weight;
        if (needed > *signal.value && needed <= 1.0) {
            lifts.push_back({signal.name, needed});
        }
    }
    return lifts;
}

/// The heading that shows the paper, be it as its second work.
const Pick* pick_of(const Edition& edition, const std::string& id) {
    for (const Pick& pick : edition.picks) {
        const auto is_it = [&](const Link& other) { return other.url == abstract_url(id); };
        if (pick.id == id || std::any_of(pick.also_in_heading.begin(), pick.also_in_heading.end(), is_it)) {
            return &pick;
        }
    }
    return nullptr;
}

std::string verdict_text(const Place& place) {
    if (place.pick && place.pick->pinned) {
        return fmt::format("picked by the editor, no. {} of the edition\n", place.pick->number);
    }
    if (place.pick) {
        return fmt::format("picked, no. {} of the edition: {}\n", place.pick->number, place.pick->reason);
    }
    std::string out =
        place.near_miss ? fmt::format("not picked: {}\n", place.near_miss->lost_to) : std::string{"not picked\n"};
    if (!place.last_picked_score || place.candidate.score >= *place.last_picked_score) {
        return out;
    }
    out += fmt::format("the last pick scores {:.3f}; this paper lacks {:.3f}\n", *place.last_picked_score,
                       *place.last_picked_score - place.candidate.score);
    for (const Lift& lift : lifts_of(place.candidate, *place.last_picked_score)) {
        out += fmt::format("  {} of {:.2f} would have lifted it as high\n", lift.signal, lift.needed);
    }
    return out;
}

std::string signals_text(const Candidate& candidate) {
    if (candidate.signals.empty()) {
        return {};
    }
    std::string out = "\nsignal        value  weight  evidence\n";
    for (const Signal& signal : candidate.signals) {
        const std::string value = signal.value ? fmt::format("{:.2f}", *signal.value) : "unknown";
        std::string evidence;
        for (const std::string& each : evidence_in_words(signal.evidence)) {
            evidence += (evidence.empty() ? "" : "; ") + each;
        }
        if (!signal.value) {
            evidence = signal.weight > 0 ? "counts as the window's mean" : "unknown for the whole window: left out";
        }
        out += fmt::format("{:<12}  {:>5}  {:>6.2f}  {}\n", signal.name, signal.value ? value : "–", signal.weight,
                           evidence);
    }
    return out;
}

std::string sentences_text(const std::vector<ExplainedSentence>& sentences) {
    std::string out = "\nthe abstract, sentence by sentence\n";
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const ExplainedSentence& sentence = sentences[i];
        std::string outcome{outcome_name(sentence.outcome)};
        if (sentence.rule) {
            outcome += fmt::format(" ({})", drop_rule_name(*sentence.rule));
        }
        out += fmt::format("{:>3}  {:<10} {:.2f}  {:<24}  {}\n", i, role_name(sentence.role), sentence.confidence,
                           outcome, sentence.text);
    }
    return out;
}

std::string text_of(const Place& place, const std::vector<ExplainedSentence>& sentences) {
    const Candidate& candidate = place.candidate;
    std::string out =
        fmt::format("{}  {}\n", candidate.paper.id, tex_to_unicode(candidate.paper.title, MathStyle::unicode).text);
    out += place.rank ? fmt::format("rank {} of {}, score {:.3f}", *place.rank, place.of, candidate.score)
                      : fmt::format("submitted on {}, no candidate of the window",
                                    long_day(std::chrono::floor<std::chrono::days>(candidate.paper.submitted)));
    for (std::size_t i = 0; i < candidate.topics.size(); ++i) {
        out += (i == 0 ? "\ntopics: " : ", ") + candidate.topics[i];
    }
    return out + "\n" + verdict_text(place) + signals_text(candidate) + sentences_text(sentences);
}

std::string json_of(const EditionKey& key, const Place& place, const std::vector<ExplainedSentence>& sentences) {
    using Json = nlohmann::ordered_json;
    const Candidate& candidate = place.candidate;
    Json signals = Json::array();
    for (const Signal& signal : candidate.signals) {
        signals.push_back({{"name", signal.name},
                           {"value", signal.value ? Json(six_decimals(*signal.value)) : Json(nullptr)},
                           {"weight", six_decimals(signal.weight)},
                           {"evidence", evidence_in_words(signal.evidence)}});
    }
    Json lines = Json::array();
    for (const ExplainedSentence& sentence : sentences) {
        lines.push_back({{"text", sentence.text},
                         {"role", role_name(sentence.role)},
                         {"confidence", six_decimals(sentence.confidence)},
                         {"outcome", outcome_name(sentence.outcome)},
                         {"rule", sentence.rule ? Json(drop_rule_name(*sentence.rule)) : Json(nullptr)}});
    }
    Json lifts = Json::array();
    if (!place.pick && place.last_picked_score) {
        for (const Lift& lift : lifts_of(candidate, *place.last_picked_score)) {
            lifts.push_back({{"signal", lift.signal}, {"needed", six_decimals(lift.needed)}});
        }
    }
    const Json json = {{"schema", 1},
                       {"month", key.month.text()},
                       {"id", candidate.paper.id},
                       {"title", candidate.paper.title},
                       {"rank", place.rank ? Json(*place.rank) : Json(nullptr)},
                       {"of", place.of},
                       {"score", six_decimals(candidate.score)},
                       {"topics", candidate.topics},
                       {"pick", place.pick ? Json(place.pick->number) : Json(nullptr)},
                       {"lost_to", place.near_miss ? Json(place.near_miss->lost_to) : Json(nullptr)},
                       {"signals", std::move(signals)},
                       {"sentences", std::move(lines)},
                       {"lifts", std::move(lifts)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Unknown at all, or known but outside the window, or newer than the frozen edition.
Error not_in_window(Session& session, const std::string& id, const EditionKey& key, bool frozen) {
    if (!session.options().window.sample) {
        const auto archive = session.archive_for_reading();
        const std::vector<std::string> ids = {id};
        const auto found = archive ? (*archive)->papers_by_id(ids) : Result<std::vector<Paper>>{};
        if (found && !found->empty()) {
            const Paper& paper = found->front();
            const bool in_window = paper.submitted >= key.window.from && paper.submitted < key.window.until;
            if (frozen && in_window && !paper.withdrawn) {
                return Error{ErrorKind::usage,
                             fmt::format("{} is known but was no candidate when this edition was frozen", id), "",
                             "digest rank shows today's candidates, and digest build --refresh uses them"};
            }
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
                 session.options().window.sample ? "digest rank --sample lists those of the sample"
                                                 : session.command_for("fetch", key) + " fetches the window"};
}

Basis frozen_basis(Session& session, Snapshot&& snapshot) {
    session.terminal().notice(
        {NoticeKind::information,
         fmt::format("explained as frozen on {}; digest build --refresh would use today's numbers",
                     format_day(std::chrono::floor<std::chrono::days>(snapshot.made_at))),
         ""});
    Basis basis;
    basis.snapshot = std::move(snapshot);
    basis.frozen = true;
    return basis;
}

Result<Basis> todays_basis(Session& session, const EditionKey& key, const std::string& id) {
    TRY_ASSIGN(WindowData data, gather(session, key, AskServices::no, GatherNews::left_out));
    tell_if_short(session, data);
    TRY_ASSIGN(TakenSnapshot taken, take_snapshot(session, key, data));
    Basis basis;
    const auto asked = std::find_if(taken.scored.begin(), taken.scored.end(),
                                    [&](const Candidate& each) { return each.paper.id == id; });
    if (asked != taken.scored.end()) {
        basis.asked = std::move(*asked);
    }
    basis.snapshot = std::move(taken.snapshot);
    return basis;
}

Result<Basis> basis_of(Session& session, const EditionKey& key, const std::string& id) {
    if (!session.options().window.sample) {
        TRY_ASSIGN(std::optional<Snapshot> frozen, load_frozen(session, key));
        if (frozen) {
            return frozen_basis(session, std::move(*frozen));
        }
    }
    return todays_basis(session, key, id);
}

bool is_pinned(const Overlay& overlay, const std::string& id) {
    return std::any_of(overlay.picks.begin(), overlay.picks.end(), [&](const PinnedPick& pick) {
        return std::find(pick.ids.begin(), pick.ids.end(), id) != pick.ids.end();
    });
}

/// Its rank among the candidates, from 1.
std::optional<std::size_t> rank_of(const Snapshot& snapshot, const std::string& id) {
    const auto& all = snapshot.candidates;
    const auto found = std::find_if(all.begin(), all.end(), [&](const FrozenCandidate& each) { return each.id == id; });
    if (found == all.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - all.begin()) + 1;
}

/// With its evidence where that is known: of the frozen only the pool's is.
Result<Candidate> candidate_of(Session& session, const Basis& basis, const std::string& id) {
    const Snapshot& snapshot = basis.snapshot;
    for (const Candidate& candidate : snapshot.pool) {
        if (candidate.paper.id == id) {
            return candidate;
        }
    }
    if (basis.asked) {
        return *basis.asked;
    }
    for (const Paper& paper : snapshot.added) {
        if (paper.id == id) {
            return candidate_beyond_pool(snapshot, paper);
        }
    }
    TRY_ASSIGN(Archive * archive, session.archive_for_reading());
    const std::vector<std::string> ids = {id};
    TRY_ASSIGN(const std::vector<Paper> found, archive->papers_by_id(ids));
    if (found.empty()) {
        return tl::unexpected(not_in_window(session, id, snapshot.key, basis.frozen));
    }
    return candidate_beyond_pool(snapshot, found.front());
}

/// Composes the edition into `basis` to see what became of the paper.
Result<Place> place_in(Session& session, Basis& basis, const std::string& id) {
    const EditionKey& key = basis.snapshot.key;
    TRY_ASSIGN(const auto overlay, overlay_of(session, key));
    Place place;
    place.rank = rank_of(basis.snapshot, id);
    if (!place.rank && !is_pinned(overlay, id)) {
        return tl::unexpected(not_in_window(session, id, key, basis.frozen));
    }
    EditionSettings in_english = basis.snapshot.settings;  // reasons are told in English only
    in_english.language = Language::english;
    AssembleMode mode;
    mode.find_related = false;
    TRY_ASSIGN(basis.edition, assemble(session, basis.snapshot, in_english, overlay, {}, mode));
    TRY_ASSIGN(place.candidate, candidate_of(session, basis, id));
    place.of = basis.snapshot.candidates.size();
    place.pick = pick_of(basis.edition, id);
    for (const NearMiss& miss : basis.edition.near_misses) {
        if (miss.id == id) {
            place.near_miss = &miss;
        }
    }
    for (const Pick& pick : basis.edition.picks) {
        if (!pick.pinned) {
            place.last_picked_score = std::min(place.last_picked_score.value_or(pick.score), pick.score);
        }
    }
    return place;
}

void add_explain_options(VerbOptions& declare, Options& options) {
    declare.argument("ID", options.id, VerbOptions::Needed::yes, "arXiv id");
    declare_format(declare, options, {"text", "json"});
}

Result<int> run_explain(Session& session) {
    const auto id = parse_arxiv_id(session.options().id);
    if (!id) {
        return fail(ErrorKind::usage, fmt::format("\"{}\" is no arXiv id", session.options().id), "",
                    "write it as in: digest explain 2201.03545");
    }
    TRY_ASSIGN(const auto key, session.edition_key());
    session.terminal().say(window_line(key));
    TRY_ASSIGN(auto basis, basis_of(session, key, id->id));
    TRY_ASSIGN(const auto place, place_in(session, basis, id->id));
    const Prose prose = read_prose(session, basis.snapshot.texts.role_model, papers_of(basis.snapshot));
    const auto sentences = explain_abstract(place.candidate.paper, prose.options(basis.snapshot.settings));
    session.write_out(session.options().format == "json" ? json_of(key, place, sentences) : text_of(place, sentences));
    return 0;
}

}  // namespace

const Verb explain_verb = {
    "explain",
    "Say why a paper stands where it stands: signals, evidence, sentences, what it lacked",
    "  digest explain 2201.03545 --month 2022-02\n  digest explain 2201.03545 --month 2022-02 --sample",
    Verb::WorksOn::month,
    add_explain_options,
    run_explain};

}  // namespace digest
