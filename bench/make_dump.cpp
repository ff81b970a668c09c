// make_dump PAPERS [PAPERS_A_DAY]: made-up papers as lines of arXiv's metadata dump on stdout, from January 2022 on.
#include <cstdio>
#include <cstdlib>

#include "corpus.h"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: make_dump PAPERS [PAPERS_A_DAY]\n", stderr);
        return 2;
    }
    digest::bench::Corpus corpus;
    const std::uint64_t papers = std::strtoull(argv[1], nullptr, 10);
    if (argc > 2) {
        corpus.papers_a_day = std::atoi(argv[2]);
    }
    for (std::uint64_t i = 0; i < papers; ++i) {
        const std::string line = corpus.metadata_line(i);
        std::fwrite(line.data(), 1, line.size(), stdout);
    }
    return 0;
}
