#include "oai.h"

#include <pugixml.hpp>

#include <fmt/format.h>

#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

namespace digest {
namespace {

constexpr std::size_t longest_quote = 200;

/// pugixml knows no namespaces: "oai:record" and "record" are the same to us.
std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    for (const pugi::xml_node& node : parent.children()) {
        if (node.type() == pugi::node_element && local_name(node) == name) {
            return node;
        }
    }
    return {};
}

/// All the text of an element: pugixml's own text() stops at the first comment or CDATA section.
std::string text_of(const pugi::xml_node& node) {
    std::string text;
    for (const pugi::xml_node& part : node.children()) {
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
            text += part.value();
        }
    }
    // A reference may stand for what is no character (&#xD800;).
    return collapse_white_space(strip_controls(repair_utf8(text)));
}

tl::unexpected<Error> no_sense(std::string what, std::string_view origin) {
    return fail(ErrorKind::data, std::move(what), std::string{origin}, "try again later");
}

Result<std::optional<OaiRecord>> service_error(const pugi::xml_node& error, std::string_view origin) {
    const std::string_view code = error.attribute("code").value();
    if (code == "idDoesNotExist" || code == "noRecordsMatch") {
        return std::nullopt;
    }
    const std::string said = text_of(error);
    return no_sense(
        fmt::format("the OAI service refuses: {} ({})", utf8_prefix(strip_controls(repair_utf8(code)), longest_quote),
                    utf8_prefix(said, longest_quote)),
        origin);
}

}  // namespace

Result<std::optional<OaiRecord>> parse_oai_record(std::string_view body, std::string_view origin) {
    if (!is_valid_utf8(body)) {
        return no_sense("the OAI answer is not UTF-8", origin);
    }
    pugi::xml_document document;
    const auto parsed = document.load_buffer(body.data(), body.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
        return no_sense(fmt::format("the OAI answer is not XML: {} at byte {}", parsed.description(), parsed.offset),
                        origin);
    }
    const pugi::xml_node root = document.document_element();
    if (local_name(root) != "OAI-PMH") {
        return no_sense("the answer does not come from an OAI service", origin);
    }
    if (const auto error = child(root, "error")) {
        return service_error(error, origin);
    }

    const pugi::xml_node record = child(child(root, "GetRecord"), "record");
    if (!record) {
        return no_sense("the OAI answer holds no record", origin);
    }
    const pugi::xml_node header = child(record, "header");
    OaiRecord found;
    std::string id = text_of(child(header, "identifier"));
    const auto colon = id.rfind(':');
    if (colon != std::string::npos) {
        id.erase(0, colon + 1);
    }
    const auto parsed_id = parse_arxiv_id(id);
    if (!parsed_id) {
        return no_sense("the OAI record has no arXiv id", origin);
    }
    found.id = parsed_id->id;
    found.deleted = std::string_view{header.attribute("status").value()} == "deleted";
    const pugi::xml_node metadata = child(child(record, "metadata"), "arXiv");
    if (!metadata && !found.deleted) {
        return no_sense("the OAI record is not in the format \"arXiv\"", origin);
    }
    found.licence_uri = text_of(child(metadata, "license"));
    found.created = parse_day(text_of(child(metadata, "created")));
    found.updated = parse_day(text_of(child(metadata, "updated")));
    return found;
}

}  // namespace digest
