#include "digest/compose/choice.h"

#include <algorithm>
#include <cstdint>

#include "digest/base/ascii.h"
#include "digest/base/hash.h"
#include "digest/compose/abbreviations.h"
#include "digest/compose/words.h"

namespace digest {
namespace {

constexpr int most_why_words = 90;
constexpr std::size_t most_why_sentences = 3;
constexpr int fewest_insight_words = 40;
constexpr int most_insight_words = 130;
constexpr double sure = 0.6;
constexpr double duplicate_overlap = 0.8;

using Indexes = std::vector<std::size_t>;

bool contains(const Indexes& indexes, std::size_t index) {
    return std::find(indexes.begin(), indexes.end(), index) != indexes.end();
}

class Chooser {
  public:
    explicit Chooser(std::vector<DraftSentence>& drafts) : drafts_(drafts) {}

    Choice choose() {
        drop_always();
        drop_duplicates();
        find_first_own();
        choose_why();
        choose_insights();
        name_the_rest();
        return std::move(choice_);
    }

  private:
    std::vector<DraftSentence>& drafts_;
    Choice choice_{};
    std::size_t first_own_ = 0;  ///< the number of drafts where no sentence is about own work

    bool usable(std::size_t i) const { return !drafts_[i].dropped; }
    bool has(std::size_t i, Cue cue) const { return drafts_[i].cues.has(cue); }

    int words_in(const Indexes& indexes) const {
        int words = 0;
        for (const std::size_t i : indexes) {
            words += drafts_[i].words;
        }
        return words;
    }

    void drop(std::size_t i, DropRule rule) {
        if (usable(i)) {
            drafts_[i].dropped = rule;
        }
    }

    void drop_always() {
        const auto contributions = std::count_if(drafts_.begin(), drafts_.end(), [](const DraftSentence& draft) {
            return draft.cues.has(Cue::contribution) && !draft.cues.has(Cue::availability);
        });
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            const bool only_contribution = contributions == 0 && has(i, Cue::contribution);
            if (has(i, Cue::availability) && !only_contribution) {
                drop(i, DropRule::availability);
            } else if (drafts_[i].words < 4) {
                drop(i, DropRule::fragment);
            } else if (has(i, Cue::status)) {
                drop(i, DropRule::status);
            } else if (has(i, Cue::layout)) {
                drop(i, DropRule::layout);
            } else if (has(i, Cue::hope) && !has(i, Cue::number) &&
                       (!has(i, Cue::contribution) || only_hopes(drafts_[i].text))) {
                drop(i, DropRule::hope);
            } else if (has(i, Cue::generic_we) || !drafts_[i].rewritable) {
                drop(i, DropRule::first_person);
            }
        }
    }

    /// "We hope that it provides …" announces nothing, whatever verbs follow.
    static bool only_hopes(const std::string& text) {
        const Words words = words_of(text);
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (words[i] == "we") {
                return words[i + 1] == "hope" || words[i + 1] == "believe" || words[i + 1] == "envision";
            }
        }
        return false;
    }

    /// The words that carry content, as sorted hashes.
    static std::vector<std::uint64_t> content_of(const std::string& text) {
        std::vector<std::uint64_t> content;
        const Words words = words_of(text);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i].size() > 3 || is_digit(words[i][0])) {
                content.push_back(fnv1a(words[i]));
            }
        }
        std::sort(content.begin(), content.end());
        content.erase(std::unique(content.begin(), content.end()), content.end());
        return content;
    }

    static std::size_t shared_between(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
        std::size_t shared = 0;
        for (auto i = a.begin(), k = b.begin(); i != a.end() && k != b.end();) {
            if (*i == *k) {
                ++shared;
            }
            const bool a_first = *i <= *k;
            const bool b_first = *k <= *i;
            if (a_first) {
                ++i;
            }
            if (b_first) {
                ++k;
            }
        }
        return shared;
    }

    /// Of two sentences that say the same the longer one stays.
    void drop_duplicates() {
        std::vector<std::vector<std::uint64_t>> contents;
        contents.reserve(drafts_.size());
        for (const DraftSentence& draft : drafts_) {
            contents.push_back(content_of(draft.text));
        }
        for (std::size_t a = 0; a < drafts_.size(); ++a) {
            for (std::size_t b = a + 1; b < drafts_.size(); ++b) {
                const std::size_t smaller = std::min(contents[a].size(), contents[b].size());
                if (smaller < 5 || !usable(a) || !usable(b)) {
                    continue;
                }
                const auto shared = static_cast<double>(shared_between(contents[a], contents[b]));
                if (shared < duplicate_overlap * static_cast<double>(smaller)) {
                    continue;
                }
                drop(drafts_[a].words < drafts_[b].words ? a : b, DropRule::duplicate);
            }
        }
    }

    void find_first_own() {
        first_own_ = drafts_.size();
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (has(i, Cue::own_work) && drafts_[i].role != SentenceRole::background) {
                first_own_ = i;
                return;
            }
        }
    }

    bool is_background(std::size_t i) const {
        if (has(i, Cue::own_work)) {
            return false;
        }
        if (drafts_[i].role == SentenceRole::background) {
            return true;
        }
        return i < first_own_ && first_own_ < drafts_.size() && drafts_[i].confidence < sure;
    }

    /// What sentence `i` cannot stand without, itself included, going back; empty where one of them is not there.
    Indexes with_support(std::size_t i, const Indexes& allowed) const {
        Indexes chain{i};
        while (has(chain.front(), Cue::leans) || has(chain.front(), Cue::leans_on_block)) {
            if (chain.front() == 0 || !contains(allowed, chain.front() - 1)) {
                return {};
            }
            chain.insert(chain.begin(), chain.front() - 1);
        }
        return chain;
    }

    Indexes without_orphans(const Indexes& candidates) const {
        Indexes kept;
        for (const std::size_t i : candidates) {
            if (!with_support(i, kept).empty()) {
                kept.push_back(i);
            }
        }
        return kept;
    }

    bool fits_why(const Indexes& indexes) const {
        return indexes.size() <= most_why_sentences && words_in(indexes) <= most_why_words;
    }

    /// `base` with the sentences of `more`, in order, if that fits; else `base`.
    Indexes extended(const Indexes& base, const Indexes& more) const {
        Indexes joined = base;
        for (const std::size_t i : more) {
            if (!contains(joined, i)) {
                joined.push_back(i);
            }
        }
        std::sort(joined.begin(), joined.end());
        return fits_why(joined) ? joined : base;
    }

    double gap_value(std::size_t i) const {
        if (!has(i, Cue::gap)) {
            return 0;
        }
        const Words words = words_of(drafts_[i].text.substr(0, 40));
        const bool turns =
            phrase_at(words, 0, {"however", "yet", "but", "nevertheless", "unfortunately", "despite", "nonetheless"}) >
            0;
        return 2 + (turns ? 1.5 : 0) + 0.1 * static_cast<double>(i) - (drafts_[i].words > 50 ? 1 : 0);
    }

    Indexes best_background(const Indexes& background) const {
        if (background.empty()) {
            return {};
        }
        if (fits_why(background)) {
            return background;
        }
        Indexes by_gap = background;
        std::stable_sort(by_gap.begin(), by_gap.end(),
                         [&](std::size_t a, std::size_t b) { return gap_value(a) > gap_value(b); });
        Indexes chosen;
        for (const std::size_t gap : by_gap) {
            if (gap_value(gap) == 0) {
                break;
            }
            const Indexes chain = with_support(gap, background);
            if (chain.empty() || !fits_why(chain)) {
                continue;
            }
            chosen = chain;
            break;
        }
        if (has(background.front(), Cue::leans)) {
            return chosen;
        }
        chosen = extended(chosen, {background.front()});
        if (chosen.empty()) {
            return drafts_[background.front()].words <= most_insight_words ? Indexes{background.front()} : Indexes{};
        }
        // room for what stands between, while there is little
        for (const std::size_t i : background) {
            if (words_in(chosen) < fewest_insight_words && !contains(chosen, i)) {
                const Indexes chain = with_support(i, chosen);
                if (!chain.empty()) {
                    chosen = extended(chosen, chain);
                }
            }
        }
        return chosen;
    }

    void choose_why() {
        Indexes before;
        Indexes after;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (!usable(i) || !is_background(i)) {
                continue;
            }
            if (i < first_own_) {
                before.push_back(i);
            } else if (i <= first_own_ + 3 && drafts_[i].confidence >= sure) {
                after.push_back(i);
            }
        }
        choice_.why = best_background(without_orphans(before));
        // behind the first announcement only what names a gap is a reason
        const bool gap = std::any_of(after.begin(), after.end(), [&](std::size_t i) { return has(i, Cue::gap); });
        if (choice_.why.empty() && gap) {
            choice_.why = best_background(without_orphans(after));
        }
        if (choice_.why.empty()) {
            choose_objective();
        }
    }

    /// No background: the purpose clause of the first sentence about own work, else that sentence itself.
    void choose_objective() {
        Indexes usable_ones;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (usable(i)) {
                usable_ones.push_back(i);
            }
        }
        if (usable_ones.empty()) {
            return;
        }
        const std::size_t first = usable_ones.front();
        if (auto clause = split_purpose_clause(drafts_[first].text)) {
            choice_.purpose = std::move(clause);
            return;
        }
        if (usable_ones.size() < 2) {
            return;
        }
        for (const std::size_t i : usable_ones) {
            const bool states =
                has(i, Cue::own_work) || has(i, Cue::aim) || drafts_[i].role == SentenceRole::objective || i == first;
            if (!states || has(i, Cue::leans) || has(i, Cue::leans_on_block) || drafts_[i].words > most_why_words) {
                continue;
            }
            choice_.why = {i};
            return;
        }
    }

    double value_of(std::size_t i, bool first_contribution) const {
        double value = 3;
        if (has(i, Cue::contribution)) {
            value += first_contribution ? 8 : 2;
        }
        if (i == first_own_) {
            value += 2;
        }
        if (has(i, Cue::limit)) {
            value += 3;
        }
        if (has(i, Cue::number)) {
            value += 2.5;
        }
        if (drafts_[i].role == SentenceRole::result) {
            value += 1;
        }
        if (has(i, Cue::empty_claim)) {
            value -= 3;
        }
        if (has(i, Cue::hope)) {
            value -= 2;
        }
        if (has(i, Cue::leans)) {
            value -= 0.5;
        }
        if (drafts_[i].words > 45) {
            value -= 1.5;
        }
        if (drafts_[i].flawed) {
            value -= 2;
        }
        return value;
    }

    /// Names (two capitals or more) that come up first in sentence `i` and are used in one of `others` afterwards:
    /// those would speak of something unknown without it.
    bool introduces_name_for(std::size_t i, const Indexes& others) const {
        const Words words = words_of(drafts_[i].text);
        for (const auto& place : words.places) {
            const std::string_view name =
                std::string_view(drafts_[i].text).substr(place.begin, place.end - place.begin);
            const auto capitals = std::count_if(name.begin(), name.end(), is_upper);
            if (capitals < 2 || is_everyday_abbreviation(name)) {
                continue;
            }
            bool earlier = false;
            for (std::size_t k = 0; k < i; ++k) {
                earlier = earlier || find_abbreviation(drafts_[k].text, name) != std::string::npos;
            }
            if (earlier) {
                continue;
            }
            for (const std::size_t other : others) {
                if (other > i && find_abbreviation(drafts_[other].text, name) != std::string::npos) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The insight that names what the paper gives: the first strong contribution.
    std::size_t main_contribution(const Indexes& insights) const {
        for (const std::size_t i : insights) {
            if (has(i, Cue::contribution)) {
                return i;
            }
        }
        return insights.empty() ? drafts_.size() : insights.front();
    }

    bool has_support(std::size_t i, const Indexes& insights) const {
        if (has(i, Cue::leans)) {
            if (i == 0) {
                return false;
            }
            if (contains(insights, i - 1)) {
                return true;
            }
            return !choice_.why.empty() && choice_.why.back() == i - 1 && !insights.empty() && insights.front() == i;
        }
        const bool leads = !insights.empty() && insights.front() == i;
        if (has(i, Cue::leans_on_block)) {
            return !leads;
        }
        if (has(i, Cue::enumerates)) {
            return i > 0 && contains(insights, i - 1);
        }
        return true;
    }

    bool opens_cut_chain(std::size_t i, const Indexes& insights) const {
        return has(i, Cue::opens_enumeration) && i + 1 < drafts_.size() && has(i + 1, Cue::enumerates) &&
               !contains(insights, i + 1);
    }

    /// What is left when the sentences that hang in the air have gone as well.
    Indexes supported(Indexes insights) const {
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t k = 0; k < insights.size(); ++k) {
                if (has_support(insights[k], insights) && !opens_cut_chain(insights[k], insights)) {
                    continue;
                }
                insights.erase(insights.begin() + static_cast<std::ptrdiff_t>(k));
                changed = true;
                break;
            }
        }
        return insights;
    }

    void remove_if_enough(Indexes& insights, std::size_t i) {
        Indexes rest = insights;
        rest.erase(std::remove(rest.begin(), rest.end(), i), rest.end());
        rest = supported(rest);
        if (words_in(rest) >= fewest_insight_words && rest.size() + 2 >= insights.size()) {
            insights = rest;
        }
    }

    void trim_claims_and_numbers(Indexes& insights) {
        const Indexes all = insights;
        for (const std::size_t i : all) {
            if (!has(i, Cue::empty_claim) || !contains(insights, i) || i == main_contribution(insights)) {
                continue;
            }
            remove_if_enough(insights, i);
            if (!contains(insights, i)) {
                drop(i, DropRule::empty_claim);
            }
        }
        int numbers = 0;
        for (const std::size_t i : all) {
            if (!contains(insights, i) || !has(i, Cue::number) || has(i, Cue::contribution) || has(i, Cue::limit)) {
                continue;
            }
            if (++numbers <= 2) {
                continue;
            }
            remove_if_enough(insights, i);
            if (!contains(insights, i)) {
                drop(i, DropRule::third_number);
            }
        }
    }

    bool has_result(const Indexes& insights) const {
        return std::any_of(insights.begin(), insights.end(),
                           [&](std::size_t i) { return drafts_[i].role == SentenceRole::result; });
    }

    /// What a reader loses when only `rest` is left of the insights.
    double cost_of(const Indexes& insights, const Indexes& rest) const {
        double cost = 0;
        for (const std::size_t lost : insights) {
            if (!contains(rest, lost)) {
                cost += value_of(lost, false) + (introduces_name_for(lost, rest) ? 5 : 0);
            }
        }
        if (has_result(insights) && !has_result(rest)) {
            cost += 5;
        }
        if (words_in(rest) < fewest_insight_words) {
            cost += 20;  // better not to fall under the floor by one long sentence
        }
        return cost;
    }

    void trim_length(Indexes& insights) {
        while (words_in(insights) > most_insight_words && insights.size() > 1) {
            const std::size_t contribution = main_contribution(insights);
            const int surplus = words_in(insights) - most_insight_words;
            double least = 1e9;
            Indexes best;
            for (const std::size_t i : insights) {
                if (i == contribution) {
                    continue;
                }
                Indexes rest = insights;
                rest.erase(std::remove(rest.begin(), rest.end(), i), rest.end());
                rest = supported(rest);
                if (rest.empty() || !contains(rest, contribution)) {
                    continue;
                }
                const int useful = std::min(words_in(insights) - words_in(rest), surplus);
                const double cost = cost_of(insights, rest) / std::max(useful, 1);
                if (cost < least) {
                    least = cost;
                    best = rest;
                }
            }
            if (best.empty()) {
                return;
            }
            insights = best;
        }
    }

    /// One very long sentence may have taken the place of others and gone all the same: then they come back.
    void refill(Indexes& insights, Indexes trimmed) const {
        if (words_in(insights) >= fewest_insight_words) {
            return;
        }
        std::stable_sort(trimmed.begin(), trimmed.end(),
                         [this](std::size_t a, std::size_t b) { return value_of(a, false) > value_of(b, false); });
        for (const std::size_t i : trimmed) {
            if (contains(insights, i)) {
                continue;
            }
            Indexes more = insights;
            more.push_back(i);
            std::sort(more.begin(), more.end());
            if (words_in(more) <= most_insight_words && supported(more) == more) {
                insights = more;
            }
        }
    }

    void choose_insights() {
        Indexes insights;
        Indexes spare;  // background that the Why has no room for
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (!usable(i) || contains(choice_.why, i)) {
                continue;
            }
            const bool early = i < first_own_ && first_own_ < drafts_.size() && is_background(i);
            (early ? spare : insights).push_back(i);
        }
        insights = supported(insights);
        trim_claims_and_numbers(insights);
        const Indexes whole = insights;
        trim_length(insights);
        refill(insights, whole);
        for (const std::size_t i : spare) {
            if (words_in(insights) >= fewest_insight_words || choice_.why.empty() || i < choice_.why.back()) {
                continue;
            }
            Indexes more = insights;
            more.push_back(i);
            std::sort(more.begin(), more.end());
            if (has_support(i, more)) {
                insights = more;
            }
        }
        choice_.insights = insights;
        if (choice_.purpose && (insights.empty() || !usable(insights.front()))) {
            choice_.purpose.reset();
        }
    }

    void name_the_rest() {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (usable(i) && !contains(choice_.why, i) && !contains(choice_.insights, i)) {
                drafts_[i].dropped = is_background(i)     ? DropRule::background
                                     : supported_alone(i) ? DropRule::length
                                                          : DropRule::leans;
            }
        }
    }

    bool supported_alone(std::size_t i) const {
        return !has(i, Cue::leans) && !has(i, Cue::leans_on_block) && !has(i, Cue::enumerates);
    }
};

}  // namespace

Choice choose_sentences(std::vector<DraftSentence>& drafts) {
    return Chooser(drafts).choose();
}

}  // namespace digest
