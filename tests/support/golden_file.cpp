#include "support/golden_file.h"

#include <cstdlib>

#include "support/program_run.h"

namespace digest::test {

std::string golden_text(const std::filesystem::path& file, const std::string& actual) {
    if (std::getenv("DIGEST_UPDATE_GOLDEN") != nullptr) {
        write_text(file, actual);
    }
    return file_text(file);
}

}  // namespace digest::test
