// openness: what abstract and comment link to.
//
//   value = 0.6 code + 0.25 data + 0.15 project page, each 0 or 1
//
// Read from the addresses alone: "code will be released" is a promise, not a link. Source: own choice; code is what
// readers use most.
#include <algorithm>
#include <array>

#include "digest/base/utf8.h"
#include "digest/text/addresses.h"
#include "signals.h"

namespace digest {
namespace {

struct Host {
    std::string_view part;
    LinkKind kind;
};
// The first that an address contains decides.
constexpr std::array<Host, 17> hosts = {{{"huggingface.co/datasets", LinkKind::data},
                                         {"hf.co/datasets", LinkKind::data},
                                         {"kaggle.com", LinkKind::data},
                                         {"zenodo.org", LinkKind::data},
                                         {"figshare.com", LinkKind::data},
                                         {"osf.io", LinkKind::data},
                                         {"physionet.org", LinkKind::data},
                                         {"dataverse", LinkKind::data},
                                         {"github.io", LinkKind::page},
                                         {"github.com", LinkKind::code},
                                         {"gitlab.", LinkKind::code},
                                         {"bitbucket.org", LinkKind::code},
                                         {"codeberg.org", LinkKind::code},
                                         {"4open.science", LinkKind::code},
                                         {"huggingface.co", LinkKind::code},
                                         {"hf.co", LinkKind::code},
                                         {"pypi.org", LinkKind::code}}};
// Where a paper points to other papers, not to something of its own.
constexpr std::array<std::string_view, 6> not_own = {"doi.org",          "arxiv.org", "openreview.net",
                                                     "aclanthology.org", "ieee.org",  "acm.org"};

LinkKind kind_of(std::string_view address) {
    for (const Host& host : hosts) {
        if (address.find(host.part) != std::string_view::npos) {
            return host.kind;
        }
    }
    return LinkKind::page;
}

struct FoundLinks {
    std::array<std::string, 3> by_kind{};  ///< the first address of each kind

    explicit FoundLinks(const Paper& paper) {
        read(paper.abstract);
        read(paper.comment);
    }

  private:
    void read(std::string_view text) {
        if (text.find('/') == std::string_view::npos) {
            return;  // few have one, and every address that says something
        }
        for (const WebAddress& found : addresses_in(text)) {
            const std::string_view address = without_web_scheme(found.url);
            const std::string lower = ascii_lower(address);
            const bool other = std::any_of(not_own.begin(), not_own.end(), [&](std::string_view host) {
                return lower.find(host) != std::string::npos;
            });
            std::string& entry = by_kind[static_cast<std::size_t>(kind_of(lower))];
            if (!other && entry.empty()) {
                entry = std::string(address);
            }
        }
    }
};

}  // namespace

SignalColumn openness_signal(const SignalInput& input) {
    constexpr std::array<double, 3> weights = {0.6, 0.25, 0.15};
    SignalColumn result;
    result.values.reserve(input.papers.size());
    for (const Paper& paper : input.papers) {
        const FoundLinks found(paper);
        double value = 0;
        for (std::size_t kind = 0; kind < weights.size(); ++kind) {
            if (!found.by_kind[kind].empty()) {
                value += weights[kind];
            }
        }
        result.values.emplace_back(value);
    }
    result.evidence = [](std::size_t, const Paper& paper) {
        const FoundLinks found(paper);
        std::vector<Evidence> links;
        for (const LinkKind kind : {LinkKind::code, LinkKind::data, LinkKind::page}) {
            const std::string& address = found.by_kind[static_cast<std::size_t>(kind)];
            if (!address.empty()) {
                links.emplace_back(LinkEvidence{kind, address});
            }
        }
        return links;
    };
    return result;
}

}  // namespace digest
