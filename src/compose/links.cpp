#include "digest/compose/links.h"

#include <algorithm>

#include "digest/base/npos.h"
#include "digest/base/utf8.h"
#include "digest/text/addresses.h"

namespace digest {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// What the words right before an address call it.
std::string_view label_by_context(std::string_view before) {
    const std::string lower = ascii_lower(before.substr(before.size() > 90 ? before.size() - 90 : 0));
    for (const std::string_view word : {"project page", "project website", "website", "webpage", "homepage", "web page",
                                        "project site", "project:", "site:"}) {
        if (lower.rfind(word) != std::string::npos) {
            return "Website";
        }
    }
    if (lower.rfind("demo") != std::string::npos) {
        return "Demo";
    }
    for (const std::string_view word : {"code", "implementation", "repository", "software"}) {
        if (lower.rfind(word) != std::string::npos) {
            return "Code";
        }
    }
    return {};
}

std::string_view label_of(std::string_view address, std::string_view before) {
    const std::string host = web_host(address);
    const std::string_view path = web_path(address);
    if (host == "github.com" || host == "gitlab.com" || host == "codeberg.org" || host == "bitbucket.org" ||
        host == "gitee.com") {
        return path.find_first_not_of('/') == npos ? std::string_view{} : "Code";
    }
    if (host == "huggingface.co") {
        if (path.substr(0, 7) == "spaces/") {
            return "Demo";
        }
        return path.empty() || path.substr(0, 7) == "papers/" ? std::string_view{} : "Code";
    }
    if (host == "anonymous.4open.science") {
        return "Code";
    }
    if (ends_with(host, ".github.io") || ends_with(host, ".gitlab.io") || host == "sites.google.com") {
        return "Website";
    }
    if (host == "colab.research.google.com") {
        return "Demo";
    }
    if (host == "arxiv.org" || ends_with(host, "doi.org") || host == "youtu.be" || ends_with(host, "youtube.com")) {
        return {};
    }
    return label_by_context(before);
}

void add_link(std::vector<Link>& links, std::string_view label, const std::string& url) {
    if (label.empty()) {
        return;
    }
    const bool taken = std::any_of(links.begin(), links.end(),
                                   [&](const Link& link) { return link.label == label || link.url == url; });
    if (!taken) {
        links.push_back({std::string(label), url});
    }
}

void add_links_of(std::vector<Link>& links, std::string_view text) {
    for (const WebAddress& address : addresses_in(text)) {
        add_link(links, label_of(address.url, text.substr(0, address.begin)), address.url);
    }
}

}  // namespace

std::vector<Link> extras_of(const Paper& paper, const std::vector<Link>& beside) {
    std::vector<Link> found;
    add_links_of(found, paper.abstract);
    add_links_of(found, paper.comment);
    for (const Link& link : beside) {
        add_link(found, link.label, link.url);
    }
    std::vector<Link> ordered;
    for (const std::string_view label : {"Code", "Website", "Demo"}) {
        for (const Link& link : found) {
            if (link.label == label) {
                ordered.push_back(link);
            }
        }
    }
    return ordered;
}

}  // namespace digest
