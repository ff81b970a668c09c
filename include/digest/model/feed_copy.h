#pragma once

#include <string>

namespace digest {

/// A news feed as it last came, with what a conditional request needs: on 304 its body still stands.
struct FeedCopy {
    std::string url;              ///< as configured
    std::string etag{};           ///< of the response, as it came; may be empty
    std::string last_modified{};  ///< the same
    std::string final_url{};      ///< after redirects: what relative links in it are relative to
    std::string body{};

    bool operator==(const FeedCopy&) const = default;
};

}  // namespace digest
