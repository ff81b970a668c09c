#include "digest/model/arxiv_id.h"

#include <algorithm>
#include <charconv>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/base/web_address.h"

namespace digest {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

void remove_prefix_ignoring_case(std::string_view& text, std::string_view prefix) {
    if (text.size() >= prefix.size() && ascii_lower(text.substr(0, prefix.size())) == prefix) {
        text.remove_prefix(prefix.size());
    }
}

/// Takes "http(s)://(www.|export.)arxiv.org/(abs|pdf|html)/", "arXiv:" off the front.
std::string_view without_address(std::string_view text) {
    remove_prefix_ignoring_case(text, "arxiv:");
    const std::size_t scheme = web_scheme_length(text);
    text.remove_prefix(scheme);
    remove_prefix_ignoring_case(text, "www.");
    remove_prefix_ignoring_case(text, "export.");
    if (!text.starts_with("arxiv.org/")) {
        return scheme > 0 ? std::string_view{} : text;
    }
    text.remove_prefix(std::string_view{"arxiv.org/"}.size());
    for (const std::string_view kind : {"abs/", "pdf/", "html/"}) {
        if (text.starts_with(kind)) {
            text.remove_prefix(kind.size());
            if (text.ends_with(".pdf")) {
                text.remove_suffix(4);
            }
            return text;
        }
    }
    return {};
}

/// "v3" at the end; false where a "v" is followed by rubbish.
bool take_version(std::string_view& text, int& version) {
    const std::size_t mark = text.rfind('v');
    if (mark == std::string_view::npos || mark + 1 == text.size() || !all_digits(text.substr(mark + 1))) {
        return true;
    }
    if (mark == 0 || !is_digit(text[mark - 1])) {
        return true;
    }
    const std::string_view digits = text.substr(mark + 1);
    if (digits.size() > 4) {
        return false;
    }
    std::from_chars(digits.data(), digits.data() + digits.size(), version);
    text.remove_suffix(text.size() - mark);
    return version > 0;
}

bool is_new_style(std::string_view id) {
    return (id.size() == 9 || id.size() == 10) && id[4] == '.' && all_digits(id.substr(0, 4)) &&
           all_digits(id.substr(5));
}

/// "hep-th/9901001", "math.CA/0611800" (the subject class is dropped).
std::optional<std::string> old_style(std::string_view id) {
    const std::size_t slash = id.find('/');
    if (slash == std::string_view::npos || id.size() - slash - 1 != 7 || !all_digits(id.substr(slash + 1))) {
        return std::nullopt;
    }
    std::string_view archive = id.substr(0, slash);
    if (archive.size() > 3 && archive[archive.size() - 3] == '.') {
        const std::string_view subject = archive.substr(archive.size() - 2);
        if (!std::all_of(subject.begin(), subject.end(), is_upper)) {
            return std::nullopt;
        }
        archive.remove_suffix(3);
    }
    const auto fits = [](char c) { return is_lower(c) || c == '-'; };
    if (archive.empty() || archive.front() == '-' || !std::all_of(archive.begin(), archive.end(), fits)) {
        return std::nullopt;
    }
    return std::string{archive} + std::string{id.substr(slash)};
}

}  // namespace

std::optional<VersionedId> parse_arxiv_id(std::string_view text) {
    text = without_address(text);
    VersionedId result;
    if (!take_version(text, result.version)) {
        return std::nullopt;
    }
    if (is_new_style(text)) {
        result.id = std::string{text};
        return result;
    }
    auto old = old_style(text);
    if (!old) {
        return std::nullopt;
    }
    result.id = std::move(*old);
    return result;
}

std::string abstract_url(std::string_view id) {
    return "https://arxiv.org/abs/" + std::string{id};
}

std::string pdf_url(std::string_view id) {
    return "https://arxiv.org/pdf/" + std::string{id};
}

std::string file_stem(std::string_view id) {
    std::string stem{id};
    std::replace(stem.begin(), stem.end(), '/', '-');
    return stem;
}

}  // namespace digest
