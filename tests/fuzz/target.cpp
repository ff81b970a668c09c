#include "target.h"

#include <cstdlib>
#include <iostream>
#include <set>

#include "digest/base/dates.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

namespace digest::fuzz {
namespace {

std::map<std::string, Run>& registry() {
    static std::map<std::string, Run> known;
    return known;
}

}  // namespace

Target::Target(const std::string& name, Run run) {
    registry().emplace(name, run);
}

const std::map<std::string, Run>& targets() {
    return registry();
}

void require(bool holds, std::string_view property) {
    if (holds) {
        return;
    }
    std::cerr << "property broken: " << property << '\n';
    std::abort();
}

void require_text(std::string_view text) {
    require(is_valid_utf8(text), "text is UTF-8");
}

void require_harmless(std::string_view text) {
    require_text(text);
    require(strip_controls(text) == text, "text holds no control or hidden characters");
}

void require_clean_text(std::string_view text) {
    require_harmless(text);
    require(collapse_white_space(text) == text, "white space is collapsed");
}

void require_message(const Error& error) {
    require(!error.message.empty(), "an error has a message");
    for (const std::string* text : {&error.message, &error.origin, &error.next}) {
        require_text(*text);
    }
}

void require_id(std::string_view id) {
    const auto parsed = parse_arxiv_id(id);
    require(parsed && parsed->id == id && parsed->version == 0, "an id is well-formed and has no version");
}

void require_paper(const Paper& paper) {
    require_id(paper.id);
    require(paper.version >= 1, "a paper has a version");
    require(!paper.title.empty(), "a paper has a title");
    for (const std::string* text : {&paper.title, &paper.abstract, &paper.comment, &paper.journal_ref, &paper.doi}) {
        require_clean_text(*text);
    }
    for (const std::string& author : paper.authors) {
        require(!author.empty(), "an author has a name");
        require_clean_text(author);
    }
    std::set<std::string> categories;
    for (const std::string& category : paper.categories) {
        require_clean_text(category);
        require(!category.empty() && categories.insert(category).second, "each category is there once");
    }
    // Dates can be printed and read again.
    for (const Timestamp time : {paper.submitted, paper.updated}) {
        require(parse_rfc3339(format_rfc3339(time)) == time, "a date is one that can be written");
    }
}

void require_web_address(std::string_view url) {
    const std::string scheme = ascii_lower(url.substr(0, 8));
    require(scheme.starts_with("https://") || scheme.starts_with("http://"), "an address is http(s)");
    require_text(url);
    for (const char c : url) {
        require(static_cast<unsigned char>(c) > 0x20 && c != 0x7f, "an address holds no blank and no control");
    }
}

}  // namespace digest::fuzz
