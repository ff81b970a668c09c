#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "architecture/rules.h"

namespace digest::architecture {
namespace {

constexpr std::string_view blanks = " \t\n";

bool is_part_of_name(char c) {
    return std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"}.find(c) !=
           std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text;
}

std::string_view first_word(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_part_of_name);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// Behind "template <…>".
std::string_view without_template(std::string_view head) {
    while (first_word(head) == "template") {
        std::size_t at = head.find('<');
        int open = 0;
        do {
            open += head[at] == '<' ? 1 : head[at] == '>' ? -1 : 0;
            ++at;
        } while (open > 0 && at < head.size());
        head = trimmed(head.substr(at));
    }
    return head;
}

enum class Opens { namespace_scope, type, other };

struct Head {
    Opens opens = Opens::other;
    std::string_view name{};  ///< of a type; empty where it has none, or specialises a template
};

/// What stands between the last ; { or } and a brace says what the brace opens.
Head read_head(std::string_view text) {
    std::string_view head = without_template(trimmed(text));
    std::string_view word = first_word(head);
    if (word == "inline" || word == "namespace") {
        const bool is_namespace = head.find("namespace") != std::string_view::npos;
        return {is_namespace ? Opens::namespace_scope : Opens::other, {}};
    }
    constexpr std::array<std::string_view, 4> types = {"struct", "class", "union", "enum"};
    if (head.find('(') != std::string_view::npos || std::find(types.begin(), types.end(), word) == types.end()) {
        return {};
    }
    while (std::find(types.begin(), types.end(), word) != types.end()) {  // `enum class` is two of them
        head = trimmed(head.substr(word.size()));
        word = first_word(head);
    }
    const bool specialises = trimmed(head.substr(word.size())).starts_with('<');
    return {Opens::type, specialises ? std::string_view{} : word};
}

struct Definition {
    std::string name;
    std::string place;
};

std::vector<Definition> types_of(const SourceFile& file) {
    std::vector<Definition> found;
    std::vector<Opens> scopes;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < file.code.size(); ++at) {
        const char c = file.code[at];
        if (c == '{') {
            const Head head = read_head(std::string_view{file.code}.substr(begin, at - begin));
            const bool at_namespace_scope =
                std::all_of(scopes.begin(), scopes.end(), [](Opens scope) { return scope == Opens::namespace_scope; });
            if (head.opens == Opens::type && at_namespace_scope && !head.name.empty()) {
                found.push_back({std::string{head.name}, file.path + ":" + std::to_string(line_at(file, at))});
            }
            scopes.push_back(head.opens);
        } else if (c == '}' && !scopes.empty()) {
            scopes.pop_back();
        }
        if (c == '{' || c == '}' || c == ';') {
            begin = at + 1;
        }
    }
    return found;
}

}  // namespace

Violations check_type_names(const std::vector<SourceFile>& files) {
    std::map<std::string, std::vector<std::string>> places;
    for (const SourceFile& file : files) {
        for (const Definition& definition : types_of(file)) {
            places[definition.name].push_back(definition.place);
        }
    }
    Violations violations;
    for (const auto& [name, of_name] : places) {
        for (std::size_t i = 1; i < of_name.size(); ++i) {
            violations.push_back(of_name[i] + ": there is another " + name + ", " + of_name.front());
        }
    }
    return violations;
}

}  // namespace digest::architecture
