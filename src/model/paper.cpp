#include "digest/model/paper.h"

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

/// "withdrawn" as a word of its own, whatever its case.
bool has_withdrawn(const std::string& text) {
    constexpr std::string_view word = "withdrawn";
    const std::string lower = ascii_lower(text);
    const auto letter_at = [&lower](std::size_t at) { return at < lower.size() && is_lower(lower[at]); };
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
        if ((at == 0 || !letter_at(at - 1)) && !letter_at(at + word.size())) {
            return true;
        }
    }
    return false;
}

}  // namespace

const std::string& Paper::primary_category() const {
    static const std::string none;
    return categories.empty() ? none : categories.front();
}

bool says_withdrawn(const std::string& comment, const std::string& abstract) {
    if (has_withdrawn(comment)) {
        return true;
    }
    // An abstract may well speak of withdrawn drugs or troops; a notice of withdrawal is short and speaks of the paper.
    if (abstract.size() > 600 || !has_withdrawn(abstract)) {
        return false;
    }
    const std::string lower = ascii_lower(abstract);
    for (const std::string_view work :
         {"paper", "article", "submission", "manuscript", "preprint", "arxiv", "author", "withdrawn."}) {
        if (lower.find(work) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace digest
