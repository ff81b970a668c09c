#include <benchmark/benchmark.h>

#include <pugixml.hpp>

#include "corpus.h"
#include "digest/harvest/atom.h"

namespace {

const std::string& page() {
    static const std::string text = digest::bench::Corpus{}.atom_page(2000);
    return text;
}

void count_bytes(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(page().size()));
}

/// The yardstick: pugixml alone, with its defaults.
void pugixml_bare_parse(benchmark::State& state) {
    for (auto _ : state) {
        pugi::xml_document document;
        benchmark::DoNotOptimize(document.load_buffer(page().data(), page().size()));
    }
    count_bytes(state);
}
BENCHMARK(pugixml_bare_parse)->Unit(benchmark::kMillisecond);

void atom_to_papers(benchmark::State& state) {
    for (auto _ : state) {
        auto parsed = digest::parse_atom(page(), "bench");
        if (!parsed || parsed->papers.size() != 2000) state.SkipWithError("the page was not read in full");
        benchmark::DoNotOptimize(parsed);
    }
    count_bytes(state);
}
BENCHMARK(atom_to_papers)->Unit(benchmark::kMillisecond);

}  // namespace
