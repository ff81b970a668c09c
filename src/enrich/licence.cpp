#include "digest/enrich/licence.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "digest/base/utf8.h"

namespace digest {
namespace {

struct CreativeCommons {
    std::string_view code;
    std::string_view name;
    bool may_show;
    bool share_alike;
    bool non_commercial;
};

constexpr std::array<CreativeCommons, 6> creative_commons{{
    {"by", "CC BY", true, false, false},
    {"by-sa", "CC BY-SA", true, true, false},
    {"by-nd", "CC BY-ND", false, false, false},
    {"by-nc", "CC BY-NC", false, false, true},
    {"by-nc-sa", "CC BY-NC-SA", false, true, true},
    {"by-nc-nd", "CC BY-NC-ND", false, false, true},
}};

std::string_view without(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (end > 0) parts.push_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

/// "4.0", also "2.5".
bool is_version(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return text.size() == 3 && digit(text[0]) && text[1] == '.' && digit(text[2]);
}

bool is_jurisdiction(std::string_view text) {
    return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

Licence public_domain(std::string_view path) {
    const bool zero = path.starts_with("zero");
    const bool mark = path.starts_with("mark");
    Licence licence;
    licence.name = zero ? "CC0 1.0" : "Public domain";
    licence.url = zero   ? "https://creativecommons.org/publicdomain/zero/1.0/"
                  : mark ? "https://creativecommons.org/publicdomain/mark/1.0/"
                         : "https://creativecommons.org/licenses/publicdomain/";
    licence.may_show = true;
    return licence;
}

Licence of_creative_commons(std::vector<std::string_view> parts) {
    if (!parts.empty() && (parts.back().starts_with("deed") || parts.back().starts_with("legalcode"))) parts.pop_back();
    if (parts.size() == 3 && parts[0] == "publicdomain" && (parts[1] == "zero" || parts[1] == "mark") &&
        parts[2] == "1.0") {
        return public_domain(parts[1]);
    }
    if (parts.size() == 2 && parts[0] == "licenses" && parts[1] == "publicdomain") return public_domain({});
    const bool ported = parts.size() == 4 && is_jurisdiction(parts[3]);
    if ((parts.size() != 3 && !ported) || parts[0] != "licenses" || !is_version(parts[2])) return {};
    const auto found = std::find_if(creative_commons.begin(), creative_commons.end(),
                                    [&](const CreativeCommons& known) { return known.code == parts[1]; });
    if (found == creative_commons.end()) return {};
    Licence licence;
    licence.name = fmt::format("{} {}", found->name, parts[2]);
    licence.url = fmt::format("https://creativecommons.org/licenses/{}/{}/", found->code, parts[2]);
    if (ported) {
        for (const char c : " " + std::string{parts[3]})
            licence.name += c == ' ' ? c : static_cast<char>(c - 'a' + 'A');
        licence.url += fmt::format("{}/", parts[3]);
    }
    licence.may_show = found->may_show;
    licence.share_alike = found->share_alike;
    licence.non_commercial = found->non_commercial;
    return licence;
}

Licence of_arxiv(const std::vector<std::string_view>& parts) {
    if (parts.size() != 3 || parts[0] != "licenses") return {};
    Licence licence;
    if (parts[1] == "nonexclusive-distrib") licence.name = fmt::format("arXiv non-exclusive {}", parts[2]);
    if (parts[1] == "assumed-1991-2003") licence.name = "arXiv assumed 1991-2003";
    if (!licence.name.empty()) licence.url = fmt::format("https://arxiv.org/licenses/{}/{}/", parts[1], parts[2]);
    return licence;
}

}  // namespace

Licence licence_of(std::string_view uri) {
    const std::string lower = ascii_lower(trim(uri));
    std::string_view rest = lower;
    rest = without(rest, rest.starts_with("https://") ? "https://" : "http://");
    rest = without(rest, "www.");
    rest = rest.substr(0, rest.find_first_of("?#"));
    const auto host_end = rest.find('/');
    if (host_end == std::string_view::npos) return {};
    const auto parts = parts_of(rest.substr(host_end));
    if (rest.substr(0, host_end) == "creativecommons.org") return of_creative_commons(parts);
    if (rest.substr(0, host_end) == "arxiv.org" && parts.size() == 3 && is_version(parts[2])) return of_arxiv(parts);
    return {};
}

}  // namespace digest
