#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "architecture/rules.h"

namespace digest::architecture {
namespace {

struct Exception {
    std::string_view where;
    std::string_view reason;
};

constexpr std::array exceptions = {
    Exception{"include/digest/compose/", "its own issue rebuilds it, and moves what is its own"},
};

bool is_excepted(const SourceFile& file) {
    return std::any_of(exceptions.begin(), exceptions.end(),
                       [&](const Exception& exception) { return file.path.starts_with(exception.where); });
}

/// "digest/text/tex.h" for "include/digest/text/tex.h": as it is included.
std::string included_as(const SourceFile& header) {
    return header.path.substr(std::string_view{"include/"}.size());
}

}  // namespace

Violations check_public_headers(const std::vector<SourceFile>& files) {
    std::map<std::string, const SourceFile*> headers;
    for (const SourceFile& file : files) {
        if (file.is_public_header()) {
            headers.emplace(included_as(file), &file);
        }
    }
    std::set<std::string> used;
    std::vector<const SourceFile*> to_follow;
    const auto use = [&](const std::string& name) {
        const auto header = headers.find(name);
        if (header != headers.end() && used.insert(name).second) {
            to_follow.push_back(header->second);
        }
    };
    for (const SourceFile& file : files) {
        for (const Include& include : file.includes) {
            const auto header = headers.find(include.name);
            if (header != headers.end() && header->second->layer() != file.layer()) {
                use(include.name);
            }
        }
    }
    while (!to_follow.empty()) {
        const SourceFile* header = to_follow.back();
        to_follow.pop_back();
        for (const Include& include : header->includes) {
            use(include.name);
        }
    }
    Violations violations;
    for (const auto& [name, header] : headers) {
        if (!used.contains(name) && !is_excepted(*header)) {
            violations.push_back(header->path + ": only " + header->layer() +
                                 " includes it: it belongs beside its source");
        }
    }
    return violations;
}

}  // namespace digest::architecture
