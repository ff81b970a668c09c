#include "digest/enrich/url.h"

#include <algorithm>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

struct Parts {
    std::string_view scheme{};
    std::optional<std::string_view> authority{};
    std::string_view path{};
    std::optional<std::string_view> query{};
};

/// Length of the scheme; 0: there is none.
std::size_t scheme_length(std::string_view url) {
    if (url.empty() || !is_letter(url.front())) return 0;
    for (std::size_t i = 1; i < url.size(); ++i) {
        const char c = url[i];
        if (c == ':') return i;
        if (!is_alphanumeric(c) && c != '+' && c != '-' && c != '.') return 0;
    }
    return 0;
}

Parts split(std::string_view url) {
    Parts parts;
    url = url.substr(0, url.find('#'));
    if (const auto length = scheme_length(url); length > 0) {
        parts.scheme = url.substr(0, length);
        url.remove_prefix(length + 1);
    }
    if (url.starts_with("//")) {
        url.remove_prefix(2);
        const auto end = std::min(url.find_first_of("/?"), url.size());
        parts.authority = url.substr(0, end);
        url.remove_prefix(end);
    }
    const auto mark = url.find('?');
    parts.path = url.substr(0, mark);
    if (mark != std::string_view::npos) parts.query = url.substr(mark + 1);
    return parts;
}

/// Section 5.2.4, on a path that begins with a slash.
std::string without_dots(std::string_view path) {
    std::string out;
    out.reserve(path.size());
    while (!path.empty()) {
        const auto end = std::min(path.find('/', 1), path.size());
        const std::string_view segment = path.substr(0, end);
        const bool last = end == path.size();
        if (segment == "/..") {
            out.resize(out.empty() ? 0 : out.rfind('/'));
            if (last) out += '/';
        } else if (segment == "/.") {
            if (last) out += '/';
        } else {
            out += segment;
        }
        path.remove_prefix(end);
    }
    return out;
}

std::string merged(const Parts& base, std::string_view path) {
    if (path.starts_with('/')) return std::string{path};
    const auto slash = base.path.rfind('/');
    std::string out{slash == std::string_view::npos ? "/" : base.path.substr(0, slash + 1)};
    return out.append(path);
}

/// As browsers read what stands in a page.
std::string tidy(std::string_view reference) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : trim(reference)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\t' || c == '\n' || c == '\r') continue;
        if (byte <= 0x20 || byte >= 0x7F || std::string_view{"\"<>\\^`{|}"}.find(c) != std::string_view::npos) {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        } else {
            out += c;
        }
    }
    return out;
}

std::string origin_of(std::string_view url) {
    const Parts parts = split(url);
    const std::string scheme = ascii_lower(parts.scheme);
    std::string authority = ascii_lower(parts.authority.value_or(""));
    const std::string_view port = scheme == "https" ? ":443" : ":80";
    if (authority.ends_with(port)) authority.resize(authority.size() - port.size());
    return scheme + "://" + authority;
}

}  // namespace

std::optional<std::string> resolve_url(std::string_view base, std::string_view reference) {
    const std::string wanted = tidy(reference);
    const std::string place = tidy(base);  // where a redirect led may be written as badly as what stands in the page
    const Parts from = split(place);
    const Parts to = split(wanted);
    const std::string scheme = ascii_lower(to.scheme.empty() ? from.scheme : to.scheme);
    const bool own_place = !to.scheme.empty() || to.authority.has_value();
    const std::string_view authority = (own_place ? to.authority : from.authority).value_or("");
    if ((scheme != "http" && scheme != "https") || authority.empty() || authority.find('@') != std::string_view::npos) {
        return std::nullopt;
    }
    auto query = to.query;
    std::string path{to.path};
    if (!own_place && to.path.empty()) {
        path = from.path;
        if (!query) query = from.query;
    } else if (!own_place) {
        path = merged(from, to.path);
    }
    if (path.empty()) path = "/";
    std::string out = scheme + "://";
    out.append(authority).append(without_dots(path));
    if (query) out.append("?").append(*query);
    return out;
}

bool same_origin(std::string_view a, std::string_view b) {
    return origin_of(a) == origin_of(b);
}

std::string_view path_of_url(std::string_view url) {
    return split(url).path;
}

}  // namespace digest
