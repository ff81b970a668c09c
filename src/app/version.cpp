#include "digest/app/version.h"

#include <fmt/format.h>

#include "libraries.h"

#ifndef DIGEST_VERSION
#define DIGEST_VERSION "0.1.0"
#endif
#ifndef DIGEST_COMMIT
#define DIGEST_COMMIT "unknown"
#endif

namespace digest {

std::string program_version() {
    return DIGEST_VERSION;
}

std::string version_text() {
    return fmt::format("digest {} (commit {})\n\n{}", DIGEST_VERSION, DIGEST_COMMIT, fmt::join(libraries(), "\n"));
}

}  // namespace digest
