#include "digest/compose/links.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

constexpr auto npos = std::string_view::npos;

// Hosts that authors write without a scheme.
constexpr auto bare_hosts = std::to_array<std::string_view>({"github.com/", "gitlab.com/", "huggingface.co/", "www."});

bool is_host(std::string_view host) {
    const std::size_t dot = host.rfind('.');
    if (dot == npos || dot == 0 || host.size() - dot < 3 || host.front() == '.' || host.find("..") != npos)
        return false;
    return std::all_of(host.begin(), host.end(), [](char c) { return is_alphanumeric(c) || c == '.' || c == '-'; });
}

/// From the start of an address to where it ends; TeX's escapes undone.
std::string address_at(std::string_view text, std::size_t& i) {
    std::string address;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        const bool ends = c == ' ' || c == '}' || c == '{' || c == '<' || c == '>' || c == '"' || c == '\'' ||
                          c == ']' || c == '`' || c == '|' || c == '^' || c == '$' ||
                          static_cast<unsigned char>(c) >= 0x80;
        if (ends) break;
        if (c == '\\') continue;
        address += c;
    }
    const auto unmatched = [&] {
        return address.back() == ')' &&
               std::count(address.begin(), address.end(), ')') > std::count(address.begin(), address.end(), '(');
    };
    for (bool changed = true; changed && !address.empty();) {
        changed = std::string_view(".,;:!?*").find(address.back()) != npos || unmatched();
        if (changed) address.pop_back();
    }
    return address;
}

std::string_view without_scheme(std::string_view address) {
    const std::size_t scheme = address.find("://");
    return scheme == npos ? address : address.substr(scheme + 3);
}

std::string host_of(std::string_view address) {
    const std::string_view rest = without_scheme(address);
    std::string host = ascii_lower(rest.substr(0, rest.find_first_of("/?#:")));
    return host.substr(0, 4) == "www." ? host.substr(4) : host;
}

std::string_view path_of(std::string_view address) {
    const std::string_view rest = without_scheme(address);
    const std::size_t slash = rest.find('/');
    return slash == npos ? std::string_view{} : rest.substr(slash + 1);
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// What the words right before an address call it.
std::string_view label_by_context(std::string_view before) {
    const std::string lower = ascii_lower(before.substr(before.size() > 90 ? before.size() - 90 : 0));
    for (const std::string_view word : {"project page", "project website", "website", "webpage", "homepage", "web page",
                                        "project site", "project:", "site:"})
        if (lower.rfind(word) != std::string::npos) return "Website";
    if (lower.rfind("demo") != std::string::npos) return "Demo";
    for (const std::string_view word : {"code", "implementation", "repository", "software"})
        if (lower.rfind(word) != std::string::npos) return "Code";
    return {};
}

std::string_view label_of(std::string_view address, std::string_view before) {
    const std::string host = host_of(address);
    const std::string_view path = path_of(address);
    if (host == "github.com" || host == "gitlab.com" || host == "codeberg.org" || host == "bitbucket.org" ||
        host == "gitee.com")
        return path.find_first_not_of('/') == npos ? std::string_view{} : "Code";
    if (host == "huggingface.co") {
        if (path.substr(0, 7) == "spaces/") return "Demo";
        return path.empty() || path.substr(0, 7) == "papers/" ? std::string_view{} : "Code";
    }
    if (host == "anonymous.4open.science") return "Code";
    if (ends_with(host, ".github.io") || ends_with(host, ".gitlab.io") || host == "sites.google.com") return "Website";
    if (host == "colab.research.google.com") return "Demo";
    if (host == "arxiv.org" || ends_with(host, "doi.org") || host == "youtu.be" || ends_with(host, "youtube.com"))
        return {};
    return label_by_context(before);
}

void add_link(std::vector<Link>& links, std::string_view label, const std::string& url) {
    if (label.empty()) return;
    const bool taken = std::any_of(links.begin(), links.end(),
                                   [&](const Link& link) { return link.label == label || link.url == url; });
    if (!taken) links.push_back({std::string(label), url});
}

void add_links_of(std::vector<Link>& links, std::string_view text) {
    std::size_t from = 0;
    for (const std::string& address : addresses_in(text)) {
        const std::size_t place = text.find(without_scheme(address).substr(0, 12), from);
        const std::string_view before = text.substr(0, place == npos ? 0 : place);
        if (place != npos) from = place + 1;
        add_link(links, label_of(address, before), address);
    }
}

}  // namespace

std::vector<std::string> addresses_in(std::string_view text) {
    std::vector<std::string> addresses;
    for (std::size_t i = 0; i < text.size();) {
        const bool scheme = text.substr(i, 7) == "http://" || text.substr(i, 8) == "https://";
        const bool free = i == 0 || (!is_alphanumeric(text[i - 1]) && text[i - 1] != '/' && text[i - 1] != '.' &&
                                     text[i - 1] != '@' && text[i - 1] != '-');
        const bool bare = free && std::any_of(bare_hosts.begin(), bare_hosts.end(), [&](std::string_view host) {
                              return text.substr(i, host.size()) == host;
                          });
        if (!scheme && !bare) {
            ++i;
            continue;
        }
        std::string address = address_at(text, i);
        if (bare && !scheme) address.insert(0, "https://");
        if (!is_host(host_of(address))) continue;
        if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
            addresses.push_back(std::move(address));
    }
    return addresses;
}

std::vector<Link> extras_of(const Paper& paper, const std::vector<Link>& beside) {
    std::vector<Link> found;
    add_links_of(found, paper.abstract);
    add_links_of(found, paper.comment);
    for (const Link& link : beside) add_link(found, link.label, link.url);
    std::vector<Link> ordered;
    for (const std::string_view label : {"Code", "Website", "Demo"})
        for (const Link& link : found)
            if (link.label == label) ordered.push_back(link);
    return ordered;
}

}  // namespace digest
