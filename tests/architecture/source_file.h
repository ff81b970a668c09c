#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace digest::architecture {

struct Include {
    std::string name;
    bool angled = false;  ///< <…>, not "…"
    int line = 0;
};

struct SourceFile {
    std::string path{};  ///< from the repository's root: "src/text/tex.cpp"
    std::string code{};  ///< the text with comments, literals and includes blanked; lines stay lines
    std::vector<Include> includes{};
    std::string text{};  ///< as `code`, but with its literals; comments that stand within a literal are part of it

    bool is_public_header() const { return path.starts_with("include/"); }
    /// "text" for "src/text/tex.cpp", "main" for "src/main.cpp", "" outside src/ and include/digest/.
    std::string layer() const;
};

SourceFile parse_source(std::string path, std::string_view text);

/// Every .h and .cpp below the folders, sorted by path.
std::vector<SourceFile> read_sources(const std::filesystem::path& root, const std::vector<std::string>& folders);

/// Offsets in the code at which `word` stands by itself: not as a part of a longer identifier.
std::vector<std::size_t> places_of(std::string_view word, const SourceFile& file);

/// The line (from 1) of an offset in the code.
int line_at(const SourceFile& file, std::size_t place);

}  // namespace digest::architecture
