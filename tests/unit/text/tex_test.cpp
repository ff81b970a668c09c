#include "digest/text/tex.h"

#include <string>

#include <catch2/catch.hpp>

#include "digest/base/utf8.h"

using namespace digest;

namespace {

std::string unicode(std::string_view tex) {
    const TexText converted = tex_to_unicode(tex);
    CHECK(converted.complete);
    return converted.text;
}

bool is_complete(std::string_view tex) {
    return tex_to_unicode(tex).complete;
}

}  // namespace

TEST_CASE("plain text comes through as it is", "[tex]") {
    CHECK(unicode("") == "");
    CHECK(unicode("No TeX at all (N = 3), 50%.") == "No TeX at all (N = 3), 50%.");
    CHECK(unicode("snake_case, a*b and C# stay") == "snake_case, a*b and C# stay");
    CHECK(unicode("naïve 中文 “quoted”") == "naïve 中文 “quoted”");
}

TEST_CASE("accents are composed, with and without braces", "[tex]") {
    CHECK(unicode(R"(M\"obius, Poincar\'e, Fran\c{c}ois, Erd\H{o}s, \v{C}ech)") ==
          "Möbius, Poincaré, François, Erdős, Čech");
    CHECK(unicode(R"({\"o}ber na\"{\i}ve \'Elan \~n \^e \=a)") == "öber naïve Élan ñ ê ā");
    CHECK(unicode(R"(stra\ss e {\L}uk \o re \ae on)") == "straße Łuk øre æon");
}

TEST_CASE("dashes, quotes and ties", "[tex]") {
    CHECK(unicode("a---b") == "a—b");
    CHECK(unicode("tables--moving beyond") == "tables—moving beyond");
    CHECK(unicode("one -- two") == "one — two");
    CHECK(unicode("pages 1--5, Kullback--Leibler") == "pages 1–5, Kullback–Leibler");
    CHECK(unicode("``good'' and `fine', the model's") == "“good” and ‘fine’, the model's");
    CHECK(unicode("Fig.~3 and ~10 papers") == "Fig. 3 and ∼10 papers");
    CHECK(unicode("state-of-the-art") == "state-of-the-art");
}

TEST_CASE("escaped characters, emphasis and addresses", "[tex]") {
    CHECK(unicode(R"(82\% of \$48--\$74, A\&B, \#1, a\_b)") == "82% of $48–$74, A&B, #1, a_b");
    CHECK(unicode(R"(\textbf{bold \emph{in}} {\em old} \texttt{x})") == "bold in old x");
    CHECK(unicode(R"(\url{https://a.example/c\_d} and \href{https://x.example}{here})") ==
          "https://a.example/c_d and here");
    CHECK(unicode("https://a.example/~user/x--y_z.html") == "https://a.example/~user/x--y_z.html");
    CHECK(unicode(R"(\LaTeX{} and \textsc{Name})") == "LaTeX and Name");
}

TEST_CASE("mathematics that Unicode can write", "[tex]") {
    CHECK(unicode("$k$-NN in $O(n^2)$") == "k-NN in O(n²)");
    CHECK(unicode(R"($\mathcal{O}(n\log n)$)") == "𝒪(n log n)");
    CHECK(unicode(R"($\mathcal{O}(\log{n})$)") == "𝒪(log n)");
    CHECK(unicode(R"($x_{max}$, $F_1$, $\ell_2$, $10^{-3}$, $90^\circ$)") == "xₘₐₓ, F₁, ℓ₂, 10⁻³, 90°");
    CHECK(unicode(R"($\alpha\in\mathbb{R}^d$)") == "α ∈ ℝᵈ");
    CHECK(unicode(R"($p<0.05$, $n\geq 2$, $\approx$50\%, 2$\times$, $3\times 3$)") ==
          "p < 0.05, n ≥ 2, ≈50%, 2×, 3 × 3");
    CHECK(unicode(R"($\frac{a+b}{2}$, $\sqrt{n}$, $\hat{x}$, $n^{3/2}$)") == "(a+b)/2, √n, x̂, n^(3/2)");
    CHECK(unicode(R"(\( x^2 \) and $$E=mc^2$$)") == "x² and E = mc²");
    CHECK(unicode(R"($\varepsilon$-greedy, $-5$, $1-5$)") == "ε-greedy, −5, 1–5");
}

TEST_CASE("money is no mathematics", "[tex]") {
    CHECK(unicode("It costs $5 and $10 a month") == "It costs $5 and $10 a month");
    CHECK(unicode("between $48-$74 per voter") == "between $48-$74 per voter");
    CHECK(math_end("$48-$74", 0) == std::string_view::npos);
    CHECK(math_end("$x$", 0) == 2);
    CHECK(math_end("$x", 0) == std::string_view::npos);
    CHECK(math_end("x", 7) == std::string_view::npos);
}

TEST_CASE("what cannot be converted is said", "[tex]") {
    CHECK_FALSE(is_complete(R"(our \unknownmacro{} wins)"));
    CHECK_FALSE(is_complete("$C_F$ has no small capital"));
    CHECK_FALSE(is_complete(R"($\binom{n}{k}$)"));
    CHECK_FALSE(is_complete("an unbalanced $x here"));
    CHECK(unicode("an open {group}, or an open {one") == "an open group, or an open one");
    CHECK_FALSE(is_complete(R"(as in \cite{someone}, but)"));
    CHECK(unicode(R"(works well \cite{someone}. So)") == "works well. So");
}

TEST_CASE("a character that takes several bytes is never cut", "[tex]") {
    for (const char* tex : {R"(\frac\é2)", R"($\frac\é2$)", R"(\hat\é)", R"($x^\中$)", R"(\textsuperscript\é)"}) {
        CHECK(is_valid_utf8(tex_to_unicode(tex).text));
    }
}

TEST_CASE("nothing written breaks it", "[tex]") {
    for (const std::string_view text : {"\\",
                                        "$",
                                        "$$",
                                        "$$$",
                                        "\\(",
                                        "{",
                                        "}",
                                        "^",
                                        "_",
                                        "^{",
                                        "_{",
                                        "\\frac",
                                        "\\frac{",
                                        "`",
                                        "''",
                                        "~",
                                        "\\\"",
                                        "\\unicode{x110000}",
                                        "\\unicode{xD800}",
                                        "\\href{",
                                        "--",
                                        "\\cite[",
                                        "\xF0"}) {
        tex_to_unicode(text);
    }
    CHECK(unicode(std::string(5000, '{')).empty());
    CHECK_FALSE(is_complete("$" + std::string(300, '^') + "$"));
    std::string deep = "x";
    for (int i = 0; i < 60; ++i) {
        deep = "{" + deep + "}";
    }
    CHECK_FALSE(is_complete("$x^" + deep + "$"));
}

TEST_CASE("mathematics stays where it is asked for", "[tex]") {
    CHECK(tex_to_unicode(R"(82\% of \$48, $O(n^2)$ and \(x\))", MathStyle::keep).text ==
          R"(82% of $48, $O(n^2)$ and $x$)");
    CHECK(tex_to_unicode(R"($\binom{n}{k}$ stays)", MathStyle::keep).complete);
}
