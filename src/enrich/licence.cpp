#include "digest/enrich/licence.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"

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
        if (end > 0) {
            parts.push_back(path.substr(0, end));
        }
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

/// "4.0", also "2.5".
bool is_version(std::string_view text) {
    return text.size() == 3 && is_digit(text[0]) && text[1] == '.' && is_digit(text[2]);
}

bool is_jurisdiction(std::string_view text) {
    return text.size() == 2 && std::all_of(text.begin(), text.end(), is_lower);
}

/// "licenses/by/4.0", "licenses/by/3.0/us" ("" for the jurisdiction of the first).
Licence of_numbered(std::string_view code, std::string_view version, std::string_view jurisdiction) {
    const auto found = std::find_if(creative_commons.begin(), creative_commons.end(),
                                    [&](const CreativeCommons& known) { return known.code == code; });
    if (found == creative_commons.end() || !is_version(version)) {
        return {};
    }
    Licence licence;
    licence.name = fmt::format("{} {}", found->name, version);
    licence.url = fmt::format("https://creativecommons.org/licenses/{}/{}/", found->code, version);
    if (!jurisdiction.empty()) {
        licence.name += ' ';
        std::transform(jurisdiction.begin(), jurisdiction.end(), std::back_inserter(licence.name), to_upper);
        licence.url += fmt::format("{}/", jurisdiction);
    }
    licence.may_show = found->may_show;
    licence.share_alike = found->share_alike;
    licence.non_commercial = found->non_commercial;
    return licence;
}

struct PublicDomain {
    std::string_view path;
    std::string_view name;
};
constexpr std::array<PublicDomain, 3> public_domain{{{"publicdomain/zero/1.0", "CC0 1.0"},
                                                     {"publicdomain/mark/1.0", "Public domain"},
                                                     {"licenses/publicdomain", "Public domain"}}};

Licence of_creative_commons(std::vector<std::string_view> parts) {
    if (!parts.empty() && (parts.back().starts_with("deed") || parts.back().starts_with("legalcode"))) {
        parts.pop_back();
    }
    const std::string path = fmt::format("{}", fmt::join(parts, "/"));
    for (const PublicDomain& known : public_domain) {
        if (known.path == path) {
            Licence licence;
            licence.name = known.name;
            licence.url = fmt::format("https://creativecommons.org/{}/", path);
            licence.may_show = true;
            return licence;
        }
    }
    const bool ported = parts.size() == 4 && is_jurisdiction(parts[3]);
    if ((parts.size() != 3 && !ported) || parts[0] != "licenses") {
        return {};
    }
    return of_numbered(parts[1], parts[2], ported ? parts[3] : std::string_view{});
}

Licence of_arxiv(const std::vector<std::string_view>& parts) {
    if (parts.size() != 3 || parts[0] != "licenses") {
        return {};
    }
    Licence licence;
    if (parts[1] == "nonexclusive-distrib") {
        licence.name = fmt::format("arXiv non-exclusive {}", parts[2]);
    }
    if (parts[1] == "assumed-1991-2003") {
        licence.name = "arXiv assumed 1991-2003";
    }
    if (!licence.name.empty()) {
        licence.url = fmt::format("https://arxiv.org/licenses/{}/{}/", parts[1], parts[2]);
    }
    return licence;
}

}  // namespace

Licence licence_of(std::string_view uri) {
    const std::string lower = ascii_lower(trim(uri));
    std::string_view rest = lower;
    rest.remove_prefix(web_scheme_length(rest));
    rest = without(rest, "www.");
    rest = rest.substr(0, rest.find_first_of("?#"));
    const auto host_end = rest.find('/');
    if (host_end == std::string_view::npos) {
        return {};
    }
    const auto parts = parts_of(rest.substr(host_end));
    if (rest.substr(0, host_end) == "creativecommons.org") {
        return of_creative_commons(parts);
    }
    if (rest.substr(0, host_end) == "arxiv.org" && parts.size() == 3 && is_version(parts[2])) {
        return of_arxiv(parts);
    }
    return {};
}

}  // namespace digest
