#include "digest/model/observation.h"

#include <array>

namespace digest {
namespace {

struct KnownService {
    std::string_view name;
    std::string_view title;
    std::string_view attribution;
};

constexpr std::array<KnownService, 6> known_services = {{
    {"semantic_scholar", "Semantic Scholar", "Data from Semantic Scholar (semanticscholar.org)."},
    {"openalex", "OpenAlex", ""},
    {"hugging_face", "Hugging Face", ""},
    {"hacker_news", "Hacker News", ""},
    {"github", "GitHub", ""},
    {"published_lists", "published lists", ""},
}};

const KnownService* find_service(std::string_view name) {
    for (const KnownService& service : known_services) {
        if (service.name == name) return &service;
    }
    return nullptr;
}

}  // namespace

std::string service_title(std::string_view service) {
    const KnownService* known = find_service(service);
    return std::string{known ? known->title : service};
}

std::string service_attribution(std::string_view service) {
    const KnownService* known = find_service(service);
    return std::string{known ? known->attribution : std::string_view{}};
}

}  // namespace digest
