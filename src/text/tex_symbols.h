#pragma once

#include <optional>
#include <string_view>

namespace digest {

/// What a TeX command without argument stands for (name without backslash); a relation or binary operator wants
/// blanks around it in mathematics, a letter swallows the blank that ends its name (`na\i ve`).
struct TexSymbol {
    std::string_view text;
    bool spaced = false;
    bool letter = false;
};

/// What a command does with its arguments.
enum class TexCommandKind {
    other,                 ///< an accent, a symbol, or not known
    transparent,           ///< one, shown as it stands
    silent,                ///< one, left out
    alphabet,              ///< one, set in a mathematical alphabet
    second_argument,       ///< two, of which the second is shown: `\href`, `\textcolor`
    switch_with_argument,  ///< one, left out; speaks of what follows: `\color`
    script,                ///< one, raised or lowered
    root,
    fraction,
    code_point,  ///< `\unicode{x2013}`
};
TexCommandKind tex_command_kind(std::string_view name);

/// Nothing (null) for a command that is not known.
const TexSymbol* tex_symbol(std::string_view name);

/// What a backslash before a character of ASCII that is no letter means wherever it stands: the character itself, a
/// blank, or nothing (`\!`). Nothing (nullopt) for what depends on its place or is not known.
std::optional<std::string_view> tex_character(char c);

/// The combining mark of an accent command: `\"`, `\'`, `\c`, `\hat`, …; 0 for anything else.
char32_t tex_accent(std::string_view name);

/// The Unicode superscript or subscript of a character; 0 where there is none.
char32_t superscript_of(char32_t character);
char32_t subscript_of(char32_t character);

/// A letter of `\mathbb`, `\mathcal` (also `\mathscr`, `\cal`) or `\mathfrak`; 0 where there is none.
char32_t styled_letter(std::string_view alphabet, char letter);

}  // namespace digest
