// fuzz_replay TARGET FOLDER: runs a target with every file of its corpus, and with nothing at all.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "target.h"

namespace {

std::vector<char> bytes_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::vector<char> bytes{std::istreambuf_iterator<char>{stream}, {}};
    bytes.shrink_to_fit();  // so that AddressSanitizer sees a step beyond the end
    return bytes;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const auto& known = digest::fuzz::targets();
    if (arguments.size() != 2 || !known.contains(arguments[0])) {
        std::cerr << "usage: fuzz_replay TARGET FOLDER\ntargets:";
        for (const auto& [name, run] : known) {
            std::cerr << ' ' << name;
        }
        std::cerr << '\n';
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{arguments[1]}) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) {
        std::cerr << "the corpus is empty\n";
        return 2;
    }
    const digest::fuzz::Run run = known.at(arguments[0]);
    run({});
    for (const std::filesystem::path& file : files) {
        std::cout << file.filename().string() << std::endl;  // flushed: the last one is the one that fails
        const std::vector<char> bytes = bytes_of(file);
        run({bytes.data(), bytes.size()});
    }
}
