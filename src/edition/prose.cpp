#include "digest/edition/prose.h"

namespace digest {

BlurbOptions Prose::options(const EditionSettings& settings) const {
    BlurbOptions options;
    options.keep_math = settings.math == MathOutput::mathjax;
    options.roles = roles ? &*roles : nullptr;
    options.known_words = &words;
    return options;
}

Prose prose_of(std::optional<RoleModel> roles, const std::vector<const Paper*>& papers) {
    Prose prose;
    prose.roles = std::move(roles);
    std::vector<std::string_view> abstracts;
    abstracts.reserve(papers.size());
    for (const Paper* paper : papers) {
        abstracts.push_back(paper->abstract);
    }
    prose.words = KnownWords::settle(abstracts, abstracts);
    return prose;
}

}  // namespace digest
