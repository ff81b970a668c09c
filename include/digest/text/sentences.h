#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace digest {

/// Bytes [begin, end) of the text, without the blanks around them.
struct SentenceSpan {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const SentenceSpan&) const = default;

    std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// The sentences of an abstract as arXiv has it, TeX still in. Full stops within mathematics, addresses, numbers,
/// abbreviations ("i.e.", "et al.", "Fig.", "w.r.t.") and brackets end nothing; "?" and "!" do where a capital
/// follows. Every word of the text is in exactly one sentence.
std::vector<SentenceSpan> split_sentences(std::string_view text);

}  // namespace digest
