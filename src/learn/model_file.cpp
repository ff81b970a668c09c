#include "digest/learn/model_file.h"

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "digest/base/base64.h"
#include "digest/base/hash.h"
#include "digest/base/try.h"

namespace digest {
namespace {

constexpr std::string_view first_words = "digest linear model ";
constexpr int format_version = 2;  // 1: words were read and hashed otherwise
constexpr std::size_t line_width = 120;

constexpr const char* remedy = "fit it again with 'digest learn', or take the shipped model";

/// Reads "key value" lines in the order in which they are written.
class ModelLines {
  public:
    explicit ModelLines(std::string_view text) : rest_(text) {}

    std::string_view line() {
        const std::size_t end = rest_.find('\n');
        const std::string_view found = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        return found;
    }
    std::optional<std::string_view> value(std::string_view key) {
        const std::string_view found = line();
        if (!found.starts_with(key) || found.size() <= key.size() || found[key.size()] != ' ') {
            return {};
        }
        return found.substr(key.size() + 1);
    }
    std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
};

template <class Number>
bool read_number(std::optional<std::string_view> text, Number& number) {
    if (!text) {
        return false;
    }
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    return error == std::errc{} && end == text->data() + text->size();
}

bool read_authors(ModelLines& lines, std::size_t count, AuthorHistory& authors) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto entry = lines.value("author");
        if (!entry) {
            return false;
        }
        const std::size_t blank = entry->find(' ');
        double value = 0;
        if (blank == std::string_view::npos || !read_number(std::optional(entry->substr(0, blank)), value)) {
            return false;
        }
        if (!std::isfinite(value)) {
            return false;
        }
        const std::string_view name = entry->substr(blank + 1);
        // What is never written: a name with a line end of another kind, or twice.
        if (name.find('\r') != std::string_view::npos || !authors.emplace(name, value).second) {
            return false;
        }
    }
    return true;
}

bool read_weights(std::string_view lines, std::size_t count, std::vector<std::int8_t>& weights) {
    std::string joined;
    joined.reserve(lines.size());
    for (const char byte : lines) {
        if (byte != '\n') {
            joined += byte;
        }
    }
    const auto bytes = from_base64(joined);
    if (!bytes || bytes->size() != count) {
        return false;
    }
    weights.reserve(count);
    for (const char byte : *bytes) {
        weights.push_back(static_cast<std::int8_t>(byte));
    }
    return true;
}

std::optional<ModelFile> read_fields(std::string_view body) {
    ModelLines lines(body);
    lines.line();
    ModelFile file;
    LinearModel& model = file.model;
    const auto name = lines.value("name");
    if (!name) {
        return {};
    }
    model.name = *name;
    if (!read_number(lines.value("bucket_bits"), model.bucket_bits)) {
        return {};
    }
    if (model.bucket_bits < min_bucket_bits || model.bucket_bits > max_bucket_bits) {
        return {};
    }
    if (!read_number(lines.value("scale"), model.scale) || !read_number(lines.value("bias"), model.bias)) {
        return {};
    }
    if (!std::isfinite(model.scale) || !std::isfinite(model.bias)) {
        return {};
    }
    const auto history = lines.value("author_history");
    if (history != "yes" && history != "no") {
        return {};
    }
    model.author_history = history == "yes";
    std::size_t authors = 0;
    if (!read_number(lines.value("authors"), authors) || !read_authors(lines, authors, file.authors)) {
        return {};
    }
    if (lines.line() != "weights") {
        return {};
    }
    if (!read_weights(lines.rest(), std::size_t{1} << model.bucket_bits, model.weights)) {
        return {};
    }
    return file;
}

/// A line of its own, whatever the name holds.
std::string one_line(std::string_view text) {
    std::string line(text);
    for (char& byte : line) {
        if (byte == '\n' || byte == '\r') {
            byte = ' ';
        }
    }
    return line;
}

}  // namespace

std::string format_model(const ModelFile& file) {
    const LinearModel& model = file.model;
    std::string text = fmt::format("{}{}\nname {}\nbucket_bits {}\nscale {}\nbias {}\nauthor_history {}\nauthors {}\n",
                                   first_words, format_version, one_line(model.name), model.bucket_bits, model.scale,
                                   model.bias, model.author_history ? "yes" : "no", file.authors.size());
    for (const auto& [author, value] : file.authors) {
        text += fmt::format("author {} {}\n", value, one_line(author));
    }
    text += "weights\n";
    std::string bytes;
    bytes.reserve(model.weights.size());
    for (const std::int8_t weight : model.weights) {
        bytes += static_cast<char>(weight);
    }
    const std::string encoded = to_base64(bytes);
    for (std::size_t at = 0; at < encoded.size(); at += line_width) {
        text.append(encoded, at, line_width);
        text += '\n';
    }
    text += "checksum " + content_hash_of_format_1(text) + "\n";
    return text;
}

Result<ModelFile> parse_model_file(std::string_view text, const std::string& origin) {
    if (!text.starts_with(first_words)) {
        return fail(ErrorKind::user_file, "this is not a model file of digest", origin, remedy);
    }
    int version = 0;
    if (!read_number(std::optional(ModelLines(text).line().substr(first_words.size())), version)) {
        return fail(ErrorKind::user_file, "the model file is damaged: its version cannot be read", origin, remedy);
    }
    if (version != format_version) {
        return fail(ErrorKind::user_file,
                    fmt::format("the model file has format {}, this program reads format {}", version, format_version),
                    origin, remedy);
    }
    const std::size_t end = text.rfind("\nchecksum ");
    if (end == std::string_view::npos) {
        return fail(ErrorKind::user_file, "the model file is cut short: it has no checksum", origin, remedy);
    }
    const std::string_view body = text.substr(0, end + 1);
    if (text.substr(end + 1) != "checksum " + content_hash_of_format_1(body) + "\n") {
        return fail(ErrorKind::user_file, "the model file is damaged: its checksum is wrong", origin, remedy);
    }
    auto file = read_fields(body);
    if (!file) {
        return fail(ErrorKind::user_file, "the model file is damaged: its fields make no sense", origin, remedy);
    }
    return std::move(*file);
}

Result<LinearModel> parse_model(std::string_view text, const std::string& origin) {
    TRY_ASSIGN(auto file, parse_model_file(text, origin));
    return std::move(file.model);
}

}  // namespace digest
