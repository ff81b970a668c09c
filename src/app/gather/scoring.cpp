#include "app/gather/scoring.h"

#include "app/machine/task_threads.h"
#include "app/workspace/workspace.h"
#include "digest/base/try.h"

namespace digest {
namespace {

/// A damaged model, or one of another version, is told; its signal is unknown then.
struct RankingModel {
    std::optional<ModelFile> file{};
    Notices notices{};
};

RankingModel read_ranking_model(const Workspace& workspace, const std::string& own_file, const char* shipped_name) {
    const auto text = read_model_text(workspace, own_file, shipped_name);
    const std::string name = own_file.empty() ? shipped_name : own_file;
    if (!text) {
        return {{}, {{NoticeKind::data_doubted, text.error().message, text.error().origin}}};
    }
    if (text->empty()) {
        return {};
    }
    auto file = parse_model_file(*text, name);
    if (!file) {
        return {{}, {{NoticeKind::data_doubted, file.error().message + "; the signal is unknown", name}}};
    }
    return {std::move(*file), {}};
}

}  // namespace

Result<ScoringTexts> read_scoring_texts(Session& session) {
    const Workspace& workspace = session.workspace();
    const ModelFiles& models = workspace.config.edition.models;
    RankingModel notability;
    RankingModel taste;
    Tasks tasks{[&] { notability = read_ranking_model(workspace, models.notability, "notability.model"); }};
    if (!models.taste.empty()) {
        tasks.emplace_back([&] { taste = read_ranking_model(workspace, models.taste, "taste.model"); });
    }
    run_at_once(tasks);
    ScoringTexts texts;
    TRY_ASSIGN(TopicsFile topics, read_topics(workspace));
    TRY_ASSIGN(VenuesFile venues, read_venues(workspace));
    texts.topics_text = std::move(topics.text);
    texts.topics = std::move(topics.topics);
    texts.venues_text = std::move(venues.text);
    texts.venues = std::move(venues.venues);
    session.terminal().notices(notability.notices);
    session.terminal().notices(taste.notices);
    texts.notability = std::move(notability.file);
    texts.taste = std::move(taste.file);
    return texts;
}

Scoring score_window(Session& session, const EditionKey& key, const ScoringTexts& texts, std::vector<Paper> papers,
                     std::vector<Observation> observations, std::size_t with_evidence) {
    ScoringInput input;
    input.with_evidence = with_evidence;
    input.window = key.window;
    input.run_tasks = run_at_once;
    input.topics = texts.topics;
    input.venues = texts.venues;
    input.weights = session.config().edition.weights;
    input.observations = std::move(observations);
    if (texts.notability) {
        input.notability = texts.notability->model;
        input.notability_history = texts.notability->authors;
    }
    if (texts.taste) {
        input.taste = texts.taste->model;
        input.author_history = texts.taste->authors;
    }
    Scoring scoring = score_papers(std::move(papers), input);
    session.terminal().notices(scoring.notices);
    return scoring;
}

}  // namespace digest
