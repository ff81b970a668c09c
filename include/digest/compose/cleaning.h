#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "digest/compose/roles.h"
#include "digest/model/operation.h"
#include "digest/text/tex.h"

namespace digest {

/// Words that a month's texts hold, to decide what a hyphen at a line's end was: "imbal- anced", "hip- hop".
class KnownWords {
  public:
    /// The words of `texts` that could settle a broken word of `broken` (nearly always none: then this is cheap).
    static KnownWords settle(const std::vector<std::string_view>& broken, const std::vector<std::string_view>& texts);

    bool contains(std::string_view word) const { return words_.contains(std::string(word)); }
    void add(std::string word) { words_.insert(std::move(word)); }

  private:
    std::unordered_set<std::string> words_{};
};

/// A sentence of an abstract, made readable; nothing of it is left out yet.
struct CleanSentence {
    int source = 0;  ///< its index among split_sentences(abstract)
    std::string text{};
    std::vector<Operation> operations{};  ///< tex, hyphen, label
    std::optional<SentenceRole> label{};  ///< the role that a label ("Methods:") gives it
    bool readable = true;                 ///< false: its TeX could not be converted, or a broken word not joined
    bool only_label = false;              ///< "Results.": nothing but the label of what follows
};

std::vector<CleanSentence> clean_abstract(std::string_view abstract, MathStyle math, const KnownWords* known = nullptr);

/// Joins hyphens at former line ends; a suspended hyphen ("short- and long-run") is never touched. A joined word must
/// be known, else the hyphenated one; where neither is, the text stays as it is
/// (before a capital or a digit the hyphen stays: "SemEval- 2025").
std::string join_hyphens(std::string_view text, const KnownWords& known);

/// Removes HTML tags and the marks of Markdown, and decodes the common entities.
std::string without_markup(std::string_view text);

}  // namespace digest
