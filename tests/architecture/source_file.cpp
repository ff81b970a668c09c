#include "architecture/source_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

namespace digest::architecture {
namespace {

bool is_identifier(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Whether the ' at `at` parts the digits of a number, as in 12'800.
bool parts_digits(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && (is_identifier(text[begin - 1]) || text[begin - 1] == '\'')) {
        --begin;
    }
    return begin < at && text[begin] >= '0' && text[begin] <= '9';
}

/// Where the raw string that begins at `at` (its R) ends, or `at` where none begins there.
std::size_t end_of_raw_string(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with("R\"")) {
        return at;
    }
    const std::size_t open = text.find('(', at);
    if (open == std::string_view::npos) {
        return at;
    }
    const std::string closing = ")" + std::string{text.substr(at + 2, open - at - 2)} + "\"";
    const std::size_t end = text.find(closing, open);
    return end == std::string_view::npos ? text.size() : end + closing.size();
}

std::size_t end_of_literal(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != text[at] && text[end] != '\n') {
        end += text[end] == '\\' ? 2U : 1U;
    }
    return std::min(end + 1, text.size());
}

/// Where the comment or literal that begins at `at` ends, or `at` where none does.
std::size_t end_of_opaque(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//")) {
        return std::min(text.find('\n', at), text.size());
    }
    if (rest.starts_with("/*")) {
        const std::size_t end = text.find("*/", at + 2);
        return end == std::string_view::npos ? text.size() : end + 2;
    }
    if (rest.front() == 'R' && (at == 0 || !is_identifier(text[at - 1]))) {
        return end_of_raw_string(text, at);
    }
    if (rest.front() == '"' || (rest.front() == '\'' && !parts_digits(text, at))) {
        return end_of_literal(text, at);
    }
    return at;
}

enum class Blank { comments, comments_and_literals };

std::string blank(Blank what, std::string_view text) {
    std::string code{text};
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of_opaque(text, at);
        const bool stays = what == Blank::comments && text[at] != '/';
        for (std::size_t i = at; i < end; ++i) {
            if (code[i] != '\n' && !stays) {
                code[i] = ' ';
            }
        }
        at = std::max(end, at + 1);
    }
    return code;
}

std::optional<Include> parse_include(std::string_view line) {
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string_view::npos || line[hash] != '#') {
        return {};
    }
    const std::size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string_view::npos || !line.substr(word).starts_with("include")) {
        return {};
    }
    const std::size_t open = line.find_first_of("<\"", word);
    if (open == std::string_view::npos) {
        return {};
    }
    const bool angled = line[open] == '<';
    const std::size_t close = line.find(angled ? '>' : '"', open + 1);
    if (close == std::string_view::npos) {
        return {};
    }
    return Include{std::string{line.substr(open + 1, close - open - 1)}, angled};
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        throw std::runtime_error{"cannot read " + path.string()};
    }
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

std::string SourceFile::layer() const {
    for (const std::string_view folder : {"include/digest/", "src/"}) {
        if (!path.starts_with(folder)) {
            continue;
        }
        const std::size_t end = path.find('/', folder.size());
        if (end != std::string::npos) {
            return path.substr(folder.size(), end - folder.size());
        }
        return path.substr(folder.size(), path.find('.') - folder.size());
    }
    return {};
}

SourceFile parse_source(std::string path, std::string_view text) {
    SourceFile file{std::move(path), blank(Blank::comments_and_literals, text), {}, blank(Blank::comments, text)};
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        ++number;
        // An include within a comment is none: its # has been blanked.
        const bool is_code = file.code.find('#', begin) < end;
        if (auto include = is_code ? parse_include(text.substr(begin, end - begin)) : std::nullopt) {
            include->line = number;
            file.includes.push_back(std::move(*include));
            for (std::string* blanked : {&file.code, &file.text}) {
                std::fill_n(blanked->begin() + static_cast<std::ptrdiff_t>(begin), end - begin, ' ');
            }
        }
        begin = end + 1;
    }
    return file;
}

std::vector<SourceFile> read_sources(const std::filesystem::path& root, const std::vector<std::string>& folders) {
    std::vector<SourceFile> files;
    for (const std::string& folder : folders) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{root / folder}) {
            const auto extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp") {
                continue;
            }
            files.push_back(
                parse_source(entry.path().lexically_relative(root).generic_string(), read_text(entry.path())));
        }
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::vector<std::size_t> places_of(std::string_view word, const SourceFile& file) {
    std::vector<std::size_t> places;
    const std::string& code = file.code;
    for (std::size_t at = code.find(word); at != std::string::npos; at = code.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !is_identifier(word.front()) || !is_identifier(code[at - 1]);
        const bool ends = end == code.size() || !is_identifier(word.back()) || !is_identifier(code[end]);
        if (begins && ends) {
            places.push_back(at);
        }
    }
    return places;
}

int line_at(const SourceFile& file, std::size_t place) {
    const auto end = file.code.begin() + static_cast<std::ptrdiff_t>(place);
    return 1 + static_cast<int>(std::count(file.code.begin(), end, '\n'));
}

}  // namespace digest::architecture
