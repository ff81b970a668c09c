#include "digest/compose/blurb.h"

#include <algorithm>
#include <set>

#include "digest/base/utf8.h"
#include "digest/compose/third_person.h"
#include "digest/text/sentences.h"
#include "target.h"

namespace digest::fuzz {
namespace {

bool has_operation(const ComposedSentence& sentence, Operation operation) {
    return std::find(sentence.operations.begin(), sentence.operations.end(), operation) != sentence.operations.end();
}

/// The sentences of a block, which stand in the abstract, each once.
std::set<int> sources_of(const std::vector<ComposedSentence>& block, int sentences) {
    std::set<int> sources;
    for (const ComposedSentence& sentence : block) {
        require(!sentence.text.empty(), "a sentence says something");
        require(sentence.sources.size() == 1, "a sentence has one source");
        const int source = sentence.sources.front();
        require(source >= 0 && source < sentences, "which stands in the abstract");
        require(sources.insert(source).second, "and is told once");
        require(sources.size() == 1 || source == *sources.rbegin(), "in the abstract's order");
        require_text(sentence.text);
        require(!has_first_person(sentence.text), "no first person outside quotation marks");
        for (const std::string& item : sentence.list) {
            require_text(item);
            require(!item.empty() && !has_first_person(item), "nor in a list");
        }
    }
    return sources;
}

/// The first byte says how many authors there are, and what becomes of mathematics; the rest is their abstract.
void compose(std::string_view bytes) {
    if (bytes.empty()) {
        return;
    }
    const auto choice = static_cast<unsigned>(bytes.front());
    Paper paper;
    paper.authors = {"Ada Example"};
    if ((choice & 1U) != 0) {
        paper.authors.emplace_back("Bob Sample");
    }
    paper.abstract = collapse_white_space(strip_controls(repair_utf8(bytes.substr(1))));  // as harvest gives it
    BlurbOptions options;
    options.keep_math = (choice & 2U) != 0;
    const Blurb blurb = compose_blurb(paper, options);
    require(blurb.why.empty() == blurb.insights.empty(), "both blocks or none");
    const int sentences = static_cast<int>(split_sentences(paper.abstract).size());
    const std::set<int> why = sources_of(blurb.why, sentences);
    for (const int source : sources_of(blurb.insights, sentences)) {
        require(!why.contains(source) || has_operation(blurb.why.front(), Operation::purpose_clause),
                "no words in both blocks");
    }
}

const Target target{"blurb", compose};

}  // namespace
}  // namespace digest::fuzz
