#pragma once

#include <span>
#include <string>
#include <string_view>

namespace digest {

/// What the program has a service for.
enum class ServiceUse {
    papers,   ///< arXiv's lists of papers: no edition without it
    figures,  ///< arXiv's pages of single papers, asked where an edition has figures
    numbers,  ///< observed: what it says of papers is kept in the archive
    imported  ///< nobody is asked: the user brought the numbers in a file
};

/// Who is asked, and how: configuration, `digest check`, the observer, the colophon and the tests of the documentation
/// read it from here. The configuration may set another address, another variable and another switch.
struct Service {
    std::string_view name;   ///< as it stands in digest.toml and in the archive: "semantic_scholar"
    std::string_view title;  ///< as people know it: "Semantic Scholar"
    ServiceUse use = ServiceUse::numbers;
    std::string_view address{};  ///< where requests go; paths are appended to it
    std::string_view probe{};    ///< what `digest check` appends to it: the cheapest request that shows it is there
    std::string_view key_variable{};  ///< the environment's variable that holds the key; empty where it takes none
    bool enabled = false;             ///< by default; only of those that are observed
    std::string_view attribution{};   ///< what it asks those who show its numbers to print
};

/// All of arXiv's addresses are asked in turn, at one pace.
constexpr bool keeps_arxiv_pace(const Service& service) {
    return service.use == ServiceUse::papers || service.use == ServiceUse::figures;
}

/// All of them, in the order in which they are asked.
std::span<const Service> known_services();
/// Null for a name that is none.
const Service* find_service(std::string_view name);

/// The variable of the environment that gives it another address: "DIGEST_SERVICE_GITHUB".
std::string address_variable(std::string_view service);
/// A service as people know it; the name itself where it is not known.
std::string service_title(std::string_view service);
/// What the service asks those who show its numbers to print; empty where it asks nothing.
std::string service_attribution(std::string_view service);

}  // namespace digest
