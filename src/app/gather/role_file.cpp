#include "app/gather/role_file.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "digest/base/try.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

using Json = nlohmann::json;

constexpr const char* line_form = R"(write lines such as {"sentences":["…","…"],"labels":["background","method"]})";
constexpr const char* known_roles = "the roles are background, objective, method, result and other";

std::string place(const std::string& file, int line) {
    return fmt::format("{}:{}", file, line);
}

/// The member as a list of texts; nothing where it is none.
std::optional<std::vector<std::string>> texts_of(const Json& object, const char* name) {
    const auto member = object.find(name);
    if (member == object.end() || !member->is_array()) {
        return std::nullopt;
    }
    std::vector<std::string> texts;
    for (const Json& element : *member) {
        if (!element.is_string()) {
            return std::nullopt;
        }
        texts.push_back(element.get<std::string>());
    }
    return texts;
}

/// The agreement of annotators, as CSAbstruct's files have it ("confs"); nothing where it is no number for each
/// sentence.
std::vector<double> agreement_of(const Json& object, std::size_t sentences) {
    const auto member = object.find("confs");
    if (member == object.end() || !member->is_array() || member->size() != sentences) {
        return {};
    }
    std::vector<double> agreement;
    for (const Json& element : *member) {
        if (!element.is_number()) {
            return {};
        }
        agreement.push_back(element.get<double>());
    }
    return agreement;
}

Result<LabelledAbstract> read_abstract(std::string_view line, const std::string& where) {
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) {
        return fail(ErrorKind::user_file, "the line is no JSON object", where, line_form);
    }
    auto sentences = texts_of(object, "sentences");
    const auto labels = texts_of(object, "labels");
    if (!sentences || !labels || sentences->empty()) {
        return fail(ErrorKind::user_file, "the line lacks its sentences or labels", where, line_form);
    }
    if (sentences->size() != labels->size()) {
        return fail(ErrorKind::user_file,
                    fmt::format("there are {} sentences but {} labels", sentences->size(), labels->size()), where,
                    "give each sentence one label");
    }
    LabelledAbstract abstract;
    abstract.agreement = agreement_of(object, sentences->size());
    abstract.sentences = std::move(*sentences);
    for (const std::string& label : *labels) {
        const auto role = parse_role(label);
        if (!role) {
            return fail(ErrorKind::user_file, fmt::format("\"{}\" is no role", label), where, known_roles);
        }
        abstract.roles.push_back(*role);
    }
    return abstract;
}

}  // namespace

Result<std::vector<LabelledAbstract>> parse_labelled_abstracts(std::string_view text, const std::string& file) {
    std::vector<LabelledAbstract> abstracts;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty()) {
            continue;
        }
        TRY_ASSIGN(auto abstract, read_abstract(line, place(file, number)));
        abstracts.push_back(std::move(abstract));
    }
    if (abstracts.empty()) {
        return fail(ErrorKind::user_file, "the file holds no labelled abstract", file, line_form);
    }
    return abstracts;
}

}  // namespace digest
