#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/edition_key.h"

namespace digest {

/// The language of labels, dates and fixed phrases.
enum class Language { english, chinese };
/// What becomes of mathematics in Markdown: Unicode characters, or TeX between dollars for MathJax.
enum class MathOutput { unicode, mathjax };
/// The head of a Markdown file, as the blog's generator reads it.
enum class FrontMatter { none, hugo, jekyll, yaml };
enum class OutputFormat { markdown, html, json };
/// The parts of an edition beside its picks.
enum class Block { cover, opening, news, research, trends, near_misses, closing, references, colophon };

/// The names of an enumeration as digest.toml, the command line and the JSON have them, in the order of its values.
template <class Enum>
std::span<const std::string_view> names_of();
template <>
std::span<const std::string_view> names_of<Language>();
template <>
std::span<const std::string_view> names_of<MathOutput>();
template <>
std::span<const std::string_view> names_of<FrontMatter>();
template <>
std::span<const std::string_view> names_of<OutputFormat>();
template <>
std::span<const std::string_view> names_of<Block>();
/// A window of dates has no name.
template <>
std::span<const std::string_view> names_of<WindowKind>();

/// "mathjax" of MathOutput::mathjax.
template <class Enum>
std::string_view name_of(Enum value) {
    return names_of<Enum>()[static_cast<std::size_t>(value)];
}

/// The value of that name; nothing where none has it.
template <class Enum>
std::optional<Enum> value_named(std::string_view name) {
    const std::span<const std::string_view> names = names_of<Enum>();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

/// [select]: which of the best candidates are taken.
struct SelectSettings {
    int per_topic_max = 3;
    double diversity = 0.25;
    bool memory = true;
    std::vector<std::string> exclude_terms{};
    std::vector<std::string> exclude_authors{};
    std::vector<std::string> follow_authors{};

    bool operator==(const SelectSettings&) const = default;
};

/// [models]: own model files; empty: the shipped one (taste: none).
struct ModelFiles {
    std::string notability{};
    std::string taste{};
    std::string roles{};

    bool operator==(const ModelFiles&) const = default;
};

/// The settings that decide what an edition is and how it is shown. They are frozen with it. Paths are absolute.
struct EditionSettings {
    // [edition]
    std::string title = "Best of arXiv — {month} {year}";
    std::string publisher{};
    std::string publisher_url{};
    std::string closing{};
    int picks = 10;
    WindowKind window = WindowKind::edition;
    Language language = Language::english;
    std::string template_name = "article";  ///< a shipped name or a file
    std::vector<Block> blocks = {Block::opening, Block::news,       Block::research,
                                 Block::closing, Block::references, Block::colophon};
    FrontMatter front_matter = FrontMatter::none;
    MathOutput math = MathOutput::unicode;
    bool figures = true;
    std::string file_name = "{year}-{month_number}-best-of-arxiv.md";
    std::string topics{};
    std::string venues{};
    std::string landmarks{};

    SelectSettings select{};
    ModelFiles models{};
    std::map<std::string, double> weights{};  ///< [weights], by signal name
    /// [harvest] categories: whose papers are candidates.
    std::vector<std::string> categories = {"cs.AI", "cs.CL", "cs.CV", "cs.LG", "cs.IR", "cs.NE", "cs.RO", "stat.ML"};

    bool shows(Block block) const;

    bool operator==(const EditionSettings&) const = default;
};

}  // namespace digest
