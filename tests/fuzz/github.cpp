#include <algorithm>

#include "observations.h"

namespace digest::fuzz {
namespace {

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
           c == '.';
}

/// The bytes as the record of a repository, and as an abstract that names one.
void read_repository(std::string_view bytes) {
    const auto stars = parse_repository_stars(bytes);
    if (!stars) {
        require_message(stars.error());
    }
    if (stars) {
        require(*stars >= 0 && *stars <= 1e9, "the number of stars makes sense");
    }

    Paper paper;
    paper.abstract = bytes;
    const std::string repository = named_repository(paper);
    if (repository.empty()) {
        return;
    }
    const std::size_t slash = repository.find('/');
    require(slash != std::string::npos && slash > 0 && slash + 1 < repository.size(), "owner and name");
    const std::string owner = repository.substr(0, slash);
    const std::string name = repository.substr(slash + 1);
    // They become part of an address.
    require(std::all_of(owner.begin(), owner.end(), is_plain) && std::all_of(name.begin(), name.end(), is_plain),
            "owner and name are plain words");
    require(owner != "." && owner != ".." && name != "." && name != "..", "no name leads elsewhere");
}

const Target target{"github", read_repository};

}  // namespace
}  // namespace digest::fuzz
