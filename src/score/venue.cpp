// venue: where comment or journal reference says that the paper was accepted.
//
//   value = highest over the venues named of: weight of the venue × 0.7 accepted, 0.85 oral or spotlight, 1 award, 0.25
//   workshop
//
// A name counts on word borders and in its own capitals; a year may follow at once ("CVPR2025", "ICLR'22", "AAAI-25").
// The longest name wins where names overlap. What the nearest status word in its sentence says holds: "submitted to",
// "under review" and their like count nothing. A journal reference needs no status word. Source: own choice.
#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "signals.h"

namespace digest {
namespace {

/// Letters beyond ASCII are letters too.
bool is_in_word(char c) {
    return is_letter(c) || is_high(c);
}

struct VenueName {
    std::string_view text;
    const Venue* venue = nullptr;
};

struct VenueMatch {
    const Venue* venue = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The names of all venues by their first byte, longest first.
class VenueFinder {
  public:
    explicit VenueFinder(std::span<const Venue> venues) {
        for (const Venue& venue : venues) {
            add(venue.name, venue);
            for (const std::string& alias : venue.aliases) {
                add(alias, venue);
            }
        }
        for (auto& names : by_first_) {
            std::stable_sort(names.begin(), names.end(),
                             [](const VenueName& a, const VenueName& b) { return a.text.size() > b.text.size(); });
        }
    }

    std::vector<VenueMatch> find(std::string_view text) const {
        std::vector<VenueMatch> matches;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (at > 0 && (is_in_word(text[at - 1]) || is_digit(text[at - 1]))) {
                continue;
            }
            for (const VenueName& name : by_first_[static_cast<unsigned char>(text[at])]) {
                const std::size_t end = at + name.text.size();
                if (!text.substr(at).starts_with(name.text) || (end < text.size() && is_in_word(text[end]))) {
                    continue;
                }
                matches.push_back({name.venue, at, end});
                at = end - 1;
                break;
            }
        }
        return matches;
    }

  private:
    void add(std::string_view name, const Venue& venue) {
        if (!name.empty()) {
            by_first_[static_cast<unsigned char>(name.front())].push_back({name, &venue});
        }
    }

    std::array<std::vector<VenueName>, 256> by_first_{};
};

constexpr std::array<std::string_view, 17> not_yet = {"submitted",
                                                      "under review",
                                                      "under submission",
                                                      "in submission",
                                                      "submission to",
                                                      "under consideration",
                                                      "in review",
                                                      "being reviewed",
                                                      "to be submitted",
                                                      "rejected",
                                                      "under revision",
                                                      "in revision",
                                                      "reviewed at",
                                                      "preparation for",
                                                      "preprint for",
                                                      "planned for",
                                                      "under double-blind review"};
constexpr std::array<std::string_view, 12> accepted = {"accepted",     "to appear",    "published",   "presented",
                                                       "appears in",   "appeared",     "oral",        "spotlight",
                                                       "camera-ready", "camera ready", "proceedings", "poster"};
constexpr std::array<std::string_view, 6> highlighted = {"oral",    "spotlight", "highlight",
                                                         "notable", "top 5%",    "top 25%"};
constexpr std::array<std::string_view, 6> awarded = {
    "award", "best paper", "outstanding paper", "best student paper", "honorable mention", "honourable mention"};

std::size_t last_word(std::string_view text, std::string_view word) {
    std::size_t at = text.rfind(word);
    while (at != std::string_view::npos && at > 0 && is_in_word(text[at - 1])) {
        at = text.rfind(word, at - 1);
    }
    return at;
}

/// Where a word of the list stands last in `text`, at the start of a word; npos: nowhere.
template <std::size_t n>
std::size_t last_of(std::string_view text, const std::array<std::string_view, n>& words) {
    std::size_t last = std::string_view::npos;
    for (const std::string_view word : words) {
        const std::size_t at = last_word(text, word);
        if (at != std::string_view::npos && (last == std::string_view::npos || at > last)) {
            last = at;
        }
    }
    return last;
}

template <std::size_t n>
bool holds_any(std::string_view text, const std::array<std::string_view, n>& words) {
    return last_of(text, words) != std::string_view::npos;
}

bool ends_sentence(std::string_view text, std::size_t at) {
    if (text[at] == ';' || text[at] == '\n') {
        return true;
    }
    return text[at] == '.' && (at + 1 == text.size() || text[at + 1] == ' ');
}

/// The sentence of a match: from and to the next full stop or semicolon.
std::pair<std::size_t, std::size_t> sentence_around(std::string_view text, const VenueMatch& match) {
    std::size_t begin = match.begin;
    while (begin > 0 && !ends_sentence(text, begin - 1)) {
        --begin;
    }
    std::size_t end = match.end;
    while (end < text.size() && !ends_sentence(text, end)) {
        ++end;
    }
    return {begin, end};
}

/// What the sentence says of the match: 0 for not accepted.
double standing(std::string_view lower, const VenueMatch& match) {
    const auto [begin, end] = sentence_around(lower, match);
    const std::string_view before = lower.substr(begin, match.begin - begin);
    const std::string_view behind = lower.substr(match.end, end - match.end);
    const std::size_t no = last_of(before, not_yet);
    const std::size_t yes = last_of(before, accepted);
    const bool says_no = no != std::string_view::npos && (yes == std::string_view::npos || no > yes);
    const bool says_yes = yes != std::string_view::npos && !says_no;
    if (says_no || (!says_yes && holds_any(behind, not_yet))) {
        return 0;
    }
    constexpr std::array<std::string_view, 1> workshop = {"workshop"};
    const std::string_view near = lower.substr(begin, end - begin);
    if (holds_any(near, workshop)) {
        return 0.25;
    }
    if (holds_any(near, awarded)) {
        return 1.0;
    }
    return holds_any(near, highlighted) ? 0.85 : 0.7;
}

struct Acceptance {
    double value = 0;
    VenueEvidence evidence{};
};

void read(std::string_view text, const VenueFinder& finder, Acceptance& best) {
    const std::vector<VenueMatch> matches = finder.find(text);
    if (matches.empty()) {
        return;
    }
    const std::string lower = ascii_lower(text);
    for (const VenueMatch& match : matches) {
        const double value = std::clamp(match.venue->weight * standing(lower, match), 0.0, 1.0);
        if (value <= best.value) {
            continue;
        }
        const auto [begin, end] = sentence_around(text, match);
        best = {value, {match.venue->name, std::string(trim(text.substr(begin, end - begin)))}};
    }
}

Acceptance acceptance_of(const Paper& paper, const VenueFinder& finder) {
    Acceptance best;
    read(paper.journal_ref, finder, best);
    read(paper.comment, finder, best);
    return best;
}

}  // namespace

SignalColumn venue_signal(const SignalInput& input) {
    const auto finder = std::make_shared<const VenueFinder>(input.venues);
    SignalColumn result;
    result.values.reserve(input.papers.size());
    for (const Paper& paper : input.papers) {
        result.values.emplace_back(acceptance_of(paper, *finder).value);
    }
    result.evidence = [finder](std::size_t, const Paper& paper) {
        const Acceptance best = acceptance_of(paper, *finder);
        return best.value > 0 ? std::vector<Evidence>{best.evidence} : std::vector<Evidence>{};
    };
    return result;
}

}  // namespace digest
