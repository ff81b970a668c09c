#include "digest/model/edition_settings.h"

#include <algorithm>
#include <array>

namespace digest {

template <>
std::span<const std::string_view> names_of<Language>() {
    static constexpr std::array<std::string_view, 2> names = {"en", "zh"};
    return names;
}

template <>
std::span<const std::string_view> names_of<MathOutput>() {
    static constexpr std::array<std::string_view, 2> names = {"unicode", "mathjax"};
    return names;
}

template <>
std::span<const std::string_view> names_of<FrontMatter>() {
    static constexpr std::array<std::string_view, 4> names = {"none", "hugo", "jekyll", "yaml"};
    return names;
}

template <>
std::span<const std::string_view> names_of<OutputFormat>() {
    static constexpr std::array<std::string_view, 3> names = {"markdown", "html", "json"};
    return names;
}

template <>
std::span<const std::string_view> names_of<Block>() {
    static constexpr std::array<std::string_view, 9> names = {
        "cover", "opening", "news", "research", "trends", "near_misses", "closing", "references", "colophon"};
    return names;
}

template <>
std::span<const std::string_view> names_of<WindowKind>() {
    static constexpr std::array<std::string_view, 2> names = {"edition", "calendar"};
    return names;
}

bool EditionSettings::shows(Block block) const {
    return std::find(blocks.begin(), blocks.end(), block) != blocks.end();
}

}  // namespace digest
