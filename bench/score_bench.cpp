#include <benchmark/benchmark.h>

#include "corpus.h"
#include "digest/score/scorer.h"
#include "digest/select/selector.h"
#include "digest/text/similarity.h"
#include "digest/text/tokens.h"

namespace digest {
namespace {

const std::vector<Paper>& month_of_papers() {
    static const std::vector<Paper> papers = bench::Corpus{}.papers(12'800);
    return papers;
}

std::vector<Topic> topics() {
    std::vector<Topic> result;
    const auto add = [&](const char* name, std::vector<std::string> terms) {
        Topic topic;
        topic.name = name;
        topic.terms = std::move(terms);
        result.push_back(std::move(topic));
    };
    add("Reinforcement learning",
        {"reinforcement learning", "RL", "policy gradient", "actor-critic", "Q-learning", "MDP"});
    add("Information retrieval",
        {"dense retrieval", "passage retrieval", "BM25", "RAG", "re-ranking", "query expansion"});
    add("Computer vision", {"object detection", "image classification", "semantic segmentation", "ViT", "ImageNet"});
    add("Language models",
        {"language model", "scaling law", "next-token prediction", "BERT", "long-context", "tokenizer"});
    add("Graph learning", {"graph neural network", "GNN", "node classification", "link prediction", "knowledge graph"});
    add("Diffusion", {"diffusion model", "text-to-image", "image generation", "GAN", "flow matching", "inpainting"});
    return result;
}

ScoringInput scoring_input(bool with_model) {
    ScoringInput input;
    input.with_evidence = selection_pool;  // as a build asks for it
    input.topics = topics();
    input.venues = {{"NeurIPS", {"NIPS"}, 1.0}, {"ICLR", {}, 1.0}, {"CVPR", {}, 1.0}, {"ACL", {}, 0.9}};
    for (const std::string& name : signal_names()) {
        input.weights[name] = 1.0;
    }
    if (with_model) {
        LinearModel model;
        model.name = "bench";
        model.bucket_bits = 18;
        model.scale = 0.01;
        model.bias = -3;
        model.weights.resize(std::size_t{1} << model.bucket_bits);
        for (std::size_t i = 0; i < model.weights.size(); ++i) {
            model.weights[i] = static_cast<std::int8_t>(static_cast<int>(i * 37 % 41) - 20);
        }
        input.notability = std::move(model);
    }
    return input;
}

/// All text signals of a month, tokenising included; without and with the linear model.
void score_month(benchmark::State& state) {
    const ScoringInput input = scoring_input(state.range(0) != 0);
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<Paper> papers = month_of_papers();
        state.ResumeTiming();
        benchmark::DoNotOptimize(score_papers(std::move(papers), input));
    }
}
BENCHMARK(score_month)->ArgName("model")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void tokenise_month(benchmark::State& state) {
    std::int64_t bytes = 0;
    for (auto _ : state) {
        Vocabulary vocabulary;
        TokenisedPaper tokens;
        for (const Paper& paper : month_of_papers()) {
            tokenise(paper, vocabulary, tokens);
            bytes += static_cast<std::int64_t>(paper.title.size() + paper.abstract.size());
        }
        benchmark::DoNotOptimize(vocabulary.size());
    }
    state.SetBytesProcessed(bytes);
}
BENCHMARK(tokenise_month)->Unit(benchmark::kMillisecond);

void select_ten(benchmark::State& state) {
    const Scoring scoring = score_papers(month_of_papers(), scoring_input(false));
    for (auto _ : state) {
        benchmark::DoNotOptimize(select_picks(scoring.candidates, [](std::size_t) { return true; }, {}));
    }
}
BENCHMARK(select_ten)->Unit(benchmark::kMillisecond);

void learn_similarity(benchmark::State& state) {
    std::vector<const Paper*> papers;
    for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i) {
        papers.push_back(&month_of_papers()[i]);
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(PaperSimilarity(papers));
    }
}
BENCHMARK(learn_similarity)->Arg(500)->Arg(2000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace digest
