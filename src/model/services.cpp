#include "digest/model/services.h"

#include <array>

#include "digest/base/ascii.h"

namespace digest {
namespace {

// A new service of numbers is
//   - its row here;
//   - its file src/observe/<name>.cpp: the requests, and what the answers mean;
//   - its declarations in src/observe/services.h, with its row in the observer's table there;
//   - its test in tests/unit/observe;
//   - its rows in docs/configuration.md and data/digest.toml.
// Its keys in digest.toml, DIGEST_SERVICE_<NAME>, `digest check` and the colophon follow from the row here, and tests
// hold the tables, the documentation and the shipped digest.toml against each other.
constexpr std::array<Service, 10> table = {{
    {.name = "arxiv_api",
     .title = "arXiv",
     .use = ServiceUse::papers,
     .address = "https://export.arxiv.org/api/query",
     .probe = "?search_query=cat:cs.CL&max_results=1"},
    {.name = "arxiv_oai",
     .title = "arXiv",
     .use = ServiceUse::figures,
     .address = "https://oaipmh.arxiv.org/oai",
     .probe = "?verb=Identify"},
    {.name = "arxiv_web",
     .title = "arXiv",
     .use = ServiceUse::figures,
     .address = "https://arxiv.org",
     .probe = "/robots.txt"},
    {.name = "ar5iv",
     .title = "ar5iv",
     .use = ServiceUse::figures,
     .address = "https://ar5iv.labs.arxiv.org",
     .probe = "/robots.txt"},
    {.name = "semantic_scholar",
     .title = "Semantic Scholar",
     .address = "https://api.semanticscholar.org/graph/v1",
     .probe = "/paper/arXiv:1706.03762?fields=paperId",
     .key_variable = "S2_API_KEY",
     .enabled = true,
     .attribution = "Data from Semantic Scholar (semanticscholar.org)."},
    {.name = "openalex",
     .title = "OpenAlex",
     .address = "https://api.openalex.org",
     .probe = "/works?per-page=1&select=id",
     .key_variable = "OPENALEX_API_KEY"},
    {.name = "hugging_face",
     .title = "Hugging Face",
     .address = "https://huggingface.co/api",
     .probe = "/daily_papers?limit=1",
     .enabled = true},
    {.name = "hacker_news",
     .title = "Hacker News",
     .address = "https://hn.algolia.com/api/v1",
     .probe = "/search?query=arxiv&hitsPerPage=1",
     .enabled = true},
    {.name = "github",
     .title = "GitHub",
     .address = "https://api.github.com",
     .probe = "/rate_limit",
     .key_variable = "GITHUB_TOKEN"},
    {.name = "published_lists", .title = "published lists", .use = ServiceUse::imported},
}};

}  // namespace

std::span<const Service> known_services() {
    return table;
}

const Service* find_service(std::string_view name) {
    for (const Service& service : table) {
        if (service.name == name) {
            return &service;
        }
    }
    return nullptr;
}

std::string address_variable(std::string_view service) {
    std::string variable = "DIGEST_SERVICE_";
    for (const char c : service) {
        variable.push_back(is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c);
    }
    return variable;
}

std::string service_title(std::string_view service) {
    const Service* known = find_service(service);
    return std::string{known != nullptr ? known->title : service};
}

std::string service_attribution(std::string_view service) {
    const Service* known = find_service(service);
    return std::string{known != nullptr ? known->attribution : std::string_view{}};
}

}  // namespace digest
