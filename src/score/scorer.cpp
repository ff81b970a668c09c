#include "digest/score/scorer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>

#include "digest/model/signal_table.h"
#include "signals.h"

namespace digest {
namespace {

constexpr std::size_t papers_of_a_task = 512;

std::vector<Paper> window_papers(std::vector<Paper> papers, Notices& notices) {
    const auto withdrawn = std::erase_if(papers, [](const Paper& paper) { return paper.withdrawn; });
    if (withdrawn > 0) {
        notices.push_back(
            {NoticeKind::information,
             fmt::format("{} withdrawn {} left out", withdrawn, withdrawn == 1 ? "paper is" : "papers are"), "score"});
    }
    const auto before = [](const Paper& a, const Paper& b) {
        return a.id != b.id ? a.id < b.id : a.version > b.version;
    };
    if (!std::is_sorted(papers.begin(), papers.end(), before)) {
        std::sort(papers.begin(), papers.end(), before);
    }
    papers.erase(std::unique(papers.begin(), papers.end(), [](const Paper& a, const Paper& b) { return a.id == b.id; }),
                 papers.end());
    return papers;
}

double configured_weight(const ScoringInput& input, std::string_view name) {
    const auto found = input.weights.find(std::string(name));
    return found == input.weights.end() ? 0.0 : std::max(0.0, found->second);
}

/// Those who read titles and abstracts: each text is tokenised once, for all of them.
struct TextReaders {
    TopicMatchSignal topics;
    ModelSignal notability;
    ModelSignal taste;

    void read(std::span<const Paper> papers, const Vocabulary& vocabulary) {
        TokenisedPaper tokens;
        for (const Paper& paper : papers) {
            tokenise_known(paper, vocabulary, tokens);
            topics.add(paper, tokens);
            notability.add(paper, tokens);
            taste.add(paper, tokens);
        }
    }
    void append(const TextReaders& behind) {
        topics.append(behind.topics);
        notability.append(behind.notability);
        taste.append(behind.taste);
    }
};

TextReaders first_readers(const ScoringInput& input, Vocabulary& vocabulary) {
    const auto model_of = [&](const char* name, const std::optional<LinearModel>& model) {
        return model && configured_weight(input, name) > 0 ? &*model : nullptr;
    };
    return {TopicMatchSignal(input.topics, vocabulary),
            ModelSignal(model_of("notability", input.notability), input.notability_history),
            ModelSignal(model_of("taste", input.taste), input.author_history)};
}

/// By place in signal_table; null: one of the text readers.
constexpr std::array<SignalColumn (*)(const SignalInput&), signal_table.size()> signals_of_numbers = {
#define SIGNAL(signal, ...) signal##_signal,
#define TEXT_SIGNAL(signal, ...) nullptr,
#include "digest/model/signals.def"
#undef TEXT_SIGNAL
#undef SIGNAL
};

/// In the order of signal_table.
struct AllColumns {
    std::vector<SignalColumn> columns{};
    std::vector<std::vector<std::string>> topics{};
    Notices notices{};
};

/// The texts in parts, one a task; the numbers are one task more.
AllColumns all_columns(const std::vector<Paper>& papers, const ScoringInput& input) {
    Vocabulary vocabulary;
    std::vector<TextReaders> parts{first_readers(input, vocabulary)};
    while (parts.size() * papers_of_a_task < papers.size()) {
        parts.push_back({parts[0].topics.sibling(), parts[0].notability, parts[0].taste});
    }
    std::vector<SignalColumn> columns(signal_table.size());
    Tasks tasks{[&] {
        const SignalInput all{papers, std::make_shared<const ObservationColumns>(papers, input.observations),
                              input.venues};
        for (std::size_t k = 0; k < columns.size(); ++k) {
            if (signals_of_numbers[k] != nullptr) {
                columns[k] = signals_of_numbers[k](all);
            }
        }
    }};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t begin = i * papers_of_a_task;
        const std::size_t count = std::min(papers_of_a_task, papers.size() - begin);
        tasks.emplace_back(
            [&, i, begin, count] { parts[i].read(std::span(papers).subspan(begin, count), vocabulary); });
    }
    input.run_tasks(tasks);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        parts[0].append(parts[i]);
    }

    TopicMatchSignal::Result topics = std::move(parts[0].topics).finish();
    columns[signal_place("topic_match")] = std::move(topics.column);
    columns[signal_place("notability")] = parts[0].notability.finish();
    columns[signal_place("taste")] = parts[0].taste.finish();
    return {std::move(columns), std::move(topics.topics), std::move(topics.notices)};
}

bool is_unknown_throughout(const SignalColumn& column) {
    return std::none_of(column.values.begin(), column.values.end(),
                        [](const auto& value) { return value.has_value(); });
}

/// As they count: faded by information, nothing where nothing is known, some with no more than a share.
std::vector<double> effective_weights(const std::vector<SignalColumn>& columns, const ScoringInput& input) {
    std::vector<double> weights;
    for (std::size_t k = 0; k < columns.size(); ++k) {
        const double configured = configured_weight(input, signal_table[k].name);
        weights.push_back(is_unknown_throughout(columns[k]) ? 0.0 : configured * columns[k].information);
    }
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t k = 0; k < columns.size(); ++k) {
        const double share = signal_table[k].most_share;
        if (share >= 1 || all <= weights[k]) {
            continue;  // alone it may count in full
        }
        const double others = all - weights[k];
        weights[k] = std::min(weights[k], share / (1 - share) * others);
    }
    return weights;
}

std::vector<Candidate> build_candidates(std::vector<Paper> papers, const std::vector<SignalColumn>& columns,
                                        std::vector<std::vector<std::string>>& topics, const ScoringInput& input) {
    const std::vector<double> weights = effective_weights(columns, input);
    std::vector<Candidate> candidates(papers.size());
    for (std::size_t i = 0; i < papers.size(); ++i) {
        Candidate& candidate = candidates[i];
        candidate.paper = std::move(papers[i]);
        candidate.topics = std::move(topics[i]);
        candidate.signals.reserve(columns.size());
        for (std::size_t k = 0; k < columns.size(); ++k) {
            candidate.signals.push_back({std::string(signal_table[k].name), columns[k].values[i], weights[k], {}});
        }
    }
    return candidates;
}

/// The places of the candidates, best first.
std::vector<std::uint32_t> ranking_of(const std::vector<Candidate>& candidates) {
    std::vector<std::uint32_t> places(candidates.size());
    std::iota(places.begin(), places.end(), 0U);
    std::sort(places.begin(), places.end(),
              [&](std::uint32_t a, std::uint32_t b) { return ranks_before(candidates[a], candidates[b]); });
    return places;
}

std::vector<Candidate> in_order(std::vector<Candidate> candidates, const std::vector<std::uint32_t>& places) {
    std::vector<Candidate> result;
    result.reserve(candidates.size());
    for (const std::uint32_t place : places) {
        result.push_back(std::move(candidates[place]));
    }
    return result;
}

void add_evidence(std::vector<Candidate>& ranked, const std::vector<std::uint32_t>& places,
                  const std::vector<SignalColumn>& columns, const ScoringInput& input) {
    const std::size_t shown = std::min(ranked.size(), input.with_evidence);
    const auto add = [&](std::size_t i) {
        for (std::size_t k = 0; k < columns.size(); ++k) {
            Signal& signal = ranked[i].signals[k];
            if (!signal.value || (signal_table[k].of_model && i >= input.explained)) {
                continue;
            }
            signal.evidence = columns[k].evidence(places[i], ranked[i].paper);
        }
    };
    Tasks tasks;
    for (std::size_t begin = 0; begin < shown; begin += papers_of_a_task / 8) {
        tasks.emplace_back([&, begin] {
            for (std::size_t i = begin; i < std::min(shown, begin + papers_of_a_task / 8); ++i) {
                add(i);
            }
        });
    }
    input.run_tasks(tasks);
}

}  // namespace

const std::vector<std::string>& signal_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const SignalRow& row : signal_table) {
            all.emplace_back(row.name);
        }
        return all;
    }();
    return names;
}

void combine_signals(std::vector<Candidate>& candidates) {
    if (candidates.empty()) {
        return;
    }
    const std::size_t signals = candidates.front().signals.size();
    std::vector<double> means(signals);
    double all_weights = 0;
    for (std::size_t k = 0; k < signals; ++k) {
        double sum = 0;
        double known = 0;
        for (const Candidate& candidate : candidates) {
            if (!candidate.signals[k].value) {
                continue;
            }
            sum += *candidate.signals[k].value;
            known += 1;
        }
        means[k] = known > 0 ? sum / known : 0;
        for (Candidate& candidate : candidates) {
            if (known == 0) {
                candidate.signals[k].weight = 0;
            }
        }
        all_weights += candidates.front().signals[k].weight;
    }
    for (Candidate& candidate : candidates) {
        double sum = 0;
        for (std::size_t k = 0; k < signals; ++k) {
            sum += candidate.signals[k].weight * candidate.signals[k].value.value_or(means[k]);
        }
        // Twelve decimals: equal papers stay equal whatever the order of the additions.
        candidate.score = all_weights > 0 ? std::round(sum / all_weights * 1e12) / 1e12 : 0;
    }
}

Scoring score_papers(std::vector<Paper> papers, const ScoringInput& input) {
    Scoring scoring;
    papers = window_papers(std::move(papers), scoring.notices);
    AllColumns found = all_columns(papers, input);
    scoring.notices.insert(scoring.notices.end(), found.notices.begin(), found.notices.end());
    scoring.candidates = build_candidates(std::move(papers), found.columns, found.topics, input);
    combine_signals(scoring.candidates);
    const std::vector<std::uint32_t> places = ranking_of(scoring.candidates);
    scoring.candidates = in_order(std::move(scoring.candidates), places);
    add_evidence(scoring.candidates, places, found.columns, input);
    return scoring;
}

}  // namespace digest
