#include "app/workspace/edition_path.h"

#include <fmt/format.h>

#include "digest/base/try.h"

namespace digest {
namespace {

void replace_all(std::string& text, std::string_view what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

/// "-calendar", "-20220110-20220120", or nothing for the edition's own window.
std::string window_suffix(const EditionKey& key) {
    return key.name().substr(key.month.text().size());
}

/// Jekyll takes a file of its `_posts` only with a whole date in its name: the 1st, as in the front matter.
std::string with_day(std::string name, const EditionKey& key) {
    const std::string month = key.month.text() + "-";
    const bool has_day = name.find('-', month.size()) == 10 && parse_day(std::string_view{name}.substr(0, 10));
    if (!name.starts_with(month) || has_day) {
        return name;
    }
    return name.insert(month.size(), "01-");
}

}  // namespace

Result<std::string> edition_file_name(const Config& config, const EditionKey& key, OutputFormat format) {
    std::string name = config.edition.file_name;
    const bool tells_month = name.find("{month_number}") != std::string::npos;
    replace_all(name, "{year}", fmt::format("{:04}", key.month.year));
    replace_all(name, "{month_number}", fmt::format("{:02}{}", key.month.month, window_suffix(key)));
    replace_all(name, "{month}", key.month.english_name());
    if (!tells_month && !window_suffix(key).empty()) {
        name = key.name() + "-" + name;
    }
    if (name.find('{') != std::string::npos || name.find('/') != std::string::npos || name.empty() ||
        name.front() == '.') {
        return fail(ErrorKind::user_file,
                    fmt::format("edition.file_name gives \"{}\", which is no plain file name", name),
                    "edition.file_name",
                    "use {year}, {month_number} and {month}, such as \"{year}-{month_number}-best-of-arxiv.md\"");
    }
    if (format != OutputFormat::markdown) {
        name = std::filesystem::path{name}.replace_extension(name_of(format)).string();
    }
    return name;
}

Result<std::filesystem::path> output_path(const std::string& option, const Config& config, const EditionKey& key,
                                          OutputFormat format) {
    if (option == "-" || option.empty()) {
        return std::filesystem::path{};
    }
    std::error_code error;
    const std::filesystem::path path{option};
    if (!option.ends_with('/') && !std::filesystem::is_directory(path, error)) {
        return path;
    }
    TRY_ASSIGN(const auto name, edition_file_name(config, key, format));
    const bool is_jekylls = (path / "").parent_path().filename() == "_posts";
    return path / (is_jekylls ? with_day(name, key) : name);
}

}  // namespace digest
