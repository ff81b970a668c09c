#include "digest/app/version.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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
    return fmt::format("digest {} (commit {})\nfmt {}.{}.{}, nlohmann/json {}.{}.{}", DIGEST_VERSION, DIGEST_COMMIT,
                       FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100, NLOHMANN_JSON_VERSION_MAJOR,
                       NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace digest
