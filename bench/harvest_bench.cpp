#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <pugixml.hpp>

#include "corpus.h"
#include "digest/harvest/atom.h"
#include "digest/harvest/metadata_dump.h"

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
        if (!parsed || parsed->papers.size() != 2000) {
            state.SkipWithError("the page was not read in full");
        }
        benchmark::DoNotOptimize(parsed);
    }
    count_bytes(state);
}
BENCHMARK(atom_to_papers)->Unit(benchmark::kMillisecond);

void dump_line_to_paper(benchmark::State& state) {
    const digest::bench::Corpus corpus;
    std::vector<std::string> lines;
    for (std::uint64_t i = 0; i < 2000; ++i) {
        lines.push_back(corpus.metadata_line(i));
    }
    std::int64_t bytes = 0;
    for (auto _ : state) {
        for (const auto& line : lines) {
            auto paper = digest::parse_metadata_line(line);
            if (!paper) {
                state.SkipWithError("a line was not read");
            }
            benchmark::DoNotOptimize(paper);
            bytes += static_cast<std::int64_t>(line.size());
        }
    }
    state.SetBytesProcessed(bytes);
}
BENCHMARK(dump_line_to_paper)->Unit(benchmark::kMillisecond);

/// A file of 20,000 lines, as `digest import` reads it, without the archive.
void dump_file_to_papers(benchmark::State& state) {
    const auto file = std::filesystem::temp_directory_path() / "digest-bench-dump.jsonl";
    {
        const digest::bench::Corpus corpus;
        std::ofstream out(file, std::ios::binary);
        for (std::uint64_t i = 0; i < 20'000; ++i) {
            out << corpus.metadata_line(i);
        }
    }
    const auto keep = [](std::span<const digest::Paper>) -> digest::Result<void> { return {}; };
    for (auto _ : state) {
        const auto report = digest::read_metadata_dump(file, keep, {}, {});
        if (!report || report->papers != 20'000) {
            state.SkipWithError("the file was not read in full");
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(std::filesystem::file_size(file)));
    std::filesystem::remove(file);
}
BENCHMARK(dump_file_to_papers)->Unit(benchmark::kMillisecond);

}  // namespace
