#include "template.h"

#include <algorithm>
#include <exception>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include "digest/base/ascii.h"
#include "digest/base/nearest_name.h"
#include "digest/base/try.h"

namespace digest {
namespace {

namespace mustache = kainjow::mustache;
using nlohmann::ordered_json;
using Component = mustache::component<std::string>;

/// Names seen from a place in the template, innermost last.
using Scope = std::vector<const ordered_json*>;

struct TemplateSource {
    std::string text;
    std::string name;

    std::string place(std::size_t position) const {
        const std::string_view before = std::string_view{text}.substr(0, std::min(position, text.size()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
        const auto column =
            1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start), before.end(), is_start);
        return fmt::format("{}:{}:{}", name, line, column);
    }
};

/// Mustache's own way: the whole dotted name within the innermost scope that has it.
const ordered_json* find_path(const ordered_json& value, std::string_view path) {
    const ordered_json* at = &value;
    while (!path.empty()) {
        const std::size_t dot = path.find('.');
        const std::string name{path.substr(0, dot)};
        if (!at->is_object() || !at->contains(name)) {
            return nullptr;
        }
        at = &at->at(name);
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return at;
}

const ordered_json* find_name(const Scope& scope, std::string_view name) {
    if (name == ".") {
        return scope.back();
    }
    for (auto it = scope.rbegin(); it != scope.rend(); ++it) {
        if (const ordered_json* found = find_path(**it, name)) {
            return found;
        }
    }
    return nullptr;
}

/// The name that was meant, among those that stand at this place.
std::string meant_name(const Scope& scope, std::string_view name) {
    std::set<std::string> known;
    for (const ordered_json* value : scope) {
        if (!value->is_object()) {
            continue;
        }
        for (const auto& [key, child] : value->items()) {
            known.insert(key);
            if (!child.is_object()) {
                continue;
            }
            for (const auto& item : child.items()) {
                known.insert(key + '.' + item.key());
            }
        }
    }
    return nearest_name(name, {known.begin(), known.end()});
}

tl::unexpected<Error> unknown_name(const TemplateSource& source, const Component& tag, const Scope& scope) {
    const std::string nearest = meant_name(scope, tag.tag.name);
    return fail(ErrorKind::user_file, fmt::format("the template names an unknown field \"{}\"", tag.tag.name),
                source.place(tag.position),
                nearest.empty() ? "docs/json.md lists the names that may be used at each place"
                                : fmt::format("did you mean \"{}\"? docs/json.md lists all names", nearest));
}

Result<void> check_tags(const TemplateSource& source, const std::vector<Component>& tags, Scope& scope);

Result<void> check_section(const TemplateSource& source, const Component& section, Scope& scope) {
    const ordered_json* value = find_name(scope, section.tag.name);
    if (value == nullptr) {
        return unknown_name(source, section, scope);
    }
    scope.push_back(value->is_array() && !value->empty() ? &value->front() : value);
    Result<void> result = check_tags(source, section.children, scope);
    scope.pop_back();
    return result;
}

Result<void> check_tags(const TemplateSource& source, const std::vector<Component>& tags, Scope& scope) {
    for (const Component& tag : tags) {
        Result<void> result;
        switch (tag.tag.type) {
            case mustache::tag_type::section_begin:
            case mustache::tag_type::section_begin_inverted:
                result = check_section(source, tag, scope);
                break;
            case mustache::tag_type::variable:
            case mustache::tag_type::unescaped_variable: {
                const ordered_json* value = find_name(scope, tag.tag.name);
                if (value == nullptr) {
                    return unknown_name(source, tag, scope);
                }
                if (value->is_structured()) {
                    result = fail(ErrorKind::user_file,
                                  fmt::format("\"{}\" has parts and cannot be printed by itself", tag.tag.name),
                                  source.place(tag.position),
                                  fmt::format("write {{{{#{0}}}}} … {{{{/{0}}}}} around what is to be printed of it",
                                              tag.tag.name));
                }
                break;
            }
            case mustache::tag_type::partial:
                result = fail(ErrorKind::user_file, "a template cannot include another one", source.place(tag.position),
                              "put its text here");
                break;
            default:
                break;
        }
        if (!result) {
            return result;
        }
    }
    return {};
}

/// The library's messages end in the byte where the trouble begins: "Unclosed tag at 123".
tl::unexpected<Error> syntax_error(const TemplateSource& source, const std::string& message) {
    const std::size_t last = message.rfind(" at ");
    std::size_t position = 0;
    std::string what = message;
    if (last != std::string::npos) {
        for (const char c : message.substr(last + 4)) {
            if (is_digit(c)) {
                position = position * 10 + static_cast<std::size_t>(c - '0');
            }
        }
        what = message.substr(0, last);
    }
    if (!what.empty() && is_upper(what[0])) {
        what[0] = static_cast<char>(what[0] - 'A' + 'a');
    }
    return fail(ErrorKind::user_file, "the template does not parse: " + what, source.place(position),
                "every {{#name}} needs its {{/name}}, every {{ its }}");
}

mustache::data to_data(const ordered_json& value) {
    if (value.is_object()) {
        mustache::data out{mustache::data::type::object};
        for (const auto& [key, child] : value.items()) {
            out.set(key, to_data(child));
        }
        return out;
    }
    if (value.is_array()) {
        mustache::data out{mustache::data::type::list};
        for (const ordered_json& child : value) {
            out.push_back(to_data(child));
        }
        return out;
    }
    if (value.is_boolean()) {
        return mustache::data{value.get<bool>()};
    }
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        return text.empty() ? mustache::data{false} : mustache::data{text};
    }
    return value.is_number() ? mustache::data{value.dump()} : mustache::data{false};
}

Result<std::string> fill(const TemplateSource& source, const ordered_json& view, const ordered_json& specimen) {
    mustache::context<std::string> empty_context;
    mustache::context_internal<std::string> parsing{empty_context};
    Component root;
    std::string message;
    mustache::parser<std::string>{source.text, parsing, root, message};
    if (!message.empty()) {
        return syntax_error(source, message);
    }
    Scope scope{&specimen};
    TRY(check_tags(source, root.children, scope));
    mustache::mustache filler{source.text};
    filler.set_custom_escape([](const std::string& text) { return text; });
    return filler.render(to_data(view));
}

}  // namespace

Result<std::string> fill_template(std::string_view text, std::string_view name, const ordered_json& view,
                                  const ordered_json& specimen) {
    const TemplateSource source{std::string{text}, std::string{name}};
    try {
        return fill(source, view, specimen);
    } catch (const std::exception& error) {
        return fail(ErrorKind::user_file, fmt::format("the template cannot be read: {}", error.what()), source.name);
    }
}

}  // namespace digest
