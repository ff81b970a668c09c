#pragma once

#include <string_view>

namespace digest {

/// What a TeX command without argument stands for (name without backslash); a relation or binary operator wants
/// blanks around it in mathematics, a letter swallows the blank that ends its name (`na\i ve`).
struct TexSymbol {
    std::string_view text;
    bool spaced = false;
    bool letter = false;
};

/// Commands with one argument: shown as it stands, left out, or set in a mathematical alphabet.
enum class TexCommandKind { other, transparent, silent, alphabet };
TexCommandKind tex_command_kind(std::string_view name);

/// Nothing (null) for a command that is not known.
const TexSymbol* tex_symbol(std::string_view name);

/// The combining mark of an accent command: `\"`, `\'`, `\c`, `\hat`, …; 0 for anything else.
char32_t tex_accent(std::string_view name);

/// The Unicode superscript or subscript of a character; 0 where there is none.
char32_t superscript_of(char32_t character);
char32_t subscript_of(char32_t character);

/// A letter of `\mathbb`, `\mathcal` (also `\mathscr`, `\cal`) or `\mathfrak`; 0 where there is none.
char32_t styled_letter(std::string_view alphabet, char letter);

}  // namespace digest
