// Writes what the build installs beside the program: digest_make_docs FOLDER [DATE].
#include <fstream>
#include <iostream>
#include <string>

#include "digest/app/generated_documents.h"

namespace {

bool write(const std::string& path, const std::string& text) {
    std::ofstream file{path, std::ios::binary};
    file << text;
    file.close();
    if (!file) {
        std::cerr << "digest_make_docs: cannot write " << path << '\n';
    }
    return !file.fail();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        return 2;
    }
    const std::string folder = argv[1];
    const std::string date = argc > 2 ? argv[2] : "";
    const bool written = write(folder + "/digest.1", digest::manual_page(date)) &&
                         write(folder + "/digest.bash", digest::bash_completion_script());
    return written ? 0 : 1;
}
