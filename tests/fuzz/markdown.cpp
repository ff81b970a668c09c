#include "digest/text/markdown.h"

#include "digest/base/utf8.h"
#include "support/commonmark.h"
#include "target.h"

namespace digest::fuzz {
namespace {

using test::CommonMark;

/// Text wherever an edition has it: paragraph, heading, link, bullet, emphasis, image.
std::string document_of(const std::string& text, const std::string& link_text) {
    return text + "\n\n## " + text + "\n\n## [1. " + link_text + "](https://example.org/a) | [Code](/b)\n\n*   " +
           text + "\n\n*By " + text + ".*\n\n**Why:** " + text + "\n\n![Figure: " + link_text + "](d.png)\n";
}

std::string text_of(const std::string& text) {
    return text + '\n' + text + "\n1. " + text + " | Code\n" + text + "\nBy " + text + ".\nWhy: " + text +
           "\nFigure: " + text + '\n';
}

/// The word joiner is what parts a mail address; strip_controls() has removed all that were there before.
std::string without_joiners(std::string text) {
    constexpr std::string_view joiner = "\u2060";
    for (auto at = text.find(joiner); at != std::string::npos; at = text.find(joiner, at)) {
        text.erase(at, 3);
    }
    return text;
}

void require_same_text(std::string_view bytes, bool keep_math) {
    static const std::vector<std::string> tame = CommonMark{document_of("word", "word")}.structure();
    const std::string read = collapse_white_space(strip_controls(repair_utf8(bytes)));
    if (read.empty()) {
        return;
    }
    const CommonMark document{document_of(escape_markdown(bytes, keep_math), escape_link_text(bytes, keep_math))};
    require(without_joiners(document.text()) == text_of(read), "what comes back is the text that went in");
    require(document.structure() == tame, "the text adds no structure");
}

void escape(std::string_view bytes) {
    require_same_text(bytes, false);
    if (bytes.find('$') != std::string_view::npos) {
        require_same_text(bytes, true);
    }
}

const Target target{"markdown", escape};

}  // namespace
}  // namespace digest::fuzz
