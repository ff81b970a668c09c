#include <algorithm>
#include <string_view>

#include "architecture/rules.h"

namespace digest::architecture {
namespace {

constexpr std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

std::size_t behind_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \n", at), text.size());
}

/// Whether 'a' or '0' or U'A' begins at `at`.
bool is_alphanumeric_literal(std::string_view text, std::size_t at) {
    for (const std::string_view prefix : {"u8", "u", "U", "L"}) {
        if (text.substr(at).starts_with(prefix)) {
            at += prefix.size();
            break;
        }
    }
    const std::string_view literal = text.substr(std::min(at, text.size()), 3);
    return literal.size() == 3 && literal[0] == '\'' && literal[2] == '\'' &&
           letters_and_digits.find(literal[1]) != std::string_view::npos;
}

/// Whether such a literal ends before `at`.
bool is_behind_alphanumeric_literal(std::string_view text, std::size_t at) {
    const std::size_t last = at == 0 ? std::string_view::npos : text.find_last_not_of(" \n", at - 1);
    return last != std::string_view::npos && last >= 2 && is_alphanumeric_literal(text, last - 2);
}

std::string at_line(const SourceFile& file, std::size_t place, std::string_view what) {
    return file.path + ":" + std::to_string(line_at(file, place)) + ": " + std::string{what};
}

}  // namespace

Violations check_character_classes(const SourceFile& file) {
    if (file.path == "include/digest/base/ascii.h") {
        return {};
    }
    Violations violations;
    // A class has two bounds; one of them is enough to find it, and the lower one stands first.
    for (std::size_t at = file.code.find('='); at != std::string::npos; at = file.code.find('=', at + 1)) {
        const char before = at == 0 ? ' ' : file.code[at - 1];
        const bool lower_bound =
            (before == '>' && is_alphanumeric_literal(file.text, behind_blanks(file.text, at + 1))) ||
            (before == '<' && is_behind_alphanumeric_literal(file.text, at - 1));
        if (lower_bound) {
            violations.push_back(at_line(file, at, "a class of characters by hand: base/ascii.h has it"));
        }
    }
    return violations;
}

Violations check_web_addresses(const SourceFile& file) {
    if (file.path == "include/digest/base/web_address.h") {
        return {};
    }
    Violations violations;
    for (const std::string_view begin : {R"(starts_with("http://)", R"(starts_with("https://)"}) {
        for (std::size_t at = file.text.find(begin); at != std::string::npos; at = file.text.find(begin, at + 1)) {
            // Of "https://github.com/" only the literal goes on: that is another question.
            if (file.text.substr(at + begin.size(), 2) == "\")") {
                violations.push_back(at_line(file, at, "a web address judged by hand: base/web_address.h does it"));
            }
        }
    }
    return violations;
}

}  // namespace digest::architecture
