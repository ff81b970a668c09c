#include "digest/text/addresses.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <unordered_set>

#include "digest/base/ascii.h"
#include "digest/base/npos.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

// Hosts that authors write without a scheme.
constexpr auto bare_hosts = std::to_array<std::string_view>({"github.com", "gitlab.com", "huggingface.co"});

bool is_host(std::string_view host) {
    const std::size_t dot = host.rfind('.');
    if (dot == npos || dot == 0 || host.size() - dot < 3 || host.front() == '.' || host.find("..") != npos) {
        return false;
    }
    return std::all_of(host.begin(), host.end(), [](char c) { return is_alphanumeric(c) || c == '.' || c == '-'; });
}

bool ends_with_word(std::string_view text, std::string_view lower_word) {
    if (text.size() < lower_word.size()) {
        return false;
    }
    const std::string_view end = text.substr(text.size() - lower_word.size());
    return std::equal(end.begin(), end.end(), lower_word.begin(), [](char a, char b) { return to_lower(a) == b; });
}

struct Start {
    std::size_t begin = 0;
    std::size_t host = 0;
    std::string_view scheme = "https://";
};

/// "ww" at an even place, which every "www" has. Without branches, so that the compiler looks at many pairs at once.
bool may_hold_www(std::string_view text) {
    constexpr std::uint16_t ww = 0x7777;
    std::uint16_t found = 0;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        std::uint16_t pair = 0;
        std::memcpy(&pair, text.data() + i, sizeof pair);
        found |= static_cast<std::uint16_t>(pair == ww ? 1 : 0);
    }
    return found != 0;
}

/// Where addresses may begin, in order. Looks for the slash behind a scheme or a host and for the dot of "www." only,
/// and for the dot where there may be one at all: most abstracts have neither.
class Starts {
  public:
    explicit Starts(std::string_view text)
        : text_(text), slash_(text.find('/')), dot_(may_hold_www(text) ? text.find('.') : npos) {}

    /// The first that does not begin before `from`, which never goes back.
    std::optional<Start> next(std::size_t from) {
        for (; slash_ != npos; slash_ = text_.find('/', slash_ + 1)) {
            by_slash_ = before_slash();
            if (by_slash_ && by_slash_->begin >= from) {
                break;
            }
        }
        for (; dot_ != npos && (dot_ < 3 || dot_ - 3 < from || !is_www()); dot_ = text_.find('.', dot_ + 1)) {
        }
        if (dot_ != npos && (slash_ == npos || dot_ - 3 < by_slash_->begin)) {
            return Start{dot_ - 3, dot_ - 3};
        }
        return slash_ != npos ? by_slash_ : std::nullopt;
    }

  private:
    /// Not within a word, a mail address or another address.
    bool is_free(std::size_t at) const {
        return at == 0 || (!is_alphanumeric(text_[at - 1]) && std::string_view("/.@-").find(text_[at - 1]) == npos);
    }
    bool is_www() const { return text_.substr(dot_ - 3, 3) == "www" && is_free(dot_ - 3); }

    std::optional<Start> before_slash() const {
        const std::string_view before = text_.substr(0, slash_);
        if (before.ends_with(':')) {
            if (text_.substr(slash_, 2) != "//") {
                return std::nullopt;
            }
            for (const std::string_view scheme : {"https://", "http://"}) {
                const std::size_t begin = slash_ + 2 - scheme.size();
                if (ends_with_word(text_.substr(0, slash_ + 2), scheme)) {
                    return Start{begin, slash_ + 2, scheme};
                }
            }
            return std::nullopt;
        }
        for (const std::string_view host : bare_hosts) {
            const std::size_t begin = slash_ - host.size();
            if (ends_with_word(before, host) && is_free(begin)) {
                return Start{begin, begin};
            }
        }
        return std::nullopt;
    }

    std::string_view text_;
    std::size_t slash_;
    std::size_t dot_;
    std::optional<Start> by_slash_{};
};

constexpr std::array<bool, 256> ends_address = []() {
    std::array<bool, 256> ends{};
    for (std::size_t c = 0; c < ends.size(); ++c) {
        ends[c] = c <= ' ' || is_high(static_cast<char>(c));
    }
    for (const char c : std::string_view("{}<>\"'`]|^$")) {
        ends[static_cast<unsigned char>(c)] = true;
    }
    return ends;
}();

void drop_closing_marks(std::string& address) {
    auto surplus = std::count(address.begin(), address.end(), ')') - std::count(address.begin(), address.end(), '(');
    while (!address.empty()) {
        const char last = address.back();
        if (last == ')' ? surplus <= 0 : std::string_view(".,;:!?*").find(last) == npos) {
            return;
        }
        if (last == ')') {
            --surplus;
        }
        address.pop_back();
    }
}

/// From its host to where the address ends; moves `at` there.
std::string address_at(std::string_view text, std::string_view scheme, std::size_t& at) {
    std::string address(scheme);
    for (std::size_t plain = at;; plain = ++at) {
        while (at < text.size() && text[at] != '\\' && !ends_address[static_cast<unsigned char>(text[at])]) {
            ++at;
        }
        address += text.substr(plain, at - plain);
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("{\\_}")) {
            address += '_';
            at += 3;
        } else if (!rest.starts_with('\\') || (rest.size() > 1 && is_letter(rest[1]))) {
            break;  // also at a command: "…/a/b\footnote{"
        }
    }
    drop_closing_marks(address);
    return address;
}

}  // namespace

std::vector<WebAddress> addresses_in(std::string_view text) {
    std::vector<WebAddress> addresses;
    Starts starts(text);
    std::size_t at = 0;
    while (const auto start = starts.next(at)) {
        at = start->host;
        std::string url = address_at(text, start->scheme, at);
        if (is_host(web_host(url))) {
            addresses.push_back({std::move(url), start->begin});
        }
    }
    if (addresses.size() > 1) {
        std::unordered_set<std::string> seen;
        std::erase_if(addresses, [&](const WebAddress& address) { return !seen.insert(address.url).second; });
    }
    return addresses;
}

std::string_view without_web_scheme(std::string_view address) {
    const std::size_t scheme = address.find("://");
    return scheme == npos ? address : address.substr(scheme + 3);
}

std::string web_host(std::string_view address) {
    const std::string_view rest = without_web_scheme(address);
    std::string host = ascii_lower(rest.substr(0, rest.find_first_of("/?#:")));
    return host.starts_with("www.") ? host.substr(4) : host;
}

std::string_view web_path(std::string_view address) {
    const std::string_view rest = without_web_scheme(address);
    const std::size_t slash = rest.find('/');
    return slash == npos ? std::string_view{} : rest.substr(slash + 1);
}

}  // namespace digest
