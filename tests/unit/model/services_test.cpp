#include "digest/model/services.h"

#include <set>

#include <catch2/catch.hpp>

namespace digest {

TEST_CASE("each service has a name of its own, a title, and all that its use asks for", "[services]") {
    std::set<std::string_view> names;
    for (const Service& service : known_services()) {
        CAPTURE(service.name);
        CHECK(names.insert(service.name).second);
        CHECK(find_service(service.name) == &service);
        CHECK_FALSE(service.title.empty());
        const bool asked = service.use != ServiceUse::imported;
        CHECK(service.address.starts_with("https://") == asked);
        CHECK(service.probe.empty() == !asked);
        const bool observed = service.use == ServiceUse::numbers;
        CHECK((observed || !service.enabled));
        CHECK((observed || service.key_variable.empty()));
    }
}

TEST_CASE("a service is told by its title, an unknown one by its name", "[services]") {
    CHECK(service_title("hacker_news") == "Hacker News");
    CHECK(service_title("elsewhere") == "elsewhere");
    CHECK(service_attribution("semantic_scholar") == "Data from Semantic Scholar (semanticscholar.org).");
    CHECK(service_attribution("openalex").empty());
    CHECK(service_attribution("elsewhere").empty());
    CHECK(find_service("elsewhere") == nullptr);
    CHECK(address_variable("ar5iv") == "DIGEST_SERVICE_AR5IV");
}

}  // namespace digest
