#include "digest/base/utf8.h"
#include "digest/compose/cleaning.h"
#include "digest/compose/links.h"
#include "digest/text/sentences.h"
#include "target.h"

namespace digest::fuzz {
namespace {

/// What compose makes of an abstract before it chooses any sentence.
void clean(std::string_view bytes) {
    Paper paper;
    paper.abstract = collapse_white_space(strip_controls(repair_utf8(bytes)));  // as harvest gives it
    const int sentences = static_cast<int>(split_sentences(paper.abstract).size());
    KnownWords known;
    known.add("hyphenated");
    for (const MathStyle style : {MathStyle::unicode, MathStyle::keep}) {
        for (const CleanSentence& sentence : clean_abstract(paper.abstract, style, &known)) {
            require(sentence.source >= 0 && sentence.source < sentences, "a sentence has its source");
            require_text(sentence.text);
        }
    }
    require_text(without_markup(paper.abstract));
    for (const Link& link : extras_of(paper)) {
        require_web_address(link.url);
    }
}

const Target target{"abstract", clean};

}  // namespace
}  // namespace digest::fuzz
