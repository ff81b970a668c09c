#include "tex_symbols.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "digest/base/ascii.h"
#include "digest/base/one_of.h"

namespace digest {
namespace {

using SymbolMap = std::unordered_map<std::string_view, TexSymbol>;

const SymbolMap& symbols() {
    static const SymbolMap map = [] {
        SymbolMap all{// Greek
                      {"alpha", {"α"}},
                      {"beta", {"β"}},
                      {"gamma", {"γ"}},
                      {"delta", {"δ"}},
                      {"epsilon", {"ϵ"}},
                      {"varepsilon", {"ε"}},
                      {"zeta", {"ζ"}},
                      {"eta", {"η"}},
                      {"theta", {"θ"}},
                      {"vartheta", {"ϑ"}},
                      {"iota", {"ι"}},
                      {"kappa", {"κ"}},
                      {"lambda", {"λ"}},
                      {"mu", {"μ"}},
                      {"nu", {"ν"}},
                      {"xi", {"ξ"}},
                      {"omicron", {"ο"}},
                      {"pi", {"π"}},
                      {"varpi", {"ϖ"}},
                      {"rho", {"ρ"}},
                      {"varrho", {"ϱ"}},
                      {"sigma", {"σ"}},
                      {"varsigma", {"ς"}},
                      {"tau", {"τ"}},
                      {"upsilon", {"υ"}},
                      {"phi", {"ϕ"}},
                      {"varphi", {"φ"}},
                      {"chi", {"χ"}},
                      {"psi", {"ψ"}},
                      {"omega", {"ω"}},
                      {"Gamma", {"Γ"}},
                      {"Delta", {"Δ"}},
                      {"Theta", {"Θ"}},
                      {"Lambda", {"Λ"}},
                      {"Xi", {"Ξ"}},
                      {"Pi", {"Π"}},
                      {"Sigma", {"Σ"}},
                      {"Upsilon", {"Υ"}},
                      {"Phi", {"Φ"}},
                      {"Psi", {"Ψ"}},
                      {"Omega", {"Ω"}},
                      // ordinary symbols
                      {"infty", {"∞"}},
                      {"partial", {"∂"}},
                      {"nabla", {"∇"}},
                      {"ell", {"ℓ"}},
                      {"hbar", {"ℏ"}},
                      {"forall", {"∀"}},
                      {"exists", {"∃"}},
                      {"emptyset", {"∅"}},
                      {"varnothing", {"∅"}},
                      {"prime", {"′"}},
                      {"degree", {"°"}},
                      {"deg", {"deg"}},
                      {"circ", {"∘"}},
                      {"bullet", {"•"}},
                      {"star", {"⋆"}},
                      {"ast", {"∗"}},
                      {"dagger", {"†"}},
                      {"dag", {"†"}},
                      {"ddagger", {"‡"}},
                      {"top", {"⊤"}},
                      {"bot", {"⊥"}},
                      {"perp", {"⊥"}},
                      {"angle", {"∠"}},
                      {"triangle", {"△"}},
                      {"square", {"□"}},
                      {"checkmark", {"✓"}},
                      {"sum", {"∑"}},
                      {"prod", {"∏"}},
                      {"int", {"∫"}},
                      {"bigcup", {"⋃"}},
                      {"bigcap", {"⋂"}},
                      {"langle", {"⟨"}},
                      {"rangle", {"⟩"}},
                      {"lceil", {"⌈"}},
                      {"rceil", {"⌉"}},
                      {"lfloor", {"⌊"}},
                      {"rfloor", {"⌋"}},
                      {"vert", {"|"}},
                      {"Vert", {"‖"}},
                      {"lvert", {"|"}},
                      {"rvert", {"|"}},
                      {"lVert", {"‖"}},
                      {"rVert", {"‖"}},
                      {"lbrace", {"{"}},
                      {"rbrace", {"}"}},
                      {"backslash", {"\\"}},
                      {"ldots", {"…"}},
                      {"dots", {"…"}},
                      {"cdots", {"⋯"}},
                      {"dotsc", {"…"}},
                      {"textellipsis", {"…"}},
                      {"Re", {"ℜ"}},
                      {"Im", {"ℑ"}},
                      {"aleph", {"ℵ"}},
                      {"neg", {"¬"}},
                      {"lnot", {"¬"}},
                      {"sharp", {"♯"}},
                      {"flat", {"♭"}},
                      {"R", {"ℝ"}},
                      {"N", {"ℕ"}},
                      {"Z", {"ℤ"}},
                      {"Q", {"ℚ"}},
                      // operators and relations
                      {"times", {"×", true}},
                      {"div", {"÷", true}},
                      {"pm", {"±", true}},
                      {"mp", {"∓", true}},
                      {"cdot", {"·"}},
                      {"oplus", {"⊕", true}},
                      {"otimes", {"⊗", true}},
                      {"odot", {"⊙", true}},
                      {"cup", {"∪", true}},
                      {"cap", {"∩", true}},
                      {"setminus", {"∖", true}},
                      {"wedge", {"∧", true}},
                      {"land", {"∧", true}},
                      {"vee", {"∨", true}},
                      {"lor", {"∨", true}},
                      {"leq", {"≤", true}},
                      {"le", {"≤", true}},
                      {"leqslant", {"≤", true}},
                      {"geq", {"≥", true}},
                      {"ge", {"≥", true}},
                      {"geqslant", {"≥", true}},
                      {"lt", {"<", true}},
                      {"gt", {">", true}},
                      {"ll", {"≪", true}},
                      {"gg", {"≫", true}},
                      {"neq", {"≠", true}},
                      {"ne", {"≠", true}},
                      {"approx", {"≈", true}},
                      {"sim", {"∼", true}},
                      {"simeq", {"≃", true}},
                      {"cong", {"≅", true}},
                      {"equiv", {"≡", true}},
                      {"propto", {"∝", true}},
                      {"asymp", {"≍", true}},
                      {"lesssim", {"≲", true}},
                      {"gtrsim", {"≳", true}},
                      {"in", {"∈", true}},
                      {"notin", {"∉", true}},
                      {"ni", {"∋", true}},
                      {"subset", {"⊂", true}},
                      {"subseteq", {"⊆", true}},
                      {"subsetneq", {"⊊", true}},
                      {"supset", {"⊃", true}},
                      {"supseteq", {"⊇", true}},
                      {"to", {"→", true}},
                      {"rightarrow", {"→", true}},
                      {"longrightarrow", {"→", true}},
                      {"leftarrow", {"←", true}},
                      {"gets", {"←", true}},
                      {"leftrightarrow", {"↔", true}},
                      {"Rightarrow", {"⇒", true}},
                      {"implies", {"⇒", true}},
                      {"Leftarrow", {"⇐", true}},
                      {"Leftrightarrow", {"⇔", true}},
                      {"iff", {"⇔", true}},
                      {"mapsto", {"↦", true}},
                      {"uparrow", {"↑"}},
                      {"downarrow", {"↓"}},
                      {"models", {"⊨", true}},
                      {"vdash", {"⊢", true}},
                      {"mid", {"|", true}},
                      {"parallel", {"∥", true}},
                      {"prec", {"≺", true}},
                      {"succ", {"≻", true}},
                      {"colon", {":"}},
                      {"triangleq", {"≜", true}},
                      {"coloneqq", {"≔", true}},
                      // letters and marks of running text
                      {"ss", {"ß", false, true}},
                      {"o", {"ø", false, true}},
                      {"O", {"Ø", false, true}},
                      {"l", {"ł", false, true}},
                      {"L", {"Ł", false, true}},
                      {"aa", {"å", false, true}},
                      {"AA", {"Å", false, true}},
                      {"ae", {"æ", false, true}},
                      {"AE", {"Æ", false, true}},
                      {"oe", {"œ", false, true}},
                      {"OE", {"Œ", false, true}},
                      {"i", {"ı", false, true}},
                      {"j", {"ȷ", false, true}},
                      {"dh", {"ð", false, true}},
                      {"DH", {"Ð", false, true}},
                      {"th", {"þ", false, true}},
                      {"TH", {"Þ", false, true}},
                      {"S", {"§"}},
                      {"P", {"¶"}},
                      {"copyright", {"©"}},
                      {"textregistered", {"®"}},
                      {"texttrademark", {"™"}},
                      {"textendash", {"–"}},
                      {"textemdash", {"—"}},
                      {"textquotedblleft", {"“"}},
                      {"textquotedblright", {"”"}},
                      {"textquoteleft", {"‘"}},
                      {"textquoteright", {"’"}},
                      {"textquotesingle", {"'"}},
                      {"textasciitilde", {"∼"}},
                      {"textasciicircum", {"^"}},
                      {"textbackslash", {"\\"}},
                      {"textunderscore", {"_"}},
                      {"textdollar", {"$"}},
                      {"textbar", {"|"}},
                      {"textless", {"<"}},
                      {"textgreater", {">"}},
                      {"textpm", {"±"}},
                      {"textdegree", {"°"}},
                      {"textmu", {"µ"}},
                      {"euro", {"€"}},
                      {"texteuro", {"€"}},
                      {"pounds", {"£"}},
                      {"LaTeX", {"LaTeX"}},
                      {"TeX", {"TeX"}},
                      {"eg", {"e.g."}},
                      {"ie", {"i.e."}},
                      {"etal", {"et al."}},
                      // blanks
                      {"quad", {" "}},
                      {"qquad", {" "}},
                      {"newline", {" "}},
                      {"linebreak", {" "}},
                      {"thinspace", {" "}},
                      {"enspace", {" "}},
                      {"space", {" "}},
                      {"par", {" "}},
                      {"item", {" "}},
                      {"noindent", {""}},
                      {"xspace", {""}},
                      {"left", {""}},
                      {"right", {""}},
                      {"bigl", {""}},
                      {"bigr", {""}},
                      {"big", {""}},
                      {"Big", {""}},
                      {"Bigl", {""}},
                      {"Bigr", {""}},
                      {"bigg", {""}},
                      {"displaystyle", {""}},
                      {"textstyle", {""}},
                      {"limits", {""}},
                      {"nolimits", {""}},
                      {"centering", {""}},
                      {"sloppy", {""}}};
        for (const std::string_view name :
             {"log", "ln",     "lg",     "exp",    "min",    "max",  "sup",     "inf", "lim",
              "sin", "cos",    "tan",    "tanh",   "arg",    "det",  "dim",     "ker", "gcd",
              "Pr",  "limsup", "liminf", "argmax", "argmin", "poly", "polylog", "sgn", "sign"}) {
            all.emplace(name, TexSymbol{name});
        }
        // switches of the font have no text of their own
        for (const std::string_view name :
             {"bf",           "it",      "em",         "rm",         "tt",      "sc",       "sf",
              "sl",           "cal",     "bfseries",   "itshape",    "scshape", "ttfamily", "sffamily",
              "rmfamily",     "upshape", "mdseries",   "normalfont", "small",   "large",    "Large",
              "footnotesize", "tiny",    "normalsize", "boldmath"}) {
            all.emplace(name, TexSymbol{""});
        }
        return all;
    }();
    return map;
}

struct Pair {
    char32_t from;
    char32_t to;
};

char32_t find_in(const Pair* pairs, std::size_t count, char32_t character) {
    const auto* end = pairs + count;
    const auto* found = std::find_if(pairs, end, [&](const Pair& pair) { return pair.from == character; });
    return found == end ? 0 : found->to;
}

constexpr auto superscripts = std::to_array<Pair>({
    {U'0', U'⁰'}, {U'1', U'¹'}, {U'2', U'²'}, {U'3', U'³'}, {U'4', U'⁴'}, {U'5', U'⁵'},  {U'6', U'⁶'}, {U'7', U'⁷'},
    {U'8', U'⁸'}, {U'9', U'⁹'}, {U'+', U'⁺'}, {U'-', U'⁻'}, {U'−', U'⁻'}, {U'=', U'⁼'},  {U'(', U'⁽'}, {U')', U'⁾'},
    {U'a', U'ᵃ'}, {U'b', U'ᵇ'}, {U'c', U'ᶜ'}, {U'd', U'ᵈ'}, {U'e', U'ᵉ'}, {U'f', U'ᶠ'},  {U'g', U'ᵍ'}, {U'h', U'ʰ'},
    {U'i', U'ⁱ'}, {U'j', U'ʲ'}, {U'k', U'ᵏ'}, {U'l', U'ˡ'}, {U'm', U'ᵐ'}, {U'n', U'ⁿ'},  {U'o', U'ᵒ'}, {U'p', U'ᵖ'},
    {U'r', U'ʳ'}, {U's', U'ˢ'}, {U't', U'ᵗ'}, {U'u', U'ᵘ'}, {U'v', U'ᵛ'}, {U'w', U'ʷ'},  {U'x', U'ˣ'}, {U'y', U'ʸ'},
    {U'z', U'ᶻ'}, {U'A', U'ᴬ'}, {U'B', U'ᴮ'}, {U'D', U'ᴰ'}, {U'E', U'ᴱ'}, {U'G', U'ᴳ'},  {U'H', U'ᴴ'}, {U'I', U'ᴵ'},
    {U'J', U'ᴶ'}, {U'K', U'ᴷ'}, {U'L', U'ᴸ'}, {U'M', U'ᴹ'}, {U'N', U'ᴺ'}, {U'O', U'ᴼ'},  {U'P', U'ᴾ'}, {U'R', U'ᴿ'},
    {U'T', U'ᵀ'}, {U'U', U'ᵁ'}, {U'V', U'ⱽ'}, {U'W', U'ᵂ'}, {U'α', U'ᵅ'}, {U'β', U'ᵝ'},  {U'γ', U'ᵞ'}, {U'δ', U'ᵟ'},
    {U'ε', U'ᵋ'}, {U'θ', U'ᶿ'}, {U'φ', U'ᵠ'}, {U'χ', U'ᵡ'}, {U'′', U'′'}, {U'\'', U'′'}, {U'*', U'*'}, {U'∗', U'*'},
    {U'⋆', U'*'}, {U'†', U'†'}, {U'‡', U'‡'}, {U'∘', U'°'}, {U'⊤', U'ᵀ'}, {U'⊥', U'⊥'},  {U'%', U'%'}, {U'°', U'°'},
    {U'·', U'˙'},
});

constexpr auto subscripts = std::to_array<Pair>({
    {U'0', U'₀'}, {U'1', U'₁'}, {U'2', U'₂'}, {U'3', U'₃'}, {U'4', U'₄'}, {U'5', U'₅'}, {U'6', U'₆'}, {U'7', U'₇'},
    {U'8', U'₈'}, {U'9', U'₉'}, {U'+', U'₊'}, {U'-', U'₋'}, {U'−', U'₋'}, {U'=', U'₌'}, {U'(', U'₍'}, {U')', U'₎'},
    {U'a', U'ₐ'}, {U'e', U'ₑ'}, {U'h', U'ₕ'}, {U'i', U'ᵢ'}, {U'j', U'ⱼ'}, {U'k', U'ₖ'}, {U'l', U'ₗ'}, {U'm', U'ₘ'},
    {U'n', U'ₙ'}, {U'o', U'ₒ'}, {U'p', U'ₚ'}, {U'r', U'ᵣ'}, {U's', U'ₛ'}, {U't', U'ₜ'}, {U'u', U'ᵤ'}, {U'v', U'ᵥ'},
    {U'x', U'ₓ'}, {U'β', U'ᵦ'}, {U'γ', U'ᵧ'}, {U'ρ', U'ᵨ'}, {U'φ', U'ᵩ'}, {U'χ', U'ᵪ'},
});

constexpr auto accents = std::to_array<std::pair<std::string_view, char32_t>>({
    {"\"", U'\u0308'},        {"'", U'\u0301'},     {"`", U'\u0300'},        {"^", U'\u0302'},
    {"~", U'\u0303'},         {"=", U'\u0304'},     {".", U'\u0307'},        {"c", U'\u0327'},
    {"v", U'\u030C'},         {"u", U'\u0306'},     {"H", U'\u030B'},        {"k", U'\u0328'},
    {"r", U'\u030A'},         {"d", U'\u0323'},     {"b", U'\u0331'},        {"hat", U'\u0302'},
    {"widehat", U'\u0302'},   {"bar", U'\u0304'},   {"overline", U'\u0304'}, {"tilde", U'\u0303'},
    {"widetilde", U'\u0303'}, {"dot", U'\u0307'},   {"ddot", U'\u0308'},     {"vec", U'\u20D7'},
    {"check", U'\u030C'},     {"breve", U'\u0306'}, {"acute", U'\u0301'},    {"grave", U'\u0300'},
});

constexpr auto script_exceptions = std::to_array<Pair>(
    {{U'B', U'ℬ'}, {U'E', U'ℰ'}, {U'F', U'ℱ'}, {U'H', U'ℋ'}, {U'I', U'ℐ'}, {U'L', U'ℒ'}, {U'M', U'ℳ'}, {U'R', U'ℛ'}});
constexpr auto double_exceptions = std::to_array<Pair>(
    {{U'C', U'ℂ'}, {U'H', U'ℍ'}, {U'N', U'ℕ'}, {U'P', U'ℙ'}, {U'Q', U'ℚ'}, {U'R', U'ℝ'}, {U'Z', U'ℤ'}});
constexpr auto fraktur_exceptions =
    std::to_array<Pair>({{U'C', U'ℭ'}, {U'H', U'ℌ'}, {U'I', U'ℑ'}, {U'R', U'ℜ'}, {U'Z', U'ℨ'}});

// Their argument is shown as it stands.
constexpr auto transparent = std::to_array<std::string_view>(
    {"textbf",  "textit",  "textsc",    "texttt",     "textrm",     "textsf",       "textsl",    "textup",
     "textmd",  "emph",    "text",      "mbox",       "hbox",       "mathrm",       "mathbf",    "mathit",
     "mathsf",  "mathtt",  "bm",        "boldsymbol", "mathnormal", "operatorname", "underline", "uline",
     "url",     "path",    "nolinkurl", "title",      "ensuremath", "textnormal",   "section",   "mathop",
     "mathord", "mathbin", "pmb",       "textls",     "hl",         "enquote"});
// They and their argument say nothing to a reader of plain text.
constexpr auto silent = std::to_array<std::string_view>({"cite", "citep", "citet", "citealp", "citeauthor", "citeyear",
                                                         "footnote", "footnotetext", "label", "vspace", "hspace",
                                                         "thanks", "footnotemark", "phantom", "vskip"});
constexpr auto alphabets =
    std::to_array<std::string_view>({"mathbb", "mathds", "mathcal", "mathscr", "mathfrak", "cal"});

constexpr auto others =
    std::to_array<std::pair<std::string_view, TexCommandKind>>({{"href", TexCommandKind::second_argument},
                                                                {"textcolor", TexCommandKind::second_argument},
                                                                {"color", TexCommandKind::switch_with_argument},
                                                                {"textsuperscript", TexCommandKind::script},
                                                                {"textsubscript", TexCommandKind::script},
                                                                {"sqrt", TexCommandKind::root},
                                                                {"frac", TexCommandKind::fraction},
                                                                {"tfrac", TexCommandKind::fraction},
                                                                {"dfrac", TexCommandKind::fraction},
                                                                {"nicefrac", TexCommandKind::fraction},
                                                                {"unicode", TexCommandKind::code_point}});

constexpr auto characters = std::to_array<std::pair<char, std::string_view>>({{'$', "$"},
                                                                              {'%', "%"},
                                                                              {'&', "&"},
                                                                              {'_', "_"},
                                                                              {'#', "#"},
                                                                              {'{', "{"},
                                                                              {'}', "}"},
                                                                              {'|', "‖"},
                                                                              {' ', " "},
                                                                              {',', " "},
                                                                              {';', " "},
                                                                              {':', " "},
                                                                              {'>', " "},
                                                                              {'!', ""},
                                                                              {'-', ""},
                                                                              {'/', ""},
                                                                              {'@', ""}});

template <std::size_t count>
char32_t letter_of(const std::array<Pair, count>& exceptions, char32_t first_capital, char32_t first_small,
                   char letter) {
    const auto plain = static_cast<char32_t>(static_cast<unsigned char>(letter));
    if (const char32_t found = find_in(exceptions.data(), count, plain); found != 0) {
        return found;
    }
    if (is_upper(letter)) {
        return first_capital + (plain - U'A');
    }
    if (is_lower(letter) && first_small != 0) {
        return first_small + (plain - U'a');
    }
    return 0;
}

}  // namespace

const TexSymbol* tex_symbol(std::string_view name) {
    const auto found = symbols().find(name);
    return found == symbols().end() ? nullptr : &found->second;
}

TexCommandKind tex_command_kind(std::string_view name) {
    if (is_one_of(alphabets, name)) {
        return TexCommandKind::alphabet;
    }
    if (is_one_of(transparent, name)) {
        return TexCommandKind::transparent;
    }
    if (is_one_of(silent, name)) {
        return TexCommandKind::silent;
    }
    const auto* found = std::find_if(others.begin(), others.end(), [&](const auto& row) { return row.first == name; });
    return found == others.end() ? TexCommandKind::other : found->second;
}

std::optional<std::string_view> tex_character(char c) {
    const auto* found =
        std::find_if(characters.begin(), characters.end(), [c](const auto& row) { return row.first == c; });
    return found == characters.end() ? std::nullopt : std::optional{found->second};
}

char32_t tex_accent(std::string_view name) {
    for (const auto& [command, mark] : accents) {
        if (command == name) {
            return mark;
        }
    }
    return 0;
}

char32_t superscript_of(char32_t character) {
    return find_in(superscripts.data(), superscripts.size(), character);
}

char32_t subscript_of(char32_t character) {
    return find_in(subscripts.data(), subscripts.size(), character);
}

char32_t styled_letter(std::string_view alphabet, char letter) {
    if (alphabet == "mathbb" || alphabet == "mathds") {
        return letter_of(double_exceptions, U'𝔸', U'𝕒', letter);
    }
    if (alphabet == "mathcal" || alphabet == "mathscr" || alphabet == "cal") {
        return letter_of(script_exceptions, U'𝒜', 0, letter);
    }
    if (alphabet == "mathfrak") {
        return letter_of(fraktur_exceptions, U'𝔄', U'𝔞', letter);
    }
    return 0;
}

}  // namespace digest
