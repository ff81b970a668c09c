#pragma once

#include <string>
#include <string_view>

namespace digest {

/// What becomes of mathematics. `keep`: `$…$` (also written `\(…\)`) stays for MathJax; a literal dollar is a plain
/// one, which Pandoc's rule tells apart (text/markdown.h goes by it too).
enum class MathStyle { unicode, keep };

struct TexText {
    std::string text;
    bool complete = true;  ///< false: something could not be converted and `text` is only the best that could be done

    bool operator==(const TexText&) const = default;
};

/// The TeX of titles and abstracts as Unicode text: accents, dashes, quotes, emphasis, addresses, and mathematics of
/// the kind that has a Unicode form (`$O(n^2)$` → O(n²), `$k$-NN` → k-NN). Amounts of money ("$5 and $10") stay.
TexText tex_to_unicode(std::string_view tex, MathStyle style = MathStyle::unicode);

/// Where the dollar mathematics that opens at `text[at]` closes (the index of the closing `$`); npos if this dollar
/// is a literal one. The rules are Pandoc's: no blank after the opening one, none before the closing one, no digit
/// after it; and prose between two dollars is not mathematics.
std::size_t math_end(std::string_view text, std::size_t at);

}  // namespace digest
