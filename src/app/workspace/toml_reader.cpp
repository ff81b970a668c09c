#include "app/workspace/toml_reader.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "digest/base/nearest_name.h"

namespace digest {
namespace {

std::string position(std::string_view file, const toml::source_region& region) {
    if (region.begin.line == 0) {
        return std::string{file};
    }
    return fmt::format("{}:{}:{}", file, region.begin.line, region.begin.column);
}

std::string_view type_name(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "an array";
        case toml::node_type::string:
            return "a string";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        default:
            return "a date or time";
    }
}

}  // namespace

Result<toml::table> parse_toml(std::string_view text, std::string_view file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        return fail(ErrorKind::user_file, std::string{error.description()}, position(file, error.source()),
                    "correct the TOML there");
    }
}

std::string TomlTable::full_name(std::string_view key) const {
    return path_.empty() ? std::string{key} : fmt::format("{}.{}", path_, key);
}

const toml::node* TomlTable::find(std::string_view key) {
    asked_.emplace(key);
    return table_.get(key);
}

Error TomlTable::error_at(std::string_view key, std::string message, std::string next) const {
    const toml::node* node = table_.get(key);
    return Error{ErrorKind::user_file, std::move(message), position(file_, node ? node->source() : table_.source()),
                 std::move(next)};
}

void TomlTable::wrong_type(std::string_view key, std::string_view expected) {
    keep(error_at(key, fmt::format("{} must be {}, not {}", full_name(key), expected, type_name(*table_.get(key))),
                  "correct it there"));
}

void TomlTable::read(std::string_view key, std::string& value) {
    const toml::node* node = find(key);
    if (!node) {
        return;
    }
    if (const auto* text = node->as_string()) {
        value = text->get();
    } else {
        wrong_type(key, "a string");
    }
}

void TomlTable::read(std::string_view key, bool& value) {
    const toml::node* node = find(key);
    if (!node) {
        return;
    }
    if (const auto* flag = node->as_boolean()) {
        value = flag->get();
    } else {
        wrong_type(key, "true or false");
    }
}

void TomlTable::read(std::string_view key, int& value, int least, int most) {
    const toml::node* node = find(key);
    if (!node) {
        return;
    }
    const auto* number = node->as_integer();
    if (!number) {
        return wrong_type(key, "a whole number");
    }
    if (number->get() < least || number->get() > most) {
        return keep(error_at(
            key, fmt::format("{} must be between {} and {}, not {}", full_name(key), least, most, number->get()),
            "correct it there"));
    }
    value = static_cast<int>(number->get());
}

void TomlTable::read(std::string_view key, double& value, double least, double most) {
    const toml::node* node = find(key);
    if (!node) {
        return;
    }
    const bool is_number = node->is_integer() || node->is_floating_point();
    if (!is_number) {
        return wrong_type(key, "a number");
    }
    const double number =
        node->is_integer() ? static_cast<double>(node->as_integer()->get()) : node->as_floating_point()->get();
    if (!(number >= least && number <= most)) {
        return keep(error_at(key,
                             fmt::format("{} must be between {} and {}, not {}", full_name(key), least, most, number),
                             "correct it there"));
    }
    value = number;
}

void TomlTable::read(std::string_view key, std::vector<std::string>& value) {
    const toml::node* node = find(key);
    if (!node) {
        return;
    }
    const toml::array* array = node->as_array();
    if (!array) {
        return wrong_type(key, "an array of strings");
    }
    std::vector<std::string> result;
    for (const toml::node& item : *array) {
        const auto* text = item.as_string();
        if (!text) {
            return keep(Error{ErrorKind::user_file,
                              fmt::format("{} must hold strings only, not {}", full_name(key), type_name(item)),
                              position(file_, item.source()),
                              {}});
        }
        result.push_back(text->get());
    }
    value = std::move(result);
}

void TomlTable::read_choice(std::string_view key, std::string& value, const std::vector<std::string>& choices) {
    read(key, value);
    if (std::find(choices.begin(), choices.end(), value) != choices.end()) {
        return;
    }
    const std::string nearest = nearest_name(value, choices);
    keep(error_at(key, fmt::format("{} must be one of {}, not \"{}\"", full_name(key), fmt::join(choices, ", "), value),
                  nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest)));
}

void TomlTable::read_choices(std::string_view key, std::vector<std::string>& value,
                             const std::vector<std::string>& choices) {
    read(key, value);
    for (const std::string& chosen : value) {
        if (std::find(choices.begin(), choices.end(), chosen) != choices.end()) {
            continue;
        }
        const std::string nearest = nearest_name(chosen, choices);
        return keep(
            error_at(key, fmt::format("{} may hold {}, not \"{}\"", full_name(key), fmt::join(choices, ", "), chosen),
                     nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest)));
    }
}

TomlTable TomlTable::table(std::string_view key) {
    static const toml::table empty;
    const toml::node* node = find(key);
    if (node && !node->is_table()) {
        wrong_type(key, "a table");
    }
    const toml::table* table = node ? node->as_table() : nullptr;
    return TomlTable{table ? *table : empty, full_name(key), file_};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    std::vector<TomlTable> result;
    const toml::node* node = find(key);
    if (!node) {
        return result;
    }
    const toml::array* array = node->as_array();
    if (!array) {
        wrong_type(key, fmt::format("an array of tables ([[{}]])", full_name(key)));
        return result;
    }
    for (const toml::node& item : *array) {
        const toml::table* table = item.as_table();
        if (!table) {
            keep(Error{ErrorKind::user_file,
                       fmt::format("{} must hold tables only, not {}", full_name(key), type_name(item)),
                       position(file_, item.source()),
                       {}});
            return result;
        }
        result.emplace_back(*table, full_name(key), file_);
    }
    return result;
}

std::optional<Error> TomlTable::finish() const {
    // A misspelt key comes first: what else is amiss is often missed because of it.
    const std::vector<std::string> known{asked_.begin(), asked_.end()};
    for (const auto& [key, node] : table_) {
        if (asked_.contains(key.str())) {
            continue;
        }
        const std::string nearest = nearest_name(key.str(), known);
        const std::string next = nearest.empty() ? fmt::format("known here: {}", fmt::join(known, ", "))
                                                 : fmt::format("did you mean \"{}\"?", nearest);
        return Error{ErrorKind::user_file, fmt::format("unknown key {}", full_name(key.str())),
                     position(file_, key.source()), next};
    }
    return error_;
}

}  // namespace digest
