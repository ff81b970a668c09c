#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands/shared_options.h"
#include "app/commands/verbs.h"
#include "app/edition/assemble.h"
#include "app/gather/labelled_month.h"
#include "app/gather/role_file.h"
#include "app/gather/scoring.h"
#include "app/machine/files.h"
#include "app/machine/task_threads.h"
#include "digest/base/numbers.h"
#include "digest/base/try.h"
#include "digest/learn/evaluation.h"
#include "digest/text/similarity.h"

namespace digest {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t edition_size = 10;

std::optional<double> signal_value(const Candidate& candidate, std::string_view name) {
    const auto signal = std::find_if(candidate.signals.begin(), candidate.signals.end(),
                                     [&](const Signal& each) { return each.name == name; });
    return signal == candidate.signals.end() ? std::nullopt : signal->value;
}

NamedScores by_signal(const std::vector<Candidate>& candidates, const char* ranking, const char* signal) {
    NamedScores scores{ranking, {}};
    scores.scores.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        scores.scores.push_back(signal_value(candidate, signal));
    }
    return scores;
}

bool is_known(const NamedScores& scores) {
    return std::any_of(scores.scores.begin(), scores.scores.end(), [](const auto& score) { return score.has_value(); });
}

NamedScores by_score(const std::vector<Candidate>& candidates) {
    NamedScores scores{"digest", {}};
    scores.scores.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        scores.scores.emplace_back(candidate.score);
    }
    return scores;
}

/// What an edition would pick, in front of all others by their score.
NamedScores by_selection(Session& session, const std::vector<Candidate>& candidates) {
    const std::vector<Candidate> pool{candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                   candidates.size(), selection_pool))};
    const Prose prose = read_prose_of_workspace(session, pool);
    NamedScores scores = by_score(candidates);
    scores.name = "selected";
    for (const SelectedPick& pick :
         select_from(candidates, session.config().edition, {}, {}, prose, run_at_once).picks) {
        *scores.scores[pick.candidate] += 1.0;  // scores are at most 1
    }
    return scores;
}

/// How alike candidates are, measured as selection does: learnt from the best 500, and from whoever else stands among
/// the first of a ranking.
class PoolSimilarity {
  public:
    PoolSimilarity(const std::vector<Candidate>& candidates, const std::vector<NamedScores>& rankings) {
        for (std::size_t i = 0; i < std::min(candidates.size(), selection_pool); ++i) {
            add(candidates, i);
        }
        for (const NamedScores& ranking : rankings) {
            std::vector<std::size_t> order(candidates.size());
            for (std::size_t i = 0; i < order.size(); ++i) {
                order[i] = i;
            }
            const auto is_before = [&](std::size_t a, std::size_t b) {
                if (ranking.scores[a] != ranking.scores[b]) {
                    return ranking.scores[a] > ranking.scores[b];
                }
                const Paper& one = candidates[a].paper;
                const Paper& other = candidates[b].paper;
                return one.submitted != other.submitted ? one.submitted > other.submitted : one.id < other.id;
            };
            const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), edition_size));
            std::partial_sort(order.begin(), end, order.end(), is_before);
            for (auto place = order.begin(); place != end; ++place) {
                add(candidates, *place);
            }
        }
        similarity_.emplace(papers_);
    }
    double between(std::size_t a, std::size_t b) const { return similarity_->between(place_.at(a), place_.at(b)); }

  private:
    void add(const std::vector<Candidate>& candidates, std::size_t i) {
        if (place_.emplace(i, papers_.size()).second) {
            papers_.push_back(&candidates[i].paper);
        }
    }

    std::map<std::size_t, std::size_t> place_{};  ///< candidate → its place in the pool
    std::vector<const Paper*> papers_{};
    std::optional<PaperSimilarity> similarity_{};
};

Result<Scoring> score_month(Session& session, const ScoringTexts& texts, JudgedMonth& month) {
    std::vector<std::string> ids;
    for (const Paper& paper : month.papers) {
        ids.push_back(paper.id);
    }
    TRY_ASSIGN(auto archive, session.archive_for_reading());
    TRY_ASSIGN(auto observations, archive->observations_by_id(ids, std::nullopt));
    return score_window(session, month.key, texts, std::move(month.papers), std::move(observations), 0);
}

void tell_unknown(Session& session, const std::string& month, const std::string& ranking) {
    session.terminal().notice({NoticeKind::information,
                               fmt::format("the ranking \"{}\" is unknown: nothing is known to rank by", ranking),
                               month});
}

/// All rankings of one month. One that nothing is known for stands without figures.
Result<Evaluation> evaluate_month(Session& session, const ScoringTexts& texts, JudgedMonth month) {
    TRY_ASSIGN(const auto scoring, score_month(session, texts, month));
    const std::vector<Candidate>& candidates = scoring.candidates;
    EvaluationInput input;
    input.month = month.name;
    input.missed = month.missed;
    std::size_t chosen = 0;
    for (const Candidate& candidate : candidates) {
        const int grade = month.grade(candidate.paper.id);
        chosen += grade > 0 ? 1U : 0U;
        input.papers.push_back({candidate.paper.id, candidate.paper.submitted, grade, candidate.topics});
    }
    // Chosen ones that were withdrawn since are no candidates any more.
    input.missed += static_cast<std::size_t>(std::count_if(month.grades.begin(), month.grades.end(),
                                                           [](const auto& entry) { return entry.second > 0; })) -
                    chosen;
    std::vector<NamedScores> rankings = {by_score(candidates),
                                         by_selection(session, candidates),
                                         by_signal(candidates, "notability", "notability"),
                                         by_signal(candidates, "taste", "taste"),
                                         by_signal(candidates, "keywords", "topic_match"),
                                         by_signal(candidates, "citations", "citations")};
    std::vector<std::string> unknown;
    for (NamedScores& ranking : rankings) {
        if (is_known(ranking)) {
            input.rankings.push_back(std::move(ranking));
        } else if (ranking.name != "taste") {
            unknown.push_back(ranking.name);
        }
    }
    const PoolSimilarity similarity{candidates, input.rankings};
    input.similarity = [&similarity](std::size_t a, std::size_t b) { return similarity.between(a, b); };
    Evaluation evaluation = evaluate(input);
    for (const std::string& name : unknown) {
        tell_unknown(session, month.name, name);
        const auto random = evaluation.rankings.empty() ? evaluation.rankings.end() : evaluation.rankings.end() - 1;
        MeasuredRanking ranking{name, {}};
        for (const Measure& measure : evaluation.rankings.front().measures) {
            ranking.measures.push_back({measure.name, {}, {}, {}});
        }
        evaluation.rankings.insert(random, std::move(ranking));
    }
    return evaluation;
}

Result<int> eval_rankings(Session& session) {
    TRY_ASSIGN(auto months, read_judged_months(session));
    TRY_ASSIGN(const ScoringTexts texts, read_scoring_texts(session));
    std::vector<Evaluation> evaluations;
    for (JudgedMonth& month : months) {
        TRY_ASSIGN(auto evaluation, evaluate_month(session, texts, std::move(month)));
        evaluations.push_back(std::move(evaluation));
    }
    session.write_out(session.options().format == "json" ? evaluation_json(evaluations)
                                                         : evaluation_table(evaluations));
    return 0;
}

/// One way to give roles, measured on one file.
struct MeasuredRoles {
    std::string way{};  ///< "model" or "rule"
    RoleFigures all{};
    RoleFigures clear{};  ///< no sentences where the file does not tell how far its annotators agree
};

struct RolesOfFile {
    std::string file{};
    std::size_t abstracts = 0;
    std::vector<MeasuredRoles> ways{};
};

template <class Predict>
MeasuredRoles measure(const std::vector<LabelledAbstract>& truth, const char* way, const Predict& predict) {
    std::vector<std::vector<SentenceRole>> predicted;
    predicted.reserve(truth.size());
    for (const LabelledAbstract& abstract : truth) {
        std::vector<SentenceRole> roles;
        for (const RoledSentence& sentence : predict(abstract.sentences)) {
            roles.push_back(sentence.role);
        }
        predicted.push_back(std::move(roles));
    }
    return {way, measure_roles(truth, predicted), measure_clear_roles(truth, predicted)};
}

std::string roles_table(const std::vector<RolesOfFile>& files) {
    std::string text;
    const auto row = [&](const std::string& way, const RoleFigures& figures) {
        text += fmt::format("{:<8}{:>10.3f}{:>10.3f}{:>13.3f}\n", way, figures.accuracy, figures.macro_f1,
                            figures.why_insight);
    };
    for (const RolesOfFile& each : files) {
        const MeasuredRoles& first = each.ways.front();
        text += fmt::format("{}{}: {} abstracts, {} sentences\n\n{:<8}{:>10}{:>10}{:>13}\n", text.empty() ? "" : "\n",
                            each.file, each.abstracts, first.all.sentences, "", "accuracy", "macro-F1", "why/insight");
        for (const MeasuredRoles& way : each.ways) {
            row(way.way, way.all);
        }
        if (first.clear.sentences == 0) {
            continue;
        }
        text += fmt::format("\nof the {} sentences on which more than {:.0f} % of the annotators agree:\n",
                            first.clear.sentences, 100 * clear_agreement);
        for (const MeasuredRoles& way : each.ways) {
            row(way.way, way.clear);
        }
    }
    return text;
}

OrderedJson figures_json(const RoleFigures& figures) {
    return {{"sentences", figures.sentences},
            {"accuracy", six_decimals(figures.accuracy)},
            {"macro_f1", six_decimals(figures.macro_f1)},
            {"why_insight", six_decimals(figures.why_insight)}};
}

std::string roles_json(const std::vector<RolesOfFile>& files) {
    OrderedJson list = OrderedJson::array();
    for (const RolesOfFile& each : files) {
        for (const MeasuredRoles& way : each.ways) {
            OrderedJson entry{{"file", each.file}, {"roles_by", way.way}, {"abstracts", each.abstracts}};
            entry.update(figures_json(way.all));
            entry["clear"] = way.clear.sentences == 0 ? OrderedJson{} : figures_json(way.clear);
            list.push_back(std::move(entry));
        }
    }
    return OrderedJson{{"schema", 1}, {"roles", std::move(list)}}.dump(2, ' ', false,
                                                                       OrderedJson::error_handler_t::replace) +
           "\n";
}

Result<int> eval_roles(Session& session) {
    TRY_ASSIGN(const auto text,
               read_model_text(session.workspace(), session.config().edition.models.roles, "roles.txt"));
    std::optional<RoleModel> model;
    if (!text.empty()) {
        const std::string& own = session.config().edition.models.roles;
        TRY_ASSIGN(auto parsed, RoleModel::parse(text, own.empty() ? "roles.txt" : own));
        model = std::move(parsed);
    }
    std::vector<RolesOfFile> measured;
    for (const std::string& file : session.options().roles_files) {
        TRY_ASSIGN(const auto body, read_file(file));
        TRY_ASSIGN(const auto truth, parse_labelled_abstracts(body, file));
        RolesOfFile& of_file = measured.emplace_back();
        of_file.file = file;
        of_file.abstracts = truth.size();
        if (model) {
            of_file.ways.push_back(
                measure(truth, "model", [&](const auto& sentences) { return model->predict(sentences); }));
        }
        of_file.ways.push_back(measure(truth, "rule", roles_by_rule));
    }
    session.write_out(session.options().format == "json" ? roles_json(measured) : roles_table(measured));
    return 0;
}

void add_eval_options(VerbOptions& declare, Options& options) {
    declare_judgements(declare, options);
    declare_format(declare, options, {"table", "json"});
}

Result<int> run_eval(Session& session) {
    const Options& options = session.options();
    if (!options.roles_files.empty() && (!options.picks_files.empty() || !options.months.empty())) {
        return fail(ErrorKind::usage, "--roles measures the roles of sentences, --picks and --month a ranking", "",
                    "measure one thing at a time");
    }
    return options.roles_files.empty() ? eval_rankings(session) : eval_roles(session);
}

}  // namespace

const Verb eval_verb = {"eval",
                        "Measure the ranking against chosen papers, or the sentence roles",
                        "  digest eval --picks picks-2025-05.jsonl\n  digest eval --roles dev.jsonl --format json",
                        Verb::WorksOn::other,
                        add_eval_options,
                        run_eval};

}  // namespace digest
