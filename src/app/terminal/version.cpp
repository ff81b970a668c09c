#include "app/terminal/version.h"

#include <fmt/format.h>

#include "app/terminal/libraries.h"

namespace digest {

std::string program_version() {
    return DIGEST_VERSION;
}

std::string version_text() {
    return fmt::format("digest {} (commit {})\n\n{}", DIGEST_VERSION, DIGEST_COMMIT, fmt::join(libraries(), "\n"));
}

}  // namespace digest
