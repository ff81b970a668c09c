#include "digest/text/sentences.h"

#include "digest/base/utf8.h"
#include "target.h"

namespace digest::fuzz {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_blank(std::string_view text) {
    return text.find_first_not_of(blanks) == std::string_view::npos;
}

void split(std::string_view bytes) {
    const bool is_text = is_valid_utf8(bytes);
    std::size_t end = 0;
    for (const SentenceSpan& span : split_sentences(bytes)) {
        require(end <= span.begin && span.begin < span.end && span.end <= bytes.size(), "sentences stand in order");
        require(is_blank(bytes.substr(end, span.begin - end)), "only blanks are between sentences");
        const std::string_view sentence = span.in(bytes);
        require(!is_blank(sentence.substr(0, 1)) && !is_blank(sentence.substr(sentence.size() - 1)),
                "a sentence has no blanks around it");
        require(!is_text || is_valid_utf8(sentence), "no character is cut");
        end = span.end;
    }
    require(is_blank(bytes.substr(end)), "nothing is left behind the last sentence");
}

const Target target{"sentences", split};

}  // namespace
}  // namespace digest::fuzz
