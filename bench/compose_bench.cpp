#include <fstream>
#include <sstream>

#include <benchmark/benchmark.h>

#include "corpus.h"
#include "digest/compose/blurb.h"
#include "digest/compose/related.h"
#include "digest/compose/roles.h"
#include "digest/render/renderer.h"
#include "digest/text/sentences.h"
#include "score/signals.h"
#include "support/sample_editions.h"

namespace digest {
namespace {

std::string shipped(const char* path) {
    std::ifstream file(std::string{DIGEST_SOURCE_DIR} + "/data/" + path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::vector<Paper>& pool() {
    static const std::vector<Paper> papers = bench::Corpus{}.papers(500);
    return papers;
}

const RoleModel& role_model() {
    static const RoleModel model = *RoleModel::parse(shipped("models/roles.txt"), "roles.txt");
    return model;
}

/// Why and Key insights of one abstract.
void blurb(benchmark::State& state) {
    BlurbOptions options;
    options.roles = &role_model();
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(compose_blurb(pool()[at++ % pool().size()], options));
    }
}
BENCHMARK(blurb)->Unit(benchmark::kMicrosecond);

/// The roles of one abstract's sentences.
void sentence_roles(benchmark::State& state) {
    std::vector<std::vector<std::string>> abstracts;
    for (const Paper& paper : pool()) {
        std::vector<std::string>& sentences = abstracts.emplace_back();
        for (const SentenceSpan& span : split_sentences(paper.abstract)) {
            sentences.emplace_back(span.in(paper.abstract));
        }
    }
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(role_model().predict(abstracts[at++ % abstracts.size()]));
    }
}
BENCHMARK(sentence_roles)->Unit(benchmark::kMicrosecond);

void related_work_of_ten(benchmark::State& state) {
    std::vector<const Paper*> papers;
    for (const Paper& paper : pool()) {
        papers.push_back(&paper);
    }
    for (auto _ : state) {
        RelatedFinder finder(papers);
        for (std::size_t i = 0; i < 10; ++i) {
            benchmark::DoNotOptimize(finder.related_to(*papers[i * 50]));
        }
    }
}
BENCHMARK(related_work_of_ten)->Unit(benchmark::kMillisecond);

void markdown(benchmark::State& state) {
    const Edition edition = test::full_edition();
    const std::string text = shipped("templates/article.mustache");
    for (auto _ : state) {
        benchmark::DoNotOptimize(render_markdown(edition, text, "article.mustache"));
    }
}
BENCHMARK(markdown)->Unit(benchmark::kMicrosecond);

void html(benchmark::State& state) {
    const Edition edition = test::full_edition();
    for (auto _ : state) {
        benchmark::DoNotOptimize(render_html(edition));
    }
}
BENCHMARK(html)->Unit(benchmark::kMicrosecond);

/// Signals that need neither topics nor numbers, over a month.
void venues_of_a_month(benchmark::State& state) {
    const std::vector<Paper> papers = bench::Corpus{}.papers(12'800);
    const std::vector<Venue> venues{{"NeurIPS", {"NIPS"}, 1.0}, {"ICLR", {}, 1.0}, {"CVPR", {}, 1.0}, {"ACL", {}, 0.9}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(venue_signal({papers, nullptr, venues}));
    }
}
BENCHMARK(venues_of_a_month)->Unit(benchmark::kMillisecond);

void links_of_a_month(benchmark::State& state) {
    const std::vector<Paper> papers = bench::Corpus{}.papers(12'800);
    for (auto _ : state) {
        benchmark::DoNotOptimize(openness_signal({papers}));
    }
}
BENCHMARK(links_of_a_month)->Unit(benchmark::kMillisecond);

/// Citations, authors and attention: six observations a paper.
void numbers_of_a_month(benchmark::State& state) {
    const std::vector<Paper> papers = bench::Corpus{}.papers(12'800);
    std::vector<Observation> observations;
    const auto add = [&](const Paper& paper, const char* service, const char* metric, double value) {
        Observation& observation = observations.emplace_back();
        observation.paper_id = paper.id;
        observation.service = service;
        observation.metric = metric;
        observation.state = ObservationState::known;
        observation.value = value;
        observation.observed_at = paper.submitted + std::chrono::days{40};
    };
    for (std::size_t i = 0; i < papers.size(); ++i) {
        add(papers[i], "semantic_scholar", "citations", static_cast<double>(i * 7919 % 100 / 20));
        add(papers[i], "semantic_scholar", "influential_citations", i % 50 == 0 ? 1.0 : 0.0);
        add(papers[i], "semantic_scholar", "h_indexes", static_cast<double>(i * 104729 % 60));
        observations.back().detail = "40,12,3";
        add(papers[i], "semantic_scholar", "author_citations", static_cast<double>(i * 31 % 5000));
        add(papers[i], "hugging_face", "upvotes", i % 20 == 0 ? static_cast<double>(i % 90) : 0.0);
        add(papers[i], "hacker_news", "points", i % 100 == 0 ? static_cast<double>(i % 300) : 0.0);
    }
    for (auto _ : state) {
        const auto columns = std::make_shared<const ObservationColumns>(papers, observations);
        benchmark::DoNotOptimize(citations_signal({papers, columns}));
        benchmark::DoNotOptimize(authorship_signal({papers, columns}));
        benchmark::DoNotOptimize(attention_signal({papers, columns}));
    }
}
BENCHMARK(numbers_of_a_month)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace digest
